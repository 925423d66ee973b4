"""Lines of a text, as checks put them together and write them anew; which text they are of is no matter here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby


def rewritten(raw: str, line: str, pattern: re.Pattern[str], better: str | Callable[[re.Match[str]], str]) -> str:
    """A line with all that is found in it written otherwise, but for its code, which `line` has not."""
    for found in reversed(list(pattern.finditer(line))):
        new = found.expand(better) if isinstance(better, str) else better(found)
        raw = f"{raw[: found.start()]}{new}{raw[found.end() :]}"
    return raw


def runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of the lines that stand right below each other, of lines in order."""
    for _, together in groupby(enumerate(numbers), lambda each: each[1] - each[0]):
        lines = [number for _, number in together]
        yield lines[0], lines[-1]
