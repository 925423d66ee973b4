"""Dates as other programs write them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

from dateutil import parser as lenient

from potluck.content.front_matter.meant_dates import likely_date, likely_moment
from potluck.content.names import FIRST_YEAR, LAST_YEAR

ISO = re.compile(
    r"(?P<day>\d{4}-\d{1,2}-\d{1,2})"
    r"(?:[T ]\s*(?P<time>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{1,2}:?(?:\d{2})?)?)?\Z",
    re.IGNORECASE,
)
HALF_FIRST = re.compile(r"(.*?)\s*(上午|下午|午前|午後)\s*(\d{1,2}:\d{2}(?::\d{2})?)\s*\Z")
LONGEST = 100
"""Characters of a date, in whatever words."""


@dataclass(frozen=True, slots=True)
class When:
    """A moment; naive when its text named no zone. `has_time` tells whether it named a time of day."""

    at: dt.datetime
    has_time: bool


def when(value: Any) -> When | None:
    """The moment that a value of front matter means; none when that is not certain."""
    text = _plain(value)
    for read in (_iso, _counted, _clock, _of_mail, _wordy) if len(text) <= LONGEST else ():
        try:
            found = read(text)
        except (ValueError, OverflowError, TypeError):
            continue
        if found is not None:
            return found if FIRST_YEAR <= found.at.year <= LAST_YEAR else None
    return None


def _plain(value: Any) -> str:
    """A value as one line; eight digits as a day, and the half of a day that stands before the time behind it."""
    text = " ".join(str(value or "").split()).strip("\"'")
    if re.fullmatch(r"(?:19|20)\d{6}", text):
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if len(text) <= LONGEST and (found := HALF_FIRST.match(text)):
        text = f"{found[1]} {found[3]} {'AM' if found[2] in ('上午', '午前') else 'PM'}"
    return text.replace("/", "-") if re.match(r"\d{4}/\d{1,2}/\d{1,2}\b", text) else text


def zone_named(name: str) -> ZoneInfo | None:
    """The time zone of this name, or None where there is none."""
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def _iso(text: str) -> When | None:
    found = ISO.match(text)
    if not found:
        return None
    year, month, day = (int(part) for part in found["day"].split("-"))
    if not found["time"]:
        return When(dt.datetime(year, month, day), False)
    hour, minute, second = (*(int(part) for part in found["time"].split(":")), 0)[:3]
    if hour == 24:
        hour, minute, second = 23, 59, 59
    zone = _zone(found["zone"]) if found["zone"] else None
    return When(dt.datetime(year, month, day, hour, minute, second, tzinfo=zone), True)


def _counted(text: str) -> When | None:
    """Milliseconds since 1970, as programs count."""
    is_count = re.fullmatch(r"1\d{12}", text)
    return When(dt.datetime.fromtimestamp(int(text) // 1000, dt.UTC), True) if is_count else None


def _zone(text: str) -> dt.tzinfo:
    if text[0] not in "+-":
        return dt.UTC
    digits = re.sub(r"\D", "", text)
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    size = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(size if text[0] == "+" else -size)


def _clock(text: str) -> When | None:
    better = likely_moment(text) if re.match(r"\d{4}-", text) else None
    return _iso(better) if better else None


def _of_mail(text: str) -> When | None:
    if not re.match(r"(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{4} \d", text):
        return None
    return When(parsedate_to_datetime(text), True)


def _wordy(text: str) -> When | None:
    if re.search(r"\d:\d\d", text) and re.search(r"[A-Za-z]{3}", text):
        return When(lenient.parse(text), True)
    day = likely_date(text)
    if day:
        return When(dt.datetime.combine(day, dt.time()), False)
    if re.search(r"[A-Za-z]{3}", text) and re.search(r"\d{4}", text) and re.search(r"\b\d{1,2}\b", text):
        return When(lenient.parse(text, default=dt.datetime(1900, 1, 1)).replace(tzinfo=None), False)
    return None
