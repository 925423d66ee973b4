"""What a feed looks like in a browser: the theme's `feed/` style sheet, as one file of the site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from potluck.pages.addresses import Addresses
from potluck.pages.feeds.feed import Dressing
from potluck.pages.theme.sheets import Theme
from potluck.pages.theme.words import FEED

PATH = "feed.css"


def dressing(pelican: dict[str, Any], addresses: Addresses, lang: str) -> Dressing | None:
    """How feeds are shown, in words of this language; none where the theme has nothing for them."""
    if not sheet_of(Path(pelican["THEME"])).is_file():
        return None
    return Dressing(addresses.link(PATH), Theme.of(pelican).words(lang).gettext(FEED))


def sheet_of(theme: Path) -> Path:
    """Where a theme has the style sheet of feeds."""
    return theme / "feed/feed.css"
