"""Colours for code, by Pygments: what most edits of a text do without, since its code was coloured before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_all_lexers, get_lexer_by_name
from pygments.util import ClassNotFound

from potluck.markup.quick_colouring import colour
from potluck.markup.quick_lexing import quickened


class Colouring:
    """Colours code in one language after another; reading the patterns of a language takes a while, once."""

    def __init__(self) -> None:
        self._lexers: dict[str, Lexer | None] = {}

    def colour(self, language: str, text: str, marked: Sequence[int]) -> str:
        """Code as HTML, with these lines marked; nothing in a language that nobody knows.

        Signs are written as the wall writes them, so that what stands behind the wall is what was given to it.
        """
        lexer = self._lexer(language)
        if lexer is None:
            return ""
        if marked:
            html: str = highlight(text, lexer, HtmlFormatter(nowrap=True, hl_lines=marked))
        else:
            html = colour(lexer.get_tokens(text))
        return html.replace("&quot;", '"').replace("&#39;", "'").replace("\xa0", "&nbsp;")

    def _lexer(self, language: str) -> Lexer | None:
        """The lexer for a language's name, or None; a plain one is made of Pygments' own text lexer."""
        if language not in self._lexers:
            try:
                # Pygments goes through all of them, each time, for a name that it doesn't have.
                known = any(language.lower() in names_of_lexers(plugins) for plugins in (False, True))
                self._lexers[language] = quickened(get_lexer_by_name(language, stripnl=False)) if known else None
            except ClassNotFound:
                self._lexers[language] = None
        return self._lexers[language]


@cache
def names_of_lexers(plugins: bool) -> frozenset[str]:
    """Every name that a lexer goes by; to look for those of plugins takes a while."""
    return frozenset(alias.lower() for _, aliases, _, _ in get_all_lexers(plugins=plugins) for alias in aliases)
