"""What one build leaves for the next, in one SQLite file: named texts, each with a hash of its own.

Only text is kept, nothing that could run. A file that is truncated, foreign, of another version or spoilt in any way
is thrown away, which costs a clean build. Several texts change together or not at all: a row that is missing, of an
earlier build or of another file is found out by the sum of all. The file holds no absolute path, so it may be moved or
restored elsewhere.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from potluck.keeping import Spoilt, connect, forget, own_folder

FORMAT = "potluck build 10"
SCHEMA = (
    "CREATE TABLE kept (name TEXT, piece INTEGER, hash BLOB NOT NULL, text BLOB NOT NULL, PRIMARY KEY (name, piece), "
    "UNIQUE (name, piece, hash))"
)
"""Texts stand beside the names, not among them: SQLite would read a whole one for each name that it comes by. Names and
hashes stand together once more, so that a sum of hashes comes by no texts.
"""
SUMMED = "kept INDEXED BY sqlite_autoindex_kept_2"
"""The hashes that are summed: a text is held against its hash there, since another's may stand beside it in the table.
"""
PIECE = 128_000
"""A long text is kept in pieces of so many bytes, and only those are written that are other than before.

The last piece of every text is shorter, so that none can be missing unseen.
"""
FACTS = ("fingerprint", "sources", "source marks", "outputs", "output marks", "outcome")
"""What most builds read, and nothing else: a sum of its own tells whether one build wrote them all."""
SUM, SUM_OF_FACTS = "", " "
"""Rows without a text, whose hashes are sums: exclusive or over those of all rows, which so comes to nothing, and over
those of the facts.
"""
_SIZE = 20


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
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def read(self, *names: str) -> dict[str, str]:
        """The texts kept under these names; none at all where one of them is missing or spoilt.

        For facts alone it is enough that these belong together; for any others, all that is kept.
        """
        try:
            if not self._file.is_file():
                return {}
            texts = {name: self._text(name) for name in names}
            if self._sum((*FACTS, SUM_OF_FACTS) if names == FACTS else ()):
                raise Spoilt(str(self._file))
            return texts
        except (sqlite3.Error, Spoilt, UnicodeDecodeError, OSError):
            self.close()
            return {}

    def get(self, name: str) -> str | None:
        """One text; None where it is not kept. Raises Spoilt where it is not to be relied on."""
        try:
            question = f"SELECT piece, hash, text FROM {SUMMED} WHERE name = ? ORDER BY piece"  # noqa: S608 - ours
            whole = _whole(name, self._open().execute(question, (name,)).fetchall())
            return None if whole is None else whole.decode("utf-8", "surrogatepass")
        except (sqlite3.Error, UnicodeDecodeError, OSError) as error:
            raise Spoilt(name) from error

    def below(self, start: str) -> Iterator[tuple[str, bytes]]:
        """(name, text) of every text whose name starts so, as JSON is read the fastest. Raises Spoilt."""
        try:
            question = f"SELECT name, piece, hash, text FROM {SUMMED} WHERE name GLOB ? ORDER BY name, piece"  # noqa: S608 - ours
            found = self._open().execute(question, (f"{start}*",))
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
        self.close()
        forget(self._file)

    def _write(self, texts: Iterable[tuple[str, str]], gone: Iterable[str], *, alone: bool) -> None:
        if alone:
            self.forget()  # whatever it was
        connection, changed = self._open(), bytearray()
        with connection:
            if alone:
                connection.execute("DELETE FROM kept")  # where a file that somebody has open can't be removed
            for name in gone:
                changed += b"".join(self._hashes(name).values())
                connection.execute("DELETE FROM kept WHERE name = ?", (name,))
            rows = (row for name, text in texts for row in self._pieces(name, _bytes(text), changed, alone=alone))
            connection.executemany("REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)
            changed += self._hashes(SUM_OF_FACTS).get(0, b"") + (facts := self._sum(FACTS).to_bytes(_SIZE, "big"))
            whole = _together(changed + self._hashes(SUM).get(0, b"")).to_bytes(_SIZE, "big")
            sums = ((SUM_OF_FACTS, 0, facts, b""), (SUM, 0, whole, b""))
            connection.executemany("REPLACE INTO kept VALUES (?, ?, ?, ?)", sums)

    def _pieces(
        self, name: str, data: bytes, changed: bytearray, *, alone: bool
    ) -> Iterator[tuple[str, int, bytes, bytes]]:
        """The rows of a text that are other than what is kept; those of a longer text before are removed. The hashes of
        rows that come, and of those that go for them, are put with what has ``changed``.
        """
        known = {} if alone else self._hashes(name)
        last = len(data) // PIECE
        for number in known.keys() - range(last + 1):
            changed += known[number]
            self._open().execute("DELETE FROM kept WHERE name = ? AND piece = ?", (name, number))
        for number in range(last + 1):
            piece = data[number * PIECE : (number + 1) * PIECE]
            hashed, was = _hash(f"{name} {number}", piece), known.get(number, b"")
            if hashed != was:
                changed += was + hashed
                yield name, number, hashed, piece

    def _hashes(self, name: str) -> dict[int, bytes]:
        """The hash of each piece of a text."""
        question = f"SELECT piece, CAST(hash AS BLOB) FROM {SUMMED} WHERE name = ?"  # noqa: S608 - ours
        return dict(self._open().execute(question, (name,)).fetchall())

    def _sum(self, names: Sequence[str] = ()) -> int:
        """Exclusive or over the hashes of these texts, or else of all that is kept. Raises Spoilt."""
        which = f" WHERE name IN ({', '.join('?' * len(names))})" if names else ""
        question = f"SELECT CAST(group_concat(hash, '') AS BLOB), count(*) FROM {SUMMED}{which}"  # noqa: S608 - only marks
        hashes, count = self._open().execute(question, names).fetchone()
        if count and len(hashes) != count * _SIZE:
            raise Spoilt(str(self._file))
        return _together(hashes) if count else 0

    def _text(self, name: str) -> str:
        text = self.get(name)
        if text is None:
            raise Spoilt(name)
        return text

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            own_folder(self._file.parent)
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


def _together(hashes: bytes | bytearray) -> int:
    """Exclusive or over hashes that stand one after the other: halves upon halves, which is quicker than one by one."""
    number, count = int.from_bytes(hashes, "big"), len(hashes) // _SIZE
    while count > 1:
        half = count // 2
        number = (number >> half * _SIZE * 8) ^ (number & (1 << half * _SIZE * 8) - 1)
        count -= half
    return number


def _hash(name: str, data: bytes) -> bytes:
    hashed = hashlib.sha256(f"{FORMAT}\0{name}\0".encode("utf-8", "surrogatepass"))
    hashed.update(data)
    return hashed.digest()[:_SIZE]
