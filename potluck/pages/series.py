"""Series: posts that name the same series, in order of date, each knowing its place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
from pelican.generators import PelicanTemplateNotFound

from potluck.content.names import slugify
from potluck.content.post import Post
from potluck.pages.generator import OwnGenerator
from potluck.pages.notes.views import View

if TYPE_CHECKING:
    from potluck.pages.article import PostArticle


@dataclass(frozen=True, eq=False)
class SeriesView(View):
    """One series: its name, where its page is, and its posts, oldest first."""

    name: str
    slug: str
    articles: list[PostArticle]

    @property
    def view_key(self) -> str:
        """Which series it is."""
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
        """The part before this one."""
        return self.series.articles[self.position - 2] if self.position > 1 else None

    @property
    def after(self) -> PostArticle | None:
        """The part after this one."""
        return self.series.articles[self.position] if self.position < self.count else None

    @property
    def articles(self) -> list[PostArticle]:
        return self.series.articles


def posts_by_series(posts: Iterable[Post]) -> dict[str, list[Post]]:
    """Slug of each series to its posts, oldest first. Names that make the same slug are the same series."""
    found: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        if post.series:
            found[slugify(post.series)].append(post)
    return {slug: sorted(members, key=lambda post: (post.date, post.permalink)) for slug, members in found.items()}


def name_of(posts: Iterable[Post]) -> str | None:
    """What most of a series' posts call it, of two that are as frequent the first: nobody renames it for everybody."""
    return Counter(post.series for post in posts).most_common(1)[0][0]


class SeriesGenerator(OwnGenerator):
    """Writes a page and a feed for each series, and a page that lists them."""

    def generate_output(self, writer: Any) -> None:
        """Write the pages; there are none without a series, and none in a theme for stock Pelican."""
        if not writer.wants_below("series/"):
            return
        everything = [*self.settings["TABLE"].series.values()]
        try:
            listing, template = self.get_template("series_list"), self.get_template("series")
        except PelicanTemplateNotFound:
            return
        if everything:
            writer.write_file("series/index.html", listing, self.context, url="series/")
        for series in everything:
            writer.write_file(f"{series.url}index.html", template, self.context, url=series.url, series=series)
            newest_first = series.articles[::-1]
            writer.write_feed(newest_first, self.context, series.feed_url, series.url, feed_title=series.name)
