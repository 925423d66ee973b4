"""What lies on the disk, as names and marks: equal marks, nothing changed.

A mark is a number that stands for what the file system tells of one file without opening it. A file that changed a
moment ago may change again within the same tick of the clock, so it is kept with a mark that differs from every other;
files whose marks differ are compared by their content, so that a copied or restored folder costs reading, not building.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import time
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import compress, count
from operator import attrgetter, ne, not_
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from potluck.keeping import LEFT_OUT, half, hash_of

SETTLED, TICK = 2_000_000_000, 20_000_000
"""Nanoseconds after which a change of a file can't hide behind an equal time: where files have whole (milli)seconds for
times, as on FAT, and where their times are finer. Those come from a clock that is set on a hundred times a second."""
FINER_THAN = 1_000_000
COARSE_CLOCK = 5
"""``CLOCK_REALTIME_COARSE`` of Linux, from which its file systems take their times: it never runs before them."""
UNSETTLED = "\t?"
FACTS = attrgetter("st_mtime_ns", "st_ctime_ns", "st_size", "st_ino")
"""A mark is the hash of these, 64 bits of which two are alike by no likely chance. Of numbers it is always the same."""
UNSETTLED_MARK = -1
"""The mark of what may change again unseen: Python has no such hash."""
MISSING = 0
"""The mark of what is not there, or can't be listed; and of a folder in a listing."""
FOLDER = "folder"
"""What is kept in place of a folder's hash."""
LARGE = 20_000_000
"""Bytes from which on a file is hashed piece by piece: nothing says that what a stranger brings fits into memory."""
LARGEST = 1_000_000_000
"""Bytes above which nothing is read of a file at all, since nothing of a site may be as large."""
NONE: Mapping[str, str] = MappingProxyType({})


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


def mark_of(path: str, moment: int | None = None) -> int:
    """The mark of one file; where that may stay the same after ``moment`` (ns), it is not to be believed.

    Raises OSError.
    """
    found = os.lstat(path)
    if moment is not None and (is_fresh(found.st_mtime_ns, moment) or is_fresh(found.st_ctime_ns, moment)):
        return UNSETTLED_MARK
    return hash(FACTS(found))


def marks_of(names: Sequence[str], root: str = "") -> array[int]:
    """The marks of very many, in loops of the interpreter's own."""
    paths = map(root.__add__, names)
    try:
        return array("q", map(hash, map(FACTS, map(os.lstat, paths))))
    except OSError:
        return array("q", [_mark_if_there(root + name) for name in names])


def _mark_if_there(path: str) -> int:
    try:
        return mark_of(path)
    except OSError:
        return MISSING


def as_text(marks: array[int]) -> str:
    """Marks as they are kept."""
    return marks.tobytes().hex()


def as_marks(text: str) -> array[int]:
    """What ``as_text`` made a text of. Raises ValueError for any other."""
    marks = array("q")
    marks.frombytes(bytes.fromhex(text))
    return marks


def _alike(one: Sequence[Any], other: Sequence[Any]) -> int:
    """How many of two lists are alike, from their beginning."""
    return next(compress(count(), map(ne, one, other)), min(len(one), len(other)))


class Listing:
    """What lies below some folders, and some files: names in the order in which the system tells of them, and marks.

    A name is ``label/path/within/folder``, so that it stays the same when the whole site is moved; a folder's ends with
    a slash, and its mark tells nothing: its entries do.
    """

    def __init__(self, names: Iterable[str] = (), marks: Iterable[int] = ()) -> None:
        self.names, self.marks = [*names], array("q", marks)
        self._roots: dict[str, str] = {}
        self._odd: dict[str, str] = {}
        """The path of each whose name is not spelt as it is on the disk, or is that of a link."""

    def add_folder(self, root: str, label: str, *, with_links: bool = False) -> None:
        """List all that is below a folder; nothing without the folder. ``with_links`` what they lead to is, once."""
        root = root.rstrip(os.sep)
        self._roots[label] = root + os.sep
        below, met = [(root, label)], {os.path.realpath(root)} if with_links else None
        for path, name in below:
            below += self._add_entries(path, name, met)

    def add_file(self, file: str, label: str) -> None:
        """List a file, or that which a link leads to."""
        self._roots[label] = os.path.realpath(file)
        with suppress(OSError):
            self._add([label], [mark_of(self._roots[label])])

    def _add(self, names: Iterable[str], marks: Iterable[int]) -> None:
        self.names += names
        self.marks.extend(marks)

    def _add_entries(self, folder: str, label: str, met: set[str] | None) -> list[tuple[str, str]]:
        """List what is in a folder; answers the folders in it (path and name). With those ``met``, links are followed.

        Nothing that the system answers is held until the end: of ten thousand files that takes more room than all else.
        """
        names, paths, folders = list[str](), list[str](), list[tuple[str, str]]()
        try:
            with os.scandir(folder) as listing:
                for entry in listing:
                    inside, path = entry.name, entry.path
                    if inside in LEFT_OUT:
                        continue
                    name = f"{label}/{inside}"
                    if not inside.isprintable():
                        name = f"{label}/{inside!a}"
                        self._odd[name] = path
                    if entry.is_dir(follow_symlinks=False) or (met is not None and _leads_on(entry, met)):
                        folders.append((path, name))
                        continue
                    if met is not None and entry.is_symlink():
                        path = self._odd[name] = os.path.realpath(path)
                    names.append(name)
                    paths.append(path)
        except OSError:
            self._add([label], [MISSING])
            return []
        self._add(names, marks_of(paths))
        self._add([f"{name}/" for _, name in folders], [MISSING] * len(folders))
        return folders

    def path(self, name: str) -> str:
        """Where on the disk the file or folder of a name is."""
        label, _, inside = name.partition("/")
        return self._odd.get(name) or self._roots[label] + inside

    def texts(self) -> tuple[str, str]:
        """Names and marks as texts, to be compared at once."""
        return "\n".join(self.names), as_text(self.marks)

    def is_still_so(self, untouched: Collection[str]) -> bool:
        """Whether the listed files are as they were, but for those that are ``untouched``; what came is not seen."""
        others = compress(count(), map(not_, map(untouched.__contains__, self.names)))  # a few of very many
        rest = [number for number in others if self.names[number][-1] != "/"]
        now = marks_of([self.path(self.names[number]) for number in rest])
        return now == array("q", map(self.marks.__getitem__, rest))

    def compared(self, kept: Sources, moment: int) -> Compared:
        """What has another content than was ``kept``, and what is to be kept of all.

        What changed so shortly before ``moment`` (ns) that it may do so again unseen is not to be believed.
        """
        before, known = [text.split("\n") if text else [] for text in (kept.names, kept.hashes)]
        were, marks = as_marks(kept.marks), self.marks[:]
        start = min(_alike(self.names, before), _alike(marks, were))
        end = min(_alike(self.names[:start:-1], before[:start:-1]), _alike(marks[:start:-1], were[:start:-1]))
        ours, theirs = slice(start, len(marks) - end), slice(start, len(were) - end)  # nearly all is as it was
        of_row = dict(zip(zip(before[theirs], were[theirs], strict=False), known[theirs], strict=False))
        rows = [*zip(self.names[ours], marks[ours], strict=True)]
        others = {row[0].rstrip("/"): of_row[row] for row in of_row.keys() - rows}
        hashes, changed, came = [], set(), set()
        for number, row in enumerate(rows, start):
            name, found = row[0].rstrip("/"), of_row.get(row)
            if found is None:
                found = self._digest(row[0])
                marks[number] = self._settled(*row, moment)
                if name not in others:
                    came.add(name)
                elif others.pop(name) != found:
                    changed.add(name)
            hashes.append(found)
        known[theirs] = hashes
        gone = frozenset(others)
        found_now = Sources("\n".join(self.names), as_text(marks), "\n".join(known))
        return Compared(gone.union(changed, came), frozenset(came), gone, found_now)

    def kept(self, moment: int, read: Mapping[str, str] = NONE) -> Sources:
        """What to keep where nothing is known yet; ``read`` has the hashes of what was read already."""
        hashes = [read.get(name) or self._digest(name) for name in self.names]
        marks = [self._settled(name, mark, moment) for name, mark in zip(self.names, self.marks, strict=True)]
        return Sources("\n".join(self.names), as_text(array("q", marks)), "\n".join(hashes))

    def _digest(self, name: str) -> str:
        return FOLDER if name.endswith("/") else digest(self.path(name))

    def _settled(self, name: str, mark: int, moment: int) -> int:
        """A mark as it is to be kept, now that it is known what the file holds: it has to be the same still."""
        try:
            return mark if mark == MISSING or mark == mark_of(self.path(name), moment) else UNSETTLED_MARK
        except OSError:
            return UNSETTLED_MARK


def _leads_on(entry: os.DirEntry[str], met: set[str]) -> bool:
    """Whether it is a link to a folder that was not met."""
    known = len(met)
    if entry.is_symlink() and entry.is_dir():
        met.add(os.path.realpath(entry.path))
    return len(met) > known


class Sources(NamedTuple):
    """What is kept of a listing, as texts: names, marks, and hashes of what each holds."""

    names: str
    marks: str
    hashes: str

    def texts(self) -> dict[str, str]:
        """By their names in the store."""
        return {"sources": self.names, "source marks": self.marks, "source hashes": self.hashes}


class Compared(NamedTuple):
    """The names of what has another content than was kept, those that came, those ``gone``, and what is to be kept."""

    changed: frozenset[str]
    came: frozenset[str]
    gone: frozenset[str]
    kept: Sources
