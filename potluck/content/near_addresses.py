"""Addresses of posts that are nearly those of others: a letter missing, or another month."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from potluck.content.names import is_permalink

ALIKE = 0.9
MANY = 300
"""In a month with more addresses than this, none is compared letter by letter."""
WORDS = len("2024/05/")
"""Where the words of a post's address begin."""


class NearAddresses:
    """The addresses of a site's posts, by their words and by their months."""

    def __init__(self, known: Iterable[str]) -> None:
        self._by_words: dict[str, list[str]] = {}
        self._by_month: dict[str, dict[str, str]] = {}
        for each in filter(is_permalink, known):
            self._by_words.setdefault(each[WORDS:-1], []).append(each)
            self._by_month.setdefault(each[:WORDS], {})[each[WORDS:-1]] = each

    def near(self, wanted: str) -> str | None:
        """The one address of a post that was probably meant; none where there is none, or several."""
        if not is_permalink(wanted):
            return None
        words = wanted[WORDS:-1]
        if same := self._by_words.get(words):
            return same[0] if len(same) == 1 else None
        beside = self._by_month.get(wanted[:WORDS], {})
        alike = difflib.get_close_matches(words, beside, n=2, cutoff=ALIKE) if len(beside) <= MANY else []
        is_sure = len(alike) == 1 and re.findall(r"\d+", alike[0]) == re.findall(r"\d+", words)
        return beside[alike[0]] if is_sure else None
