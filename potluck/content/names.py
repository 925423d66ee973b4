"""Names of files: which are portable, the date and slug that a post's name holds, and what to suggest instead.

A name is for every system and every tool: letters, digits, dots, hyphens and underscores of ASCII, beginning and
ending with a letter or digit, and at most 120 bytes.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from unidecode import unidecode

MAX_NAME = 120
MAX_SLUG = 100
PORTABLE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\Z")
WINDOWS_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10)))
)
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
HANDLE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?\Z")
DATED = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:-(.*))?\Z", re.DOTALL)
ALMOST_DATED = re.compile(
    r"[\W_]*(?P<a>\d{1,4})(?P<s>\W{1,3}|_)?(?P<b>\d{1,2})(?:\W{1,3}|_)?(?P<c>\d{1,4})(?=\D|\Z)[\W_]*(?P<rest>.*)\Z",
    re.DOTALL,
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})[a-z]{{0,6}}"
_GAP = r"[\W_]{1,3}"
SPELT_DATES = (
    re.compile(
        rf"(?P<year>\d{{4}}){_GAP}{_MONTH}{_GAP}(?P<day>\d{{1,2}})(?!\d){_GAP}(?P<rest>.*)\Z", re.IGNORECASE | re.DOTALL
    ),
    re.compile(
        rf"{_MONTH}{_GAP}(?P<day>\d{{1,2}}){_GAP}(?P<year>\d{{4}})(?!\d){_GAP}(?P<rest>.*)\Z", re.IGNORECASE | re.DOTALL
    ),
    re.compile(
        rf"(?P<day>\d{{1,2}}){_GAP}{_MONTH}{_GAP}(?P<year>\d{{4}})(?!\d){_GAP}(?P<rest>.*)\Z", re.IGNORECASE | re.DOTALL
    ),
    re.compile(r"(?P<short>\d{2})(?P<number>\d{2})(?P<day>\d{2})[-_ ](?P<rest>.*)\Z", re.DOTALL),
)
"""A day with its month in words, and one in six digits."""
DATED_BEHIND = re.compile(
    r"(?P<rest>.*[^\W\d].*?)[-_ ](?P<y>20\d\d)[-_.](?P<m>\d{1,2})[-_.](?P<d>\d{1,2})\Z", re.DOTALL
)
LETTERS_FOR_DIGITS = str.maketrans("OolI|", "00111")
PLACEHOLDER_DATE = re.compile(r"(?:y{2,4}|year)[\W_]*(?:m{1,2}|month)[\W_]*(?:d{1,2}|day)[\W_]*", re.IGNORECASE)
PERMALINK = re.compile(r"[12]\d{3}/[01]\d/[a-z0-9]+(?:-[a-z0-9]+)*/\Z")
FIRST_YEAR, LAST_YEAR = 1990, 2099

IMAGE_SUFFIXES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"))
MARKDOWN_SUFFIX = ".md"


@dataclass(frozen=True, slots=True)
class PostName:
    """What the name of a post's file or folder says: `date` and `slug`, either of which may be missing.

    `suggestion` is a better name (without suffix) where the name is not as it should be and the meaning is clear.
    """

    date: dt.date | None
    slug: str
    wrong_date: bool = False
    suggestion: str | None = None
    possible: tuple[dt.date, ...] = ()
    """The days that a date may mean which can be read in several ways."""


def transliterated(text: str) -> str:
    """The text in ASCII letters, as near as they come; bytes that are no text are left out."""
    return unidecode(text.encode("utf-8", "ignore").decode())


@lru_cache(maxsize=65536)
def slugify(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; empty when nothing of the text can be written so.

    Each becomes a folder, and Windows has no folder `con`: that is `con-x`.
    """
    plain = text if text.isascii() else transliterated(text)
    slug = re.sub(r"[^a-z0-9]+", "-", re.sub(r"[’'`]", "", plain).lower()).strip("-")[:MAX_SLUG].strip("-")
    return f"{slug}-x" if slug in WINDOWS_RESERVED else slug


@lru_cache(maxsize=65536)
def is_portable(name: str) -> bool:
    """Whether one component of a path can stand on every system."""
    return (
        len(name) <= MAX_NAME
        and PORTABLE.match(name) is not None
        and name.split(".", 1)[0].lower() not in WINDOWS_RESERVED
    )


def is_permalink(path: str) -> bool:
    """Whether a path, without a slash in front, is one that a post of ours may have or have had."""
    return PERMALINK.match(path) is not None


def portable_name(name: str) -> str:
    """The nearest name that is portable, keeping letters' case and the suffix; may be empty."""
    stem, dot, suffix = name.rpartition(".")
    if not stem or not re.fullmatch(r"[A-Za-z0-9]{1,8}", suffix):
        stem, dot, suffix = name, "", ""
    plain = re.sub(r"[’'`\"“”‘]", "", transliterated(stem))
    plain = plain if any(each.isupper() for each in stem) else plain.lower()
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", plain)
    plain = re.sub(r"-{2,}", "-", plain).strip("-._")[: MAX_NAME - 10].strip("-._")
    if plain.lower() in WINDOWS_RESERVED:
        plain += "-post"
    return plain + (dot + suffix if plain else "")


def read_post_name(name: str) -> PostName:
    """Take the name of a post's file (without suffix) or folder apart."""
    if found := DATED.match(name):
        year, month, day, rest = found.groups()
        date = make_date(int(year), int(month), int(day))
        if date is not None:
            return PostName(date, slugify(rest or ""))
    if PLACEHOLDER_DATE.match(name):
        return PostName(None, slugify(without_placeholder(name)))
    if (spelt := _spelt(name)) or (spelt := _mistyped(name)):
        return spelt
    if (almost := ALMOST_DATED.match(name)) and (dates := _meanings(almost)):
        rest = slugify(almost["rest"])
        date = dates[0] if len(dates) == 1 else None
        suggestion = f"{date}-{rest}" if date and rest else None
        return PostName(None, rest or slugify(name), True, suggestion, tuple(dates) if len(dates) > 1 else ())
    if (behind := DATED_BEHIND.match(name)) and (date := make_date(*(int(behind[part]) for part in ("y", "m", "d")))):
        rest = slugify(behind["rest"])
        return PostName(None, rest or slugify(name), True, f"{date}-{rest}" if rest else None)
    if re.match(r"\d{2,5}[-=_. ]\d{1,2}(?:\D|\Z)", name):
        return PostName(None, slugify(name), True)
    return PostName(None, slugify(name))


def without_placeholder(name: str) -> str:
    """A name without the `YYYY-MM-DD` that a template put in front of it."""
    return PLACEHOLDER_DATE.sub("", name, count=1) if PLACEHOLDER_DATE.match(name) else name


def _spelt(name: str) -> PostName | None:
    """A name whose date has its month in words, as in `1-May-2024-walk`, or is six digits."""
    for pattern in SPELT_DATES:
        if found := pattern.match(name):
            parts = found.groupdict()
            month = MONTHS.index(parts["month"].lower()) + 1 if parts.get("month") else int(parts["number"])
            year = int(parts["year"]) if parts.get("year") else 2000 + int(parts["short"])
            date, rest = make_date(year, month, int(parts["day"])), slugify(parts["rest"])
            if date and rest:
                return PostName(None, rest, True, f"{date}-{rest}")
    return None


def _mistyped(name: str) -> PostName | None:
    """A name whose date has letters that look like digits, as in `2O24-05-01-walk`."""
    start, rest = name[:10], name[10:]
    meant = start.translate(LETTERS_FOR_DIGITS)
    if meant == start or not re.match(r"\d{4}-\d\d-\d\d", meant) or not any(each.isdigit() for each in start):
        return None
    read = read_post_name(meant + rest)
    return PostName(None, read.slug, True, f"{read.date}-{read.slug}") if read.date and read.slug else None


def make_date(year: int, month: int, day: int) -> dt.date | None:
    """The date, when there is such a day within the years a blog post may have."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _meanings(almost: re.Match[str]) -> list[dt.date]:
    """Every day that three numbers may mean, likeliest order first: year-month-day, month-day-year, day-month-year."""
    a, b, c = (int(almost[part]) for part in "abc")
    if almost["s"] is None and not almost[0][almost.end("b")].isdigit():
        return []  # `20244-05-01`: a digit too many somewhere
    if len(almost["a"]) == 3 and almost["a"][0] == "1":
        a += 1911  # Taiwan's calendar
    if len(almost["a"]) > 2:
        orders = [(a, b, c), (a, c, b)]
        first = make_date(*orders[0])
        return [first] if first else [date for date in (make_date(*orders[1]),) if date]
    if almost["s"] is None:
        return []
    year = c if len(almost["c"]) == 4 else 2000 + c
    orders = [(year, a, b), (year, b, a)]
    if len(almost["a"]) == len(almost["c"]) == 2:
        orders.insert(0, (2000 + a, b, c))
    return list({date: None for order in orders if (date := make_date(*order))})
