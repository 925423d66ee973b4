"""Makes the index of texts, and keeps each part of it by what its texts say, so that a change makes one anew.

The texts of a large site are divided: each part is an index of its own, and a browser asks all of them
(``theme/static/search/search.js``).
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from potluck.keeping import Spoilt, own_folder, remove
from potluck.search.kept import read_index, read_list, write_index
from potluck.search.making import Making
from potluck.search.service import CannotIndex
from potluck.search.text import Passage, Searched
from potluck.search.vocabulary import Vocabulary

RECIPE = 6
"""Part of a name: counted up when texts are prepared in another way."""
AT_ONCE = 100
"""So many texts are taken apart before the words that are new in them are asked for."""
ROOT = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")
"""What is needed of the files beside the index itself; the others are user interfaces, and we have our own."""
WORDS = "words.known"
"""What is kept beside the files: the forms of all words, so that few are asked for when one text is another."""
_NAME = re.compile(r"([0-9]{1,9})-([0-9]{1,9})-[0-9a-f]{64}")
File = tuple[str, bytes]
"""A path within a part, and what is there."""


class Division(NamedTuple):
    """How texts are divided: ``size`` of them in each part but the last, twice as many where there would be more parts
    than ``most``.
    """

    size: int
    most: int

    def of(self, texts: int) -> int:
        """How many of so many texts are in a part."""
        size = self.size
        while texts > self.most * size:
            size *= 2
        return size


AT_HOME = Division(25, 500)
"""While somebody writes: to index so few texts takes no longer than all else that one change of a text costs."""
FOR_READERS = Division(1_000, 20)
"""A browser fetches something of each part for each word it looks for."""


class Part(NamedTuple):
    """A part of an index: its number, from 1 on, and of how many texts parts are."""

    number: int
    size: int

    @property
    def folder(self) -> str:
        """Where it is, below the folder of the index."""
        return f"{self.number}/"


class Wanted(NamedTuple):
    """A part that is to be made: its name, the part, and its texts."""

    name: str
    part: Part
    texts: Sequence[Searched]


class Index:
    """Parts of indexes in a folder of the cache: of each number and size the last that was made."""

    def __init__(self, folder: Path, language: str) -> None:
        self._folder = folder
        self._language = language.split("-")[0]
        self._vocabulary = Vocabulary(self._language)

    def name(self, part: Part, texts: Sequence[Searched]) -> str:
        """Names what is found in these texts: the same name, the same files."""
        decides = hashlib.sha256(f"{RECIPE} {version('pagefind-bin')} {self._language} {part.number == 1}".encode())
        for text in texts:
            decides.update(repr(text).encode("utf-8", "surrogatepass"))
        return f"{part.size}-{part.number}-{decides.hexdigest()}"

    def hashes(self, name: str) -> Mapping[str, str]:
        """The hash of each file of a part (``potluck.search.kept``), by its path there; empty unless it is kept."""
        with suppress(Spoilt):
            return {path: each for path, each in read_list(self._folder / name).items() if path != WORDS}
        return {}

    def files(self, wanted: Wanted) -> list[File]:
        """Every file of a part that a browser may ask for; made if they are not kept.

        Raises CannotIndex or OSError.
        """
        with suppress(Spoilt):
            return [each for each in read_index(self._folder / wanted.name) if each[0] != WORDS]
        ((_, files),) = self.make([wanted])
        return files

    def make(self, wanted: Iterable[Wanted]) -> Iterator[tuple[Part, list[File]]]:
        """Make parts, in order, and keep them. Raises CannotIndex or OSError."""
        own_folder(self._folder)
        before = self._kept()
        recalled = (self._recalled(each, before) for each in wanted)
        try:
            for each, making in _made(recalled, self._vocabulary):
                yield each.part, self._keep(each, making)
                for other in before.get(each.part, ()):
                    if other != each.name:
                        with suppress(OSError):
                            remove(self._folder / other)
        except ValueError as error:
            raise CannotIndex(str(error)) from error

    def _recalled(self, wanted: Wanted, before: Mapping[Part, list[str]]) -> Wanted:
        """The same, with the words known that the part had when it was made last."""
        for name in before.get(wanted.part, ()):
            with suppress(Spoilt):
                self._vocabulary.remember(dict(read_index(self._folder / name)).get(WORDS, b""))
        return wanted

    def _keep(self, wanted: Wanted, making: Making) -> list[File]:
        is_first, files = wanted.part.number == 1, making.files().items()
        used = {path: data for path, data in files if is_used(path, self._language, is_first=is_first)}
        write_index(self._folder / wanted.name, {**used, WORDS: self._vocabulary.written(making.words)})
        return sorted(used.items())

    def _kept(self) -> dict[Part, list[str]]:
        """The names under which something is kept, by the part; a part of no texts for what is none."""
        found: dict[Part, list[str]] = defaultdict(list)
        for each in self._folder.iterdir():
            name = _NAME.fullmatch(each.name)
            found[Part(int(name[2]), int(name[1])) if name else Part(0, 0)].append(each.name)
        return found

    def keep_only(self, parts: Sequence[Part]) -> None:
        """Remove what is none of these parts, nor of those of another size, which other settings make."""
        sizes, stay = {each.size for each in parts}, {*parts}
        there = self._folder.is_dir() and not self._folder.is_symlink()
        for part, names in (self._kept() if there else {}).items():
            if part not in stay and (part.size in sizes or not part.size):
                for name in names:
                    with suppress(OSError):
                        remove(self._folder / name)


def _made(wanted: Iterable[Wanted], vocabulary: Vocabulary) -> Iterator[tuple[Wanted, Making]]:
    """Each part with all its texts. Words are asked for together for many texts, which may be those of many parts."""
    making = Making(vocabulary)
    for some in _taken(wanted):
        prepared = [[(text, text.passages()) for text in texts] for _, texts, _ in some]
        vocabulary.learn(_words(chain.from_iterable(prepared)))
        for (each, _, is_last), texts in zip(some, prepared, strict=True):
            for text, said in texts:
                making.add(text, said)
            if is_last:
                yield each, making
                making = Making(vocabulary)


def _taken(wanted: Iterable[Wanted]) -> Iterator[list[tuple[Wanted, Sequence[Searched], bool]]]:
    """Texts of parts, about so many at once, and whether these are the last of the part."""
    taken, count = [], 0
    for each in wanted:
        for start in range(0, len(each.texts), AT_ONCE) or (0,):
            texts = each.texts[start : start + AT_ONCE]
            taken.append((each, texts, start + AT_ONCE >= len(each.texts)))
            count += len(texts)
            if count >= AT_ONCE:
                yield taken
                taken, count = [], 0
    if taken:
        yield taken


def _words(prepared: Iterable[tuple[Searched, list[Passage]]]) -> Iterator[str]:
    for text, said in prepared:
        yield from text.heading().split()
        yield from chain.from_iterable(words for _, words in said)


def is_used(path: str, language: str, *, is_first: bool = True) -> bool:
    """Whether a browser may ask for this file of a part; the program that searches is that of the first."""
    if "/" in path or path.endswith(".pf_meta") or path == "pagefind-entry.json":
        return True
    return is_first and path in (*ROOT, f"wasm.{language}.pagefind", "wasm.unknown.pagefind")
