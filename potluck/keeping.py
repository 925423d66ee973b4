"""Files that outlive a build and are not believed unread: one SQLite table each, and what it was made with.

Nothing kept is ever run. Whoever reads a row checks its hash; a file that is no such table is thrown away.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path


class Spoilt(Exception):
    """The file is not what was written."""


def connect(file: Path | None, schema: str) -> sqlite3.Connection:
    """Open a file that holds just this table, or a nameless one that goes with the process.

    Raises Spoilt for any other file, sqlite3.Error or OSError for none at all.
    """
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(file or "", timeout=20, check_same_thread=False)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")  # nothing in a foreign file is ever run
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA synchronous = OFF")  # what a power cut spoils is found out by its hash
        found = [row[0] for row in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")]
        if not found:
            with connection:
                connection.execute(schema)
        elif found != [schema]:
            raise Spoilt(str(file))
    except BaseException:
        connection.close()
        raise
    return connection


def forget(file: Path) -> None:
    """Remove a kept file, and what SQLite left beside it."""
    for each in (file, file.with_name(file.name + "-journal")):
        try:
            each.unlink(missing_ok=True)
        except OSError:
            return


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
def code_in(folder: Path) -> str:
    """A hash of the Python files below a folder, which decide what is made there."""
    hashed = hashlib.blake2b(digest_size=20)
    for file in sorted(folder.rglob("*.py")):
        hashed.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return hashed.hexdigest()
