"""What our generators stand on: Pelican's, with one set of templates for all of them.

Pelican gives each generator a Jinja environment of its own, and looks through every template for it. There are near
twenty of ours, and most make no page.
"""

from __future__ import annotations

from typing import Any

from pelican.generators import Generator

TEMPLATES = "TEMPLATES_OF_OURS"
"""Where the settings of a run keep what reads templates for all of ours, once one of them wants one."""


class OwnGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Takes part in a run, as every generator does; what it makes is up to its kind."""

    def __init__(self, context: Any, settings: Any, path: Any, theme: Any, output_path: Any, **_: Any) -> None:
        self.context, self.settings = context, settings
        self.path, self.theme, self.output_path = path, theme, output_path

    def get_template(self, name: str) -> Any:
        """The template by name. Raises PelicanTemplateNotFound."""
        return reader_of(self.settings, self.context).get_template(name)


def reader_of(settings: dict[str, Any], context: dict[str, Any]) -> Generator:
    """What reads the templates of a run, made when the first is wanted."""
    reader = settings.get(TEMPLATES)
    if reader is None:
        reader = Generator(context, settings, settings["PATH"], settings["THEME"], settings["OUTPUT_PATH"])
        settings[TEMPLATES] = reader
    return reader
