"""A feed as a whole, in XML and in JSON. What stands around the entries in XML is written by feedgenerator.

A browser shows a feed as a short page: a style sheet hides what is for programs, and a few elements of XHTML, which
feed readers pass over, are links. (XSLT would do more, and is on its way out of browsers.)
"""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import msgspec
from feedgenerator import Atom1Feed
from feedgenerator.django.utils.encoding import iri_to_uri
from feedgenerator.django.utils.xmlutils import SimplerXMLGenerator

from potluck.pages.feeds.entry import BETWEEN, CONTENT, Entry, refuse_unfit
from potluck.quick_json import as_indented_json, as_json_text

JSON_FEED = "https://jsonfeed.org/version/1.1"
XHTML = "http://www.w3.org/1999/xhtml"
JSON_END = b"\n ]\n}\n"
_BODY = "-"
"""Stands for the content where an entry is written without it."""
_JSON_BODY = CONTENT + as_json_text(_BODY.encode())
"""Nothing else can be this: a quote within a text has a sign before it."""
BEFORE_THE_FIRST_POST = datetime(2000, 1, 1, tzinfo=UTC)
"""When a feed without entries was last changed: a fixed moment, since a feed must name one."""


class Dressing(msgspec.Struct, frozen=True):
    """What makes a feed a page in a browser: the link of its style sheet, and a sentence about what this is."""

    style: str
    words: str


class Surroundings(msgspec.Struct, frozen=True):
    """What stands before and after the entries of a feed that has any, as XML and as JSON.

    In JSON, ``first`` stands before the first entry, and ``BETWEEN`` between two.
    """

    xml: tuple[bytes, bytes]
    json: tuple[bytes, bytes]
    first = b"\n  "


class CommunityFeed(Atom1Feed):  # type: ignore[misc]  # feedgenerator has no types
    """An Atom feed whose entries name every author, and that can be looked at.

    ``prepared`` holds, by id, entries that stand in other feeds as well; one whose item was changed since, or that is
    empty, is written anew. ``is_heard`` is whether plugins may change items: if none may, these are without their
    texts. ``has_json`` is whether there is a feed in JSON as well.
    """

    dressing: Dressing | None = None
    hub = ""
    is_heard = True
    has_json = True
    prepared: dict[str, Entry]
    latest: datetime | None = None
    """When the newest entry was changed, if that is not to be found out."""
    xml_places: list[tuple[int, int]]
    json_places: list[tuple[int, int]]
    """Where each entry that was prepared stands: start and length, once the feed is written."""

    def add(self, entry: Entry) -> None:
        """Add an entry that is known already."""
        self.items.append(entry.item() if self.is_heard or not entry.content else entry.known)
        self.prepared[entry.known["unique_id"]] = entry

    def write_items(self, handler: Any) -> None:
        """Write the entries; those that are prepared only get their places, in letters."""
        self._set_in: list[tuple[int, Entry]] = []
        for item in self.items:
            if entry := self._prepared(item):
                self._set_in.append((self._out.tell(), entry))
            else:
                before, after = self._entry_as_xml(item)
                content = item["content"]
                handler.ignorableWhitespace(before if content else f"{before[:-1]}/")  # which is what stays as it is
                handler.characters(content)
                handler.ignorableWhitespace(after if content else after.removeprefix("</content"))

    def _prepared(self, item: dict[str, Any]) -> Entry | None:
        entry = self.prepared.get(item["unique_id"])
        if entry is None or not entry.content:
            return None
        return entry if item is entry.known or item == entry.item() else None

    def entry(self, content: str, **known: Any) -> Entry:
        """An entry of every feed like this one. Raises UnserializableContentError for what no XML may hold."""
        known = {**_as_made_of_nothing(), **known, "link": iri_to_uri(known["link"])}
        whole = content.encode()
        refuse_unfit(whole)
        before, after = self._entry_as_xml(known)
        item = _item_as_json(known, _BODY) if self.has_json else ""
        head, _, tail = item.encode().partition(_JSON_BODY)
        return Entry(known, whole, (before.encode(), after.encode()), (head, tail))

    def write(self, outfile: Any, encoding: str) -> None:
        """Write the feed, for whoever asks for letters."""
        outfile.write(self.as_xml(encoding).decode())

    def as_xml(self, encoding: str = "utf-8") -> bytes:
        self._out = io.StringIO()
        self._write(SimplerXMLGenerator(self._out, encoding, short_empty_elements=True))
        text, done, length = self._out.getvalue(), 0, 0
        pieces: list[bytes] = []
        self.xml_places = []
        for at, entry in self._set_in:
            before, inside = text[done:at].encode(), entry.as_xml()
            self.xml_places.append((length + len(before), len(inside)))
            pieces += before, inside
            done, length = at, length + len(before) + len(inside)
        return b"".join((*pieces, text[done:].encode()))

    def _write(self, handler: Any) -> None:
        """Write all but the entries that are prepared; the style sheet comes before the first element."""
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

    def _entry_as_xml(self, item: dict[str, Any]) -> tuple[str, str]:
        """An entry before and after its content. Raises UnserializableContentError for what no XML may hold."""
        own = item["language"] == self.feed["language"]
        title, link = escape(item["title"]), quoteattr(item["link"])
        published, updated = _dates(item)
        parts = ["<entry>" if own else f"<entry xml:lang={quoteattr(item['language'])}>", f"<title>{title}</title>"]
        if self.dressing:
            parts.append(f'<a href={link} xmlns="{XHTML}">{title}</a>')
        parts += (
            f'<link href={link} rel="alternate" type="text/html"/><id>{escape(item["unique_id"])}</id>',
            f"<published>{published}</published><updated>{updated}</updated>",
        )
        parts += [_author(*each) for each in item["people"]]
        if item["description"]:
            parts.append(f"<summary>{escape(item['description'])}</summary>")
        parts += [_category(*each) for each in item["tags"]]
        refuse_unfit("".join(parts).encode())
        return "".join((*parts, '<content type="html">')), "</content></entry>"

    def latest_post_date(self) -> datetime:
        """When the newest entry was published or changed; never the clock, so that a build can be repeated."""
        return self.latest or max((item["updateddate"] for item in self.items), default=BEFORE_THE_FIRST_POST)

    def around(self, latest: datetime, address: str) -> Surroundings:
        """What stands around entries of which the newest was changed at ``latest``; as JSON the feed is at ``address``.

        The feed has no entries itself.
        """
        self.latest = latest
        before, end, after = self.as_xml().rpartition(b"</feed>")
        return Surroundings((before, end + after), (self._json_head(address), JSON_END))

    def as_json(self, address: str) -> bytes:
        """The same feed as JSON Feed 1.1; ``address`` is its own."""
        head = self._json_head(address)
        known = [(self._prepared(item), item) for item in self.items]
        items = [entry.as_json() if entry else _item_as_json(item, item["content"]).encode() for entry, item in known]
        lengths, end = list[tuple[int, int]](), len(head)
        for item in items:
            end += len(BETWEEN if lengths else Surroundings.first)
            lengths.append((end, len(item)))
            end += len(item)
        self.json_places = lengths
        return b"".join((head, Surroundings.first, BETWEEN.join(items), JSON_END)) if items else head + b"]\n}\n"

    def _json_head(self, address: str) -> bytes:
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
        return json.dumps(_filled(feed), ensure_ascii=False, indent=1).removesuffix("]\n}").encode()


@lru_cache(maxsize=1_000)
def _author(name: str, address: str) -> str:
    return f"<author><name>{escape(name)}</name><uri>{escape(address)}</uri></author>"


@lru_cache(maxsize=1_000)
def _category(label: str, slug: str) -> str:
    return f"<category label={quoteattr(label)} term={quoteattr(slug)}/>"


@cache
def _as_made_of_nothing() -> dict[str, Any]:
    """All that an item has but its content, as feedgenerator makes one."""
    feed = Atom1Feed("", "", "")
    feed.add_item("", "", "")
    return {name: value for name, value in feed.items[0].items() if name != "content"}


def _dates(item: dict[str, Any]) -> tuple[str, str]:
    """When it was published, and when it was changed, which is most often the same."""
    published = item["pubdate"].isoformat()
    return published, published if item["updateddate"] is item["pubdate"] else item["updateddate"].isoformat()


def _item_as_json(item: dict[str, Any], content: str) -> str:
    """An item as JSON, indented as it stands in a feed."""
    published, updated = _dates(item)
    fields = _filled(
        {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "summary": item["description"],
            "content_html": content,
            "image": item["image"],
            "date_published": published,
            "date_modified": updated,
            "authors": [{"name": name, "url": address} for name, address in item["people"]],
            "tags": [label for label, _ in item["tags"]],
            "language": item["language"],
        }
    )
    return as_indented_json(fields).replace("\n", "\n  ")


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that say something; the entries of a feed stand there even if there are none."""
    return {name: value for name, value in fields.items() if value or name == "items"}


def json_path(path: str) -> str:
    """Where the JSON Feed is that goes with the Atom feed at ``path``."""
    return path.removesuffix(".xml") + ".json"
