"""The theme's style sheets as files, where there are so many posts that pages link to them."""

from __future__ import annotations

from typing import Any, cast

from potluck.pages.generators.own import OwnGenerator
from potluck.pages.theme.linked import FRAME, Sheets
from potluck.pages.theme.sheets import Theme
from potluck.pages.views.table import Table


class SheetsGenerator(OwnGenerator):
    """Writes the style sheets that pages link to; none where pages carry them, or the theme has other ones."""

    def generate_output(self, writer: Any) -> None:
        """Write them."""
        table = cast(Table, self.settings["TABLE"])
        theme = Theme.of(self.settings)
        if table.sheets_are_linked and {*FRAME} <= {*theme.sheet_names()}:
            for path, text in Sheets(theme, table.edition.settings).files():
                writer.write_text(path, text)
