"""How pages get their style sheets: carried in the page, or, where there are very many posts, as files of the site.

A page that carries its sheets is one request. They are half of its bytes, and of very many pages that is more than a
host may take (GitHub Pages: 1 GB). There each sheet of the theme is a file, in the order in which pages carry them.

An address ends in a digest of what the file holds (``?…``), so that no browser shows a new page in old looks. The name
of the file stays: a page that a browser still has from last week finds a sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256

from potluck.pages.theme.sheets import CUSTOM, Theme
from potluck.palette import palette
from potluck.settings import Settings

FRAME = ("tokens", "base")
"""The style sheets of every page, which come before those of its kind."""
SHEETS_OF_LANGUAGES = {
    "cjk": frozenset(("zh", "ja", "ko")),
    "compounds": frozenset("af da de et fi fo fy hu is lb nb nl nn no sv".split()),
}
"""Style sheets for some languages: faces of their own, words that are divided. Worn by a site, or a text, in one."""
PAPER = "print"
"""The style sheet that comes after all whose looks it takes away."""
FOLDER = "theme/sheets/"
FIRST, LAST = "every/first", "every/last"
"""What comes first and last on every page; no sheet of the theme can have such a name."""


class Sheets:
    """The theme's style sheets in this site's colours."""

    def __init__(self, theme: Theme, settings: Settings) -> None:
        self._theme = theme
        self._colours = palette(settings.accent).css()
        own = sheets_of(settings.default_lang)
        self._first = (*FRAME, *own) if settings.publishing else (*FRAME, *own, "notice")
        self._last = (PAPER, CUSTOM)
        self.address = cache(self._address)

    def carried(self, *names: str) -> str:
        """What a page with these sheets carries."""
        return self._colours + self._theme.style_sheet(*self._first, *names, *self._last)

    def sources(self, *names: str) -> tuple[str, ...]:
        """The files of the theme that either is made of."""
        return tuple(f"css/{name}.css" for name in dict.fromkeys((*self._first, *names, *self._last)))

    def linked(self, *names: str) -> list[str]:
        """The addresses, from the site's root, of the files that say the same."""
        own = [name for name in dict.fromkeys(names) if name not in (*self._first, *self._last)]
        return [address for name in (FIRST, *own, LAST) if (address := self.address(name))]

    def files(self) -> Iterator[tuple[str, str]]:
        """(path, text) of every file that pages may link to."""
        kinds = (name for name in self._theme.sheet_names() if name not in (*self._first, *self._last))
        for name in (FIRST, *kinds, LAST):
            if text := self._text(name):
                yield _path(name), text

    def _address(self, name: str) -> str:
        text = self._text(name)
        return f"{_path(name)}?{sha256(text.encode()).hexdigest()[:8]}" if text else ""

    def _text(self, name: str) -> str:
        if name == FIRST:
            return self._colours + self._theme.style_sheet(*self._first)
        return self._theme.style_sheet(*(self._last if name == LAST else (name,)))


def sheets_of(lang: str) -> tuple[str, ...]:
    """The style sheets that only this language needs."""
    return tuple(name for name, languages in SHEETS_OF_LANGUAGES.items() if lang.partition("-")[0] in languages)


def _path(name: str) -> str:
    return f"{FOLDER}{name}.css"
