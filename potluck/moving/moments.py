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


@dataclass(frozen=True, slots=True)
class When:
    """A moment; naive when its text named no zone. `has_time` tells whether it named a time of day."""

    at: dt.datetime
    has_time: bool


def when(value: Any) -> When | None:
    """The moment that a value of front matter means; none when that is not certain."""
    if isinstance(value, dt.datetime):
        return _within(When(value, True))
    if isinstance(value, dt.date):
        return _within(When(dt.datetime.combine(value, dt.time()), False))
    value = _in_english(value)
    text = " ".join(str(value or "").replace("/", "-").split()) if _is_iso_with_slashes(value) else _one_line(value)
    if not text:
        return None
    for read in (_iso, _clock, _of_mail, _wordy):
        try:
            found = read(text)
        except (ValueError, OverflowError, TypeError):
            continue
        if found is not None:
            return _within(found)
    return None


def _in_english(value: Any) -> Any:
    """Eight digits as a day, and a Chinese or Japanese clock's halves of the day behind the time."""
    text = str(value or "").strip()
    if re.fullmatch(r"(?:19|20)\d{6}", text):
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if found := re.match(r"(.*?)\s*(上午|下午|午前|午後)\s*(\d{1,2}:\d{2}(?::\d{2})?)\s*\Z", text):
        return f"{found[1]} {found[3]} {'AM' if found[2] in ('上午', '午前') else 'PM'}"
    return value


def _one_line(value: Any) -> str:
    return " ".join(str(value if value is not None else "").split()).strip("\"'")


def zone_named(name: str) -> ZoneInfo | None:
    """The time zone of this name, or None where there is none."""
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def _is_iso_with_slashes(value: Any) -> bool:
    return bool(re.match(r"\s*\d{4}/\d{1,2}/\d{1,2}\b", str(value or "")))


def _within(found: When) -> When | None:
    return found if FIRST_YEAR <= found.at.year <= LAST_YEAR else None


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


def _zone(text: str) -> dt.tzinfo:
    if text[0] not in "+-":
        return dt.UTC
    digits = re.sub(r"\D", "", text)
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    size = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(size if text[0] == "+" else -size)


def _clock(text: str) -> When | None:
    better = likely_moment(text)
    if better is None or not re.match(r"\d{4}-", text):
        return None
    return _iso(better)


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
