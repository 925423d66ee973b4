"""What can be found on a site, and the index of it. How one is made is ``potluck.search``'s business."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from potluck.content.model import Page, Post
from potluck.markup.typography import set_plain
from potluck.pages.views.table import Table
from potluck.search import AT_HOME, FOR_READERS, Index, Part, Searched

Parts = Mapping[Part, Sequence[int]]
Hashes = dict[str, str]
Files = Callable[[], list[tuple[str, bytes]]]

FOLDER = "pagefind/"
"""Where the parts of the index are on the site. Nobody asks for them before they search."""
OWNER = "the search index"


class SearchIndex:
    """The index of a site, in its parts; ``parts`` has the places of the texts in each.

    Texts are divided by their slugs, which stay. At home they are by their files: what is kept of them is on shelves by
    these (``potluck.content.shelved``), and that of the few in a part is on one.
    """

    def __init__(self, table: Table) -> None:
        edition = table.edition
        division = FOR_READERS if edition.settings.publishing else AT_HOME
        pages = [page for page in edition.pages if page.status == "published"]
        self._table = table
        self._index = Index(Path(table.pelican["CACHE_PATH"]) / "search", edition.settings.default_lang)
        self._texts: Sequence[Post | Page] = (*edition.listed, *pages)
        self._files = [*edition.paths, *(page.relative for page in pages)]
        names = self._files if division.is_packed else [each.slug for each in self._texts]
        self.parts: Parts = {
            Part(number, division.size, division.is_packed): places
            for number, places in enumerate(division.of(names), start=1)
        }

    def write(self, writer: Any) -> None:
        """Write the parts of which anything is another; what the others hold was left there, and stays."""
        files = self._files
        made_of = {FOLDER + part.place: [files[each] for each in places] for part, places in self.parts.items()}
        left = writer.leaves_made_of(made_of, self._files_there(writer, made_of))
        others = {part: places for part, places in self.parts.items() if FOLDER + part.place not in left}
        for _, hashes, read in self._made(others):
            if not writer.leaves_all(hashes, OWNER):
                for path, data in read():
                    writer.write_bytes(path, data, owner=OWNER)
        if others:
            self._index.keep_only([*self.parts])

    def write_again(self, writer: Any) -> None:
        """Write the parts that are others after a change of a text."""
        for place, hashes, files in self._made(self.parts):
            if not hashes or any(writer.made.get(path) != each for path, each in hashes.items()):
                writer.write_all(place, files(), owner=OWNER)

    def _files_there(self, writer: Any, parts: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """Where the last build left files of each part, by its place, whatever became of them."""
        first = next(iter(self.parts))
        if not first.is_packed:
            found: dict[str, list[str]] = {place: [] for place in parts}
            for path in (*writer.left, *writer.spoilt):
                if path.startswith(FOLDER):
                    found.setdefault(path[: path.find("/", len(FOLDER)) + 1], []).append(path)
            return found
        program = [FOLDER + first.path(each) for each in self._index.program]
        beside = [each for each in program if each in writer.left or each in writer.spoilt]
        return {place: [place] for place in parts} | {FOLDER + first.place: [FOLDER + first.place, *beside]}

    def _made(self, parts: Parts) -> Iterator[tuple[str, Hashes, Files]]:
        """Of each part where it is, the hashes of its files if it is kept, and what reads these, or makes them."""
        with closing(self._index) as index:
            for part, places in parts.items():
                texts = [_searched(self._table, self._texts[each]) for each in places]
                name = index.name(part, texts)
                hashes = {FOLDER + part.path(path): each for path, each in index.hashes(name).items()}
                yield FOLDER + part.place, hashes, partial(self._read, name, part, texts)

    def _read(self, name: str, part: Part, texts: Sequence[Searched]) -> list[tuple[str, bytes]]:
        return [(FOLDER + part.path(path), data) for path, data in self._index.files(name, part, texts)]


def _searched(table: Table, document: Post | Page) -> Searched:
    """What the indexer is told of it."""
    known = Searched(
        url=f"/{document.permalink}",
        title=document.title,
        name=table.bodies.name(document),
        html=lambda: table.bodies.words(document),
        shown=partial(set_plain, document.title, table.edition.settings.signs_of(document.lang)),
    )
    if not isinstance(document, Post):
        return known
    return replace(
        known,
        people=tuple(person.name for person in document.authors),
        tags=tuple(tag.name for tag in document.tags),
        year=str(document.date.year),
    )
