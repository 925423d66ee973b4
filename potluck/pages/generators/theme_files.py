"""The theme's own files: what lies in its ``static/`` is published as it is, under ``theme/``.

A theme is code that maintainers review, so nothing is decoded or encoded anew here. Our own theme needs no such files;
themes for stock Pelican do.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from potluck.pages.generators.own import OwnGenerator


class ThemeFilesGenerator(OwnGenerator):
    """Writes the theme's files."""

    def generate_output(self, writer: Any) -> None:
        """Write them."""
        for path, file in theme_files(self.settings):
            writer.write_bytes(path, file.read_bytes())


def theme_files(settings: dict[str, Any]) -> Iterator[tuple[str, Path]]:
    """(path on the site, file) of everything in the folders of the theme that Pelican's settings name."""
    for name in settings["THEME_STATIC_PATHS"]:
        folder = Path(settings["THEME"]) / name
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                yield f"{settings['THEME_STATIC_DIR']}/{file.relative_to(folder).as_posix()}", file
