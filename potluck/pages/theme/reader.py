"""One set of templates for all generators of ours.

Pelican gives each generator a Jinja environment of its own, and looks through every template for it. There are near
twenty of ours, and most make no page.
"""

from __future__ import annotations

from typing import Any

from pelican.generators import Generator

TEMPLATES = "TEMPLATES_OF_OURS"
"""Where the settings of a run keep what reads templates for all of ours, once one of them wants one."""


def reader_of(settings: dict[str, Any], context: dict[str, Any]) -> Generator:
    """What reads the templates of a run, made when the first is wanted."""
    reader = settings.get(TEMPLATES)
    if reader is None:
        reader = Generator(context, settings, settings["PATH"], settings["THEME"], settings["OUTPUT_PATH"])
        settings[TEMPLATES] = reader
    return reader
