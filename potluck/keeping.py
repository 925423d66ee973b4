"""Files that outlive a build and are not believed unread: one SQLite table each, and what it was made with.

Nothing kept is ever run. Whoever reads a row checks its hash; a file that is no such table is thrown away. A cache may
have been restored from anywhere: links in it are never followed, and what is no ordinary file is never opened.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO

LARGEST = 50_000_000
"""Bytes of one value. No text of ours is nearly as long; a longer one is an error of SQLite's, as spoilt ones are."""
LEFT_OUT = frozenset(("__pycache__", ".git"))
"""Folders that programs keep beside their files: nothing in one is a part of a site, nor looked at."""
PAGE = 16_384
"""Bytes that SQLite reads and writes at once: most texts fit into one or two of these, and there are thousands."""
_BINARY = getattr(os, "O_BINARY", 0)
READING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | _BINARY
"""How a file is opened that may be anything: no link is followed, no pipe waited for, and Windows changes no line ends
and does not take a byte of a picture for the end of it."""
BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite puts beside a file, behind its name; and reads, or empties, whatever is there."""
NO_DATABASE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
"""What SQLite says of a file that is not, or not any more, one of its own."""
_NAMES_ANOTHER = bytes.fromhex("d9d505f920a163d7")
"""How a journal ends that says it is part of another: SQLite would remove that file, wherever it is."""


class Spoilt(Exception):
    """The file is not what was written."""


class Lost(Exception):
    """Something that a build relied on is not as it was kept: it has to begin anew, from nothing."""


def hash_of(data: bytes) -> str:
    """What a file's bytes are known by, in the output folder and in the cache.

    Where a processor knows SHA-256, as most do, it takes a quarter of what BLAKE2 takes.
    """
    return half(hashlib.sha256(data).hexdigest())


def half(sha256: str) -> str:
    """The same for bytes whose SHA-256 is known: half of that is as much as is kept."""
    return sha256[:32]


def connect(file: Path | None, schema: str) -> sqlite3.Connection:
    """Open a file that holds just this table, or a nameless one that goes with the process.

    Raises Spoilt for any other file, sqlite3.Error or OSError for none at all.
    """
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not all(_is_plain(each) for each in (file, *_beside(file))) or _is_part_of_another(_beside(file)[0]):
            raise Spoilt(str(file))
    connection = sqlite3.connect(file or "", timeout=20, check_same_thread=False)
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST)
        connection.execute("PRAGMA trusted_schema = OFF")  # nothing in a foreign file is ever run
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA synchronous = OFF")  # what a power cut spoils is found out by its hash
        found = [row[0] for row in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")]
        if not found:
            connection.execute(f"PRAGMA page_size = {PAGE}")
            with connection:
                connection.execute(schema)
        elif found != [schema]:
            raise Spoilt(str(file))
    except BaseException as error:
        connection.close()
        if isinstance(error, sqlite3.Error) and error.sqlite_errorcode in NO_DATABASE:
            raise Spoilt(str(file)) from error
        raise
    return connection


def _beside(file: Path) -> list[Path]:
    return [file.with_name(file.name + each) for each in BESIDE]


def _is_plain(file: Path) -> bool:
    """Whether there is an ordinary file of no second name, through which another would change with it; or none."""
    try:
        found = file.lstat()
    except FileNotFoundError:
        return True
    return stat.S_ISREG(found.st_mode) and found.st_nlink <= 1


def _is_part_of_another(journal: Path) -> bool:
    if not journal.exists() or journal.stat().st_size < len(_NAMES_ANOTHER):
        return False
    with open_kept(journal) as opened:
        opened.seek(-len(_NAMES_ANOTHER), os.SEEK_END)
        return opened.read() == _NAMES_ANOTHER


def forget(file: Path) -> None:
    """Remove a kept file, and what SQLite left beside it; a folder in its place as well."""
    for each in (file, *_beside(file)):
        with suppress(OSError):
            remove(each)


def open_kept(file: Path) -> BinaryIO:
    """Open an ordinary file for reading. Raises OSError for a link, and for a pipe or device, which might never end."""
    handle = os.open(file, READING)
    opened = os.fdopen(handle, "rb")
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        opened.close()
        raise OSError(0, "it is no ordinary file", str(file))
    return opened


def own_folder(folder: Path) -> Path:
    """Make sure of a folder whose files we may remove: what else is in its place goes; what a link leads to stays."""
    if folder.is_symlink() or (os.path.lexists(folder) and not folder.is_dir()):
        folder.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def remove(path: Path) -> None:
    """Remove a file, a link, or a folder with all that is in it. Links are not followed. Raises OSError."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes, mode: int | None = None) -> None:
    """Write a file so that nobody ever sees half of it; ``mode`` is what may be done with it, for whom.

    Raises OSError, with the file as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        remove(part)  # a link there would lead elsewhere
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666), "wb") as file:
            file.write(data)
        if mode is not None:
            part.chmod(mode)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def libraries() -> Iterator[str]:
    """The Python that runs, and name and version of everything installed for it, as the names of its folders tell."""
    yield sys.version
    for folder in sys.path:
        try:
            names = [entry.name for entry in os.scandir(folder or ".")]
        except OSError:
            continue
        yield from sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))


@cache
def code_in(folder: Path, files: str = "**/*.py") -> str:
    """A hash of the Python files below a folder, or of those that ``files`` names, which decide what is made there."""
    hashed = hashlib.blake2b(digest_size=20)
    for file in sorted(folder.glob(files)):
        hashed.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return hashed.hexdigest()
