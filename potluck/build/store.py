"""What one build leaves for the next, in one SQLite file: named texts, each with a hash of its own.

Only text is kept, nothing that could run. A file that is truncated, foreign, of another version or spoilt in any way is
thrown away, which costs a clean build. Several texts change together or not at all. The file holds no absolute path, so
it may be moved or restored elsewhere.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from potluck.keeping import Spoilt, connect, forget

FORMAT = "potluck build 3"
SCHEMA = "CREATE TABLE kept (name TEXT PRIMARY KEY, hash BLOB NOT NULL, text BLOB NOT NULL)"


class Store:
    """Texts by name. Any trouble with the file means that nothing was kept, or will be."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def read(self, *names: str) -> dict[str, str]:
        """The texts kept under these names; none at all where one of them is missing or spoilt."""
        if not self._file.is_file():
            return {}
        try:
            return {name: self._text(name) for name in names}
        except (sqlite3.Error, Spoilt, UnicodeDecodeError, OSError):
            self.close()
            return {}

    def get(self, name: str) -> str | None:
        """One text; None where it is not kept. Raises Spoilt where it is not to be relied on."""
        try:
            row = self._open().execute("SELECT hash, text FROM kept WHERE name = ?", (name,)).fetchone()
            return None if row is None else _whole(name, row)
        except (sqlite3.Error, UnicodeDecodeError, OSError) as error:
            raise Spoilt(name) from error

    def below(self, start: str) -> Iterator[tuple[str, str]]:
        """(name, text) of every text whose name starts so. Raises Spoilt."""
        try:
            found = self._open().execute("SELECT name, hash, text FROM kept WHERE name GLOB ?", (f"{start}*",))
            for name, *row in found:
                yield name, _whole(name, row)
        except (sqlite3.Error, UnicodeDecodeError, OSError) as error:
            raise Spoilt(start) from error

    def write(self, texts: Iterable[tuple[str, str]], gone: Iterable[str] = (), *, alone: bool = False) -> bool:
        """Keep these texts and drop those that are ``gone``, all at once; ``alone``: nothing else stays.

        Answers whether they are kept. A disk that won't take them costs the next build its time, never this one.
        """
        try:
            self._write(texts, gone, alone=alone)
            return True
        except (sqlite3.Error, Spoilt, OSError):
            self.forget()
            return False

    def forget(self) -> None:
        """Throw all away."""
        self.close()
        forget(self._file)

    def _write(self, texts: Iterable[tuple[str, str]], gone: Iterable[str], *, alone: bool) -> None:
        rows = ((name, _hash(name, data), data) for name, data in ((n, _bytes(text)) for n, text in texts))
        connection = self._open()
        with connection:
            if alone:
                connection.execute("DELETE FROM kept")
            connection.executemany("DELETE FROM kept WHERE name = ?", ((name,) for name in gone))
            connection.executemany("REPLACE INTO kept VALUES (?, ?, ?)", rows)

    def _text(self, name: str) -> str:
        text = self.get(name)
        if text is None:
            raise Spoilt(name)
        return text

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            try:
                self._connection = connect(self._file, SCHEMA)
            except Spoilt:  # of another version, or foreign: another takes its place
                forget(self._file)
                self._connection = connect(self._file, SCHEMA)
        return self._connection


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _whole(name: str, row: Sequence[Any]) -> str:
    """The text of a row, if it is as it was written."""
    kept, data = row
    if not isinstance(data, bytes) or kept != _hash(name, data):
        raise Spoilt(name)
    return data.decode("utf-8", "surrogatepass")


def _hash(name: str, data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=20, key=FORMAT.encode(), person=name.encode()[:16]).digest()
