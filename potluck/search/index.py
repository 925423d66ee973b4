"""Runs Pagefind over texts, and keeps the index by what they say, so that it is made again only when one changed."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from potluck.search.canonical import canonical
from potluck.search.service import CannotIndex, run_pagefind
from potluck.search.text import Searched

RECIPE = 2
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
        names = sorted(each.name for each in self._folder.glob("*") if len(each.name) == 64)
        return names[0] if names else ""

    def make(self, texts: Sequence[Searched]) -> str:
        """Make the index of these texts, unless it is kept, and answer its name. Raises CannotIndex or OSError."""
        name = self.name(texts)
        if not (self._folder / name).is_dir():
            try:
                files = canonical(run_pagefind(texts, self._language))
            except ValueError as error:
                raise CannotIndex(str(error)) from error
            self._keep(name, {path: data for path, data in files.items() if is_used(path, self._language)})
        for other in self._folder.iterdir():
            if other.name != name:
                shutil.rmtree(other, ignore_errors=True)
        return name

    def files(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Path below the index's folder, and bytes, of every file a browser may ask for; in order of path."""
        root = self._folder / name
        for file in sorted(each for each in root.rglob("*") if each.is_file()):
            yield file.relative_to(root).as_posix(), file.read_bytes()

    def _keep(self, name: str, files: dict[str, bytes]) -> None:
        """Keep an index, at once or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._folder, prefix="new-") as scratch:
            made = Path(scratch) / "index"
            for path, data in files.items():
                (made / path).parent.mkdir(parents=True, exist_ok=True)
                (made / path).write_bytes(data)
            made.replace(self._folder / name)


def is_used(path: str, language: str) -> bool:
    """Whether a browser may ask for this file of an index."""
    if "/" in path:
        return True
    return path in ROOT or path.endswith(".pf_meta") or path in (f"wasm.{language}.pagefind", "wasm.unknown.pagefind")
