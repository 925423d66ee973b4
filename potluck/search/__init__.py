"""Search: texts become an index that a browser asks for a word, with no server to ask.

Pagefind makes the index (https://pagefind.app). ``text`` is what it is given, ``service`` speaks with it,
``canonical`` makes what it answers the same bytes each time, ``packed`` makes one file of a part, and ``index`` keeps
that. Which texts are searched is ``potluck.pages.generators.search_index``'s business.
"""

from __future__ import annotations

from potluck.search.index import AT_HOME, FOR_READERS, Division, Index, Part
from potluck.search.text import Searched

__all__ = ["AT_HOME", "FOR_READERS", "Division", "Index", "Part", "Searched"]
