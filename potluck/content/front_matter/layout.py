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
