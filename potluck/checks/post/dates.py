"""Dates that can be read and are probably wrong all the same."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import msgspec

from potluck.checks.registry import site_check, text_check
from potluck.checks.site import Site
from potluck.checks.text import Text
from potluck.content.document import Document
from potluck.content.front_matter.dates import Moment, parse_date
from potluck.content.front_matter.top import line_of
from potluck.content.model import Status
from potluck.content.names import make_date, own_name, read_post_name
from potluck.content.tree import Kind
from potluck.problems import FRONT_MATTER, Problem, error, named, warning, whole_post

LONG_BEFORE = dt.timedelta(days=150)
SHORTLY_BEFORE = dt.timedelta(days=45)
LONG_AHEAD = dt.timedelta(days=20)
A_DAY = dt.timedelta(days=1)
"""How far ahead somebody's clock may be of the site's: the first zone is fourteen hours ahead of Greenwich."""
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
    why="In January many people type the old year; the post then stands far down, where nobody looks.",
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
UPDATED_AHEAD = error(
    "updated-future",
    "This post was updated on a day that is still to come.",
    why="Until then feed readers would show it above everything that is new.",
    fix="Write the day on which you changed the post, or delete the line.",
    bad=whole_post(FRONT_MATTER.replace("author", "updated: 2098-01-01\nauthor") + "It rained."),
    good=_GOOD,
)


@text_check(DATE_DIFFERS)
def date_differs(text: Text) -> Iterator[Problem]:
    """Two dates that are more than a day apart, time zones allowed for."""
    entry = text.document.front.fields.get("date")
    if not entry or text.document.kind is not Kind.POST:
        return
    named_date = read_post_name(own_name(text.document.source.path)).date
    try:
        written = dt.date.fromisoformat(entry.words[:10])
    except ValueError:
        return
    if named_date and abs(written - named_date) > A_DAY:
        title = f"The date here is {written}; the file's name says {named_date}."
        better = text.line(entry.line).replace(entry.words[:10], str(named_date))
        yield text.at(DATE_DIFFERS, entry.line, title=title, fix=f"If the name is right, write: `{better.strip()}`")


class _Dated(msgspec.Struct, frozen=True):
    """A file that was meant as a post, and the day it says it is of; `line` is where, none for its name."""

    document: Document
    date: dt.datetime
    line: int | None

    @property
    def path(self) -> str:
        return self.document.relative


def _dated(site: Site) -> Iterator[_Dated]:
    """Every post that is looked at and can be published, and those that can't be published yet."""
    for post in site.library.posts:
        if site.wanted is not None and post.relative not in site.wanted:
            continue
        document = site.documents.get(post.relative)
        if document is not None and post.status is not Status.DRAFT:
            yield _Dated(document, post.date, document.front.line_of("date"))
    for text in site.texts:
        document = text.document
        if document.kind is Kind.POST and not document.published and (found := _written(document, site)):
            yield _Dated(document, found, document.front.line_of("date"))


def _written(document: Document, site: Site) -> dt.datetime | None:
    """The date of a post that can't be published yet, from its front matter or else its name."""
    zone = site.settings.zone
    if said := document.front.words_of("date"):
        moment = parse_date(said, zone)
        return moment.at if isinstance(moment, Moment) else None
    date = read_post_name(own_name(document.source.path)).date
    return dt.datetime.combine(date, dt.time(), zone) if date else None


@site_check(DATE_FUTURE, of_heads=True)
def date_in_future(site: Site) -> Iterator[Problem]:
    """Posts that nobody can see yet."""
    for each in _dated(site):
        if each.date > site.moment:
            title = f"This post is dated {each.date:%Y-%m-%d}; it appears on that day."
            fix = DATE_FUTURE.fix + _meant(each, site.moment)
            yield DATE_FUTURE.at(each.path, each.line, title=title, fix=fix)


def _meant(each: _Dated, came: dt.datetime) -> str:
    """What to write when a day near the one on which the post came was meant: digits swapped, or last year's number."""
    date, day = each.date.date(), came.date()
    swapped = make_date(date.year, date.day, date.month)
    years = [make_date(year, date.month, date.day) for year in (day.year, day.year - 1)]
    likely = [each for each in (swapped, *years) if each and dt.timedelta() <= day - each <= SHORTLY_BEFORE]
    if date > day and swapped and swapped <= day:
        likely.append(swapped)
    if not likely or likely[0] == date:
        return ""
    meant = likely[0]
    if each.line is not None:
        line = each.document.source.lines[each.line - 1]
        written = re.search(r"\d{4}-\d{1,2}-\d{1,2}", line)
        better = line.replace(written.group(), str(meant)).strip() if written else f"date: {meant}"
        return f" Was {meant} meant? Write: `{better}`"
    path = each.path.replace(f"{date}", f"{meant}", 1)
    return f" Was {meant} meant? Rename it to `{path}`."


@site_check(DATE_UNLIKELY, of_heads=True)
def unlikely_dates(site: Site) -> Iterator[Problem]:
    """Posts dated long before, or after, the commit that brought them."""
    found = []
    for each in _dated(site):
        if came := _came_far_from(each.date, each.path, site):
            title = f"This post is dated {each.date:%Y-%m-%d}, but it came on {came:%Y-%m-%d}."
            fix = DATE_UNLIKELY.fix + _meant(each, came)
            found.append(DATE_UNLIKELY.at(each.path, each.line, title=title, fix=fix))
    posts = site.library.posts
    many = max(IMPORTED, len(posts) // 20)
    far = [] if site.is_change else [each for each in posts if _came_far_from(each.date, each.relative, site)]
    if max(len(found), len(far)) <= many:
        yield from found


def _came_far_from(date: dt.datetime, path: str, site: Site) -> dt.datetime | None:
    """When a commit brought a post, if that is long before, or after, its date."""
    came = site.history.first_seen.get(path)
    if came is None or date > site.moment or -LONG_BEFORE <= date - came <= LONG_AHEAD:
        return None
    return came


@site_check(UPDATED_EARLIER, of_heads=True)
def updated_before_date(site: Site) -> Iterator[Problem]:
    """Updates that came before the post."""
    for post in site.library.posts:
        if post.updated and post.updated.date() < post.date.date():
            yield UPDATED_EARLIER.at(post.relative, line_of(post.source, "updated"))


@site_check(UPDATED_AHEAD, of_heads=True)
def updated_ahead(site: Site) -> Iterator[Problem]:
    """Updates of a day to come."""
    for post in site.library.posts:
        if post.updated and post.updated > site.moment + A_DAY:
            yield UPDATED_AHEAD.at(post.relative, line_of(post.source, "updated"))
