"""Series: posts that name the same series, in order of date, each knowing its place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from potluck.content.model import Post
from potluck.content.names import slugify
from potluck.pages.notes.views import View

if TYPE_CHECKING:
    from potluck.pages.views.article import PostArticle


@dataclass(frozen=True, eq=False)
class SeriesView(View):
    """One series: its name, where its page is, and its posts, oldest first."""

    name: str
    slug: str
    articles: list[PostArticle]

    @property
    def view_key(self) -> str:
        return f"s:{object.__getattribute__(self, 'slug')}"

    @property
    def url(self) -> str:
        return f"series/{self.slug}/"

    @property
    def feed_url(self) -> str:
        return f"{self.url}feed.xml"

    @property
    def count(self) -> int:
        return len(self.articles)


class SeriesEntry(msgspec.Struct, frozen=True):
    """A post's place in its series, counted from 1."""

    series: SeriesView
    position: int

    @property
    def name(self) -> str:
        return self.series.name

    @property
    def url(self) -> str:
        return self.series.url

    @property
    def count(self) -> int:
        return self.series.count

    @property
    def before(self) -> PostArticle | None:
        """The part before this one; None for the first."""
        return self.series.articles[self.position - 2] if self.position > 1 else None

    @property
    def after(self) -> PostArticle | None:
        """The part after this one; None for the last."""
        return self.series.articles[self.position] if self.position < self.count else None

    @property
    def articles(self) -> list[PostArticle]:
        return self.series.articles


def posts_by_series(posts: Iterable[Post]) -> dict[str, list[Post]]:
    """Slug of each series to its posts, oldest first, where ``posts`` are newest first. Names that make the same slug
    are the same series.
    """
    found: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        if post.series:
            found[slugify(post.series)].append(post)
    return {slug: members[::-1] for slug, members in found.items()}


def name_of(posts: Iterable[Post]) -> str | None:
    """What most of a series' posts call it, of two that are as frequent the first: nobody renames it for everybody."""
    return Counter(post.series for post in posts).most_common(1)[0][0]
