"""Names of files: which are portable, and what to suggest instead; the slugs and days that they may hold.

A name is for every system and every tool: letters, digits, dots, hyphens and underscores of ASCII, beginning and
ending with a letter or digit, and at most 120 bytes.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from pathlib import PurePath

import msgspec
from unidecode import unidecode

from potluck.late import late

MAX_NAME = 120
MAX_PATH = 240
"""Characters of a whole path: Windows takes 260, with the folder that the repository is in."""
MAX_SLUG = 100
PORTABLE = late(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\Z")
WINDOWS_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10)))
)
SLUG = late(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
OWN_DISK = late(r"(?:file:|[A-Za-z]:[\\/]|\\\\|~/|/(?:home|Users|tmp|mnt|var)/)")
"""What an address begins with that leads to a file on somebody's own computer."""
HANDLE = late(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?\Z")
LETTERS_FOR_DIGITS = str.maketrans("OolI|", "00111")
PERMALINK = late(r"[12]\d{3}/[01]\d/[a-z0-9]+(?:-[a-z0-9]+)*/\Z")
FIRST_YEAR, LAST_YEAR = 1990, 2099

JPEG_BY_ANOTHER_NAME = dict.fromkeys(("jfif", "jpe", "jif", "pjpeg", "pjp"), "jpg")
"""What browsers on Windows call pictures they save, and what everybody else does."""
IMAGE_SUFFIXES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"))
MARKDOWN_SUFFIX = ".md"
DATED = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:-(.*))?\Z", re.DOTALL)
PLACEHOLDER_DATE = late(r"(?:y{2,4}|year)[\W_]*(?:m{1,2}|month)[\W_]*(?:d{1,2}|day)[\W_]*", re.IGNORECASE)


class PostName(msgspec.Struct, frozen=True):
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

    Each becomes a folder, and Windows has no folder `con`: that is `con-x`. C++ and C# are no C.
    """
    plain = text if text.isascii() else transliterated(text)
    plain = re.sub(r"(?<=\b[A-Za-z])#(?!\w)", "sharp", re.sub(r"(?<=\w)\+\+", "pp", plain))
    slug = re.sub(r"[^a-z0-9]+", "-", re.sub("['`]", "", plain).lower()).strip("-")[:MAX_SLUG].strip("-")
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
    suffix = JPEG_BY_ANOTHER_NAME.get(suffix.lower(), suffix)
    plain = re.sub(r"[’'`\"“”‘]", "", transliterated(stem))
    plain = plain if any(each.isupper() for each in stem) else plain.lower()
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", plain)
    plain = re.sub(r"-{2,}", "-", plain).strip("-._")[: MAX_NAME - 10].strip("-._")
    if plain.lower() in WINDOWS_RESERVED:
        plain += "-post"
    return plain + (dot + suffix if plain else "")


def own_name(path: PurePath) -> str:
    """What a text is called: its file, without suffix, or the folder of one that is called `index`."""
    return path.parent.name if path.stem == "index" else path.stem


def make_date(year: int, month: int, day: int) -> dt.date | None:
    """The date, when there is such a day within the years a blog post may have."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def read_post_name(name: str) -> PostName:
    """Take the name of a post's file (without suffix) or folder apart."""
    if found := DATED.match(name):
        year, month, day, rest = found.groups()
        date = make_date(int(year), int(month), int(day))
        if date is not None:
            return PostName(date, slugify(rest or ""))
    if PLACEHOLDER_DATE.match(name):
        return PostName(None, slugify(without_placeholder(name)))
    if not any(map(str.isdigit, name)):
        return PostName(None, slugify(name))
    from potluck.content.misnamed import meant_by  # which few names need

    return meant_by(name)


def without_placeholder(name: str) -> str:
    """A name without the `YYYY-MM-DD` that a template put in front of it."""
    return PLACEHOLDER_DATE.sub("", name, count=1) if PLACEHOLDER_DATE.match(name) else name
