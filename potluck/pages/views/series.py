"""Series: posts that name the same series, in order of date, each knowing its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec

from potluck.content.names import slugify
from potluck.pages.notes.views import View

if TYPE_CHECKING:
    from potluck.pages.views.article import PostArticle


class SeriesView(View, msgspec.Struct, frozen=True, eq=False):
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


def all_series(by_name: Mapping[str, list[int]]) -> Iterator[tuple[str, str, list[int]]]:
    """(name, slug, places of its posts, the oldest first) of each series, from places counted from the newest by name.

    Names that make the same slug are the same series. It has the name that most of its posts give, or of several as
    frequent the one that came first: so no single post renames it for all.
    """
    by_slug: dict[str, list[str]] = defaultdict(list)
    for name in by_name:
        by_slug[slugify(name)].append(name)
    for slug, names in by_slug.items():
        name = max(names, key=lambda each: (len(by_name[each]), max(by_name[each])))
        yield name, slug, sorted((place for each in names for place in by_name[each]), reverse=True)
