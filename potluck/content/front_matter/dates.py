"""Dates as posts have them: ISO only, whole, within bounds, and always with a time zone in the end.

What a date in another form may mean is asked of ``meant_dates``.
"""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

import msgspec

from potluck.content.names import FIRST_YEAR, LAST_YEAR, make_date

ISO = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})"
    r"(?:[T ](?P<time>\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,9})?\s*(?P<offset>Z|z|UTC|[+-]\d{2}:?\d{2})?)?\Z",
    re.ASCII,
)
MAX_OFFSET = dt.timedelta(hours=14)


class Moment(msgspec.Struct, frozen=True):
    """A day, or a time of a day, in a time zone."""

    at: dt.datetime
    has_time: bool


def parse_date(text: str, zone: ZoneInfo) -> Moment | str:
    """Read an ISO date or time; midnight of the site's zone when there is no time.

    Returns the moment, or a sentence about what is wrong with the text.
    """
    found = ISO.match(text.strip())
    if not found:
        in_part = re.fullmatch(r"\s*\d{4}(?:-\d{1,2})?\s*", text)
        other = f"“{text[:40]}” is not a date in the form year-month-day."
        return "A date needs a year, a month and a day." if in_part else other
    year, month, day = (int(part) for part in found["date"].split("-"))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return f"The year {year} is not between {FIRST_YEAR} and {LAST_YEAR}."
    date = make_date(year, month, day)
    if date is None:
        return f"There is no such day as {found['date']}."
    if not found["time"]:
        return Moment(dt.datetime.combine(date, dt.time(), zone), False)
    try:
        time = dt.time.fromisoformat(found["time"])
    except ValueError:
        return f"There is no such time as {found['time']}."
    there = _zone_of(found["offset"]) if found["offset"] else zone
    if there is None:
        return f"No place on Earth is {found['offset']} from Greenwich; the difference is at most 14 hours."
    return Moment(dt.datetime.combine(date, time, there).astimezone(zone), True)


def _zone_of(offset: str) -> dt.tzinfo | None:
    """The zone that an offset such as `+05:30` names; none when no place has it."""
    if offset[0] not in "+-":
        return dt.UTC
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    size = dt.timedelta(hours=hours, minutes=minutes)
    if minutes > 59 or size > MAX_OFFSET:
        return None
    return dt.timezone(size if offset[0] == "+" else -size)
