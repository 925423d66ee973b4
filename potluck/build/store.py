"""What one build leaves for the next, in one SQLite file: named texts, each with a hash of its own.

Only text is kept, nothing that could run. A file that is truncated, foreign, of another version or spoilt in any way is
thrown away, which costs a clean build. Several texts change together or not at all. The file holds no absolute path, so
it may be moved or restored elsewhere.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from potluck.keeping import Spoilt, connect, forget

FORMAT = "potluck build 6"
SCHEMA = (
    "CREATE TABLE kept (name TEXT, piece INTEGER, hash BLOB NOT NULL, text BLOB NOT NULL, PRIMARY KEY (name, piece)) "
    "WITHOUT ROWID"
)
PIECE = 128_000
"""A long text is kept in pieces of so many bytes, and only those are written that are other than before.

The last piece of every text is shorter, so that none can be missing unseen.
"""


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
            rows = self._open().execute("SELECT piece, hash, text FROM kept WHERE name = ? ORDER BY piece", (name,))
            whole = _whole(name, rows.fetchall())
            return None if whole is None else whole.decode("utf-8", "surrogatepass")
        except (sqlite3.Error, UnicodeDecodeError, OSError) as error:
            raise Spoilt(name) from error

    def below(self, start: str) -> Iterator[tuple[str, bytes]]:
        """(name, text) of every text whose name starts so, as JSON is read the fastest. Raises Spoilt."""
        try:
            found = self._open().execute(
                "SELECT name, piece, hash, text FROM kept WHERE name GLOB ? ORDER BY name, piece", (f"{start}*",)
            )
            for name, rows in groupby(found, itemgetter(0)):
                yield name, _whole(name, [row[1:] for row in rows]) or b""
        except (sqlite3.Error, OSError) as error:
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
        connection = self._open()
        with connection:
            if alone:
                connection.execute("DELETE FROM kept")
            connection.executemany("DELETE FROM kept WHERE name = ?", ((name,) for name in gone))
            rows = (row for name, text in texts for row in self._pieces(name, _bytes(text), alone=alone))
            connection.executemany("REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)

    def _pieces(self, name: str, data: bytes, *, alone: bool) -> Iterator[tuple[str, int, bytes, bytes]]:
        """The rows of a text that are other than what is kept; those of a longer text before are removed."""
        known: dict[int, bytes] = {}
        if not alone:
            connection = self._open()
            last = len(data) // PIECE
            if last:
                known = dict(connection.execute("SELECT piece, text FROM kept WHERE name = ?", (name,)).fetchall())
            connection.execute("DELETE FROM kept WHERE name = ? AND piece > ?", (name, last))
        for number in range(len(data) // PIECE + 1):
            piece = data[number * PIECE : (number + 1) * PIECE]
            if known.get(number) != piece:
                yield name, number, _hash(f"{name} {number}", piece), piece

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


def _whole(name: str, rows: Sequence[tuple[int, bytes, bytes]]) -> bytes | None:
    """The text of these rows, if it is as it was written; None without any."""
    if not rows:
        return None
    for number, (piece, kept, data) in enumerate(rows):
        is_of_its_length = isinstance(data, bytes) and (len(data) == PIECE) != (number == len(rows) - 1)
        if piece != number or not is_of_its_length or kept != _hash(f"{name} {piece}", data):
            raise Spoilt(name)
    return rows[0][2] if len(rows) == 1 else b"".join([row[2] for row in rows])


def _hash(name: str, data: bytes) -> bytes:
    hashed = hashlib.sha256(f"{FORMAT}\0{name}\0".encode("utf-8", "surrogatepass"))
    hashed.update(data)
    return hashed.digest()[:20]
