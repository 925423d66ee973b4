"""Dates in other forms than ours, and which days they may mean: to be offered, never taken for granted.

Only a mistake needs this, so whoever reads dates imports it once there is one.
"""

from __future__ import annotations

import datetime as dt
import re

from potluck.content.front_matter.spelt_dates import BUDDHIST, spelt_date
from potluck.content.front_matter.yaml_block import plain_or_quoted
from potluck.content.names import LAST_YEAR, LETTERS_FOR_DIGITS, make_date

NUMBERS = re.compile(r"(?<!\w)(\d{1,4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,4})(?!\d)")
TIGHT = re.compile(r"\A(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(?:\d\d)?(?!\d)")
HYPHENED = re.compile(r"\A(?P<date>\d{4}-\d\d-\d\d)-(?=\d{1,2}:\d\d)")
"""ISO's moments without signs between the numbers, and a hyphen between day and time."""
COMPACT = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})\Z")
SECONDS = re.compile(r"1\d{9}(?:\d{3})?\Z", re.ASCII)
"""The seconds, or thousandths of one, since 1970, by which programs count."""
CLOCK = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})[T ]+(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::\d{2})?)?\s*(?P<half>[ap])\.?m\.?\Z",
    re.IGNORECASE,
)
FROM_GREENWICH = re.compile(
    r"(?<=\d)\s*(?:UTC|GMT)?\s?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?(?:\s*\([^()]{0,60}\))?\Z"
)
"""How far a time is from Greenwich, behind it: `+0200`, `UTC+08:00`, `GMT+0800 (Taipei Standard Time)`."""
ENDS_IN_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\Z")
HOUR_ALONE = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})[T ]+(?P<hour>\d{2})\Z", re.ASCII)
IN_WORDS = re.compile(
    r"(?P<date>(?<!\d)\d{4}-\d{2}-\d{2})(?:[T ,]+(?:at )?(?P<time>\d{1,2}:\d{2}(?:\s?[ap]\.?m\.?)?))?(?![\d:])",
    re.IGNORECASE,
)
PLACED = re.compile(
    r"(?P<moment>[^\n]{0,60}\d[^\s,;@|]{0,5}(?:\s?[ap]\.?m\.?|\s(?:uhr|h|o'clock))?)"
    r"(?:\s*[,;@|]\s*|\s+[–—-]\s+|\s+(?=(?:at|in|im|en|à|em)\s))(?P<place>"
    r"(?!(?:in |at )?(?:the )?(?:noon|midday|midnight|morning|afternoon|evening|night|late|every"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)"
    r"(?![^\n]*\d(?:[:.]\d|\s?[ap]\.?m|\s?h\b|\s?uhr))[^\W\d][^\n,;@|]{3,60})\Z",
    re.IGNORECASE,
)
"""A moment as people write it, and the place behind it: `12 December 2026, 2pm, library`."""
ZONE = re.compile(r"[A-Z]{2,5}\Z|[A-Z][a-z]+/[A-Z][A-Za-z_]+\Z|(?:UTC|GMT)\b")
UNTIL = re.compile(
    r"\s*(?:[-–—~〜～]|\b(?:to|until|till|bis|à|até|hasta|a)\b)\s*"
    r"(?P<end>\d{1,2}(?:[:.h]\d{2}(?:\s*[ap]\.?m\.?)?|\s*[ap]\.?m\.?|\s*uhr|\s*h))\s*\Z",
    re.IGNORECASE,
)
NOON = re.compile(r"[\s,]+(?:at )?(?:noon|midday)\s*\Z", re.IGNORECASE)
HALVES = re.compile(r"(?P<half>上午|早上|午前|오전|下午|晚上|午後|오후)\s*(?P<hour>\d{1,2})(?=[:：點点時时시])")
LATER = frozenset(("下午", "晚上", "午後", "오후"))
"""Before and after noon, where that stands in front of the hour."""
TIME = re.compile(
    r"(?<![\d:+./-])(?P<hour>\d{1,2})(?:[:：.h](?P<minute>\d{2})(?::\d{2})?\s*(?:h|hrs?|uhr)?|\s*(?:h|hrs?|uhr|o'clock|[點点時时시])(?:\s?(?P<later>\d{2})\s?[分분]?)?)"
    r"?\s*(?P<half>[ap]\.?m\.?)?\Z",
    re.IGNORECASE,
)
"""A time at the end of a text: `19:00`, `19h`, `19h30`, `7 pm`, `19 Uhr`."""
REPUBLIC = 1911
"""The year before the first of Taiwan's calendar, which many write without its name: `115/5/20`."""
LAST_OF_REPUBLIC = 200
MISTYPED = re.compile(r"[\dOolI|]{4}-[\dOolI|]{2}-[\dOolI|]{2}\Z")


def likely_moment(text: str) -> str | None:
    """The ISO date, and time where one is certain, that a date in another form means; none when it may mean two."""
    if SECONDS.match(text.strip()):
        return f"{dt.datetime.fromtimestamp(int(text.strip()[:10]), dt.UTC):%Y-%m-%d}"
    text = TIGHT.sub(r"\1-\2-\3 \4:\5", text.strip())
    text = HYPHENED.sub(r"\g<date> ", text)
    if found := CLOCK.match(text):
        hour = int(found["hour"]) % 12 + (12 if found["half"].lower() == "p" else 0)
        return f"{found['date']} {hour:02}:{found['minute'] or '00'}"
    if found := HOUR_ALONE.match(text):
        return f"{found['date']} {found['hour']}:00" if int(found["hour"]) < 24 else found["date"]
    text, there = _without_zone(NOON.sub(" 12:00", text))
    date = likely_date(text)
    time = time_at_end(text)
    return f"{date}{time}{there if time else ''}" if date else None


def on_one_line(text: str) -> str | None:
    """What stands around the ISO moment of a meetup on its line, as the lines it should be; none where that is alone.

    The moment comes first, without its name; what stands in front of it is the name, what behind it the place.
    """
    if found := IN_WORDS.search(text):
        name, place = (part.strip(" \t,;|@–—-()") for part in (text[: found.start()], text[found.end() :]))
        time = time_at_end(f"at {found['time']}") if found["time"] else ""
        moment: str | None = f"{found['date']}{time}"
    elif placed := PLACED.match(text):
        span, place, name = span_of(placed["moment"]), placed["place"], ""
        moment = f"{span[0]}\nend: {span[1]}" if span else likely_moment(placed["moment"])
    else:
        return None
    place = re.sub(r"\A(?:at|in|im|en|à|em)\s+(?=\w)", "", place)
    if not moment or not any(re.search(r"[^\W\d_]{3}", part) for part in (name, place)) or ZONE.match(place):
        return None
    lines = [moment, *([f"name: {plain_or_quoted(name)}"] if name else [])]
    return "\n".join([*lines, *([f"place: {plain_or_quoted(place)}"] if place else [])])


def span_of(text: str) -> tuple[str, str] | None:
    """The ISO moments of a time from and a time until on one day: `2024-05-03 19:00-21:00`; none where that is none."""
    found = UNTIL.search(text)
    if not found:
        return None
    begin = text[: found.start()]
    half = re.search(r"[ap]\.?m\.?", found["end"], re.IGNORECASE)
    if half and not re.search(r"[ap]\.?m\.?\s*\Z", begin, re.IGNORECASE):
        begin = f"{begin} {half.group()}"
    start = likely_moment(begin)
    end = time_at_end(f"at {found['end']}")
    if start is None or " " not in start or not end:
        return None
    return start, f"{start[:10]}{end}"


def _without_zone(text: str) -> tuple[str, str]:
    """A text without how far its time is from Greenwich, and that as `+08:00`; empty where it doesn't say."""
    found = FROM_GREENWICH.search(text)
    if not found or not ENDS_IN_TIME.search(text[: found.start()]):
        return text, ""
    return text[: found.start()], f"{found['sign']}{found['hours']:0>2}:{found['minutes'] or '00'}"


def time_at_end(text: str) -> str:
    """The time that a text ends with, as ` 19:00`; empty where there is none, or a number may be something else."""
    text = HALVES.sub(_twenty_four, text)
    found = TIME.search(text)
    if not found or not found.start():
        return ""
    minute = found["minute"] or found["later"] or "00"
    bare = not found["half"] and not found["minute"] and not re.search(r"[^\d\s]", found.group())
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"][0].lower() == "p" else 0)
    return f" {hour:02}:{int(minute):02}" if not bare and hour < 24 and int(minute) < 60 else ""


def _twenty_four(found: re.Match[str]) -> str:
    """An hour behind a word for the half of its day, as one of 24."""
    hour = int(found["hour"])
    return str(hour % 12 + 12 if found["half"] in LATER and hour <= 12 else hour)


def likely_date(text: str) -> dt.date | None:
    """The one day that a date in another form means; none when it may be either of two."""
    if date := spelt_date(text):
        return date
    days = meanings(text)
    return days[0] if len(days) == 1 else None


def untimed(text: str) -> str | None:
    """What is left out where a text goes on behind its day and time, or names a second day; none if nothing is."""
    text = _without_zone(text.strip())[0]
    found = re.search(r"\d{1,2}:\d{2}(?::\d{2})?(?P<zone>\s*[^\W\d].*)", text)
    if found and not time_at_end(text):
        return found["zone"].strip()
    days = len(re.findall(r"(?<!\w)\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?!\d)", text))
    return "the second day" if days > 1 else None


def meanings(text: str) -> list[dt.date]:
    """Every day that three numbers may mean; with dots between them, the day comes first."""
    if found := COMPACT.match(text.strip()):
        return [date for date in [make_date(*(int(part) for part in found.groups()))] if date]
    if MISTYPED.match(text.strip()):
        text = text.translate(LETTERS_FOR_DIGITS)
    found = NUMBERS.search(text)
    if not found:
        return []
    a, b, c = (int(part) for part in found.groups())
    if a > 99:
        orders = [(_christian(a), b, c)]
    else:
        year = _christian(c) if c > 99 else 2000 + c
        orders = [(year, b, a)] if "." in found.group() else [(year, a, b), (year, b, a)]
        if c < 100 and "-" in found.group():
            orders.insert(0, (2000 + a, b, c))
    return list({date: None for order in orders if (date := make_date(*order))})


def _christian(year: int) -> int:
    """A year of Taiwan's or Thailand's calendar as everybody else counts it; any other as it is."""
    if year < LAST_OF_REPUBLIC:
        return year + REPUBLIC
    return year - BUDDHIST if LAST_YEAR + 300 < year < LAST_YEAR + BUDDHIST else year
