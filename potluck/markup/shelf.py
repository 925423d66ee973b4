"""Rendered texts kept on disk between builds, by a name that says all that they were made of.

Only data is kept, each row with a hash, so that a spoilt or foreign one costs one rendering. Without a file the shelf
lasts as long as the process; in both cases the texts are on the disk and not in memory.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec.structs import replace

from potluck.keeping import NO_DATABASE, Spoilt, code_in, connect, forget, libraries
from potluck.markup.coloured import Coloured, coloured_in
from potluck.markup.rendered import Rendered
from potluck.quick_json import as_json_bytes

SCHEMA = "CREATE TABLE rendered (name BLOB PRIMARY KEY, hash BLOB NOT NULL, facts BLOB NOT NULL, html BLOB NOT NULL)"
AT_ONCE = 200
"""How many texts are written together."""
SPARE = 1_000
"""How many texts of earlier builds may stay, for whoever goes back to them."""
BESIDE = ("late", "players", "quick_json", "unseen")
"""The modules outside this folder that have a hand in a text as well."""


def made_with() -> str:
    """What decides how a text is rendered, beside the text and the options: our code and the libraries."""
    here = Path(__file__).parent
    return "\n".join((code_in(here), *(code_in(here.parent, f"{each}.py") for each in BESIDE), *libraries()))


_decode = msgspec.json.Decoder(Rendered).decode


class Shelf:
    """Rendered texts by name."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._waiting = 0
        try:
            self._rows = connect(file, SCHEMA)
        except (sqlite3.Error, Spoilt, OSError):
            if file:
                forget(file)
            self._rows = self._again(file)
        self._all: set[bytes] | None = None if self._has_any() else set()
        """The names of all texts, where there were none to begin with: a first build looks for none of them."""

    def _has_any(self) -> bool:
        with suppress(sqlite3.Error):
            return self._rows.execute("SELECT 1 FROM rendered LIMIT 1").fetchone() is not None
        return True

    @staticmethod
    def _again(file: Path | None) -> sqlite3.Connection:
        try:
            return connect(file, SCHEMA)
        except (sqlite3.Error, Spoilt, OSError):
            return connect(None, SCHEMA)

    @property
    def can_be_shared(self) -> bool:
        """Whether a copy of this process finds the same texts: they are in a file, and all is written."""
        self.commit()
        with suppress(sqlite3.Error):
            return bool(self._rows.execute("PRAGMA database_list").fetchone()[2])
        return False

    def open_again(self) -> None:
        """Open the file once more, in a copy of the process that had it open: nobody else may use that connection, or
        close it.
        """
        self._not_ours, self._rows = self._rows, connect(self._file, SCHEMA)

    def close(self) -> None:
        """Write what waits, and let go of the file."""
        self.commit()
        self._rows.close()

    def has(self, name: bytes) -> bool:
        """Whether a text of this name can be had whole."""
        return (self._all is None or name in self._all) and self.get(name) is not None

    def facts(self, name: bytes) -> Rendered | None:
        """What is known of a text, without its HTML."""
        found = self._row(name)
        return _rendered(found[1], "") if found else None

    def get(self, name: bytes) -> Rendered | None:
        """The text, or None where it is not kept, or spoilt."""
        found = self._row(name)
        return _rendered(found[1], found[2].decode()) if found else None

    def html(self, name: bytes) -> str | None:
        """The HTML of a text whose facts are known already."""
        found = self._row(name)
        return found[2].decode() if found else None

    def coloured(self, name: bytes) -> Coloured:
        """The code in a text with its colours, as far as it is kept."""
        rendered = self.get(name)
        return coloured_in(rendered) if rendered else {}

    def put(self, name: bytes, rendered: Rendered) -> None:
        """Keep a text; a full disk makes this a shelf for this process alone."""
        html = rendered.html.encode()
        text = as_json_bytes(replace(rendered, html=""))
        row = (name, _hash(name, text, html), text, html)
        if self._all is not None:
            self._all.add(name)
        try:
            self._rows.execute("REPLACE INTO rendered VALUES (?, ?, ?, ?)", row)
            self._waiting += 1
            if self._waiting >= AT_ONCE:
                self.commit()
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                self._rows.close()
            if self._file and error.sqlite_errorcode in NO_DATABASE:
                forget(self._file)  # the next build begins another
            self._rows = connect(None, SCHEMA)
            self._rows.execute("REPLACE INTO rendered VALUES (?, ?, ?, ?)", row)

    def keep_only(self, names: Callable[[], Iterable[bytes]], many: int) -> None:
        """Forget all texts but these, of which there are ``many``, once the shelf holds far more."""
        try:
            (count,) = self._rows.execute("SELECT count(*) FROM rendered").fetchone()
            if count > 2 * many + SPARE:
                wanted = set(names())
                kept = self._rows.execute("SELECT name FROM rendered").fetchall()
                gone = [row for row in kept if row[0] not in wanted]
                self._rows.executemany("DELETE FROM rendered WHERE name = ?", gone)
            self.commit()
        except sqlite3.Error:
            return

    def _row(self, name: bytes) -> tuple[bytes, bytes, bytes] | None:
        try:
            row = self._rows.execute("SELECT hash, facts, html FROM rendered WHERE name = ?", (name,)).fetchone()
            if row is None or row[0] != _hash(name, row[1], row[2]):
                return None
            return row[0], row[1], row[2]
        except (sqlite3.Error, TypeError, AttributeError):
            return None

    def commit(self) -> None:
        """Have what was put here on the disk."""
        self._waiting = 0
        with suppress(sqlite3.Error):
            self._rows.commit()


def _hash(name: bytes, facts: bytes, html: bytes) -> bytes:
    hashed = hashlib.sha256(name)
    hashed.update(facts + b"\0")
    hashed.update(html)
    return hashed.digest()[:16]


def _rendered(facts: bytes, html: str) -> Rendered | None:
    """A text as it was rendered; None for facts that are not ours."""
    known = _known(facts)
    if known is None:
        return None
    return replace(known, html=html, keywords=tuple(map(sys.intern, known.keywords)))  # many texts have the same words


def _known(facts: bytes) -> Rendered | None:
    try:
        return _decode(facts)
    except msgspec.ValidationError:
        return None
    except msgspec.DecodeError:  # half of a pair of surrogates is nothing that msgspec reads
        with suppress(ValueError, RecursionError):  # to which msgspec's own error belongs
            return msgspec.convert(json.loads(facts), Rendered)
        return None
    except RecursionError:
        return None
