"""Files that pages show or link to and that nobody fills in: images, the theme's own files, and style sheets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import rcssmin

from potluck.keeping import LEFT_OUT
from potluck.pages.feeds.filling import STYLE as FEED_STYLE
from potluck.pages.feeds.filling import sheet_of
from potluck.pages.generators.own import OwnGenerator
from potluck.pages.theme.linked import FRAME, Sheets
from potluck.pages.theme.sheets import Theme
from potluck.palette import palette


class PicturesGenerator(OwnGenerator):
    """Writes each image of the edition as prepared; nothing from ``content/`` is copied as it is."""

    def generate_output(self, writer: Any) -> None:
        pictures = self.table.pictures
        for published in pictures.published():
            writer.write_bytes(published.path, pictures.data(published), owner=str(published.source))


class ThemeFilesGenerator(OwnGenerator):
    """Writes what lies in the theme's ``static/`` as it is, under ``theme/``.

    A theme is code that maintainers review, so nothing is decoded or encoded anew here. Themes for stock Pelican need
    such files, and of ours searching and the Write page do.
    """

    def generate_output(self, writer: Any) -> None:
        for path, file in theme_files(self.settings):
            writer.write_bytes(path, file.read_bytes())


def theme_files(settings: dict[str, Any]) -> Iterator[tuple[str, Path]]:
    """(path on the site, file) of everything in the folders of the theme that Pelican's settings name."""
    for name in settings["THEME_STATIC_PATHS"]:
        folder = Path(settings["THEME"]) / name
        for file in sorted(folder.rglob("*")):
            inside = file.relative_to(folder)
            if LEFT_OUT.isdisjoint(inside.parts) and file.is_file():
                yield f"{settings['THEME_STATIC_DIR']}/{inside.as_posix()}", file


class SheetsGenerator(OwnGenerator):
    """Writes the style sheets that pages link to; none where pages carry them, or the theme has other ones."""

    def generate_output(self, writer: Any) -> None:
        theme = Theme.of(self.settings)
        if self.table.sheets_are_linked and {*FRAME} <= {*theme.sheet_names()}:
            for path, text in Sheets(theme, self.table.edition.settings).files():
                writer.write_text(path, text)


class FeedStyleGenerator(OwnGenerator):
    """Writes the style sheet of feeds, in the colours of the site's pages."""

    def generate_output(self, writer: Any) -> None:
        theme = Path(self.settings["THEME"])
        if sheet_of(theme).is_file():
            sheets = (sheet_of(theme), theme / "css/tokens.css")  # what is said of namespaces has to come first
            text = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets if sheet.is_file())
            writer.write_text(FEED_STYLE, rcssmin.cssmin(text) + palette(self.table.edition.settings.accent).css())
