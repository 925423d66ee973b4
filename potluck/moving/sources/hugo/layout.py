"""Which file of a Hugo site is what: content folders, bundles, the language of a name, posts and pages."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from potluck.moving.model import Entry, Kind
from potluck.moving.sources.entry import DAY_IN_PATH, FOREIGN, HTML, MARKDOWN, RST, suffix_of
from potluck.moving.sources.folders import PAGE_FOLDERS, POST_FOLDERS
from potluck.moving.sources.hugo.config import Config
from potluck.moving.tree import Tree

COMPUTED = (".rmd", ".rmarkdown", ".qmd", ".ipynb")
LANGUAGE = re.compile(r"[a-z]{2}(?:-[a-zA-Z]{2,4})?")


@dataclass(frozen=True)
class Spot:
    """Where a file stands: its path below the content folder, without suffix, language and `index`.

    `language` is empty for the site's main one; `is_list` tells that it is the page of a section.
    """

    inside: str
    language: str
    is_list: bool


class Layout:
    """The content folders of a site, and the bundles in them."""

    def __init__(self, tree: Tree, config: Config) -> None:
        self.tree = tree
        self.main_language = config.main_language
        self.folders = config.content_folders
        self.codes = set(config.languages)
        self.bundles = self._find_bundles()
        """Folders that a leaf bundle owns, to the bundle's own text."""

    def folder_of(self, name: str) -> tuple[str, str] | None:
        """The content folder that a file is in, and its language; none for files outside content."""
        return next(((folder, code) for folder, code in self.folders.items() if name.startswith(f"{folder}/")), None)

    def _find_bundles(self) -> dict[str, str]:
        """Leaf bundles: a folder with an `index.*` file owns everything below it."""
        bundles: dict[str, str] = {}
        for name in self.tree.files:
            folder, base = posixpath.split(name)
            is_index = base.split(".")[0] == "index" and suffix_of(name) in (*MARKDOWN, *HTML, *RST)
            is_main = base == f"index{suffix_of(name)}"
            if is_index and self.folder_of(name) and (is_main or folder not in bundles):
                bundles[folder] = name
        return bundles

    def _bundle_of(self, name: str) -> str | None:
        folder = posixpath.dirname(name)
        while folder:
            if folder in self.bundles:
                return folder
            folder = posixpath.dirname(folder)
        return None

    def is_text(self, name: str) -> bool:
        """Whether a file is a text by itself, and not part of a bundle."""
        if self.folder_of(name) is None or suffix_of(name) not in (*MARKDOWN, *HTML, *RST, *FOREIGN, *COMPUTED):
            return False
        bundle = self._bundle_of(name)
        return bundle is None or (posixpath.dirname(name) == bundle and posixpath.basename(name).startswith("index."))

    def is_computed_elsewhere(self, name: str) -> bool:
        """Whether a file is a notebook whose text, made from it, lies beside it."""
        if suffix_of(name) not in COMPUTED or self.folder_of(name) is None:
            return False
        stem = posixpath.splitext(name)[0]
        return any(f"{stem}{other}" in self.tree.files for other in (".md", ".markdown", ".html"))

    def spot(self, name: str, folder: str, language: str) -> Spot:
        """Where a text of a content folder stands; `language` is that of the folder."""
        stem = posixpath.splitext(name[len(folder) + 1 :])[0]
        plain, _, code = stem.rpartition(".")
        first = stem.split("/")[0].lower()
        siblings = (f"{folder}/{plain}{suffix}" for suffix in (suffix_of(name), ".md", ".en.md"))
        is_code = LANGUAGE.fullmatch(code) and any(each in self.tree.files for each in siblings)
        if plain and (code.lower() in self.codes or is_code):
            stem, language = plain, code.lower()
        elif not language and len(self.codes) > 1 and first in self.codes and "/" in stem:
            stem, language = stem.split("/", 1)[1], first
        base = posixpath.basename(stem)
        if base in ("_index", "index"):
            stem = posixpath.dirname(stem)
        return Spot(stem, "" if language == self.main_language else language, is_list=base == "_index")


def section_of(inside: str) -> str:
    """The section of a path below the content folder; empty at the top."""
    return inside.split("/")[0] if "/" in inside else ""


def settle_kinds(entries: Sequence[Entry], inside: Mapping[str, str], given: Sequence[str]) -> None:
    """Posts are what a section of dated texts holds, or was served below its day; at the top, else, texts are pages.

    `inside` leads from a source to its path below the content folder; `given` are the sections that settings name.
    """
    sections = {entry.source: section_of(inside[entry.source]) for entry in entries}
    dated = Counter(sections[entry.source] for entry in entries if entry.date)
    whole = Counter(sections.values())
    for entry in entries:
        section = sections[entry.source]
        lowest = section.lower()
        if section in given or lowest in POST_FOLDERS:
            entry.kind = Kind.POST
        elif not section:
            alone = not any(dated[each] for each in dated if each)
            by_day = any(DAY_IN_PATH.match(f"/{url}") for url in entry.old_urls[:1])
            entry.kind = Kind.POST if by_day or (alone and entry.date and dated[""] > 2) else Kind.PAGE
        elif lowest in PAGE_FOLDERS or posixpath.basename(entry.source).startswith("_index."):
            entry.kind = Kind.PAGE
        else:
            entry.kind = Kind.POST if entry.date and dated[section] * 2 > whole[section] else Kind.PAGE
