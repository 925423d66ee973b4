"""Search: the page to search on, and what its dialog needs on other pages. The index is ``search_index``'s.

What happens in a browser is ``theme/static/search/``'s business, and how the dialog opens ``theme/scripts/``'s.
"""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from potluck.pages.generators.own import OwnGenerator
from potluck.pages.theme.sheets import CUSTOM, Theme

PATH = "search/"
DIALOG = f"{PATH}dialog.js"
"""What a page fetches when its search dialog is opened: the rest of the dialog, its styles and what it does."""
QUICK = 500
"""So many texts are looked through after each save while somebody writes (``invoke serve``)."""


class SearchGenerator(OwnGenerator):
    """Writes the page, the dialog and the index, if the theme has the page."""

    def generate_output(self, writer: Any) -> None:
        """Write them. While somebody writes, a large index is left as it was until the next whole build."""
        table = self.table
        if not table.edition.settings.search:
            return
        from potluck.pages.generators.search_index import SearchIndex  # with all that speaks with Pagefind

        index = SearchIndex(table)
        if page := self.template("search"):
            writer.write_file(f"{PATH}index.html", page, self.context, url=PATH, parts=len(index.parts))
            self._write_dialog(writer, len(index.parts))
            if not table.is_partial:
                index.write(writer)
                if sum(map(len, index.parts.values())) <= QUICK:
                    writer.each_time.append(partial(index.write_again, writer))

    def _write_dialog(self, writer: Any, parts: int) -> None:
        """Write the script of the dialog, if the theme has one, with what it shows in the language of the site."""
        theme = Theme.of(self.settings)
        if template := self.template("search_dialog"):
            html = json.dumps(template.render(self.context, parts=parts))
            css = json.dumps(theme.style_sheet("search", "dialog", CUSTOM))
            script = f"const html = {html}, css = {css};\n{theme.script('dialog.js')}"
            writer.write_text(DIALOG, script, owner="the search dialog")
