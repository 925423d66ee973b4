"""Runs Pagefind over texts, and keeps each part of the index by what its texts say, so that a change makes one anew.

Pagefind makes an index of all it is given or of nothing. So the texts of a large site are divided: each part is an
index of its own, and a browser asks all of them (``theme/static/search/search.js``).
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache, cached_property, partial
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from potluck.keeping import Spoilt, own_folder, remove
from potluck.search.canonical import canonical
from potluck.search.kept import read_index, read_list, write_index
from potluck.search.packed import ENDING, WORKER, before_the_worker, packed
from potluck.search.service import CannotIndex, Pagefind
from potluck.search.text import Searched

RECIPE = 11
"""Part of a name: counted up when texts are prepared in another way."""
_NAME = re.compile(r"[0-9]{1,9}-[0-9]{1,9}-[0-9a-f]{64}")


class Division(NamedTuple):
    """How texts are divided: some ``size`` of them in each part, more where there would be more parts than ``most``.

    ``is_packed`` is whether each part is one file.
    """

    size: int
    most: int
    is_packed: bool = False

    def of(self, names: Sequence[str]) -> list[list[int]]:
        """Which texts are in each part, by their places in ``names``. No part is without any, if there are any.

        A text's name alone decides, so that one that comes or goes leaves all others where they are. A part more takes
        its texts from one that there was: W. Litwin, "Linear hashing", 1980. One that would have none takes a single
        text from there.
        """
        hashes = [crc32(name.encode("utf-8", "surrogatepass")) for name in names]
        for count in range(min(-(-len(names) // self.size), self.most), 1, -1):
            parts = _spread(hashes, count)
            if all(parts):
                return parts
        return [[*range(len(names))]]


def _spread(hashes: Sequence[int], count: int) -> list[list[int]]:
    """The places of these hashes in each of so many parts."""
    parts: list[list[int]] = [[] for _ in range(count)]
    half = 1 << count.bit_length() - 1
    low, high = half - 1, 2 * half - 1
    for place, each in enumerate(hashes):
        number = each & high
        parts[number if number < count else each & low].append(place)
    for number, part in enumerate(parts):
        beside = number ^ half  # the part that it was divided from, or that was from it
        if not part and beside < count and len(parts[beside]) > 1:
            least = min(parts[beside], key=hashes.__getitem__)
            parts[beside].remove(least)
            part.append(least)
    return parts


AT_HOME = Division(10, 1_024, is_packed=True)
"""While somebody writes: to index so few texts takes no longer than all else that one change of a text costs.

Where there are as many parts as a power of two, all are of one size; between these, some have twice as many texts.
"""
FOR_READERS = Division(1_000, 20)
"""A browser fetches something of each part for each word it looks for."""


class Part(NamedTuple):
    """A part of an index: its number, from 1 on; how many texts parts hold as a rule; and whether it is one file."""

    number: int
    size: int
    is_packed: bool = False

    @property
    def place(self) -> str:
        """Where it is, below the folder of the index: a file, or a folder, which ends with a slash."""
        return f"{self.number}{ENDING if self.is_packed else '/'}"

    def path(self, name: str) -> str:
        """Where a file of it is, below the folder of the index."""
        return name if name.endswith(ENDING) else f"{self.number}/{name}"


class Index:
    """Parts of indexes in a folder of the cache: of each number and size the last that was made. To be closed."""

    def __init__(self, folder: Path, language: str) -> None:
        self._folder = folder
        self._language = language.split("-")[0]
        self._pagefind = Pagefind()
        self.program = ("pagefind.js", WORKER, f"wasm.{self._language}.pagefind", "wasm.unknown.pagefind")
        """The files of the program that searches, which is that of the first part; not each language has one."""

    def close(self) -> None:
        """Let the program go that makes parts."""
        self._pagefind.close()

    def name(self, part: Part, texts: Sequence[Searched]) -> str:
        """Names what is found in these texts: the same name, the same files."""
        decides = hashlib.sha256(f"{RECIPE} {_version()} {self._language} {part.number == 1}".encode())
        if part.is_packed:
            decides.update(before_the_worker())
        for text in texts:
            decides.update(repr(text).encode("utf-8", "surrogatepass"))
        return f"{part.size}-{part.number}-{decides.hexdigest()}"

    def hashes(self, name: str) -> Mapping[str, str]:
        """The hash of each file of a part (``potluck.search.kept``), by its path there; empty unless it is kept."""
        with suppress(Spoilt):
            return read_list(self._folder / name)
        return {}

    def files(self, name: str, part: Part, texts: Sequence[Searched]) -> list[tuple[str, bytes]]:
        """Path within the part, and bytes, of every file a browser may ask for; made if they are not kept.

        Raises CannotIndex.
        """
        with suppress(Spoilt):
            return [*read_index(self._folder / name)]
        is_first = part.number == 1
        try:
            used = canonical(self._pagefind.index(texts, self._language, partial(self._is_used, is_first)))
        except ValueError as error:
            raise CannotIndex(str(error)) from error
        if part.is_packed:
            used = packed(used, part.number)
        with suppress(OSError):  # a cache that takes nothing costs the next build its time
            self._keep(name, part, used)
        return sorted(used.items())

    def _is_used(self, is_first: bool, path: str) -> bool:
        """Whether a browser may ask for this file of a part; the others are user interfaces, and we have our own."""
        return "/" in path or path.endswith((".pf_meta", ".json")) or (is_first and path in self.program)

    def _keep(self, name: str, part: Part, files: Mapping[str, bytes]) -> None:
        """Keep a part in the place of the last of its number and size. Raises OSError."""
        own_folder(self._folder)
        write_index(self._folder / name, files)
        place = name.rpartition("-")[0]
        for other in self._kept.pop(place, set()) - {name}:
            with suppress(OSError):
                remove(self._folder / other)
        self._kept[place] = {name}

    def keep_only(self, parts: Sequence[Part]) -> None:
        """Remove what is none of these parts, nor of those of another size, which other settings make."""
        try:
            own_folder(self._folder)
        except OSError:
            return
        sizes, wanted = {f"{each.size}" for each in parts}, {f"{each.size}-{each.number}" for each in parts}
        for name in os.listdir(self._folder):  # noqa: PTH208 - a thousand of them
            place = name.rpartition("-")[0]
            if place not in wanted and (place.partition("-")[0] in sizes or not _NAME.fullmatch(name)):
                with suppress(OSError):
                    remove(self._folder / name)

    @cached_property
    def _kept(self) -> dict[str, set[str]]:
        """The names of all there are, by how those of one part begin, whatever its texts."""
        found: dict[str, set[str]] = {}
        for name in os.listdir(self._folder):  # noqa: PTH208 - a thousand of them
            found.setdefault(name.rpartition("-")[0], set()).add(name)
        return found


@cache
def _version() -> str:
    return version("pagefind-bin")
