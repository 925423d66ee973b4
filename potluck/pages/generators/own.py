"""What our generators stand on: Pelican's, with the laid table, and one set of templates for all of them."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, cast

from pelican.generators import Generator, PelicanTemplateNotFound

from potluck.pages.views.table import Table


class AtTheTable:
    """Mixed into a generator: finds the table of its run."""

    settings: dict[str, Any]

    @property
    def table(self) -> Table:
        return cast(Table, self.settings["TABLE"])


class OwnGenerator(AtTheTable, Generator):  # type: ignore[misc]  # Pelican has no types
    """Takes part in a run, as every generator does; what it makes is up to its kind."""

    def __init__(self, context: Any, settings: Any, path: Any, theme: Any, output_path: Any, **_: Any) -> None:
        self.context, self.settings = context, settings
        self.path, self.theme, self.output_path = path, theme, output_path

    def template(self, name: str) -> Any | None:
        """The template by name; None where the theme has none."""
        with suppress(PelicanTemplateNotFound):
            return self.table.templates.get_template(name)
        return None
