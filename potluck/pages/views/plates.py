"""Everybody's plate: which of the six glazes it has, for good."""

from __future__ import annotations

GLAZES = 6
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def glaze(handle: str) -> int:
    """The number of the glaze, from 0; it follows from the start of the handle, so that it never changes."""
    total = 0
    for letter in handle[:4]:
        total = total * 5 + _LETTERS.find(letter)
    return total // 7 % GLAZES
