"""What lies on the disk, as lines of text: equal lines, nothing changed.

A line says what the file system tells of one file or folder without opening it. A file that changed a moment ago may
change again within the same tick of the clock, so its line is kept with a mark that makes it differ from every other;
files whose lines differ are compared by their content, so that a copied or restored folder costs reading, not building.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

SETTLED = 2_000_000_000
"""Nanoseconds after which a change of a file can't hide behind an equal time."""
UNSETTLED = "\t?"
LARGE = 20_000_000
"""Bytes from which on a file is hashed piece by piece: nothing says that what a stranger brings fits into memory."""
LARGEST = 1_000_000_000
"""Bytes above which nothing is read of a file at all, since nothing of a site may be as large."""
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


def settled(lines: Iterable[str], moment: int | None = None) -> list[str]:
    """The lines as they are to be kept: those of files changed within ``SETTLED`` of ``moment`` (ns) are marked."""
    latest = (time.time_ns() if moment is None else moment) - SETTLED
    kept = []
    for line in lines:
        parts = line.split("\t", 3)
        fresh = len(parts) > 3 and (int(parts[1]) > latest or int(parts[2]) > latest)
        kept.append(line + UNSETTLED if fresh else line)
    return kept


def digest(path: str) -> str:
    """A hash of what a path holds: the bytes of a file, the target of a link; a word for what can't be read."""
    try:
        found = os.lstat(path)
        if stat.S_ISLNK(found.st_mode):
            return "link " + hashlib.blake2b(os.fsencode(Path(path).readlink()), digest_size=16).hexdigest()
        if not stat.S_ISREG(found.st_mode):
            return "not a file"
        if found.st_size > LARGEST:
            return f"too large {found.st_size} {found.st_mtime_ns}"
        with open(path, "rb") as file:  # noqa: PTH123 - measurably faster for a hundred thousand files
            if found.st_size > LARGE:
                return hashlib.file_digest(file, partial(hashlib.blake2b, digest_size=16)).hexdigest()
            return hashlib.blake2b(file.read(), digest_size=16).hexdigest()
    except OSError as error:
        return f"unreadable {error.errno}"


def below(root: str, label: str) -> Iterator[tuple[str, str, str]]:
    """(name, line, path) of everything below a folder, in order of name; nothing without the folder.

    A name is ``label/path/within/root``, so that it stays the same when the whole site is moved.
    """
    try:
        with os.scandir(root) as listing:
            entries = sorted((entry.name, entry) for entry in listing)
    except OSError as error:
        yield label, f"{label}\tunreadable {error.errno}", root
        return
    folders = []
    for plain, entry in entries:
        if plain in LEFT_OUT:
            continue
        name = f"{label}/{plain if plain.isprintable() else ascii(plain)}"
        if entry.is_dir(follow_symlinks=False):
            yield name, f"{name}/", entry.path
            folders.append((entry.path, name))
            continue
        try:
            yield name, line_of(name, entry.stat(follow_symlinks=False)), entry.path
        except OSError as error:
            yield name, f"{name}\tunreadable {error.errno}", entry.path
    for path, name in folders:
        yield from below(path, name)


@dataclass
class Listing:
    """Files by name, each with its line and the hash of its content; ``paths`` tells where they are."""

    lines: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)
    """The lines that were kept the last time, by name."""

    @classmethod
    def of(cls, found: Iterable[tuple[str, str, str]]) -> Listing:
        """The listing of what was found, not hashed yet."""
        listing = cls()
        for name, line, path in found:
            listing.lines[name] = line
            listing.paths[name] = path
        return listing

    def text(self) -> str:
        """The lines as one text, to be compared at once."""
        return "\n".join(self.lines.values())

    def is_still_so(self, untouched: Collection[str]) -> bool:
        """Whether the listed files are as they were, but for those that are ``untouched``; what came is not seen."""
        try:
            return all(
                line == line_of(name, os.lstat(self.paths[name]))
                for name, line in self.lines.items()
                if name not in untouched and not line.endswith("/")
            )
        except OSError:
            return False

    def fill(self, kept_lines: dict[str, str], kept_digests: dict[str, str]) -> None:
        """Hash what is not as it was kept."""
        self._known = kept_lines
        for name, line in self.lines.items():
            known = kept_digests.get(name)
            if known is not None and kept_lines.get(name) == line:
                self.digests[name] = known
            else:
                self.digests[name] = "folder" if line.endswith("/") else digest(self.paths[name])

    def kept(self, moment: int) -> tuple[str, str]:
        """What to keep: the lines as one text, and the hashes of the content in the same order as another."""
        known = self._known
        lines = [line if known.get(name) == line else settled((line,), moment)[0] for name, line in self.lines.items()]
        return "\n".join(lines), "\n".join(map(self.digests.__getitem__, self.lines))


def unkept(lines: str, digests: str) -> tuple[dict[str, str], dict[str, str]]:
    """Lines and hashes by name, from the two texts that were kept."""
    if not lines:
        return {}, {}
    by_name = {line.partition("\t")[0].rstrip("/"): line for line in lines.split("\n")}
    return by_name, dict(zip(by_name, digests.split("\n"), strict=False))
