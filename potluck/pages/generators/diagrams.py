"""Diagrams: the scripts that draw them are files of this site, pinned by their hashes, for the pages that have one.

Mermaid is written for browsers and published for npm; the wheel of `mermaidx` carries the same file byte for byte, and
that is all we take of it. The hash below is that of `dist/mermaid.min.js` in npm's `mermaid` of this version: a file
that is another is not used, and diagrams stay the text they are without scripts.
"""

from __future__ import annotations

import base64
import hashlib
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from potluck.pages.generators.own import OwnGenerator
from potluck.pages.theme.sheets import Theme

VERSION = "11.16.0"
SHA256 = bytes.fromhex("74d7c46dabca328c2294733910a8aa1ed0c37451776e8d5295da38a2b758fb9b")
INTEGRITY = f"sha256-{base64.b64encode(SHA256).decode()}"
"""As browsers ask for it (Subresource Integrity, and Content Security Policy)."""
PATH = f"scripts/mermaid-{VERSION}.js"
DRAWING = "scripts/diagrams.js"
"""What the theme does with Mermaid's file; nobody asks for either before a diagram is about to be seen."""
CARRIER, INSIDE = "mermaidx", "assets/mermaid.js"


class DiagramsGenerator(OwnGenerator):
    """Writes the scripts, on sites that have a diagram."""

    def generate_output(self, writer: Any) -> None:
        is_as_before = self.table.bodies.have_diagrams_as_before()
        if is_as_before and (writer.leaves_in_place(PATH, DRAWING) or writer.is_still_without(PATH)):
            return
        file = drawing_script() if self.table.bodies.any_has_diagrams() else None
        if file is not None:
            writer.write_bytes(PATH, file.read_bytes())
            writer.write_text(DRAWING, Theme.of(self.settings).script("drawing.js"), owner="the drawing of diagrams")


@cache
def drawing_script() -> Path | None:
    """The file of Mermaid, as published; none where it is not installed, or not the one we know."""
    spec = find_spec(CARRIER)  # found, and never imported
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        with suppress(OSError):
            script = Path(folder) / INSIDE
            if hashlib.sha256(script.read_bytes()).digest() == SHA256:
                return script
    return None
