"""The style sheet of feeds, in the colours of the site's pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import rcssmin

from potluck.pages.feeds.style import PATH, sheet_of
from potluck.pages.generators.own import OwnGenerator
from potluck.pages.views.table import Table
from potluck.palette import palette


class FeedStyleGenerator(OwnGenerator):
    """Writes it."""

    def generate_output(self, writer: Any) -> None:
        """Write it."""
        table, theme = cast(Table, self.settings["TABLE"]), Path(self.settings["THEME"])
        if sheet_of(theme).is_file():
            sheets = (sheet_of(theme), theme / "css/tokens.css")  # what is said of namespaces has to come first
            text = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets if sheet.is_file())
            writer.write_text(PATH, rcssmin.cssmin(text) + palette(table.edition.settings.accent).css())
