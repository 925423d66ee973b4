"""All that Pelican's generators write: pages (``page_writer``), and feeds, which ``potluck.pages.feeds`` makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

from msgspec.structs import replace
from pelican.plugins import signals

from potluck.build.entries import placed, refilled
from potluck.build.page_writer import PageWriter
from potluck.build.wanted import FEED
from potluck.pages.feeds.entry import Entry
from potluck.pages.feeds.feed import CommunityFeed, json_path
from potluck.pages.feeds.filling import Feeds, dressing
from potluck.pages.generators.redirects import feed_copies
from potluck.pages.notes.noted import Lasting, Notes
from potluck.pages.notes.reads import Page
from potluck.pages.notes.seen import SeenList, what_is_given
from potluck.pages.notes.views import OWN
from potluck.pages.views.article import PostArticle


class OutputWriter(PageWriter):
    """The writer of pages, with full-text feeds."""

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings)
        ours, addresses = self.table.edition.settings, self.table.addresses
        dressed = dressing(settings, addresses, ours.default_lang)
        self._feeds = Feeds(addresses, ours.websub_hub, dressed, has_json=ours.json_feeds)

    def expect_feeds(self, lists: Iterable[Sequence[PostArticle]]) -> None:
        """Know the posts of all feeds that are to be written from here on."""
        self._feeds.expect(each[: self._most] for each in lists)

    def write_feed(
        self,
        elements: list[Any],
        context: dict[str, Any],
        path: str | None = None,
        url: str | None = None,
        feed_type: str = "atom",
        override_output: bool = False,
        feed_title: str | None = None,
    ) -> Any:
        """Write an Atom feed of our own making, and the same as JSON beside it, if wanted; other kinds are Pelican's.

        Answers the feed.
        """
        if feed_type != "atom":
            self.forget_all()
            return super().write_feed(elements, context, path, url, feed_type, override_output, feed_title)
        if path and self.has_settled(f"{FEED}{path}"):
            return None
        # Pelican adds each post's translations to the feed of all; here they are posts of their own, and there already.
        elements = list(islice(_each_once(elements), self._most))
        if path:
            self.remember(
                f"{FEED}{path}",
                partial(self.write_feed, elements, context, path, url, feed_type, override_output, feed_title),
            )
        by = f"feed {what_is_given({'path': path, 'url': url, 'title': feed_title, 'articles': elements})}"
        if path and (self._leaves_feed(path, by, elements) or self._refill(path, by, elements, feed_title)):
            return None
        feed = self._start(path, feed_title)
        note = self._fill(feed, elements)
        signals.feed_generated.send(context, feed=feed)
        as_xml = feed.as_xml() if path else b""
        beside = self._beside(path) if path else None
        as_json = feed.as_json(self.table.addresses.absolute(beside)) if beside else b""
        note(path, by)
        if path:
            self._write_both(path, as_xml, as_json)
            signals.feed_written.send(str(self._root / path), context=context, feed=feed)
        return feed

    def _fill(self, feed: CommunityFeed, elements: Sequence[Any]) -> Callable[[str | None, str], None]:
        """Put the newest posts into a feed; what it read is to be noted, by its path and means, once it is written."""
        ledger = self.ledger
        if ledger is None:
            self._feeds.fill(feed, elements)
            return lambda _path, _by: None
        page = Page({"articles": elements}, knows=ledger.knows)
        with page:
            chosen = SeenList(elements, OWN, f"{OWN}articles")[: self._most]
            notes = self._feeds.fill(feed, chosen)

        def note(path: str | None, by: str) -> None:
            around = {home: {**rests} for home, rests in page.notes.items()}
            for read in notes:
                page.take(read)
            parts = placed(feed, chosen, notes) if path and not _is_heard() else []
            ledger.note(f"{FEED}{path}", by, page, around, parts)

        return note

    def _write_both(self, path: str, xml: bytes, json: bytes) -> None:
        """Write a feed, wherever it is to be found, and the same as JSON beside it, if wanted."""
        for each in (path, *feed_copies(self.settings, path)):
            self.write_bytes(each, xml, owner=f"the feed {path}")
        if beside := self._beside(path):
            self.write_bytes(beside, json, owner=f"the feed {beside}")

    def _beside(self, path: str) -> str | None:
        """Where the JSON feed is that goes with this Atom feed, if there is one."""
        return json_path(path) if self.table.edition.settings.json_feeds else None

    def _files_of(self, name: str) -> tuple[str, ...]:
        if not name.startswith(FEED):
            return (name,)
        path = name.removeprefix(FEED)
        beside = self._beside(path)
        return (path, *feed_copies(self.settings, path), *([beside] if beside else []))

    def _leaves_feed(self, path: str, by: str, elements: Sequence[Any]) -> bool:
        """Leave a feed alone if all that it read is as it was; was it left?"""
        owned = self._files_of(f"{FEED}{path}")
        is_same = self.ledger is not None and self.is_same(f"{FEED}{path}", by, elements)
        if self.ledger is None or not all(each in self.left for each in owned):
            return False
        is_safe = self.ledger.is_safe(f"{FEED}{path}", is_list=True, is_same=is_same)
        if not is_safe and not self.ledger.holds(f"{FEED}{path}", by, {"articles": elements}):
            return False
        self.ledger.keep(f"{FEED}{path}")
        for each in owned:
            self._claim(each, f"the feed {each}")
            self.kept += 1
        return True

    def _refill(self, path: str, by: str, elements: Sequence[Any], feed_title: str | None) -> bool:
        """Write a feed of which a few entries are others, the rest as it was left; False where all is to be made."""
        if self.ledger is None or _is_heard():
            return False
        name, beside = f"{FEED}{path}", self._beside(path)
        kept = self.ledger.with_other_parts(name, by, None)
        left = (self.as_left(path), self.as_left(beside) if beside else b"") if kept else (None, None)
        if kept is None or left[0] is None or left[1] is None or not elements:
            return False
        page = Page({"articles": elements}, knows=self.ledger.knows)

        def make(article: PostArticle) -> tuple[Entry, Notes | Lasting]:
            entry, notes = self._feeds.noted(article, self.table.edition.settings.default_lang, page)
            page.take(notes)
            return entry, notes

        latest = max(article.updated or article.date for article in elements)
        around = self._start(path, feed_title).around(latest, self.table.addresses.absolute(beside or ""))
        with page:
            chosen = SeenList(elements, OWN, f"{OWN}articles")[: self._most]
            filled = refilled((left[0], left[1]), kept.parts, chosen, self.ledger.is_other, make, around)
        if filled is None or not self.ledger.note_parts(name, replace(kept, own=page.own), page, filled.parts):
            return False
        self._write_both(path, filled.xml, filled.json)
        return True

    @property
    def _most(self) -> int:
        return self.table.edition.settings.feed_max_items

    def _start(self, path: str | None, feed_title: str | None) -> CommunityFeed:
        settings = self.table.edition.settings
        title = f"{feed_title} · {settings.sitename}" if feed_title else settings.sitename
        folder = (path or "").rpartition("/")[0]
        page = f"{folder}/" if folder else ""
        feed = self._feeds.start(title, path or "", page, settings.default_lang, settings.tagline)
        feed.is_heard = _is_heard()
        return feed


def _is_heard() -> bool:
    """Whether a plugin may change feeds."""
    return bool(signals.feed_generated.receivers or signals.feed_written.receivers)


def _each_once(things: Iterable[Any]) -> Iterator[Any]:
    """Each of these things where it comes first."""
    seen: set[int] = set()
    for each in things:
        if id(each) not in seen:
            seen.add(id(each))
            yield each
