"""Meetups and days that are further away than anybody plans: a slip in the year, most often."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from potluck.checks.post.dates import A_DAY
from potluck.checks.registry import site_check
from potluck.checks.site import Site
from potluck.content.names import make_date
from potluck.problems import Problem, named, warning, whole_post

FAR = dt.timedelta(days=550)
"""How far ahead a meetup is announced."""
_TOP = "---\ntitle: A walk by the river\nauthor: maria-silva\nevent:\n  start: "
_REST = "\n---\n\nBring a coat."
EVENT_FAR = warning(
    "event-far",
    "This event is years away.",
    why="The home page announces it until then, and so do calendars.",
    fix="Correct the year, if that was a slip.",
    bad=whole_post(f"{_TOP}2098-05-04T10:00{_REST}"),
    good=whole_post(f"{_TOP}2024-05-04T10:00{_REST}"),
)
JOINED_FUTURE = warning(
    "joined-future",
    "This person joined on a day that is still to come.",
    why="The date stands on their card, for everybody to see.",
    fix="Correct the date, or delete the line.",
    bad=named("content/authors/maria-silva.md", "---\nname: Maria\njoined: 2098-05-04\n---\n"),
    good=named("content/authors/maria-silva.md", "---\nname: Maria Silva\njoined: 2024-05-04\n---\n"),
)


@site_check(EVENT_FAR, of_heads=True)
def events_far_away(site: Site) -> Iterator[Problem]:
    """Meetups that begin in years."""
    for post in site.library.posts:
        if post.event is None or post.event.start - site.moment <= FAR:
            continue
        if site.wanted is not None and post.relative not in site.wanted:
            continue
        document = site.documents.get(post.relative)
        line = document.front.line_of("event.start") if document else None
        fix = EVENT_FAR.fix
        if document and line and (meant := _next_such_day(post.event.start.date(), site.moment.date())):
            said = document.source.lines[line - 1]
            better = re.sub(r"\d{4}-\d\d-\d\d", str(meant), said, count=1).strip()
            fix += f" Was {meant} meant? Write: `{better}`" if str(meant) in better else ""
        title = f"This event begins on {post.event.start:%Y-%m-%d}, which is years away."
        yield EVENT_FAR.at(post.relative, line, title=title, fix=fix)


def _next_such_day(day: dt.date, today: dt.date) -> dt.date | None:
    """The same day of this year or the next, whichever comes first."""
    days = (make_date(year, day.month, day.day) for year in (today.year, today.year + 1))
    return next((each for each in days if each and each >= today), None)


@site_check(JOINED_FUTURE, of_heads=True)
def joined_in_future(site: Site) -> Iterator[Problem]:
    """People who say that they came on a day to come."""
    for person in site.library.people.values():
        if person.joined and person.joined > (site.moment + A_DAY).date():
            document = site.documents.get(person.relative)
            line = document.front.line_of("joined") if document else None
            title = f"{person.joined:%Y-%m-%d} is still to come."
            yield JOINED_FUTURE.at(person.relative, line, title=title)
