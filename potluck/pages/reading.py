"""What helps a reader choose: how long a post takes, and which language it is in."""

from __future__ import annotations

import math
from datetime import date, datetime
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

WORDS_A_MINUTE = 230
"""Silent reading of plain prose in English: Brysbaert (2019), 238 words a minute, rounded down for screens.
Scripts without spaces come with words worked out from their characters (``potluck.markup.words``), some 370 a minute.
"""
_ENGLISH = Locale("en")


def minutes(words: int) -> int:
    """The minutes a body of so many words takes to read, at least one."""
    return max(1, math.ceil(words / WORDS_A_MINUTE))


@cache
def _known(lang: str) -> Locale | None:
    """Babel's locale for a language tag such as ``pt-BR``; None for one it doesn't know."""
    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def locale(lang: str) -> Locale:
    """Babel's locale for a language tag such as ``pt-BR``; English for one it doesn't know."""
    return _known(lang) or _ENGLISH


@cache
def direction(lang: str) -> str:
    """``"rtl"`` for languages written from right to left, else ``"ltr"``."""
    return str(locale(lang).text_direction)


def language_name(lang: str) -> str:
    """The language's name in itself: ``"español"`` for ``es``; the tag, where Babel knows none."""
    known = _known(lang)
    return str((known and known.get_display_name(known)) or lang)


def long_date(day: date | datetime, lang: str) -> str:
    """The date in words, as the language writes it: ``"May 25, 2026"``."""
    return _in_words(day.year, day.month, day.day, lang)


@cache
def month_name(month: int, lang: str) -> str:
    """A month by itself, as the language writes it: ``"May"`` for 5."""
    return str(format_date(date(2000, month, 1), "LLLL", locale=locale(lang)))


@lru_cache(maxsize=20_000)
def _in_words(year: int, month: int, day: int, lang: str) -> str:
    return str(format_date(date(year, month, day), "long", locale=locale(lang)))
