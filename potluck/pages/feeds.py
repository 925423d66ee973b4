"""Feeds with the full text, and addresses that work wherever the feed is read: Atom (RFC 4287) and JSON Feed 1.1.

Pelican decides which feeds there are (its FEED settings), and series have theirs besides; what stands in them is
decided here. The XML is written by feedgenerator. A browser shows a feed as a short page: a style sheet hides what is
for programs, and a few elements of XHTML, which feed readers pass over, are links. (XSLT would do more, and is on its
way out of browsers.)
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

import nh3
from feedgenerator import Atom1Feed
from feedgenerator.django.utils.xmlutils import SimplerXMLGenerator

from potluck.content.post import Post
from potluck.pages.addresses import Addresses
from potluck.pages.article import PostArticle
from potluck.pages.parts import Parts

XHTML = "http://www.w3.org/1999/xhtml"
AT_HAND = 1_000
"""How many posts are held ready for the next feed: some 3 kB each, and the text."""
_BODY = "-"
"""Stands for the content where an entry is written without it."""
_CONTENT = '"content_html": '
_JSON_BODY = f'{_CONTENT}"{_BODY}"'
"""Nothing else can be this: a quote within a text has a sign before it."""
_UNFIT = bytes({*range(0x20)} - {0x09, 0x0A, 0x0D})
"""What no XML may hold; to look for bytes takes a tenth of the time."""
JSON_FEED = "https://jsonfeed.org/version/1.1"
_LEFT_TO_THE_PAGE = frozenset({"loading", "decoding", "fetchpriority", "tabindex", "class", "role", "style"})
"""Attributes that only mean something on our own pages."""

BEFORE_THE_FIRST_POST = datetime(2000, 1, 1, tzinfo=UTC)
"""When a feed without entries was last changed: a fixed moment, since a feed must name one."""


@dataclass(frozen=True)
class Dressing:
    """What makes a feed a page in a browser: the link of its style sheet, and a sentence about what this is."""

    style: str
    words: str


@dataclass(frozen=True)
class Entry:
    """An entry as every feed in one language has it, with its content once: that is most of it.

    ``known`` is all else that is known of it; ``xml`` and ``json`` are what stands before and after the content.
    """

    known: dict[str, Any]
    content: bytes
    xml: tuple[str, str]
    json: tuple[str, str]

    @classmethod
    def of(cls, alone: CommunityFeed) -> Entry:
        """The entry of a feed that has just one."""
        (item,) = alone.items
        alone.items[:] = [item | {"content": _BODY}]
        out = io.StringIO()
        alone.write_items(SimplerXMLGenerator(out, "utf-8", short_empty_elements=True))
        before, _, after = out.getvalue().rpartition(f">{_BODY}</")
        head, _, tail = _as_json(alone.items[0]).partition(_JSON_BODY)
        content = item.pop("content").encode()
        return cls(item, content, (f"{before}>", f"</{after}"), (head, tail))

    def item(self) -> dict[str, Any]:
        """All that is known of it."""
        return self.known | {"content": self.content.decode()}

    def write_xml(self, handler: Any) -> None:
        """Write the entry as XML."""
        handler.ignorableWhitespace(self.xml[0])  # which is what is written as it stands
        content = self.content.decode()
        if len(self.content.translate(None, _UNFIT)) == len(self.content):
            handler.ignorableWhitespace(escape(content))
        else:  # the handler says so, and goes through all characters to find out
            handler.characters(content)
        handler.ignorableWhitespace(self.xml[1])

    def as_json(self) -> str:
        """The entry as JSON, indented as an item of a feed."""
        body = json.dumps(self.content.decode(), ensure_ascii=False)
        return f"{self.json[0]}{_CONTENT}{body}{self.json[1]}"

    @cached_property
    def written(self) -> Written:
        """The entry as it stands in feeds, for those that are written again and again."""
        out = io.StringIO()
        self.write_xml(SimplerXMLGenerator(out, "utf-8", short_empty_elements=True))
        return Written.of(out.getvalue().encode(), self.as_json().encode())


@dataclass(frozen=True)
class Written:
    """An entry as XML and as JSON, and a name that tells the two apart from all others."""

    xml: bytes
    json: bytes
    name: bytes

    @classmethod
    def of(cls, xml: bytes, json: bytes) -> Written:
        """These two forms with their name."""
        hashed = blake2b(xml, digest_size=16)
        hashed.update(json)
        return cls(xml, json, hashed.digest())


@dataclass(frozen=True)
class Frame:
    """What stands around the entries of a feed, as XML and as JSON, and when the newest of them was changed."""

    xml: tuple[bytes, bytes]
    json: tuple[bytes, bytes]
    latest: datetime

    def filled(self, entries: Sequence[Entry]) -> Written | None:
        """The feed with these entries in place of the old; None if more than entries would be another."""
        if not all(each.content for each in entries):
            return None
        if max(each.known["updateddate"] for each in entries) != self.latest:
            return None
        written = [each.written for each in entries]
        xml, json = b"".join(each.xml for each in written), _BETWEEN.join(each.json for each in written)
        name = blake2b(b"".join(each.name for each in written), digest_size=16).digest()
        return Written(xml.join(self.xml), json.join(self.json), name)


_BETWEEN = b",\n  "
"""What stands between two entries of a JSON Feed."""


class CommunityFeed(Atom1Feed):  # type: ignore[misc]  # feedgenerator has no types
    """An Atom feed whose entries name every author, and that can be looked at.

    Entries that stand in other feeds as well may be ``prepared``, by their id; one whose item was changed since, or
    that is empty, is written anew.
    """

    dressing: Dressing | None = None
    hub = ""
    prepared: dict[str, Entry]

    def add(self, entry: Entry) -> None:
        """Add an entry that is known already."""
        self.items.append(entry.item())
        self.prepared[entry.known["unique_id"]] = entry

    def write_items(self, handler: Any) -> None:
        """Write the entries."""
        for item in self.items:
            if entry := self._prepared(item):
                entry.write_xml(handler)
            else:
                handler.startElement("entry", self.item_attributes(item))
                self.add_item_elements(handler, item)
                handler.endElement("entry")

    def _prepared(self, item: dict[str, Any]) -> Entry | None:
        entry = self.prepared.get(item["unique_id"])
        return entry if entry and entry.content and entry.item() == item else None

    def write(self, outfile: Any, encoding: str) -> None:
        """Write the feed; the style sheet comes before the first element."""
        handler = SimplerXMLGenerator(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        if self.dressing:
            handler.processingInstruction("xml-stylesheet", f'type="text/css" href="{self.dressing.style}"')
        handler.startElement("feed", self.root_attributes())
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def add_root_elements(self, handler: Any) -> None:
        """Write what is said of the whole feed."""
        super().add_root_elements(handler)
        if self.hub:
            handler.addQuickElement("link", "", {"rel": "hub", "href": self.hub})
        if self.dressing:
            handler.startElement("p", {"xmlns": XHTML})
            handler.addQuickElement("a", self.feed["title"], {"href": self.feed["link"]})
            handler.addQuickElement("small", self.dressing.words)
            handler.endElement("p")

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        """Name the language of an entry that is not in the feed's own."""
        return {} if item["language"] == self.feed["language"] else {"xml:lang": item["language"]}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Write one entry."""
        handler.addQuickElement("title", item["title"])
        if self.dressing:
            handler.addQuickElement("a", item["title"], {"xmlns": XHTML, "href": item["link"]})
        handler.addQuickElement("link", "", {"rel": "alternate", "type": "text/html", "href": item["link"]})
        handler.addQuickElement("id", item["unique_id"])
        handler.addQuickElement("published", item["pubdate"].isoformat())
        handler.addQuickElement("updated", item["updateddate"].isoformat())
        for name, address in item["people"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", address)
            handler.endElement("author")
        if item["description"]:
            handler.addQuickElement("summary", item["description"])
        for label, slug in item["tags"]:
            handler.addQuickElement("category", "", {"term": slug, "label": label})
        handler.addQuickElement("content", item["content"], {"type": "html"})

    def latest_post_date(self) -> datetime:
        """When the newest entry was published or changed; never the clock, so that a build can be repeated."""
        return max((item["updateddate"] for item in self.items), default=BEFORE_THE_FIRST_POST)

    def frame(self, xml: str, json: str) -> Frame | None:
        """What stands around the entries in this feed as it was written; None where that can't be told."""
        entries = [entry for item in self.items if (entry := self._prepared(item))]
        if not entries or len(entries) != len(self.items):
            return None
        written = [entry.written for entry in entries]
        around_xml = _around(xml.encode(), b"".join(each.xml for each in written))
        around_json = _around(json.encode(), _BETWEEN.join(each.json for each in written))
        if around_xml is None or around_json is None:
            return None
        return Frame(around_xml, around_json, self.latest_post_date())

    def as_json(self, address: str) -> str:
        """The same feed as JSON Feed 1.1; ``address`` is its own."""
        feed = {
            "version": JSON_FEED,
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": address,
            "description": self.feed["subtitle"],
            "language": self.feed["language"],
            "hubs": [{"type": "WebSub", "url": self.hub}] if self.hub else None,
            "items": [],
        }
        head = json.dumps(_filled(feed), ensure_ascii=False, indent=1).removesuffix("]\n}")
        known = ((self._prepared(item), item) for item in self.items)
        inside = ",".join(f"\n  {entry.as_json() if entry else _as_json(item)}" for entry, item in known)
        return f"{head}{inside}\n ]\n}}\n" if inside else f"{head}]\n}}\n"


def _around(text: bytes, inside: bytes) -> tuple[bytes, bytes] | None:
    before, found, after = text.rpartition(inside)
    return (before, after) if found else None


def _as_json(item: dict[str, Any]) -> str:
    """An item as JSON, indented as it stands in a feed."""
    fields = _filled(
        {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "summary": item["description"],
            "content_html": item["content"],
            "image": item["image"],
            "date_published": item["pubdate"].isoformat(),
            "date_modified": item["updateddate"].isoformat(),
            "authors": [{"name": name, "url": address} for name, address in item["people"]],
            "tags": [label for label, _ in item["tags"]],
            "language": item["language"],
        }
    )
    return json.dumps(fields, ensure_ascii=False, indent=1).replace("\n", "\n  ")


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that say something; the entries of a feed stand there even if there are none."""
    return {name: value for name, value in fields.items() if value or name == "items"}


_MATHML = {
    *("math", "mi", "mn", "mo", "ms", "mtext", "mspace", "mrow", "mfrac", "msqrt", "mroot", "mstyle", "merror"),
    *("mpadded", "mphantom", "msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd"),
}
_TAGS = set(nh3.ALLOWED_TAGS) | _MATHML | {"section"}
_ATTRIBUTES = {tag: set(names) | {"id"} for tag, names in nh3.ALLOWED_ATTRIBUTES.items()} | {"math": {"display"}}


class Feeds:
    """Makes entries of articles; a post that stands in several feeds is prepared once."""

    def __init__(self, addresses: Addresses, hub: str = "", dressing: Dressing | None = None) -> None:
        self._addresses = addresses
        self._hub = hub
        self._dressing = dressing
        self._entries = Parts(AT_HAND)
        self._alone = _Alone(addresses)

    def start(self, title: str, feed_path: str, page_path: str, language: str, subtitle: str) -> CommunityFeed:
        """A feed without entries, for the page it belongs to."""
        feed = CommunityFeed(
            title=title,
            link=self._addresses.absolute(page_path),
            feed_url=self._addresses.absolute(feed_path),
            feed_guid=self._addresses.absolute(page_path),
            description=subtitle,
            subtitle=subtitle,
            language=language,
        )
        feed.dressing, feed.hub, feed.prepared = self._dressing, self._hub, {}
        return feed

    def fill(self, feed: CommunityFeed, articles: Sequence[PostArticle]) -> None:
        """Add these posts."""
        for article in articles:
            self.add(feed, article)

    def add(self, feed: CommunityFeed, article: PostArticle) -> None:
        """Add one post."""
        feed.add(self.entry(article, feed.feed["language"]))

    def entry(self, article: PostArticle, language: str) -> Entry:
        """A post as an entry of every feed in this language."""
        return self._entries.get((article.url, language), lambda: self._entry(article, language))

    def at_hand(self, article: PostArticle, language: str) -> Entry | None:
        """The same, if it was made and noted before."""
        entry: Entry | None = self._entries.at_hand((article.url, language))
        return entry

    def _entry(self, article: PostArticle, language: str) -> Entry:
        alone = self.start("", "", "", language, "")
        alone.add_item(
            title=article.title,
            link=self._addresses.absolute(article.url),
            unique_id=entry_id(article.post, self._addresses.absolute("")),
            description=article.summary,
            content=self.content(article),
            language=article.lang,
            image=article.image,
            tags=[(tag.name, tag.slug) for tag in article.tags],
            people=[(person.name, self._addresses.absolute(person.url)) for person in article.people],
            pubdate=article.date,
            updateddate=article.updated or article.date,
        )
        return Entry.of(alone)

    def content(self, article: PostArticle) -> str:
        """The body as HTML that stands alone: whole addresses, and nothing that only our own pages understand."""
        return self._alone.clean(article.content, self._addresses.absolute(article.url))


class _Alone:
    """Makes a body stand alone; made once, since to make it takes as long as a short text."""

    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses
        self._root = addresses.link("").rstrip("/")
        self._own = ""
        self._cleaner = nh3.Cleaner(
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            attribute_filter=self._attribute,
            link_rel=None,
            clean_content_tags={"script", "style", "button", "template"},
        )

    def clean(self, html: str, own: str) -> str:
        """The body whose page is at the address ``own``."""
        self._own = own
        return self._cleaner.clean(html)

    def _attribute(self, tag: str, attribute: str, value: str) -> str | None:
        if attribute in _LEFT_TO_THE_PAGE:
            return None
        if attribute in ("href", "src", "cite"):
            if value.startswith("#"):
                return self._own + value
            if value.startswith("/") and not value.startswith("//"):
                return self._addresses.absolute(value.removeprefix(self._root))
        return value


def json_path(path: str) -> str:
    """Where the JSON Feed is that goes with the Atom feed at ``path``."""
    return path.removesuffix(".xml") + ".json"


def entry_id(post: Post, home: str) -> str:
    """The name of a post that never changes, as a tag URI (RFC 4151): where it is, or where it was first.

    A post that was renamed says its old address in ``aliases``; readers' programs then know it again.
    """
    first = post.first_permalink
    return f"tag:{urlsplit(home).hostname},{first[:4]}:{first.rstrip('/')}"
