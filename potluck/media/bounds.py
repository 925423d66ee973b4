"""How much an image may take, and what its outcome is called: all that a build asks that makes none.

Nothing of Pillow's that decodes is imported here.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import PIL

from potluck.media.picture import ImageRefused, Limits, Use
from potluck.workshop import Bounds

FOR_ONE_IMAGE = Bounds(seconds=20, memory=2_000_000_000)
"""What decoding and encoding one image may take: a photo of 40 megapixels needs a quarter of it."""
AT_THE_CHECK = Bounds(seconds=10, memory=1_900_000_000)
"""What it may take where a change is looked at: what only just passes there must not fail when it is published."""
MOST_FILM_PIXELS = 40_000_000
"""The most pixels of all frames together, at the size they are shown, that a film may have and still move."""
RECIPE = "4"
"""Raised when anything in ``encoding`` changes what comes out, so that nothing older is taken from a cache."""


def fingerprint(digest: str, limits: Limits, use: Use = Use.SHOWN) -> str:
    """Names the outcome of ``prepare`` for the bytes of this SHA-256: the same name, the same files."""
    recipe = f"{RECIPE} {PIL.__version__} {limits.max_width} {use} {MOST_FILM_PIXELS} {digest}"
    return hashlib.sha256(recipe.encode()).hexdigest()


def read(path: Path, limits: Limits) -> bytes:
    """The bytes of an image file. Raises ImageRefused for a file that is too large, or not a plain file."""
    if path.is_symlink() or not path.is_file():
        raise ImageRefused("This is not a plain file. Add the image itself, not a link to it.")
    size = path.stat().st_size
    if size > limits.max_bytes:
        raise ImageRefused(
            f"This image weighs {size / 1e6:.1f} MB; at most {limits.max_bytes / 1e6:.0f} MB are taken. "
            "Export it smaller, or save a photo as JPEG."
        )
    return path.read_bytes()
