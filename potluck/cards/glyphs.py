"""Letters kept ready: a Latin or Cyrillic letter looks the same wherever it stands, so that each is drawn once.

HarfBuzz takes as long for two letters as for a line, and FreeType works each letter out anew whenever it is drawn. So
how far each letter is from the next is kept for each two of them, and a letter's picture is laid down where it goes:
the same pixels as of a line drawn in one. Other scripts join and reorder their letters, and are left to Pillow.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from PIL import Image, ImageDraw

from potluck.cards import fonts

_SIGNS = " -@[-`{-~\u00a0-\u00a9\u00ab-\u00ac\u00ae-\u00b9\u00bb-\u00bf\u2013-\u2026"
_LATIN = "A-Za-zªº\u00c0-\u017f\u1ea0-\u1ef9"
_PLAIN = re.compile(f"[{_SIGNS}{_LATIN}]*|[{_SIGNS}\u0400-\u045f]*")
"""What stays apart, of what Roboto Slab has: letters of one of two scripts, and the signs that go with them."""
_GLYPH = re.compile("f[il]|.")
"""A letter, or two that are one in Roboto Slab."""


def is_plain(text: str) -> bool:
    """Whether a text can be set of letters kept ready, from left to right."""
    return _PLAIN.fullmatch(text) is not None


def length(text: str, size: int, bold: bool) -> float:
    """How far the end of a plain text is from its start, in pixels."""
    glyphs = _GLYPH.findall(text)
    return sum(_step(one, other, size, bold) for one, other in pairwise((*glyphs, "")))


def lay(onto: Image.Image, left: int, baseline: int, text: str, size: int, bold: bool) -> None:
    """Lay a plain text into an image in grey, where what two letters cover adds up."""
    at = left + 0.5  # each letter stands on whole pixels
    for one, other in pairwise((*_GLYPH.findall(text), "")):
        letter = _letter(one, size, bold)
        if letter is not None:
            picture, right, down = letter
            x, y = int(at) + right, baseline + down
            onto.paste(255, (x, y, x + picture.width, y + picture.height), picture)
        at += _step(one, other, size, bold)


@lru_cache(maxsize=4096)
def _step(one: str, other: str, size: int, bold: bool) -> float:
    """How far a letter is from the one before it, or the end from the last (``other`` is empty then)."""
    font = fonts.load(fonts.SLAB, size, 0, bold)
    end = _step(other, "", size, bold) if other else 0.0
    return font.getlength(one + other, direction="ltr") - end


@lru_cache(maxsize=512)
def _letter(letter: str, size: int, bold: bool) -> tuple[Image.Image, int, int] | None:
    """A letter in grey, and how far its picture is to the right of the pen and below the baseline; None for a space."""
    grey = Image.new("L", (size * 3, size * 3), 0)
    ImageDraw.Draw(grey).text(
        (size, size * 2), letter, fill=255, font=fonts.load(fonts.SLAB, size, 0, bold), anchor="ls", direction="ltr"
    )
    box = grey.getbbox()
    return (grey.crop(box), box[0] - size, box[1] - size * 2) if box else None
