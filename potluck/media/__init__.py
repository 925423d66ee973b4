"""Images: decoded within bounds, turned upright, stripped of metadata, and encoded anew.

``bounds`` says what a file may take, ``images`` opens it, ``encoding`` decides which files readers get of it, ``cache``
keeps those. Where an image ends up on the site is decided in ``potluck.pages``.
"""

from __future__ import annotations

from potluck.media.bounds import AT_THE_CHECK, FOR_ONE_IMAGE
from potluck.media.cache import Cache
from potluck.media.digests import Digests
from potluck.media.picture import File, ImageRefused, Limits, Picture, Prepared, Use

__all__ = [
    "AT_THE_CHECK",
    "FOR_ONE_IMAGE",
    "Cache",
    "Digests",
    "File",
    "ImageRefused",
    "Limits",
    "Picture",
    "Prepared",
    "Use",
]
