"""Which entry a post is, in every feed that it stands in: what is known of it, and its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from potluck.content.model import Post
from potluck.pages.addresses import Addresses
from potluck.pages.feeds.alone import Alone
from potluck.pages.feeds.entry import Entry
from potluck.pages.feeds.feed import CommunityFeed, Dressing
from potluck.pages.notes import reads
from potluck.pages.notes.noted import Lasting, Notes
from potluck.pages.notes.reads import Page
from potluck.pages.notes.views import NOW, View, bare
from potluck.pages.parts import Parts
from potluck.pages.theme.sheets import Theme
from potluck.pages.theme.words import FEED
from potluck.pages.views.article import PostArticle

AT_HAND = 1_200
"""How many posts are held ready for the next feed: some 3 kB each, and the text."""
STYLE = "feed.css"
_OF_A_POST = ("title", "url", "post", "lang", "tags", "people", "date", "updated")
_OF_A_PERSON = ("name", "url")


class Feeds:
    """Makes entries of articles; a post that stands in several feeds is prepared once."""

    def __init__(
        self, addresses: Addresses, hub: str = "", dressing: Dressing | None = None, *, has_json: bool = True
    ) -> None:
        self._addresses = addresses
        self._has_json = has_json
        self._hub = hub
        self._dressing = dressing
        self._entries = Parts(AT_HAND)
        self._to_come: Counter[str] = Counter()
        """In how many feeds, by address, a post is still to stand: as far as that is known."""
        self._empty: dict[str, CommunityFeed] = {}
        """A feed in each language, in which entries are made."""
        self._alone = Alone(addresses)

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
        feed.has_json = self._has_json
        return feed

    def fill(self, feed: CommunityFeed, articles: Sequence[PostArticle]) -> list[Notes | Lasting]:
        """Add these posts. Answers what was read for each, if notes are taken: the page has yet to take these over."""
        language, page = feed.feed["language"], reads.now()
        if page is None:
            for article in articles:
                feed.add(self.entry(article, language))
            return []
        made = [self.noted(article, language, page) for article in articles]
        for entry, _ in made:
            feed.add(entry)
        return [notes for _, notes in made]

    def expect(self, lists: Iterable[Iterable[PostArticle]]) -> None:
        """Know the posts of all feeds to come, so that an entry is held just until the last of them has it."""
        self._to_come = Counter(bare(article, "url") for articles in lists for article in articles)

    def noted(self, article: PostArticle, language: str, page: Page) -> tuple[Entry, Notes | Lasting]:
        """A post as an entry, and what was read for it, which the page has not yet."""
        url = bare(article, "url")
        made = self._entries.noted((url, language), lambda: self._entry(article, language), page)
        self._to_come[url] -= 1
        if not self._to_come[url]:
            self._entries.drop((url, language))
        return made

    def entry(self, article: PostArticle, language: str) -> Entry:
        """A post as an entry of every feed in this language."""
        return self._entries.get((article.url, language), lambda: self._entry(article, language))

    def _entry(self, article: PostArticle, language: str) -> Entry:
        feed = self._empty.get(language)
        if feed is None:
            feed = self._empty[language] = self.start("", "", "", language, "")
        absolute = self._addresses.absolute
        title, url, post, lang, tags, people, date, updated = _told_by_head(article, _OF_A_POST)
        return feed.entry(
            self._content(article, absolute(url)),
            title=title,
            link=absolute(url),
            unique_id=entry_id(post, absolute("")),
            description=article.summary,
            language=lang,
            image=article.image,
            tags=[(tag.name, tag.slug) for tag in tags],
            people=[(name, absolute(place)) for name, place in [_told_by_head(each, _OF_A_PERSON) for each in people]],
            pubdate=date,
            updateddate=updated or date,
        )

    def _content(self, article: PostArticle, own: str) -> str:
        """The body as HTML that stands alone: whole addresses, and nothing that only our own pages understand."""
        is_plain = bare(article, "is_plain")  # which follows from the text, as it is noted
        html = article.rendered.html if is_plain else article.content
        return self._alone.clean(html, own, is_plain=is_plain)


def _told_by_head(view: View, names: Sequence[str]) -> list[Any]:
    """Attributes that follow from the head of a view's file: one note tells of all of them."""
    getattr(view, names[0])
    page, NOW.page = NOW.page, None
    try:
        return [bare(view, name) for name in names]
    finally:
        NOW.page = page


def entry_id(post: Post, home: str) -> str:
    """The name of a post that never changes, as a tag URI (RFC 4151): where it is, or where it was first.

    A post that was renamed says its old address in ``aliases``; readers' programs then know it again.
    """
    first = post.first_permalink
    return f"tag:{_host(home)},{first[:4]}:{first.rstrip('/')}"


@cache
def _host(home: str) -> str | None:
    return urlsplit(home).hostname


def dressing(pelican: dict[str, Any], addresses: Addresses, lang: str) -> Dressing | None:
    """How feeds are shown, in words of this language; none where the theme has nothing for them."""
    if not sheet_of(Path(pelican["THEME"])).is_file():
        return None
    return Dressing(addresses.link(STYLE), Theme.of(pelican).words(lang).gettext(FEED))


def sheet_of(theme: Path) -> Path:
    """Where a theme has the style sheet of feeds."""
    return theme / "feed/feed.css"
