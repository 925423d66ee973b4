"""Pages that are not posts: about, code of conduct, and the one for links that lead nowhere."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, cast

from pelican.contents import Page as PelicanPage
from pelican.generators import Generator, PagesGenerator, PelicanTemplateNotFound
from pelican.plugins import signals

from potluck.content.page import Page
from potluck.content.post import Status
from potluck.pages.reading import direction
from potluck.pages.table import Table


class StaticPage(PelicanPage):  # type: ignore[misc]  # Pelican has no types
    """One page, as templates see it."""

    def __init__(self, page: Page, table: Table, context: dict[str, Any]) -> None:
        self.page = page
        self._table = table
        metadata = {"title": page.title, "slug": page.slug, "lang": page.lang, "status": page.status.value}
        super().__init__("", metadata, settings=table.pelican, source_path=str(page.source.path), context=context)

    @property
    def url(self) -> str:
        return self.page.permalink

    @property
    def save_as(self) -> str:
        return f"{self.page.permalink}index.html"

    def get_content(self, siteurl: str) -> str:
        """The body as safe HTML; links in it start at the server's root whatever ``siteurl`` is."""
        return self._table.bodies.of(self.page).html

    @property
    def content(self) -> str:
        return self.get_content("")

    @property
    def summary(self) -> str:
        """The summary as plain text: the author's, or the start of the body."""
        return self.page.summary or self._table.bodies.of(self.page).summary

    @summary.setter
    def summary(self, value: str) -> None:
        """Pelican sets what it found in the metadata; the page knows better."""

    def refresh_metadata_intersite_links(self) -> None:
        """Nothing to do: no metadata holds links."""

    @property
    def embed_hosts(self) -> tuple[str, ...]:
        """The hosts whose players the body shows when asked."""
        return self._table.bodies.of(self.page).embed_hosts

    @property
    def uses_script(self) -> bool:
        """Whether the theme's script has anything to add: code to copy, or a player to load."""
        body = self._table.bodies.of(self.page).html
        return 'class="highlight"' in body or "data-embed=" in body

    @property
    def direction(self) -> str:
        return direction(self.page.lang)

    @property
    def edit_url(self) -> str:
        return self._table.addresses.edit_url(self.page.source.relative)

    @property
    def canonical(self) -> str:
        return self._table.addresses.absolute(self.url)


class StaticPagesGenerator(PagesGenerator):  # type: ignore[misc]  # Pelican has no types
    """Hands the edition's pages to Pelican, which writes them."""

    def generate_context(self) -> None:
        """Fill Pelican's lists from the edition; its signals are sent as always."""
        table = cast(Table, self.settings["TABLE"])
        lists = {Status.PUBLISHED: self.pages, Status.HIDDEN: self.hidden_pages, Status.DRAFT: self.draft_pages}
        for page in table.edition.pages:
            view = StaticPage(page, table, self.context)
            signals.page_generator_context.send(self, metadata=view.metadata)
            lists[page.status].append(view)
            self.add_source_path(view)
        self._update_context(("pages", "hidden_pages", "draft_pages"))
        signals.page_generator_finalized.send(self)


class NotFoundGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes the page that a web server shows for an address that leads nowhere."""

    def generate_output(self, writer: Any) -> None:
        """Write 404.html, which GitHub Pages looks for at the root, if the theme has one."""
        with suppress(PelicanTemplateNotFound):
            writer.write_file("404.html", self.get_template("404"), self.context, url="404.html")
