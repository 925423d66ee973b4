"""Where a name stands in a list: Élise near Erik, with or without an accent, and part 2 before part 10."""

from __future__ import annotations

import re
import unicodedata

_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
"""Letters that Unicode does not take apart."""
_NUMBER = re.compile(r"(?<![0-9])[0-9]{1,15}(?![0-9])")


def plain(name: str) -> str:
    """A name in small letters without accents, as it is sorted."""
    if name.isascii():
        return name.lower()
    apart = unicodedata.normalize("NFKD", name)  # before the letters are made small: of a fancy one that makes another
    return "".join([sign for sign in apart if not unicodedata.combining(sign)]).casefold().translate(_STROKES)


def in_order(name: str) -> tuple[str, str]:
    """What to sort names by: the plain name, its numbers by their size, and the name itself where two are alike."""
    return _NUMBER.sub(lambda number: number[0].zfill(16), plain(name)), name


def letter(name: str) -> str:
    """The letter below which a name is looked up; numbers have one place."""
    first = plain(name)[:1].upper()
    return "0–9" if "0" <= first <= "9" else first
