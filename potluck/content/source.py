"""Reading a file's text from the disk, safely.

Everything in `content/` was written by strangers: a source is an ordinary file (no symbolic link, no device)
of bounded size that holds UTF-8 text without characters that hide or reorder what is there. What the text
means is left to the modules above.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import stat
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from potluck.content.aside import ASIDE
from potluck.content.rules import reading
from potluck.keeping import READING
from potluck.late import late
from potluck.problems import Edit, Problem
from potluck.unseen import CONTROL, HIDDEN_TAG, PILED_MARKS, REORDERING, UNSEEN, has_unseen

LINE_SEPARATORS = "\u2028\u2029\x85\x0b\x0c"
OF_TERMINALS = late("\x1b\\[[0-9;?]{0,20}[A-Za-z]|\x1b\\][^\x07\x1b\n]{0,200}(?:\x07|\x1b\\\\)")
"""What tells a terminal colours and places: a sign that nobody sees, and letters that all would."""
OTHER_FILES = (
    (b"PK\x03\x04", "a document of a word processor, or an archive"),
    (b"\xd0\xcf\x11\xe0", "a document of a word processor"),
    (b"{\\rtf", "a document of a word processor"),
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"version https://git-lfs", "a note that Git LFS leaves in a file's place"),
)
OTHER_STARTS = tuple(start for start, _ in OTHER_FILES)


class UnreadableError(Exception):
    """A file that can't be used; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.title)
        self.problem = problem


@dataclass(frozen=True, repr=False)
class Source:
    """A file of text: where it is, and what it says.

    `relative` is the path as problems name it. `text` has `\\n` line ends and no byte order mark, whatever
    the file has; `sha256` is of the bytes on the disk.
    """

    path: Path
    relative: str
    text: str
    sha256: str
    size: int
    windows_line_ends: bool = False

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends; line `n` of a problem is `lines[n - 1]`."""
        return self.text.split("\n")

    def below(self, line: int) -> str:
        """The text from a line on, counted from 1."""
        start, text = 0, self.text
        for _ in range(line - 1):
            start = text.find("\n", start) + 1
            if not start:
                return ""
        return text[start:]

    def let_go(self) -> None:
        """Lay the text aside, so that a large library takes little memory; whoever asks for it still gets it."""
        if "text" in self.__dict__ and ASIDE.lay(self.sha256, self.text):
            del self.__dict__["text"]
        self.__dict__.pop("lines", None)

    if not TYPE_CHECKING:  # which would take every name for one of ours

        def __getattr__(self, name: str) -> str:
            if name != "text" or "sha256" not in self.__dict__:
                raise AttributeError(name)
            return ASIDE.text(self.sha256)

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "text": self.text}


def read_bytes(path: Path, relative: str, limit: int) -> bytes:
    """The bytes of an ordinary file of at most `limit` bytes; raises UnreadableError."""
    try:
        handle = os.open(path, READING)
    except OSError as reason:
        if path.is_symlink():
            raise UnreadableError(reading.SYMLINK.at(relative)) from reason
        raise UnreadableError(reading.UNREADABLE.at(relative, title=_said(reason))) from reason
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError(reading.NOT_A_FILE.at(relative))
        if status.st_size > limit:
            raise UnreadableError(too_large(relative, status.st_size, limit))
        raw = os.read(handle, status.st_size + 1)
        while len(raw) != status.st_size and len(raw) <= limit:  # it grew, or came in pieces
            if not (more := os.read(handle, limit + 1 - len(raw))):
                break
            raw += more
    except OSError as reason:
        raise UnreadableError(reading.UNREADABLE.at(relative, title=_said(reason))) from reason
    finally:
        os.close(handle)
    if len(raw) > limit:
        raise UnreadableError(too_large(relative, len(raw), limit))
    return raw


def read_source(path: Path, relative: str, limit: int) -> Source:
    """Read one text file, which problems call `relative`.

    Raises UnreadableError: it is no ordinary file, over `limit` bytes, not UTF-8, or holds a character that is refused.
    """
    return decode(path, relative, read_bytes(path, relative, limit))


def decode(path: Path, relative: str, raw: bytes) -> Source:
    """The source that these bytes make; raises UnreadableError."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in raw[:8]:
        _refuse_wide(relative, raw)
    if raw.startswith(OTHER_STARTS):
        kind = next(kind for start, kind in OTHER_FILES if raw.startswith(start))
        title = f"This is {kind}, and only its name says that it is text."
        fix = "Open it, copy the text, and paste that into a new file made by a text editor or on GitHub."
        if "Git LFS" in kind:
            fix = "Have the text itself brought here by `git lfs pull`, and commit it without Git LFS."
        raise UnreadableError(reading.ENCODING.at(relative, 1, title=title, fix=fix))
    body = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as reason:
        from potluck.content.encodings import NAMES, old_encoding

        before = body[: reason.start].decode("utf-8", "replace")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        title = f"This file is saved as {NAMES[codec]}, not UTF-8." if (codec := old_encoding(body)) else ""
        raise UnreadableError(reading.ENCODING.at(relative, line, column, title=title)) from reason
    windows = "\r" in text
    if windows:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if has_unseen(text):
        raise UnreadableError(_fault(relative, text))
    return Source(path, relative, text, hashlib.sha256(raw).hexdigest(), len(raw), windows)


def _refuse_wide(relative: str, raw: bytes) -> None:
    """Raise the problem of a text whose letters have two or four bytes each."""
    from potluck.content.encodings import NAMES, wide_encoding

    if codec := wide_encoding(raw):
        raise UnreadableError(
            reading.ENCODING.at(relative, 1, title=f"This file is saved as {NAMES[codec]}, not UTF-8.")
        )


def too_large(relative: str, size: int, limit: int) -> Problem:
    """The problem of a file that weighs more than it may."""
    title = f"This file is {size:,} bytes; the most allowed is {limit:,}."
    return reading.TOO_LARGE.at(relative, title=title)


def _fault(relative: str, text: str) -> Problem:
    """The first character that is refused, as a problem."""
    kinds = (
        (reading.CONTROL_CHARACTER, CONTROL),
        (reading.REORDERING_CHARACTER, REORDERING),
        (reading.PILED_MARKS, PILED_MARKS),
    )
    rule, found = next(
        ((rule, found) for rule, pattern in kinds if (found := pattern.search(text))),
        (reading.HIDDEN_CHARACTER, HIDDEN_TAG.search(text)),
    )
    place = found.start() if found else 0
    start = text.rfind("\n", 0, place) + 1
    column = place - start + 1
    title = f"{rule.title.rstrip('.')} (U+{ord(text[place]):04X}) at column {column}."
    number = text.count("\n", 0, start) + 1
    line = text[start:].partition("\n")[0]
    if text[place] in LINE_SEPARATORS:
        return _separated(relative, text, line, number, column)
    harmless = rule in (reading.CONTROL_CHARACTER, reading.PILED_MARKS)
    edit = Edit(number, number, UNSEEN.sub("", OF_TERMINALS.sub("", line))) if harmless else None
    return rule.at(relative, number, column, title=title, edit=edit)


def _separated(relative: str, text: str, line: str, number: int, column: int) -> Problem:
    """The problem of a line end that only word processors and chats write, which ends no line here."""
    at_top = number < text.find("\n---", 3) > 0 and text.count("\n", 0, text.find("\n---", 3)) >= number - 1
    better = re.sub(f"[{LINE_SEPARATORS}]+", " " if at_top else "\n", line).rstrip()
    title = f"A line ends here with a sign (U+{ord(line[column - 1]):04X}) that nobody sees and few programs know."
    fix = "Delete the sign, and press Enter in its place."
    edit = Edit(number, number, UNSEEN.sub("", better))
    return reading.CONTROL_CHARACTER.at(relative, number, column, title=title, fix=fix, edit=edit)


def _said(reason: OSError) -> str:
    return f"This file could not be opened: {reason.strerror or reason}."
