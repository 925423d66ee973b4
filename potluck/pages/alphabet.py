"""Where a name stands in a list: letters with an accent among those without, so that Élise is found near Erik."""

from __future__ import annotations

import unicodedata

_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
"""Letters that Unicode does not take apart."""


def plain(name: str) -> str:
    """A name in small letters without accents, as it is sorted."""
    if name.isascii():
        return name.lower()
    apart = unicodedata.normalize("NFKD", name)  # before the letters are made small: of a fancy one that makes another
    return "".join([sign for sign in apart if not unicodedata.combining(sign)]).casefold().translate(_STROKES)


def in_order(name: str) -> tuple[str, str]:
    """What to sort names by: the plain name, and the name itself where two are alike."""
    return plain(name), name


def letter(name: str) -> str:
    """The letter below which a name is looked up."""
    return plain(name)[:1].upper()
