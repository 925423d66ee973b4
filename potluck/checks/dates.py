"""Dates that can be read and are probably wrong all the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from potluck.checks.registry import site_check, text_check
from potluck.checks.site import Site
from potluck.checks.text import Text
from potluck.content.names import make_date, read_post_name
from potluck.content.post import Post, Status
from potluck.content.tree import Kind
from potluck.problems import FRONT_MATTER, Problem, named, warning, whole_post

LONG_BEFORE = dt.timedelta(days=150)
A_DAY = dt.timedelta(days=1, hours=2)
IMPORTED = 5
"""So many posts dated long before they came are no mistakes: somebody brought an older blog along."""

_GOOD = whole_post(FRONT_MATTER + "It rained, and nobody minded.")
DATE_FUTURE = warning(
    "date-future",
    "This post is dated in the future.",
    why="It stays hidden until that day.",
    fix="If it should appear at once, correct the date.",
    bad=named("content/posts/2098-01-01-a-walk-by-the-river.md"),
    good=_GOOD,
)
DATE_DIFFERS = warning(
    "date-differs",
    "The date between the two `---` is not the one in the file's name.",
    why="The post appears under the first, and everybody looks for it under the second.",
    fix="Correct the one that is wrong, or delete the line: the date then comes from the name.",
    bad=whole_post(
        "---\ntitle: A walk by the river\nauthor: maria-silva\ndate: 2023-05-01\n---\n\nIt rained, and nobody minded."
    ),
    good=_GOOD,
)
DATE_UNLIKELY = warning(
    "date-unlikely",
    "This date is far from the day on which the post came.",
    why="At the beginning of a year the old one is quickly typed, and the post sorts where nobody looks.",
    fix="Correct the year, the month or the day, if that was a slip.",
    bad=named("content/posts/2012-05-01-a-walk-by-the-river.md"),
    good=_GOOD,
)
UPDATED_EARLIER = warning(
    "updated-earlier",
    "The post was updated before it appeared.",
    why="An update before the date of the post is never shown.",
    fix="Correct `updated`, or delete the line.",
    bad=whole_post(FRONT_MATTER.replace("author", "updated: 2020-01-01\nauthor") + "It rained."),
    good=_GOOD,
)


def _line(post: Post, key: str) -> int | None:
    """The line on which a post's front matter gives a key."""
    return next(
        (n for n, line in enumerate(post.source.lines[: post.body_line], 1) if line.lower().startswith(key)), None
    )


@text_check(DATE_DIFFERS)
def date_differs(text: Text) -> Iterator[Problem]:
    """Two dates that are more than a day apart, time zones allowed for."""
    entry = text.document.front.fields.get("date")
    if not entry or not isinstance(entry.value, str) or text.document.kind is not Kind.POST:
        return
    path = text.document.source.path
    named_date = read_post_name(path.parent.name if path.stem == "index" else path.stem).date
    try:
        written = dt.date.fromisoformat(entry.value[:10])
    except ValueError:
        return
    if named_date and abs(written - named_date) > dt.timedelta(days=1):
        title = f"The date here is {written}; the file's name says {named_date}."
        better = text.line(entry.line).replace(entry.value[:10], str(named_date))
        yield text.at(DATE_DIFFERS, entry.line, title=title, fix=f"If the name is right, write: `{better.strip()}`")


@site_check(DATE_FUTURE)
def date_in_future(site: Site) -> Iterator[Problem]:
    """Published posts that nobody can see yet."""
    for post in site.library.posts:
        if post.date > site.moment and post.status is not Status.DRAFT:
            title = f"This post is dated {post.date:%Y-%m-%d}; it appears on that day."
            swapped = make_date(post.date.year, post.date.day, post.date.month) if post.date.day <= 12 else None
            hint = f" Perhaps {swapped}, with day and month the other way round?" if _past(swapped, site) else ""
            yield DATE_FUTURE.at(post.source.relative, _line(post, "date"), title=title, fix=DATE_FUTURE.fix + hint)


def _past(date: dt.date | None, site: Site) -> bool:
    return date is not None and date <= site.moment.date()


@site_check(DATE_UNLIKELY)
def unlikely_dates(site: Site) -> Iterator[Problem]:
    """Posts dated long before, or after, the commit that brought them."""
    found = []
    for post in site.library.posts:
        if site.wanted is not None and post.source.relative not in site.wanted:
            continue
        came = site.history.first_seen.get(post.source.relative)
        if came is None or post.date > site.moment:
            continue
        if came - post.date > LONG_BEFORE or post.date - came > A_DAY:
            title = f"This post is dated {post.date:%Y-%m-%d}, but it came on {came:%Y-%m-%d}."
            found.append(DATE_UNLIKELY.at(post.source.relative, _line(post, "date"), title=title))
    if len(found) <= max(IMPORTED, len(site.library.posts) // 20):
        yield from found


@site_check(UPDATED_EARLIER)
def updated_before_date(site: Site) -> Iterator[Problem]:
    """Updates that came before the post."""
    for post in site.library.posts:
        if post.updated and post.updated.date() < post.date.date():
            yield UPDATED_EARLIER.at(post.source.relative, _line(post, "updated"))
