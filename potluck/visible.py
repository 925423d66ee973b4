"""Strangers' words as they may stand in a line of ours, on a screen, in a log or in a review.

A file's name, a key or a line of a post may hold anything: a line end that begins a message of its own, an escape that
repaints a terminal, a sign that turns a sentence around, a command to the runner of a workflow. Every message passes
here once (`Problem` sees to that for its own words); what the words say is left to those who write them.
"""

from __future__ import annotations

import errno
import os
import re
import unicodedata
from collections.abc import Iterable
from typing import TextIO

from potluck.late import late

JOINING = frozenset("\u200c\u200d")
"""Some emoji and some languages are spelt with these, and they change nothing but the letters beside them."""
COMMAND = late(r"^(\s*)::(?=\S)|##(?=\[)", re.MULTILINE)
"""How a line in the log of a workflow becomes a command, in the form of today and in the one before."""
ADVICE = {
    errno.ENOSPC: "Make room on that disk, and run this once more.",
    errno.EDQUOT: "Make room on that disk, and run this once more.",
    errno.EACCES: "Look at who may write there, and run this once more.",
    errno.EPERM: "Look at who may write there, and run this once more.",
    errno.EROFS: "Nothing can be written there: choose a place where it can.",
}


def visible(text: str, kept: str = "") -> str:
    """The text on one line, each character that has no shape of its own written as Python writes it (`\\n`).

    `kept` are characters that stay: line ends and tabs, where an example of several lines is shown.
    """
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() or each in kept or _is_shape(each) else _spelt(each) for each in text)


def visible_path(path: str) -> str:
    """A path as text: here wide spaces are spelt out too, and bytes that are no letters are written as `\\xff`."""
    return path if path.isprintable() else "".join(each if each.isprintable() else _spelt(each) for each in path)


def fence_around(text: str) -> str:
    """The backticks above and below a block of code in Markdown, more of them than stand side by side in it."""
    return "`" * max(3, 1 + max(map(len, re.findall(r"`+", text)), default=0))


def _is_shape(sign: str) -> bool:
    """Whether a sign that Python calls unprintable can be seen: wide spaces, letters newer than Python's tables."""
    kind = unicodedata.category(sign)
    is_letter_to_be = kind == "Cn" and ord(sign) & 0xFFFE != 0xFFFE and not 0xFDD0 <= ord(sign) <= 0xFDEF
    return kind == "Zs" or sign in JOINING or is_letter_to_be


def _spelt(sign: str) -> str:
    byte = ord(sign) - 0xDC00  # how Python holds a byte of a file's name that is no letter
    return f"\\x{byte:02x}" if 0x80 <= byte <= 0xFF else sign.encode("unicode_escape").decode()


def in_words(error: OSError) -> str:
    """What the system refused, where, and what to do; for whoever runs a task."""
    place = f" ({visible_path(os.fsdecode(error.filename))})" if isinstance(error.filename, str | bytes) else ""
    advice = ADVICE.get(error.errno or 0, "")
    return f"{error.strerror or type(error).__name__}{place}. {advice}".rstrip()


class _Log:
    """A stream into the log of a workflow, where nothing that is written may command the runner."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write the text, with the beginnings of commands broken up."""
        self._stream.write(COMMAND.sub(lambda found: f"{found[1]}: :" if found[1] is not None else "# #", text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


def for_people(stream: TextIO) -> TextIO:
    """The stream, for words meant for people: in a workflow of GitHub, none of them is taken for a command."""
    return _Log(stream) if os.environ.get("GITHUB_ACTIONS") else stream  # type: ignore[return-value]
