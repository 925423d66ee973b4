"""Dates as members write them: ISO only, whole, within bounds, and always with a time zone in the end."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from potluck.content.names import FIRST_YEAR, LAST_YEAR, make_date

ISO = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})"
    r"(?:[T ](?P<time>\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,9})?\s*(?P<offset>Z|z|UTC|[+-]\d{2}:?\d{2})?)?\Z",
    re.ASCII,
)
NUMBERS = re.compile(r"(\d{1,4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,4})(?!\d)")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
CLOCK = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})[T ]+(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::\d{2})?)?\s*(?P<half>[ap])\.?m\.?\Z",
    re.IGNORECASE,
)
WORDY = ("%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y", "%Y %B %d")
MAX_OFFSET = dt.timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a time of a day, in a time zone."""

    at: dt.datetime
    has_time: bool


def parse_date(text: str, zone: ZoneInfo) -> Moment | str:
    """Read an ISO date or time; midnight of the site's zone when there is no time.

    Returns the moment, or a sentence about what is wrong with the text.
    """
    found = ISO.match(text.strip())
    if not found:
        return _other_form(text)
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


def likely_moment(text: str) -> str | None:
    """The ISO date, and time where one is certain, that a date in another form means; none when it may mean two."""
    if found := CLOCK.match(text.strip()):
        hour = int(found["hour"]) % 12 + (12 if found["half"].lower() == "p" else 0)
        return f"{found['date']} {hour:02}:{found['minute'] or '00'}"
    date = likely_date(text)
    return str(date) if date else None


def likely_date(text: str) -> dt.date | None:
    """The one day that a date in another form means; none when it may be either of two."""
    days = meanings(text)
    if days:
        return days[0] if len(days) == 1 else None
    words = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|,", "", text.strip())
    for form in WORDY:
        try:
            parsed = dt.datetime.strptime(" ".join(words.split()).title(), form)
        except ValueError:
            continue
        return make_date(parsed.year, parsed.month, parsed.day)
    return None


def meanings(text: str) -> list[dt.date]:
    """Every day that three numbers may mean; with dots between them, the day comes first."""
    if found := COMPACT.match(text.strip()):
        return [date for date in [make_date(*(int(part) for part in found.groups()))] if date]
    found = NUMBERS.search(text)
    if not found:
        return []
    a, b, c = (int(part) for part in found.groups())
    if a > 99:
        orders = [(a, b, c)]
    else:
        year = c if c > 99 else 2000 + c
        orders = [(year, b, a)] if "." in found.group() else [(year, a, b), (year, b, a)]
    return list({date: None for order in orders if (date := make_date(*order))})


def _other_form(text: str) -> str:
    if re.fullmatch(r"\s*\d{4}(?:-\d{1,2})?\s*", text):
        return "A date needs a year, a month and a day."
    return f"“{text[:40]}” is not a date in the form year-month-day."


def _zone_of(offset: str) -> dt.tzinfo | None:
    """The zone that an offset such as `+05:30` names; none when no place has it."""
    if offset[0] not in "+-":
        return dt.UTC
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    size = dt.timedelta(hours=hours, minutes=minutes)
    if minutes > 59 or size > MAX_OFFSET:
        return None
    return dt.timezone(size if offset[0] == "+" else -size)
