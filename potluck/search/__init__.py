"""Search: texts become an index that a browser asks for a word, with no server to ask.

The index is Pagefind's (https://pagefind.app), and so is what searches it. ``text`` takes a text apart, ``vocabulary``
asks Pagefind's program, by ``service``, for the forms of words, ``making`` puts an index together of both, as
``packed``, and ``index`` keeps it. Which texts are searched is ``potluck.pages.search``'s business.
"""

from __future__ import annotations

from potluck.search.index import AT_HOME, FOR_READERS, Index, Part, Wanted
from potluck.search.service import CannotIndex
from potluck.search.text import Searched

__all__ = ["AT_HOME", "FOR_READERS", "CannotIndex", "Index", "Part", "Searched", "Wanted"]
