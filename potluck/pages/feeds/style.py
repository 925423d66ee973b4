"""What a feed looks like in a browser: the theme's `feed/` style sheet, as one file of the site."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import rcssmin

from potluck.pages.addresses import Addresses
from potluck.pages.feeds.feed import Dressing
from potluck.pages.generators.own import OwnGenerator
from potluck.pages.theme.sheets import Theme
from potluck.pages.theme.words import FEED
from potluck.pages.views.table import Table
from potluck.palette import palette

PATH = "feed.css"


def dressing(pelican: dict[str, Any], addresses: Addresses, lang: str) -> Dressing | None:
    """How feeds are shown, in words of this language; none where the theme has nothing for them."""
    if not _sheet(Path(pelican["THEME"])).is_file():
        return None
    return Dressing(addresses.link(PATH), Theme.of(pelican).words(lang).gettext(FEED))


class FeedStyleGenerator(OwnGenerator):
    """Writes the style sheet, with the palette of the site's pages."""

    def generate_output(self, writer: Any) -> None:
        """Write it."""
        table, theme = cast(Table, self.settings["TABLE"]), Path(self.settings["THEME"])
        if _sheet(theme).is_file():
            sheets = (_sheet(theme), theme / "css/tokens.css")  # what is said of namespaces has to come first
            text = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets if sheet.is_file())
            writer.write_text(PATH, rcssmin.cssmin(text) + palette(table.edition.settings.accent).css())


def _sheet(theme: Path) -> Path:
    return theme / "feed/feed.css"
