"""Years side by side: a bar for each, as long as much came in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from potluck.content.post import Post

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
