"""Runs Pagefind over texts, and keeps the index by what they say, so that it is made again only when one changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from potluck.keeping import Spoilt, own_folder, remove
from potluck.search.canonical import canonical
from potluck.search.kept import is_whole, read_index, write_index
from potluck.search.service import CannotIndex, run_pagefind
from potluck.search.text import Searched

RECIPE = 4
"""Part of an index's name: counted up when texts are prepared in another way."""
ROOT = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")
"""What is needed of the files beside the index itself; the others are user interfaces, and we have our own."""


class Index:
    """Indexes in a folder of the cache, one at a time."""

    def __init__(self, folder: Path, language: str) -> None:
        self._folder = folder
        self._language = language.split("-")[0]

    def name(self, texts: Sequence[Searched]) -> str:
        """Names what is found in these texts: the same name, the same index."""
        decides = hashlib.sha256(f"{RECIPE} {version('pagefind-bin')} {self._language}".encode())
        for text in texts:
            decides.update(repr(text).encode("utf-8", "surrogatepass"))
        return decides.hexdigest()

    def kept(self) -> str:
        """The name of the index that is kept; empty without one."""
        names = sorted(each.name for each in self._folder.glob("*") if len(each.name) == 64 and is_whole(each))
        return names[0] if names else ""

    def make(self, texts: Sequence[Searched]) -> str:
        """Make the index of these texts, unless it is kept, and answer its name. Raises CannotIndex or OSError."""
        name = self.name(texts)
        own_folder(self._folder)
        if not is_whole(self._folder / name):
            try:
                files = canonical(run_pagefind(texts, self._language))
            except ValueError as error:
                raise CannotIndex(str(error)) from error
            used = {path: data for path, data in files.items() if is_used(path, self._language)}
            write_index(self._folder / name, used)
        for other in self._folder.iterdir():
            if other.name != name:
                with suppress(OSError):
                    remove(other)
        return name

    def files(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Path below the index's folder, and bytes, of every file a browser may ask for; in order of path.

        Raises OSError where the index was changed since it was looked at.
        """
        try:
            yield from read_index(self._folder / name)
        except Spoilt as error:
            raise OSError(0, "the search index was changed while the site was built", str(error)) from error


def is_used(path: str, language: str) -> bool:
    """Whether a browser may ask for this file of an index."""
    if "/" in path:
        return True
    return path in ROOT or path.endswith(".pf_meta") or path in (f"wasm.{language}.pagefind", "wasm.unknown.pagefind")
