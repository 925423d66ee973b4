"""Search: what can be found, the index of it, the page to search on, and what its dialog needs on other pages.

How an index is made is ``potluck.search``'s business; what happens in a browser is ``theme/static/search/``'s, and how
the dialog opens ``theme/scripts/``'s.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from potluck.content.model import Page, Post
from potluck.markup.typography import set_plain
from potluck.pages.generators.own import OwnGenerator
from potluck.pages.theme.sheets import CUSTOM, Theme
from potluck.pages.views.table import Table
from potluck.search import AT_HOME, FOR_READERS, Division, Index, Part, Searched

Documents = Sequence[Post | Page]
Parts = Mapping[Part, Documents]
Hashes = dict[str, str]
Files = Callable[[], list[tuple[str, bytes]]]

PATH = "search/"
DIALOG = f"{PATH}dialog.js"
"""What a page fetches when its search dialog is opened: the rest of the dialog, its styles and what it does."""
FOLDER = "pagefind/"
"""Where the parts of the index are on the site. Nobody asks for them before they search."""
OWNER = "the search index"
QUICK = 500
"""So many texts are looked through after each save while somebody writes (``invoke serve``)."""


class SearchGenerator(OwnGenerator):
    """Writes the page, the dialog and the index, if the theme has the page."""

    def generate_output(self, writer: Any) -> None:
        """Write them. While somebody writes, a large index is left as it was until the next whole build."""
        table = self.table
        if not table.edition.settings.search:
            return
        division = FOR_READERS if table.edition.settings.publishing else AT_HOME
        pages = [page for page in table.edition.pages if page.status == "published"]
        parts = _divided([*table.edition.listed, *pages], division)
        if page := self.template("search"):
            writer.write_file(f"{PATH}index.html", page, self.context, url=PATH, parts=len(parts))
            self._write_dialog(writer, len(parts))
            if not table.is_partial:
                self._write_index(writer, table, parts)
                if sum(map(len, parts.values())) <= QUICK:
                    writer.each_time.append(partial(self._write_index_again, writer, table, parts))

    def _write_dialog(self, writer: Any, parts: int) -> None:
        """Write the script of the dialog, if the theme has one, with what it shows in the language of the site."""
        theme = Theme.of(self.settings)
        if template := self.template("search_dialog"):
            html = template.render(self.context, parts=parts)
            shown = (
                f"const html = {json.dumps(html)}, css = {json.dumps(theme.style_sheet('search', 'dialog', CUSTOM))};\n"
            )
            writer.write_text(DIALOG, shown + theme.script("dialog.js"), owner="the search dialog")

    def _write_index(self, writer: Any, table: Table, parts: Parts) -> None:
        """Write the parts of which anything is another; what the others hold was left there, and stays."""
        left = writer.leaves_made_of(
            {FOLDER + part.folder: [each.relative for each in documents] for part, documents in parts.items()}
        )
        others = {part: documents for part, documents in parts.items() if FOLDER + part.folder not in left}
        for place, hashes, files in self._made(table, others):
            if not writer.leaves_all(hashes, OWNER):
                for path, data in files():
                    writer.write_bytes(place + path, data, owner=OWNER)
        if others:
            self._index(table).keep_only([*parts])

    def _write_index_again(self, writer: Any, table: Table, parts: Parts) -> None:
        """Write the parts that are others after a change of a text."""
        for place, hashes, files in self._made(table, parts):
            if not hashes or any(writer.hashes.get(path) != each for path, each in hashes.items()):
                writer.write_folder(place, files(), owner=OWNER)

    def _made(self, table: Table, parts: Parts) -> Iterator[tuple[str, Hashes, Files]]:
        """Of each part where it is, the hashes of its files if it is kept, and what reads these, or makes them."""
        with closing(self._index(table)) as index:
            for part, documents in parts.items():
                place, texts = FOLDER + part.folder, [_searched(table, each) for each in documents]
                name = index.name(part, texts)
                hashes = {place + path: each for path, each in index.hashes(name).items()}
                yield place, hashes, partial(index.files, name, part, texts)

    def _index(self, table: Table) -> Index:
        return Index(Path(self.settings["CACHE_PATH"]) / "search", table.edition.settings.default_lang)


def _divided(documents: Documents, division: Division) -> Parts:
    """The parts of the index, and what is in each."""
    places = division.of([each.slug for each in documents])
    return {
        Part(number, division.size): [documents[place] for place in some] for number, some in enumerate(places, start=1)
    }


def _searched(table: Table, document: Post | Page) -> Searched:
    """What the indexer is told of it."""
    known = Searched(
        url=f"/{document.permalink}",
        title=document.title,
        name=table.bodies.name(document),
        html=lambda: table.bodies.of(document).html,
        shown=partial(set_plain, document.title, document.lang) if table.edition.settings.typography else None,
    )
    if not isinstance(document, Post):
        return known
    return replace(
        known,
        people=tuple(person.name for person in document.authors),
        tags=tuple(tag.name for tag in document.tags),
        year=str(document.date.year),
    )
