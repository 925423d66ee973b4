"""What one build leaves for the next, in one SQLite file: named texts, each with a hash of its own.

Only text is kept, nothing that could run. A file that is truncated, foreign, of another version or spoilt in any way is
thrown away, which costs a clean build. Several texts change together or not at all. The file holds no absolute path, so
it may be moved or restored elsewhere.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from potluck.keeping import Spoilt, connect, forget

FORMAT = "potluck build 1"
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

    def write(self, texts: Mapping[str, str]) -> None:
        """Keep these texts, all at once. A disk that won't take them costs the next build its time, never this one."""
        for _ in range(2):
            try:
                self._write(texts)
                return
            except (sqlite3.Error, Spoilt, OSError):
                self.forget()

    def forget(self) -> None:
        """Throw all away."""
        self.close()
        forget(self._file)

    def _write(self, texts: Mapping[str, str]) -> None:
        connection = self._open()
        with connection:
            for name, text in texts.items():
                data = text.encode("utf-8", "surrogatepass")
                connection.execute("REPLACE INTO kept VALUES (?, ?, ?)", (name, _hash(name, data), data))

    def _text(self, name: str) -> str:
        row = self._open().execute("SELECT hash, text FROM kept WHERE name = ?", (name,)).fetchone()
        if row is None or not isinstance(row[1], bytes) or row[0] != _hash(name, row[1]):
            raise Spoilt(name)
        return row[1].decode("utf-8", "surrogatepass")

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = connect(self._file, SCHEMA)
        return self._connection


def _hash(name: str, data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=20, key=FORMAT.encode(), person=name.encode()[:16]).digest()
