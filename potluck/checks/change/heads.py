"""Lines above a text: on which of them a key is."""

from __future__ import annotations

from potluck.content.front_matter import keys
from potluck.content.source import Source

MOST = 60
"""Lines at the top that are looked at."""


def line_of(source: Source, key: str) -> int | None:
    """The line (1-based) on which the top of a file gives a key, or one that begins like it (`authors`)."""
    for number, line in enumerate(source.lines[:MOST], 1):
        if number > 1 and line.rstrip() == "---":
            return None
        if keys.canonical(line.partition(":")[0]).startswith(key):
            return number
    return None
