"""Numbers with their nouns, as messages say them."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: ``1 post``, ``2 posts``, ``3 people``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
