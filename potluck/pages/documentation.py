"""Where everything of the documentation is: in the repository, and on the site.

``docs/publishing.md`` is read on GitHub, and at ``/docs/publishing/``. The setting DOCS_PAGES names the folder; without
it there is none. ``CONTRIBUTING.md``, which stands beside the folder, comes along as ``/docs/contributing/``.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from pathlib import Path

import msgspec

from potluck.content.names import IMAGE_SUFFIXES
from potluck.settings import Settings

FOLDER = "docs"
BESIDE = "CONTRIBUTING.md"
FIRST_PAGES = ("index.md", "README.md")
"""The file that stands for its folder, on the site and on GitHub."""


class Shelf(msgspec.Struct, frozen=True):
    """Every file of the documentation by its path in the repository."""

    texts: dict[str, Path] = {}
    images: dict[str, Path] = {}

    @classmethod
    def of(cls, settings: Settings) -> Shelf:
        """What lies in the folder that the settings name; nothing where they name none."""
        folder = Path(settings.docs_pages)
        if not settings.docs_pages or not folder.is_dir():
            return cls()
        names = sorted(_files_in(settings.docs_pages), key=lambda name: name.split("/"))
        texts = {f"{FOLDER}/{name}": folder / name for name in names if _suffix(name) == ".md"}
        images = {f"{FOLDER}/{name}": folder / name for name in names if _suffix(name).lower() in IMAGE_SUFFIXES}
        if (folder.parent / BESIDE).is_file():
            texts[BESIDE] = folder.parent / BESIDE
        return cls(texts, images)

    def paths(self) -> Iterator[str]:
        """Every file that the pages take on the site."""
        yield from (f"{permalink(path)}index.html" for path in self.texts)
        yield from self.images


def _files_in(folder: str) -> Iterator[str]:
    """The path within a folder of each file there, and below."""
    for place, _, names in os.walk(folder):
        within = os.path.relpath(place, folder).replace(os.sep, "/")
        yield from (name if within == "." else f"{within}/{name}" for name in names)


def _suffix(name: str) -> str:
    return posixpath.splitext(name)[1]


def permalink(path: str) -> str:
    """Where a text is on the site: ``docs/checks/README.md`` at ``docs/checks/``."""
    folder, name = posixpath.split(path)
    if path == BESIDE:
        return f"{FOLDER}/contributing/"
    return f"{folder}/" if name in FIRST_PAGES else f"{path.removesuffix('.md')}/"
