"""The community in numbers: posts and new voices by year, and which tags were written about when.

Counted from listed posts, so that no number changes with the clock; the theme draws it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from potluck.content.model import Post

if TYPE_CHECKING:
    from potluck.pages.views.table import Table

MOST_TAGS = 8
MOST_YEARS = 8
"""How many years stand side by side."""
WHOLE = 100
"""The length of the longest bar, and the size of whatever else is drawn to its scale."""


class Bar(msgspec.Struct, frozen=True):
    """One year: how many, and the length that shows it beside the others, 0 to 100."""

    year: int
    count: int
    length: float


def bars(counts: Counter[int], within: Iterable[int] = ()) -> list[Bar]:
    """A bar for every year from the first to the last that is counted or named."""
    named = [*counts, *within]
    if not named:
        return []
    most = max(counts.values(), default=1)
    years = range(min(named), max(named) + 1)
    return [Bar(year, counts[year], round(WHOLE * counts[year] / most, 1)) for year in years]


def years_of(posts: Iterable[Post]) -> list[Bar]:
    """When these posts were written, for somebody's own little timeline."""
    return bars(Counter(post.at.year for post in posts))


class TagOverTime(msgspec.Struct, frozen=True):
    """A tag, and for each year how many posts have it and the radius that shows it, 0 to 50."""

    name: str
    url: str
    spots: list[tuple[int, float]]


class Numbers:
    """Asked by one page; each answer is worked out when it is."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._listed = table.edition.listed

    @property
    def posts(self) -> int:
        return len(self._listed)

    @property
    def people(self) -> int:
        """How many people have brought a post."""
        return len(self._table.edition.posts_by_handle)

    @property
    def posts_by_year(self) -> list[Bar]:
        """Every year from the first post to the last, also those without any."""
        return bars(Counter(self._table.counts_by_year))

    @property
    def voices_by_year(self) -> list[Bar]:
        """In which year how many people brought their first post."""
        firsts = Counter(posts[-1].at.year for posts in self._table.edition.posts_by_handle.values())
        return bars(firsts, [post.at.year for post in (*self._listed[:1], *self._listed[-1:])])

    @cached_property
    def years(self) -> list[int]:
        """The latest years that had posts, the oldest first."""
        return sorted(self._table.counts_by_year)[-MOST_YEARS:]

    @cached_property
    def tags_over_time(self) -> list[TagOverTime]:
        """The tags with most posts in these years, most first."""
        years = self.years
        shown = self._listed[: sum(self._table.counts_by_year[year] for year in years)]  # newest first
        counts = Counter([(tag.slug, post.at.year) for post in shown for tag in post.tags])
        totals = Counter([tag.slug for post in shown for tag in post.tags])
        chosen = sorted(
            [tag for tag in self._table.tags if totals[tag.slug]], key=lambda tag: (-totals[tag.slug], tag.slug)
        )[:MOST_TAGS]
        most = max((counts[tag.slug, year] for tag in chosen for year in years), default=1)
        return [
            TagOverTime(tag.name, tag.url, [_spot(counts[tag.slug, year], most) for year in years]) for tag in chosen
        ]


def _spot(count: int, most: int) -> tuple[int, float]:
    """A count, and the radius of a circle whose area shows it."""
    return count, round(WHOLE / 2 * (count / most) ** 0.5, 1)
