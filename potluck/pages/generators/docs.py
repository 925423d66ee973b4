"""The documentation as pages of the site; which texts there are, and where, is for ``potluck.pages.documentation``.

The texts are ours, and go through the same renderer as members' do. Links between them lead to pages, links to other
files lead to the repository.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from potluck.content.model import Page
from potluck.content.source import Source, read_source
from potluck.markup import Rendered, relink
from potluck.markup.relink import Shown
from potluck.pages.addresses import Addresses
from potluck.pages.documentation import FIRST_PAGES, FOLDER, Shelf, permalink
from potluck.pages.generators.own import OwnGenerator
from potluck.pages.generators.static_pages import StaticPage
from potluck.pages.views.table import Table
from potluck.settings import Settings

if TYPE_CHECKING:
    from potluck.markup.renderer import Renderer

LARGEST = 400_000


class DocsPage(StaticPage):
    """One page of the documentation, as templates see it."""

    def __init__(self, page: Page, shelf: Shelf, table: Table, context: dict[str, Any]) -> None:
        self._shelf = shelf
        super().__init__(page, table, context)
        if self.url != f"{FOLDER}/" and any(f"{FOLDER}/{first}" in shelf.texts for first in FIRST_PAGES):
            self.above = f"{FOLDER}/"

    def digest_of(self, name: str) -> str | None:
        """All that a page asks follows from its text: whatever else there is to these pages makes all of them anew."""
        return self.document.source.sha256

    @property
    def rendered(self) -> Rendered:
        """The text, with links that lead somewhere from here."""
        settings = self._table.edition.settings
        resolve = _Resolver(self.document.relative, self._shelf, settings)
        text = rendered(self.document.body, settings.signs_of(self.document.lang))
        return relink(text, resolve, resolve.shown)


class DocsPages(Mapping[str, DocsPage]):
    """The page of each text by its path, made when somebody asks: most builds find all of them as they were."""

    def __init__(self, shelf: Shelf, table: Table, context: dict[str, Any]) -> None:
        self._shelf, self._table, self._context = shelf, table, context
        self._made: dict[str, DocsPage] = {}

    def __getitem__(self, path: str) -> DocsPage:
        if path not in self._made:
            page = page_of(read_source(self._shelf.texts[path], path, LARGEST))
            self._made[path] = DocsPage(page, self._shelf, self._table, self._context)
        return self._made[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._shelf.texts)

    def __len__(self) -> int:
        return len(self._shelf.texts)


class DocsGenerator(OwnGenerator):
    """Writes the pages, and the images they show."""

    def generate_context(self) -> None:
        """Lay them out; for a look at one change, which is not about them, there are none."""
        table = self.table
        self._shelf = Shelf() if table.is_partial else table.documentation
        self._pages = table.docs_pages = DocsPages(self._shelf, table, self.context)

    def generate_output(self, writer: Any) -> None:
        if template := self.template("page"):
            for path in self._pages:
                save_as = f"{permalink(path)}index.html"
                make = partial(self._write, writer, save_as, template, path)
                writer.remember(save_as, make)
                if not writer.leaves(save_as):
                    make()
            for path, file in self._shelf.images.items():
                writer.write_bytes(path, file.read_bytes())

    def _write(self, writer: Any, save_as: str, template: Any, path: str) -> None:
        page = self._pages[path]
        writer.write_file(save_as, template, self.context, page=page, url=page.url)


def page_of(source: Source) -> Page:
    """The page that a text makes: its first heading is the title."""
    above = len(source.text) - len(source.text.lstrip("\n"))
    first = source.text[above:].partition("\n")[0]
    is_titled = first.startswith("# ")
    title = first.removeprefix("# ").replace("`", "").strip() if is_titled else Path(source.relative).stem
    slug = permalink(source.relative).rstrip("/")
    return Page(slug, title, above + 2 if is_titled else 1, source, lang="en")


@lru_cache(maxsize=1_000)
def rendered(markdown: str, lang: str = "") -> Rendered:
    """A text as safe HTML, with the signs of ``lang`` if one is given; kept for the next build of this process."""
    return _renderer().render(markdown, lang=lang)


@lru_cache(maxsize=1)
def _renderer() -> Renderer:
    from potluck.markup.renderer import Renderer  # most builds find these pages as they were

    return Renderer()


class _Resolver:
    """Where the links of one text lead."""

    def __init__(self, path: str, shelf: Shelf, settings: Settings) -> None:
        self._folder = posixpath.dirname(path)
        self._shelf = shelf
        self._repository = settings.repository and f"{settings.repository}/blob/{settings.branch}"
        self._addresses = Addresses(settings)

    def __call__(self, tag: str, url: str) -> str | None:
        """The address to use, or None where only the words can stay."""
        parts = urlsplit(url)
        if parts.scheme or parts.netloc or not parts.path:
            return url
        wanted = posixpath.normpath(posixpath.join(self._folder, unquote(parts.path)))
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        if wanted in self._shelf.texts:
            return self._addresses.link(permalink(wanted)) + fragment
        if wanted in self._shelf.images:
            return self._addresses.link(wanted)
        if tag == "img" or not self._repository or wanted.startswith(("..", "/")):
            return None
        return f"{self._repository}/{quote(wanted)}{fragment}"

    def shown(self, url: str) -> Shown | None:
        """The size of an image of ours."""
        path = url[url.rfind(f"/{FOLDER}/") + 1 :]
        if path not in self._shelf.images:
            return None
        from PIL import Image  # few builds have a text of the documentation to make

        with Image.open(self._shelf.images[path]) as image:
            return Shown(*image.size)
