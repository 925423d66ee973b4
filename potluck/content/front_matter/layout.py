"""The parts of a file: where its front matter is and how it is written, and what a single line of it is."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

import msgspec

from potluck.content.front_matter import keys
from potluck.late import late
from potluck.problems import Problem

FENCE = "---"
BULLETS = "*•+–·●○▪◦‣"
"""What people begin the items of a list with, beside the hyphen."""
FENCE_LIKE = late(
    r"[\s>'\"“”„‘’«»\ufeff\u200b+`/<|]*n?(?:(?:\\?[-–—‐‑−－─━﹣ー_=*~#+`.] ?){2,}|[—⸺⸻…])"
    r"\s*(?:ya?ml|toml)?[\s'\"“”‘’«»`.;:>|/]*\Z"
)
ENTRY = late(r"\s*(?P<key>[^\s:：;=#>\[(!-][^:：;=\n]{0,40}?)\s*(?P<sign>[:：;=])(?P<value>.*)\Z")
CONFLICT = late(r"(?:<{7}|={7}|>{7}|\|{7})(?: .*)?\Z")
"""What git leaves where two versions met; the check tells of it by itself."""


class Style(StrEnum):
    """How the front matter is written."""

    FENCED = "fenced"
    HEADER = "header"
    NONE = "none"


class Layout(msgspec.Struct, frozen=True):
    """The parts of a file: `first` to `last` are the lines of the front matter (1-based, without fences; empty when
    `last < first`), and the text begins at `body_line`."""

    style: Style
    first: int
    last: int
    body_line: int
    problem: Problem | None = None
    lines: tuple[str, ...] = ()
    """The lines as they were meant, where the file has them in another form: from `first` on, one for one."""


class Top(msgspec.Struct, frozen=True):
    """A top of a file in another form than ours, as it was meant: its entries, one for each line from `begins` on.

    `begins` is the line (1-based) of the first entry, `ends` the last line of all that goes. Where what is around the
    entries is around the lines `below` as well, these are as they were meant.
    """

    title: str
    entries: list[str]
    begins: int
    ends: int
    below: list[str] = []


def is_fence(line: str) -> bool:
    """Whether a line is exactly `---`; spaces behind it do no harm."""
    return line.startswith(FENCE) and line.rstrip() == FENCE


def is_fence_like(line: str) -> bool:
    """Whether a line was probably meant as `---`."""
    return len(line) < 40 and not CONFLICT.match(line) and FENCE_LIKE.match(line) is not None


def is_code_fence(line: str) -> bool:
    """Whether a line begins or ends a block of code."""
    return line.lstrip().startswith(("```", "~~~"))


def ends_in_code(lines: Iterable[str]) -> bool:
    """Whether what comes below these lines is code still."""
    return sum(map(is_code_fence, lines)) % 2 == 1


@lru_cache(maxsize=4096)
def entry_key(line: str) -> str | None:
    """The known key that a line of front matter seems to give a value to, also when it is misspelt."""
    found = ENTRY.match(line)
    if found is None:
        words = line.split(None, 1)
        near = keys.nearest(words[0]) if len(words) == 2 and len(words[0]) < 16 and words[0][0].isalpha() else None
        return near if near and abs(len(near) - len(words[0])) <= 1 else None
    key = found["key"].strip("+'\"“”‘’` ")
    if keys.is_known(key):
        return keys.canonical(key)
    return keys.nearest(key) if len(key) < 16 else None
