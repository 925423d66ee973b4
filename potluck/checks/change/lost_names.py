"""Names that lead nowhere any more, looked for in texts: with thousands of them, a text is still read once."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property

FEW = 40
"""So many names are looked for one by one, which is faster."""


class Names:
    """Some names, none of them empty, and whether a text has one of them in it."""

    def __init__(self, names: Collection[str]) -> None:
        self.names = frozenset(names)

    def within(self, text: str) -> bool:
        """Whether any of the names stands in a text."""
        if len(self.names) <= FEW:
            return any(each in text for each in self.names)
        places = (found.start() for found in self._beginnings.finditer(text))
        return any(text[at : at + size] in self.names for at in places for size in self._sizes[text[at]])

    @cached_property
    def _sizes(self) -> dict[str, set[int]]:
        """How long the names are that begin with a character."""
        sizes: dict[str, set[int]] = {}
        for each in self.names:
            sizes.setdefault(each[0], set()).add(len(each))
        return sizes

    @cached_property
    def _beginnings(self) -> re.Pattern[str]:
        return re.compile(f"[{''.join(map(re.escape, sorted(self._sizes)))}]")
