"""What our generators stand on: Pelican's, but for the templates, which ``theme.reader`` has for all of them."""

from __future__ import annotations

from typing import Any

from pelican.generators import Generator

from potluck.pages.theme.reader import reader_of


class OwnGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Takes part in a run, as every generator does; what it makes is up to its kind."""

    def __init__(self, context: Any, settings: Any, path: Any, theme: Any, output_path: Any, **_: Any) -> None:
        self.context, self.settings = context, settings
        self.path, self.theme, self.output_path = path, theme, output_path

    def get_template(self, name: str) -> Any:
        """The template by name. Raises PelicanTemplateNotFound."""
        return reader_of(self.settings, self.context).get_template(name)
