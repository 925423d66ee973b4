"""Search: what can be found, the index of it, the page to search on, and what its dialog needs on other pages.

How an index is made is ``potluck.search``'s business; what happens in a browser is ``theme/static/search/``'s, and how
the dialog opens ``theme/scripts/``'s.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, cast

from pelican.generators import PelicanTemplateNotFound

from potluck.content.page import Page
from potluck.content.post import Post
from potluck.markup.typography import set_plain
from potluck.pages.generator import OwnGenerator
from potluck.pages.table import Table
from potluck.pages.theme.sheets import CUSTOM, Theme
from potluck.search import Index, Searched

PATH = "search/"
DIALOG = f"{PATH}dialog.js"
"""What a page fetches when its search dialog is opened: the rest of the dialog, its styles and what it does."""
FOLDER = "pagefind/"
"""Where the index is on the site. Nobody asks for it before they search."""
WATCHING = "WATCHING"
"""The setting that says that this build is one of many while somebody writes (``invoke serve``)."""
QUICK = 500
"""So many texts are indexed in less than a second, also while somebody writes."""


class SearchGenerator(OwnGenerator):
    """Writes the page, the dialog and the index, if the theme has the page."""

    def generate_output(self, writer: Any) -> None:
        """Write them. While somebody writes, a large index is left as it was until the next whole build."""
        table = cast(Table, self.settings["TABLE"])
        if not table.edition.settings.search:
            return
        with suppress(PelicanTemplateNotFound):
            writer.write_file(f"{PATH}index.html", self.get_template("search"), self.context, url=PATH)
            self._write_dialog(writer)
            if not table.is_partial:
                self._write_index(writer, table)
                writer.each_time.append(partial(self._write_index_again, writer, table))

    def _write_dialog(self, writer: Any) -> None:
        """Write the script of the dialog, if the theme has one, with what it shows in the language of the site."""
        theme = Theme.of(self.settings)
        with suppress(PelicanTemplateNotFound):
            html = self.get_template("search_dialog").render(self.context)
            parts = (
                f"const html = {json.dumps(html)}, css = {json.dumps(theme.style_sheet('search', 'dialog', CUSTOM))};\n"
            )
            writer.write_text(DIALOG, parts + theme.script("dialog.js"), owner="the search dialog")

    def _write_index(self, writer: Any, table: Table) -> None:
        index = Index(Path(self.settings["CACHE_PATH"]) / "search", table.edition.settings.default_lang)
        texts = searched(table)
        name = index.kept() if self.settings.get(WATCHING) and len(texts) > QUICK else ""
        table.has_left_over = bool(name) and name != index.name(texts)
        for path, data in index.files(name or index.make(texts)):
            writer.write_bytes(FOLDER + path, data, owner="the search index")

    def _write_index_again(self, writer: Any, table: Table) -> None:
        """Write the index after a change of a text, if that takes no time."""
        if len(texts := searched(table)) <= QUICK:
            index = Index(Path(self.settings["CACHE_PATH"]) / "search", table.edition.settings.default_lang)
            writer.write_folder(FOLDER, index.files(index.make(texts)), owner="the search index")


def searched(table: Table) -> list[Searched]:
    """Everything that can be found: listed posts, newest first, and pages."""
    edition = table.edition
    posts = [
        Searched(
            url=f"/{post.permalink}",
            title=post.title,
            name=table.bodies.name(post),
            html=partial(_html, table, post),
            shown=_title(table, post),
            people=tuple(person.name for person in post.authors),
            tags=tuple(tag.name for tag in post.tags),
            year=str(post.date.year),
        )
        for post in edition.listed
    ]
    pages = [
        Searched(
            url=f"/{page.permalink}",
            title=page.title,
            name=table.bodies.name(page),
            html=partial(_html, table, page),
            shown=_title(table, page),
        )
        for page in edition.pages
        if page.status == "published"
    ]
    return posts + pages


def _title(table: Table, document: Post | Page) -> Callable[[], str] | None:
    return partial(set_plain, document.title, document.lang) if table.edition.settings.typography else None


def _html(table: Table, document: Post | Page) -> str:
    return table.bodies.of(document).html
