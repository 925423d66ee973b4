"""Images: decoded within bounds, turned upright, stripped of metadata, and encoded anew.

Where an image ends up on the site is decided in ``potluck.pages``.
"""

from __future__ import annotations

from potluck.media.cache import Cache
from potluck.media.images import ImageRefused, Limits, Picture, prepare, prepare_or_refuse

__all__ = ["Cache", "ImageRefused", "Limits", "Picture", "prepare", "prepare_or_refuse"]
