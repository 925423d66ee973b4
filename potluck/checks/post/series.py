"""Series with a single post, whose name is nearly that of another: the next part, under a name of its own."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Iterator

from potluck.checks.registry import site_check
from potluck.checks.site import Site
from potluck.content.front_matter.top import line_of
from potluck.content.model import Post
from potluck.content.names import slugify
from potluck.problems import FRONT_MATTER, POST_PATH, Example, Problem, warning

KEY = "series"
ALIKE = 0.85
MOST = 200
"""Series of a site whose names are held against one another, and parts that are asked about."""
LONGEST = 60
"""Letters; longer names are not compared letter by letter."""
NUMBERED = re.compile(r"(?:-(?:part|teil|parte|partie|deel|del|episode|no|nr|vol|chapter))?-\d{1,3}\Z")
"""What people put behind the name of a series to say which part this is; a year is no part."""
_PART = FRONT_MATTER.replace("author", "series: Walks by the river\nauthor") + "It rained."
_NEXT = POST_PATH.replace("05-01-a-walk-by-the-river", "05-08-another-walk")
SERIES_ALONE = warning(
    "series-alone",
    "This post stands alone in its series, whose name is almost that of another.",
    why="The parts of a series lead to one another, and those under another name are left out.",
    fix="Write the same name in each part; the dates give the order.",
    bad=Example(
        {POST_PATH: _PART, _NEXT: _PART.replace("title: A walk by", "title: Again by").replace("Walks", "Walk")},
        "series: Walk by the river, where all other parts say Walks by the river",
    ),
    good=Example({POST_PATH: _PART}, "series: Walks by the river"),
)


@site_check(SERIES_ALONE, of_heads=True)
def series_of_one(site: Site) -> Iterator[Problem]:
    """Posts alone in their series, where another series is called nearly the same."""
    of_series: dict[str, list[Post]] = {}
    for post in site.library.posts:
        if post.series:
            of_series.setdefault(slugify(post.series), []).append(post)
    alone = [posts[0] for posts in of_series.values() if len(posts) == 1]
    for post in [each for each in alone if site.wanted is None or each.relative in site.wanted][:MOST]:
        mine = slugify(post.series or "")
        others = (name for name, posts in of_series.items() if name != mine and _order(posts[0]) < _order(post))
        near = _nearest(mine, others)
        if near is None:
            continue
        name = of_series[near][0].series
        title = f"No other post is in the series `{post.series}`; did you mean `{name}`?"
        yield SERIES_ALONE.at(post.relative, line_of(post.source, KEY), title=title, fix=f"Write: `{KEY}: {name}`")


def _order(post: Post) -> tuple[dt.datetime, str]:
    return post.at, post.relative


def _nearest(mine: str, others: Iterable[str]) -> str | None:
    """The series that was meant: the one of which this names a part, or that differs in a letter, and in no number."""
    names = list(others)
    if (whole := NUMBERED.sub("", mine)) != mine and whole in names:
        return whole
    if len(mine) > LONGEST:
        return None
    words = [each for each in names[:MOST] if re.findall(r"\d+", each) == re.findall(r"\d+", mine)]
    return next(iter(difflib.get_close_matches(mine, words, n=1, cutoff=ALIKE)), None)
