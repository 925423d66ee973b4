"""The documentation as pages of the site: ``docs/publishing.md`` is read on GitHub, and at ``/docs/publishing/``.

The setting DOCS_PAGES names the folder; without it there are none. The texts are ours, and go through the same renderer
as members' do. Links between them lead to pages, links to other files lead to the repository. ``CONTRIBUTING.md``,
which stands beside the folder, comes along as ``/docs/contributing/``.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, unquote, urlsplit

import msgspec
from pelican.generators import PelicanTemplateNotFound
from PIL import Image

from potluck.content.names import IMAGE_SUFFIXES
from potluck.content.page import Page
from potluck.content.source import Source, read_source
from potluck.markup import Rendered, relink
from potluck.markup.relink import Shown
from potluck.markup.typography import typeset
from potluck.pages.addresses import Addresses
from potluck.pages.generators.own import OwnGenerator
from potluck.pages.generators.static_pages import StaticPage
from potluck.pages.views.table import Table
from potluck.settings import Settings

if TYPE_CHECKING:
    from potluck.markup.renderer import Renderer

FOLDER = "docs"
BESIDE = "CONTRIBUTING.md"
FIRST_PAGES = ("index.md", "README.md")
"""The file that stands for its folder, on the site and on GitHub."""
LARGEST = 400_000


class Shelf(msgspec.Struct, frozen=True):
    """Where everything of the documentation is: file by its path in the repository."""

    texts: dict[str, Path] = {}
    images: dict[str, Path] = {}

    @classmethod
    def of(cls, settings: Settings) -> Shelf:
        """What lies in the folder that the settings name; nothing where they name none."""
        folder = Path(settings.docs_pages)
        if not settings.docs_pages or not folder.is_dir():
            return cls()
        files = {f"{FOLDER}/{file.relative_to(folder).as_posix()}": file for file in sorted(folder.rglob("*"))}
        texts = {path: file for path, file in files.items() if file.suffix == ".md"}
        if (folder.parent / BESIDE).is_file():
            texts[BESIDE] = folder.parent / BESIDE
        return cls(texts, {path: file for path, file in files.items() if file.suffix.lower() in IMAGE_SUFFIXES})

    def paths(self) -> Iterator[str]:
        """Every file that the pages take on the site."""
        yield from (f"{permalink(path)}index.html" for path in self.texts)
        yield from self.images


def permalink(path: str) -> str:
    """Where a text is on the site: ``docs/checks/README.md`` at ``docs/checks/``."""
    folder, name = posixpath.split(path)
    if path == BESIDE:
        return f"{FOLDER}/contributing/"
    return f"{folder}/" if name in FIRST_PAGES else f"{path.removesuffix('.md')}/"


class DocsPage(StaticPage):
    """One page of the documentation, as templates see it."""

    def __init__(self, page: Page, shelf: Shelf, table: Table, context: dict[str, Any]) -> None:
        self._shelf = shelf
        super().__init__(page, table, context)

    def digest_of(self, name: str) -> str | None:
        """All that a page asks follows from its text: whatever else there is to these pages makes all of them anew."""
        return self.document.source.sha256

    @property
    def rendered(self) -> Rendered:
        """The text, with links that lead somewhere from here."""
        settings = self._table.edition.settings
        resolve = _Resolver(self.document.source.relative, self._shelf, settings)
        text = rendered(self.document.body, self.document.lang if settings.typography else "")
        return relink(text, resolve, resolve.shown)


class DocsGenerator(OwnGenerator):
    """Writes the pages, and the images they show."""

    def generate_context(self) -> None:
        """Lay them out; for a look at one change, which is not about them, there are none."""
        table = cast(Table, self.settings["TABLE"])
        self._shelf = Shelf() if table.is_partial else Shelf.of(table.edition.settings)
        self._pages: dict[str, DocsPage] = {
            path: DocsPage(page_of(read_source(file, path, LARGEST)), self._shelf, table, self.context)
            for path, file in self._shelf.texts.items()
        }
        table.static_pages |= self._pages  # by which notes of what they read are followed

    def generate_output(self, writer: Any) -> None:
        """Write them."""
        with suppress(PelicanTemplateNotFound):
            for page in self._pages.values():
                writer.write_file(page.save_as, self.get_template("page"), self.context, page=page, url=page.url)
            for path, file in self._shelf.images.items():
                writer.write_bytes(path, file.read_bytes())


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
    made = _renderer().render(markdown)
    return typeset(made, lang) if lang else made


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
        with Image.open(self._shelf.images[path]) as image:
            return Shown(*image.size)
