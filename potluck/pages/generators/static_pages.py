"""Pages that are not posts: about, code of conduct, and the one for links that lead nowhere."""

from __future__ import annotations

from typing import Any

from pelican.contents import Page as PelicanPage
from pelican.generators import PagesGenerator
from pelican.plugins import signals

from potluck.content.model import Page, Status
from potluck.markup.typography import set_plain
from potluck.pages.generators.own import AtTheTable, OwnGenerator
from potluck.pages.views.body import Body
from potluck.pages.views.table import Table


class StaticPage(Body, PelicanPage):  # type: ignore[misc]  # Pelican has no types
    """One page, as templates see it."""

    above: str = ""
    """The path of the page that lists this one and others, where there is such a page."""

    def __init__(self, page: Page, table: Table, context: dict[str, Any]) -> None:
        self.document: Page = page
        self._table = table
        metadata = {
            "title": set_plain(page.title, table.edition.settings.signs_of(page.lang)),
            "slug": page.slug,
            "lang": page.lang,
            "status": page.status.value,
        }
        super().__init__("", metadata, settings=table.pelican, source_path=str(page.source.path), context=context)


class StaticPagesGenerator(AtTheTable, PagesGenerator):  # type: ignore[misc]  # Pelican has no types
    """Hands the edition's pages to Pelican, which writes them."""

    def check_disabled_readers(self) -> None:
        """Nothing: reading the content tells of every file that can't be read."""

    def generate_context(self) -> None:
        """Fill Pelican's lists from the edition; its signals are sent as always."""
        table = self.table
        lists = {Status.PUBLISHED: self.pages, Status.HIDDEN: self.hidden_pages, Status.DRAFT: self.draft_pages}
        for page in table.edition.pages:
            view = StaticPage(page, table, self.context)
            signals.page_generator_context.send(self, metadata=view.metadata)
            lists[page.status].append(view)
            self.add_source_path(view)
            table.static_pages[page.relative] = view
        self._update_context(("pages", "hidden_pages", "draft_pages"))
        signals.page_generator_finalized.send(self)


class NotFoundGenerator(OwnGenerator):
    """Writes the page that a web server shows for an address that leads nowhere."""

    def generate_output(self, writer: Any) -> None:
        """Write 404.html, which GitHub Pages looks for at the root, if the theme has one."""
        if template := self.template("404"):
            writer.write_file("404.html", template, self.context, url="404.html")
