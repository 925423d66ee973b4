"""Feeds with the full text, and addresses that work wherever the feed is read: Atom (RFC 4287) and JSON Feed 1.1.

Pelican decides which feeds there are (its FEED settings), and series have theirs besides; what stands in them is
decided here. The XML is written by feedgenerator. A browser shows a feed as a short page: a style sheet hides what is
for programs, and a few elements of XHTML, which feed readers pass over, are links. (XSLT would do more, and is on its
way out of browsers.)
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import nh3
from feedgenerator import Atom1Feed
from feedgenerator.django.utils.xmlutils import SimplerXMLGenerator

from potluck.content.post import Post
from potluck.pages import reads
from potluck.pages.addresses import Addresses
from potluck.pages.article import PostArticle

XHTML = "http://www.w3.org/1999/xhtml"
AT_HAND = 300
"""How many posts are held ready for the next feed."""
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


class CommunityFeed(Atom1Feed):  # type: ignore[misc]  # feedgenerator has no types
    """An Atom feed whose entries name every author, and that can be looked at."""

    dressing: Dressing | None = None
    hub = ""

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
            "items": [_json_item(item) for item in self.items],
        }
        return json.dumps(_filled(feed), ensure_ascii=False, indent=1) + "\n"


def _json_item(item: dict[str, Any]) -> dict[str, Any]:
    return _filled(
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
        self._contents: dict[str, str] = {}

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
        feed.dressing, feed.hub = self._dressing, self._hub
        return feed

    def fill(self, feed: CommunityFeed, articles: Sequence[PostArticle]) -> None:
        """Add these posts."""
        for article in articles:
            self.add(feed, article)

    def add(self, feed: CommunityFeed, article: PostArticle) -> None:
        """Add one post."""
        feed.add_item(
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

    def content(self, article: PostArticle) -> str:
        """The body as HTML that stands alone: whole addresses, and nothing that only our own pages understand."""
        page = reads.now()
        if page:
            page.touch(article, "content")
        if article.url not in self._contents:
            if len(self._contents) >= AT_HAND:
                self._contents.clear()
            self._contents[article.url] = self._stand_alone(article)
        return self._contents[article.url]

    def _stand_alone(self, article: PostArticle) -> str:
        own, root = self._addresses.absolute(article.url), self._addresses.link("").rstrip("/")

        def whole(tag: str, attribute: str, value: str) -> str | None:
            if attribute in _LEFT_TO_THE_PAGE:
                return None
            if attribute in ("href", "src", "cite"):
                if value.startswith("#"):
                    return own + value
                if value.startswith("/") and not value.startswith("//"):
                    return self._addresses.absolute(value.removeprefix(root))
            return value

        cleaner = nh3.Cleaner(
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            attribute_filter=whole,
            link_rel=None,
            clean_content_tags={"script", "style", "button", "template"},
        )
        return cleaner.clean(article.content)


def json_path(path: str) -> str:
    """Where the JSON Feed is that goes with the Atom feed at ``path``."""
    return path.removesuffix(".xml") + ".json"


def entry_id(post: Post, home: str) -> str:
    """The name of a post that never changes, as a tag URI (RFC 4151): where it is, or where it was first.

    A post that was renamed says its old address in ``aliases``; readers' programs then know it again.
    """
    first = post.first_permalink
    return f"tag:{urlsplit(home).hostname},{first[:4]}:{first.rstrip('/')}"
