"""Bytes onto the disk: each output path has one owner, files change only when their bytes do, and nothing stale stays.

What stands in a file is decided by ``potluck.build.writer``.
"""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from itertools import chain, filterfalse
from pathlib import Path
from stat import S_ISREG

from pelican.utils import sanitised_join

from potluck.build.sweeping import remove_empty, sweep_below
from potluck.cannot import CannotRun
from potluck.keeping import hash_of


class PathTaken(CannotRun):
    """Two sources want the same output path; the message names both."""


class OutputFolder:
    """The folder that holds the site. ``written`` and ``kept`` count the files whose bytes changed and did not,
    ``removed`` those that went.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self.was_empty = not os.path.isdir(root) or not os.listdir(root)  # noqa: PTH112, PTH208
        """Whether nothing was there, so that all there is in the end was written here."""
        self.may_hold_halves = False
        """Whether a process that was ended in the middle may have left half a file."""
        self._owners: dict[str, str] = {}
        self._inside: dict[str, str] = {}
        self._unowned: list[Collection[str]] = []
        """Files that stand where they stood: who owns them is noted once somebody asks whose a path is."""
        self.paths: set[str] = set()
        """Everything that belongs there."""
        self.left: Mapping[str, str] = {}
        """Hash of each file that is known to be as the last build left it."""
        self.spoilt: Collection[str] = ()
        """The files that were left, and are not as they were."""
        self.made: dict[str, str] = {}
        """Hash of each file that this build made, whether or not it had these bytes already."""
        self._folders: set[str] = set()
        """Those that are known to be there."""
        self._new_folder = ""
        """The last that was not there before: nothing can be in it."""
        self._is_again = False
        self.touched: set[str] = set()
        """The files whose bytes were written."""
        self.gone: Collection[str] = ()
        """The files that the last build left, and that were swept."""
        self.written = 0
        self.kept = 0
        self.removed = 0

    def begin(self, path: str) -> None:
        """Where nothing was, put a file that the site will have, without a byte as yet: by it the folder is known for a
        site, should this build be killed.
        """
        if self.was_empty:
            _write_new(f"{self._folder('')}{os.sep}{path}", b"")

    def take_up(self, left: Mapping[str, str], spoilt: Collection[str]) -> None:
        """Know what the last build left (path to hash), and which of that is not as it was."""
        self.left = {path: each for path, each in left.items() if path not in spoilt} if spoilt else left
        self.spoilt = spoilt

    @property
    def hashes(self) -> dict[str, str]:
        """Hash of each file that is there once all is written."""
        return {path: self.hash_at(path) for path in self.paths}

    def hash_at(self, path: str) -> str:
        """What is in a file that was made, or that is as it was left."""
        return self.made.get(path) or self.left[path]

    def look_at(self, path: str) -> bool:
        """Whether a file is as it was written; one that is not is written anew when its page is asked for again."""
        try:
            file = f"{self._root}{os.sep}{path}"
            is_file = S_ISREG(os.lstat(file).st_mode)
            is_as_left = is_file and hash_of(Path(file).read_bytes()) == self.made.get(path)
        except OSError:
            is_as_left = False
        if not is_as_left:
            self.made.pop(path, None)
        return is_as_left

    def as_left(self, path: str) -> bytes | None:
        """The bytes of a file that is as it was left; None if it is not."""
        try:
            data = (self._root / path).read_bytes()
        except OSError:
            return None
        return data if hash_of(data) == self.left.get(path) else None

    def write_all(self, place: str, files: Iterable[tuple[str, bytes]], owner: str) -> None:
        """Write files (path, bytes) once more that are made with those at a place, and remove what else is there."""
        before = {path for path in self.paths if path.startswith(place)}
        for path, data in files:
            self.write_bytes(path, data, owner)
            before.discard(path)
        for path in before:
            (self._root / path).unlink(missing_ok=True)
            remove_empty((self._root / path).parent, self._root)
            self.paths.discard(path)
            self.made.pop(path, None)
            self._folders.clear()
            self.removed += 1

    def write_text(self, path: str, text: str, owner: str = "") -> None:
        """Write a text file at ``path`` below the output folder. Raises PathTaken."""
        self._claim(path, owner or path)
        sanitised_join(str(self._root), path)
        self.put(path, text.encode())

    def write_bytes(self, path: str, data: bytes, owner: str = "") -> None:
        """Write a file at ``path`` below the output folder. Raises PathTaken."""
        self._claim(path, owner or path)
        sanitised_join(str(self._root), path)
        self.put(path, data)

    def _claim(self, path: str, owner: str) -> None:
        """Note who owns a path; paths that differ only in case or normal form are the same on many machines.

        No path is both a file and a folder: what lies below ``feed.xml`` would take the feed's place.
        """
        if self._is_again:
            self.paths.add(path)
            return
        if other := self._own(path, owner):
            raise PathTaken(
                f"Two things want to be at /{path} on the site: {other} and {owner}. "
                "Rename one of them, or remove the alias that leads there."
            )
        self.paths.add(path)

    def _own(self, path: str, owner: str) -> str:
        """Note who owns a path, if nobody else does; answers who else that is."""
        key = _key(path)
        other, folders = self._other(key)
        if not other:
            self._inside.update(dict.fromkeys(folders, owner))
            self._owners[key] = owner
        return other

    def _leave(self, paths: Collection[str]) -> None:
        """Leave files as they are, where nothing else that was made last time could be."""
        self.paths.update(paths)
        self._unowned.append(paths)
        self.kept += len(paths)

    def owner_of(self, path: str) -> str:
        """Who has the path already, or a file where it would have a folder; empty when it is free."""
        if self._is_again:
            return ""
        for each in chain.from_iterable(self._unowned):
            self._own(each, each)
        self._unowned.clear()
        return self._other(_key(path))[0]

    def _other(self, key: str) -> tuple[str, list[str]]:
        """Who has what is to be at a path, if anybody, and the folders that nothing is in yet."""
        other, folders = self._owners.get(key) or self._inside.get(key), []
        folder = key.rpartition("/")[0]
        while folder and folder not in self._inside and not other:
            other = self._owners.get(folder)
            folders.append(folder)
            folder = folder.rpartition("/")[0]
        return other or "", folders

    def put(self, path: str, data: bytes) -> None:
        """Bring the file at ``path`` below the output folder to these bytes: at once, or not at all.

        A file that has them is not touched.
        """
        was = self.left.get(path)
        now = self.made[path] = hash_of(data)
        if was == now and not self._is_again:  # then nobody has looked at the disk
            self.kept += 1
            return
        folder = self._folder(path.rpartition("/")[0])
        target = f"{self._root}{os.sep}{path}"
        if was in (None, now) and folder != self._new_folder and _holds(target, data):
            self.kept += 1
            return
        self.touched.add(path)
        name = f"{folder}{os.sep}.potluck-{os.getpid()}"
        try:
            _write_new(name, data)
            try:
                os.replace(name, target)  # noqa: PTH105
            except IsADirectoryError:
                shutil.rmtree(target)
                os.replace(name, target)  # noqa: PTH105
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        self.written += 1

    def take_over(self, files: Mapping[str, str], written: Collection[str]) -> None:
        """Take up what a copy of this process did: files that are there now (path to hash), and those of them that it
        wrote. Raises PathTaken.
        """
        for path in files:
            self._claim(path, path)
        self.made.update(files)
        self.touched.update(written)
        self.written += len(written)
        self.kept += len(files) - len(written)

    def _folder(self, folder: str) -> str:
        """The folder for a file, made if need be; what stands in its way, a link above all, is removed."""
        path = f"{self._root}{os.sep}{folder}" if folder else str(self._root)
        if folder in self._folders:
            return path
        if folder:
            self._folder(folder.rpartition("/")[0])
            try:
                os.mkdir(path)  # noqa: PTH102 - as many as there are pages
                self._new_folder = path
            except FileExistsError:
                if os.path.islink(path) or not os.path.isdir(path):  # noqa: PTH112, PTH114
                    os.unlink(path)  # noqa: PTH108
                    os.mkdir(path)  # noqa: PTH102
        else:
            os.makedirs(path, exist_ok=True)  # noqa: PTH103
        self._folders.add(folder)
        return path

    def sweep(self, strays: Collection[str] | None = None) -> int:
        """Remove from the output folder what this build did not make; answers how many files went.

        ``strays`` are what is known to lie there beside files that are as they were left; None looks everywhere.
        """
        is_all_made = self.paths.issuperset(self.left)  # as it is after most edits
        not_made = [] if is_all_made else [*filterfalse(self.paths.__contains__, self.left)]
        self.gone = {*not_made, *self.spoilt}.difference(self.paths)
        if strays is None:
            return sweep_below(self._root, self._root, self.paths)
        gone = 0
        for name in sorted(strays):
            path = self._root / name
            if path.is_dir() and not path.is_symlink():
                gone += sweep_below(path, self._root, self.paths)
                remove_empty(path, self._root)
            elif name not in self.paths and self._is_within(path):
                if os.path.lexists(path):
                    path.unlink()
                    gone += 1
                remove_empty(path.parent, self._root)
        for name in not_made:
            path = self._root / name
            if os.path.lexists(path):
                path.unlink()
                gone += 1
            remove_empty(path.parent, self._root)
        return gone

    def _is_within(self, path: Path) -> bool:
        """Whether no link leads from the output folder to a file elsewhere."""
        return path.parent.resolve().is_relative_to(self._root.resolve())


def _key(path: str) -> str:
    """What a path is known by where case and normal form make no difference."""
    key = unicodedata.normalize("NFC", path).casefold()
    return path if key == path else key  # which need not be held twice


def _write_new(name: str, data: bytes) -> None:
    """Write a file that everybody may read."""
    file = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o644)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
        os.chmod(file if os.chmod in os.supports_fd else name, 0o644)  # noqa: PTH101 - whatever the mask
    finally:
        os.close(file)


def _holds(file: str, data: bytes) -> bool:
    """Whether a plain file has these bytes."""
    try:
        found = os.lstat(file)
        return S_ISREG(found.st_mode) and found.st_size == len(data) and Path(file).read_bytes() == data
    except OSError:
        return False
