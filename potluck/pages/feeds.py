"""Atom feeds with the full text, and addresses that work wherever the feed is read.

Pelican decides which feeds there are (its FEED settings); what stands in them is decided here. The XML is written by
feedgenerator, by RFC 4287.
"""

from __future__ import annotations

import html
from datetime import UTC, datetime
from typing import Any

import nh3
from feedgenerator import Atom1Feed, get_tag_uri

from potluck.pages.addresses import Addresses
from potluck.pages.article import PostArticle

_LEFT_TO_THE_PAGE = frozenset({"loading", "decoding", "tabindex", "class", "role", "style"})
"""Attributes that only mean something on our own pages."""

BEFORE_THE_FIRST_POST = datetime(2000, 1, 1, tzinfo=UTC)
"""When a feed without entries was last changed: a fixed moment, since a feed must name one."""


class CommunityFeed(Atom1Feed):  # type: ignore[misc]  # feedgenerator has no types
    """An Atom feed whose entries name every author."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Write one entry; its authors come first, each with name and page."""
        for name, address in item["people"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", address)
            handler.endElement("author")
        super().add_item_elements(handler, item)

    def latest_post_date(self) -> datetime:
        """When the newest entry was published or changed; never the clock, so that a build can be repeated."""
        dates = [item["updateddate"] or item["pubdate"] for item in self.items]
        return max(dates, default=BEFORE_THE_FIRST_POST)


_MATHML = {
    *("math", "mi", "mn", "mo", "ms", "mtext", "mspace", "mrow", "mfrac", "msqrt", "mroot", "mstyle", "merror"),
    *("mpadded", "mphantom", "msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd"),
}
_TAGS = set(nh3.ALLOWED_TAGS) | _MATHML | {"section"}
_ATTRIBUTES = {tag: set(names) | {"id"} for tag, names in nh3.ALLOWED_ATTRIBUTES.items()} | {"math": {"display"}}


class Feeds:
    """Makes entries of articles; a post that stands in several feeds is prepared once."""

    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses
        self._contents: dict[str, str] = {}

    def start(self, title: str, feed_path: str, page_path: str, language: str, subtitle: str) -> CommunityFeed:
        """A feed without entries, for the page it belongs to."""
        return CommunityFeed(
            title=title,
            link=self._addresses.absolute(page_path),
            feed_url=self._addresses.absolute(feed_path),
            feed_guid=self._addresses.absolute(page_path),
            description=subtitle,
            subtitle=subtitle,
            language=language,
        )

    def add(self, feed: CommunityFeed, article: PostArticle) -> None:
        """Add one post. Its id is made of its permalink and date, and so never changes."""
        address = self._addresses.absolute(article.url)
        feed.add_item(
            title=article.title,
            link=address,
            unique_id=get_tag_uri(address, article.date),
            description=html.escape(article.summary, quote=False),
            content=self.content(article),
            categories=[tag.name for tag in article.tags],
            people=[(person.name, self._addresses.absolute(person.url)) for person in article.people],
            pubdate=article.date,
            updateddate=article.updated or article.date,
        )

    def content(self, article: PostArticle) -> str:
        """The body as HTML that stands alone: whole addresses, and nothing that only our own pages understand."""
        if article.url not in self._contents:
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
