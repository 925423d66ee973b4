"""What helps a reader choose: how long a post takes, and which language it is in.

What Babel said of a language is kept from build to build: to ask it anything takes an edit a thirtieth of its time.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from potluck.late import late

if TYPE_CHECKING:
    from babel import Locale

WORDS_A_MINUTE = 230
"""Silent reading of plain prose in English: Brysbaert (2019), 238 words a minute, rounded down for screens.
Scripts without spaces come with words worked out from their characters (``potluck.markup.words``), some 370 a minute.
"""


class _Said(dict[str, str]):
    """What Babel said, by language and question; ``learned`` counts what of that it said to builds before."""

    learned = 0


_SAID = _Said()
REMEMBERED = 50_000
"""Answers that one build leaves to the next; of more, which decades of dates in several languages make, the newest."""

_FIELD = late(r"%\((\w+)\)s")
_SAID_OF_A_MONTH = {"d", "dd", "M", "MM", "MMM", "MMMM", "LLLL", "y", "yy", "yyyy", "G"}
"""What a form may say, in Unicode's letters, that is the same for all days of a month, but for the day itself."""
_ONE, _TWO = "\0", "\1"


def minutes(words: int) -> int:
    """The minutes a body of so many words takes to read, at least one."""
    return max(1, math.ceil(words / WORDS_A_MINUTE))


def learn(said: Mapping[str, str]) -> None:
    """Know what Babel ``said`` to an earlier build, which had this version of it; and nothing else."""
    _SAID.clear()
    _SAID.update(islice(said.items(), max(0, len(said) - REMEMBERED), None))
    _SAID.learned = len(_SAID)


def learned() -> MutableMapping[str, str]:
    """What Babel said to this build, and to those before that it learned from; the newest comes last."""
    return _SAID


def learned_more() -> bool:
    """Whether Babel said anything to this build that it had not said to those before."""
    return len(_SAID) > _SAID.learned


def _said(lang: str, question: str, answer: Callable[[], object]) -> str:
    key = f"{lang} {question}"
    found = _SAID.get(key)
    if found is None:
        found = _SAID[key] = str(answer())
    return found


@cache
def _known(lang: str) -> Locale | None:
    """Babel's locale for a language tag such as ``pt-BR``; None for one it doesn't know."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def locale(lang: str) -> Locale:
    """Babel's locale for a language tag such as ``pt-BR``; English for one it doesn't know."""
    return _known(lang) or _known("en")  # type: ignore[return-value]  # it knows English


def spellings(lang: str) -> list[str]:
    """What a language may be called more widely: ``["zh-Hant", "zh-TW", "zh"]`` for ``zh-TW``."""

    def names() -> str:
        known = locale(lang)
        return f"{known.language}-{known.script} {known.language}-{known.territory} {known.language}"

    return _said(lang, "spellings", names).split(" ")


def direction(lang: str) -> str:
    """``"rtl"`` for languages written from right to left, else ``"ltr"``."""
    return _said(lang, "direction", lambda: locale(lang).text_direction)


def language_name(lang: str) -> str:
    """The language's name in itself: ``"español"`` for ``es``; the tag, where Babel knows none."""

    def name() -> str:
        known = _known(lang)
        return (known and known.get_display_name(known)) or lang

    return _said(lang, "name", name)


def long_date(day: date | datetime, lang: str) -> str:
    """The date in words, as the language writes it: ``"May 25, 2026"``."""
    return _date(date(day.year, day.month, day.day), "long", lang)


def full_date(day: date | datetime, lang: str) -> str:
    """The date in words, with the day of the week: ``"Monday, May 25, 2026"``."""
    return _date(date(day.year, day.month, day.day), "full", lang)


def month_name(month: int, lang: str) -> str:
    """A month by itself, as the language writes it: ``"May"`` for 5."""
    return _date(date(2000, month, 1), "LLLL", lang)


def _date(day: date, form: str, lang: str) -> str:
    def words() -> str:
        said = _of_month(day.year, day.month, form, lang)
        if said is not None:
            return said.replace(_TWO, f"{day.day:02}").replace(_ONE, f"{day.day}")
        from babel.dates import format_date

        return format_date(day, form, locale=locale(lang))

    return _said(lang, f"{form} {day}", words)


@cache
def _of_month(year: int, month: int, form: str, lang: str) -> str | None:
    """What Babel says of every day of a month: ``_ONE`` or ``_TWO`` stand for a day of at least one or two digits.

    None for a form that says more of a day than its number.
    """
    from babel.dates import DateTimeFormat, parse_pattern

    known = locale(lang)
    form = str((known.date_formats.get(form) or parse_pattern(form)).format)
    says = set(_FIELD.findall(form))
    if says - _SAID_OF_A_MONTH:
        return None
    words = DateTimeFormat(date(year, month, 1), known)
    return form % {each: {"d": _ONE, "dd": _TWO}.get(each) or words[each] for each in says}


def listed(names: Sequence[str], lang: str) -> str:
    """Names as the language lists them: ``"Ada, Grace and Mary"``."""

    def form() -> str:
        from babel.lists import format_list

        return format_list(["{}"] * len(names), locale=locale(lang))

    return _said(lang, f"list of {len(names)}", form).format(*names)
