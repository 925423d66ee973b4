"""Writes the edition's images to the site."""

from __future__ import annotations

from typing import Any, cast

from potluck.pages.generators.own import OwnGenerator
from potluck.pages.views.table import Table


class PicturesGenerator(OwnGenerator):
    """Writes each image as prepared; nothing from ``content/`` is copied as it is."""

    def generate_output(self, writer: Any) -> None:
        """Write them."""
        table = cast(Table, self.settings["TABLE"])
        for published in table.pictures.published():
            writer.write_bytes(published.path, table.pictures.data(published), owner=str(published.source))
