"""Hugo sites, and Zola's, which differ in few words. `layout` knows which file of the content folder is what, `reading`
takes the texts, and `addresses` says where everything was served and follows references."""

from __future__ import annotations

from potluck.moving.sources.hugo.config import recognised, zola_recognised
from potluck.moving.sources.hugo.reading import read

__all__ = ["read", "recognised", "zola_recognised"]
