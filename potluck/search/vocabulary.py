"""What of each word is looked for: the stem, the parts of a compound, letters without their accents.

Pagefind's program knows, for each language, what its other half in the browser will make of what is typed. To give it
whole texts takes it 5 ms each, most of it for words that it has met before, and for packing. So it is asked for each
word once, and the index is put together here (``making``).
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from importlib.metadata import version
from typing import NamedTuple

import msgspec

from potluck.search.packed import read
from potluck.search.service import CannotIndex, run_pagefind
from potluck.search.text import PLAIN

ENTRY = "pagefind-entry.json"
MOST = 50_000
"""So many words are remembered, some ten megabytes; a large site has twice as many, most of them in one text."""
_PRIVATE = re.compile(r"___(?=(?:END_)?PAGEFIND_)")
"""How words begin by which Pagefind speaks to itself."""


class Form(NamedTuple):
    """One of the forms under which a word is found: ``stem``, how it stood with its accents if it has any, and of how
    many parts of a compound it is one; 1 where it is the whole.
    """

    stem: str
    accented: str | None
    parts: int


Forms = str | tuple[Form, ...]
"""All forms of a word, or its stem where that is all."""


class Remembered(msgspec.Struct, array_like=True):
    """Forms of words, and what they were found out with."""

    recipe: str
    forms: dict[str, Forms]


class Vocabulary:
    """The words met so far in a language, and the program's own files."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.forms: dict[str, Forms] = {}
        self.recipe = f"1 {version('pagefind-bin')} {language}"
        self._files: dict[str, bytes] = {}

    @property
    def files(self) -> Mapping[str, bytes]:
        """What Pagefind puts beside every index, by path."""
        if not self._files:
            self._ask([])
        return self._files

    @property
    def version(self) -> str:
        """Pagefind's, as an index names it."""
        return str(json.loads(self.files[ENTRY])["version"])

    def learn(self, words: Iterable[str]) -> None:
        """Know the forms of these words; others may be forgotten. Raises CannotIndex, ValueError, OSError."""
        words = dict.fromkeys(words)
        new = [word for word in words if word not in self.forms]
        if new and len(self.forms) + len(new) > MOST:
            self.forms, new = {}, [*words]
        if new:
            self.forms |= zip(new, self._ask(new), strict=True)

    def written(self, words: Iterable[str]) -> bytes:
        """The forms of some words, to be remembered."""
        forms = {word: self.forms[word] for word in words if word in self.forms}
        return zlib.compress(msgspec.json.encode(Remembered(self.recipe, forms)), 1)

    def remember(self, data: bytes) -> None:
        """Know what was written, if it was with the same program."""
        with suppress(zlib.error, msgspec.MsgspecError, UnicodeError):
            remembered = msgspec.json.decode(zlib.decompress(data), type=Remembered)
            if remembered.recipe == self.recipe and len(self.forms) < MOST:
                self.forms |= remembered.forms

    def _ask(self, words: list[str]) -> list[Forms]:
        asked = ["a", *words]  # of nothing that can be found there is no index
        content = " ".join(_PRIVATE.sub("", word, count=1) for word in asked).encode("utf-8", "replace").decode()
        made = run_pagefind([{"url": "/", "content": content, "meta": {}, "filters": {}}], self.language)
        self._files = {path: data for path, data in made.items() if "/" not in path and not path.endswith(".pf_meta")}
        try:
            found = _read(made, len(asked))
        except (ValueError, KeyError, TypeError, IndexError, StopIteration) as error:
            raise CannotIndex("This is not how Pagefind 1.5 lays out an index.") from error
        return [_forms(each) for each in found[1:]]

    def entry(self, name: str, pages: int) -> bytes:
        """The file that tells a browser where to begin: the table of contents, and of how many pages."""
        said = json.loads(self.files[ENTRY])
        (language,) = said["languages"].values()
        language |= {"hash": name, "page_count": pages}
        return json.dumps(said, sort_keys=True, ensure_ascii=False).encode()


def _read(made: Mapping[str, bytes], words: int) -> list[list[tuple[str, str | None, int]]]:
    """Of an index of one page with so many words, for each of these under what it is found, and its weight there."""
    meta = next(read(data) for path, data in made.items() if path.endswith(".pf_meta"))
    _, ((_, count),), _, _, _, _ = meta
    if count != words:
        raise ValueError("words were lost")
    found: list[list[tuple[str, str | None, int]]] = [[] for _ in range(words)]
    for path, data in made.items():
        if path.endswith(".pf_index"):
            for stem, pages, variants in read(data)[0]:
                for accented, standing in [(None, pages), *variants]:
                    for weight, at in (each for page in standing for each in _unpacked(page[1])):
                        found[at].append((stem, accented, weight))
    return found


def _unpacked(places: list[int]) -> Iterable[tuple[int, int]]:
    """Weight and place of each of an entry's: a weight, negative, goes before the places that have it."""
    weight = at = 0
    for value in places:
        if value < 0:
            weight, at = -value - 1, 0
        else:
            at += value
            yield weight, at


def _forms(found: list[tuple[str, str | None, int]]) -> Forms:
    """A part of a compound weighs what the whole does, divided by how many parts there are."""
    if len(found) == 1 and found[0][1] is None:
        return found[0][0]
    parts = sum(weight < PLAIN for _, _, weight in found)
    return tuple(Form(stem, accented, parts if weight < PLAIN else 1) for stem, accented, weight in found)
