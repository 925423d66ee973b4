"""Templates are indented for people; pages are not, which saves every reader some bytes."""

from __future__ import annotations

import re

from jinja2.ext import Extension

INDENT = re.compile(r"\n[ \t]+")
KEEPS_SPACES = re.compile(r"<(?:pre|textarea)\b", re.IGNORECASE)


class Unindented(Extension):
    """Takes the spaces at the start of a template's lines away; what a template shows keeps its own."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template as it is compiled; one with a tag in which spaces count is left as it is."""
        return source if KEEPS_SPACES.search(source) else INDENT.sub("\n", source)
