"""What lies on the disk, as lines of text: equal lines, nothing changed.

A line says what the file system tells of one file or folder without opening it. A file that changed a moment ago may
change again within the same tick of the clock, so its line is kept with a mark that makes it differ from every other;
files whose lines differ are compared by their content, so that a copied or restored folder costs reading, not building.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from potluck.keeping import half, hash_of

SETTLED, TICK = 2_000_000_000, 20_000_000
"""Nanoseconds after which a change of a file can't hide behind an equal time: where files have whole (milli)seconds for
times, as on FAT, and where their times are finer. Those come from a clock that is set on a hundred times a second."""
FINER_THAN = 1_000_000
COARSE_CLOCK = 5
"""``CLOCK_REALTIME_COARSE`` of Linux, from which its file systems take their times: it never runs before them."""
UNSETTLED = "\t?"
LARGE = 20_000_000
"""Bytes from which on a file is hashed piece by piece: nothing says that what a stranger brings fits into memory."""
LARGEST = 1_000_000_000
"""Bytes above which nothing is read of a file at all, since nothing of a site may be as large."""
NONE: Mapping[str, str] = MappingProxyType({})
LEFT_OUT = frozenset(("__pycache__", ".git"))


def line_of(name: str, found: os.stat_result) -> str:
    """What the file system says of a file, after its name. A folder's line tells of its entries, not of itself."""
    return f"{name}\t{found.st_mtime_ns}\t{found.st_ctime_ns}\t{found.st_size}\t{found.st_ino}"


def near(folder: Path) -> str:
    """A folder's path with a slash behind it: from where we stand, if that is shorter for the system to walk."""
    try:
        path = os.path.relpath(folder)
    except (ValueError, OSError):  # on another drive, or we stand nowhere
        path = os.pardir
    return f"{folder if path.startswith(os.pardir) else path}{os.sep}"


def file_clock() -> int:
    """Now (ns), as a file that is written now would say."""
    return time.clock_gettime_ns(COARSE_CLOCK) if sys.platform == "linux" else time.time_ns()


def let_settle() -> None:
    """Wait until what was just written can't change unseen any more, where times are fine enough to wait for."""
    time.sleep(2 * TICK / 1e9)


def settled(lines: Iterable[str], moment: int | None = None) -> list[str]:
    """The lines as they are to be kept: those of files that might change unseen after ``moment`` (ns) are marked."""
    now = file_clock() if moment is None else moment
    kept = []
    for line in lines:
        parts = line.split("\t", 3)
        fresh = len(parts) > 3 and (is_fresh(int(parts[1]), now) or is_fresh(int(parts[2]), now))
        kept.append(line + UNSETTLED if fresh else line)
    return kept


def is_fresh(time_of_file: int, now: int) -> bool:
    """Whether a change after ``now`` might leave a file the same time."""
    return now - time_of_file <= (TICK if time_of_file % FINER_THAN else SETTLED)


def digest(path: str) -> str:
    """A hash of what a path holds: the bytes of a file, the target of a link; a word for what can't be read."""
    try:
        found = os.lstat(path)
        if stat.S_ISLNK(found.st_mode):
            return "link " + hash_of(os.fsencode(Path(path).readlink()))
        if not stat.S_ISREG(found.st_mode):
            return "not a file"
        if found.st_size > LARGEST:
            return f"too large {found.st_size} {found.st_mtime_ns}"
        with open(path, "rb") as file:  # noqa: PTH123 - measurably faster for a hundred thousand files
            if found.st_size > LARGE:
                return half(hashlib.file_digest(file, "sha256").hexdigest())
            return hash_of(file.read())
    except OSError as error:
        return f"unreadable {error.errno}"


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines two lists have in common at their beginning."""
    return next(
        (number for number, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs),
        min(len(one), len(other)),
    )


def name_of(line: str) -> str:
    """The name that a line begins with; a folder's without the slash behind it."""
    end = line.find("\t")
    return line[:end] if end >= 0 else line[:-1]


class Listing:
    """What lies below some folders, and some files: a line for each, in the order in which the system tells of them.

    A name is ``label/path/within/folder``, so that it stays the same when the whole site is moved. ``digests`` has the
    hash of each one's content, once that is asked for.
    """

    def __init__(self, rows: Iterable[str] = ()) -> None:
        self.rows = [*rows]
        self.digests: dict[str, str] = {}
        self._roots: dict[str, str] = {}
        self._odd: dict[str, str] = {}
        """The path of each whose name is not spelt as it is on the disk."""

    def add_folder(self, root: str, label: str) -> None:
        """List all that is below a folder; nothing without the folder."""
        root = root.rstrip(os.sep)
        self._roots[label] = root + os.sep
        below = [(root, label)]
        for path, name in below:
            below += self._add_entries(path, name)

    def add_file(self, file: str, label: str) -> None:
        self._roots[label] = file
        with suppress(OSError):
            self.rows.append(line_of(label, os.lstat(file)))

    def _add_entries(self, folder: str, label: str) -> list[tuple[str, str]]:
        """List what is in a folder; answers the folders in it."""
        rows, folders = self.rows, []
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    plain = entry.name
                    if plain in LEFT_OUT:
                        continue
                    name = f"{label}/{plain}"
                    if not plain.isprintable():
                        name = f"{label}/{plain!a}"
                        self._odd[name] = entry.path
                    if entry.is_dir(follow_symlinks=False):
                        rows.append(f"{name}/")
                        folders.append((entry.path, name))
                        continue
                    try:
                        rows.append(line_of(name, entry.stat(follow_symlinks=False)))
                    except OSError as error:
                        rows.append(f"{name}\tunreadable {error.errno}")
        except OSError as error:
            rows.append(f"{label}\tunreadable {error.errno}")
        return folders

    @cached_property
    def lines(self) -> dict[str, str]:
        """The lines by the names of what they tell of."""
        return {name_of(line): line for line in self.rows}

    def path(self, name: str) -> str:
        """Where on the disk the file or folder of a name is."""
        label, _, inside = name.partition("/")
        return self._odd.get(name) or self._roots[label] + inside

    def text(self) -> str:
        """The lines as one text, to be compared at once."""
        return "\n".join(self.rows)

    def is_still_so(self, untouched: Collection[str]) -> bool:
        """Whether the listed files are as they were, but for those that are ``untouched``; what came is not seen."""
        try:
            rest = [(name, line) for line in self.rows if (name := line[: line.find("\t")]) not in untouched]
            return all(line[-1] == "/" or line == line_of(name, os.lstat(self.path(name))) for name, line in rest)
        except OSError:
            return False

    def compared(self, lines: str, digests: str, moment: int) -> Compared:
        """What has another content than was kept, and what is to be kept of all (``kept``)."""
        rows, (before, known) = [*self.rows], [text.split("\n") if text else [] for text in (lines, digests)]
        start = _alike(rows, before)
        end = _alike(rows[:start:-1], before[:start:-1])  # nearly all is as it was
        ours, theirs = slice(start, len(rows) - end), slice(start, len(before) - end)
        of_line = dict(zip(before[theirs], known[theirs], strict=False))
        others = {name_of(line): of_line[line] for line in of_line.keys() - rows[ours]}
        hashes, changed, came = [], set(), set()
        for number, line in enumerate(rows[ours], start):
            name, found = name_of(line), of_line.get(line)
            if found is None:
                found = "folder" if line.endswith("/") else digest(self.path(name))
                rows[number] = settled((line,), moment)[0]
                if name not in others:
                    came.add(name)
                elif others.pop(name) != found:
                    changed.add(name)
            hashes.append(found)
        known[theirs] = hashes
        gone = frozenset(others)
        return Compared(gone.union(changed, came), frozenset(came), gone, ("\n".join(rows), "\n".join(known)))

    def fill(self, read: Mapping[str, str] = NONE) -> None:
        """Hash what is listed; ``read`` has the hashes of what was read already."""
        for name, line in self.lines.items():
            self.digests[name] = read.get(name) or ("folder" if line.endswith("/") else digest(self.path(name)))

    def kept(self, moment: int) -> tuple[str, str]:
        """What to keep: the lines as one text, and the hashes of the content in the same order as another."""
        lines = settled(self.lines.values(), moment)
        return "\n".join(lines), "\n".join(map(self.digests.__getitem__, self.lines))


class Compared(NamedTuple):
    """The names of what has another content than was kept, with those that came and those that are ``gone``, and the
    two texts that are to be kept.
    """

    changed: frozenset[str]
    came: frozenset[str]
    gone: frozenset[str]
    kept: tuple[str, str]
