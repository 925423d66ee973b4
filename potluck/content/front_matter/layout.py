"""Where in a file its front matter is, and how it is written."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from potluck.problems import Problem


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
