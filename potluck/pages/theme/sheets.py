"""The theme's style sheets and scripts, made small, and its words.

A community's own file of the same name, in ``css/`` or ``scripts/`` of a folder that ``THEME_TEMPLATES_OVERRIDES``
names, stands in for the theme's; its ``css/custom.css`` comes after all others, on every page. Pages carry style sheets
or link to them (``linked``); scripts they carry.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import rcssmin
import rjsmin

from potluck.keeping import hash_of
from potluck.pages.theme.words import translations

CUSTOM = "custom"


class Theme:
    """Finds the files: first in the community's own folders, in their order, then in the theme."""

    def __init__(self, theme: Path, overrides: Iterable[Path] = ()) -> None:
        self._folders = (*overrides, theme)
        self._words: dict[str, NullTranslations] = {}

    @classmethod
    def of(cls, pelican: dict[str, Any]) -> Theme:
        """The theme that Pelican's settings name."""
        return cls(Path(pelican["THEME"]), [Path(each) for each in pelican["THEME_TEMPLATES_OVERRIDES"]])

    def style_sheet(self, *names: str) -> str:
        """These style sheets as one string, minified; what the theme doesn't have is left out."""
        files = [file for name in dict.fromkeys(names) if (file := self._find(f"css/{name}.css"))]
        return "".join(_minified(file, file.stat().st_mtime_ns) for file in files)

    def sheet_names(self) -> list[str]:
        """The names of all style sheets, without `.css`, in order."""
        return sorted({file.stem for folder in self._folders for file in (folder / "css").glob("*.css")})

    def words(self, lang: str) -> NullTranslations:
        """The theme's words in a language; English ones where it has none."""
        if lang not in self._words:
            self._words[lang] = translations(lang, [folder / "locale" for folder in self._folders])
        return self._words[lang]

    def script(self, *names: str) -> str:
        """These scripts as one, minified; what the theme doesn't have is left out."""
        files = [file for name in names if (file := self._find(f"scripts/{name}"))]
        return "\n".join(_minified(file, file.stat().st_mtime_ns) for file in files)

    def digest(self, path: str) -> str:
        """A digest of the file that stands at a path in a theme, whoever's it is; a word where there is none."""
        file = self._find(path)
        return hash_of(file.read_bytes()) if file else "none"

    def mentions(self, word: str) -> bool:
        """Whether a word stands in any template, as far as they can be read."""
        for file in (file for folder in self._folders for file in folder.rglob("*.html")):
            with suppress(OSError):
                if file.is_file() and word.encode() in file.read_bytes():
                    return True
        return False

    def digest_of_all(self) -> str:
        """A digest of all files, in all folders."""
        files = [(folder, file) for folder in self._folders for file in sorted(folder.rglob("*")) if file.is_file()]
        said = [f"{file.relative_to(folder)!a} {hash_of(file.read_bytes())}" for folder, file in files]
        return hash_of("\n".join(said).encode())

    def _find(self, path: str) -> Path | None:
        return next((folder / path for folder in self._folders if (folder / path).is_file()), None)


@cache
def _minified(file: Path, _changed: int) -> str:
    """Read once for each state of the file, since every generator asks."""
    text = file.read_text(encoding="utf-8")
    return str(rcssmin.cssmin(text) if file.suffix == ".css" else rjsmin.jsmin(text)).strip()
