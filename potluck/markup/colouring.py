"""Colours for code, by Pygments: what most edits of a text do without, since its code was coloured before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_all_lexers, get_lexer_by_name
from pygments.token import STANDARD_TYPES
from pygments.util import ClassNotFound

from potluck.markup.quick_lexing import quickened

_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
SHORT = 8
"""Signs of fewer characters come again and again."""


@lru_cache(maxsize=5_000)
def _escaped(text: str) -> str:
    return text.translate(_ESCAPED)


_openers: dict[Any, str] = {}
"""The start tag for each kind of token; an empty text for one that is not coloured."""
_narrower: dict[str, str] = {}
"""Of those with classes that a lexer made up, and no style sheet knows: what the wall leaves of them."""


def colour(tokens: Iterable[tuple[Any, str]]) -> str:
    """Tokens (kind, text) as HTML: a ``span`` for each stretch of one kind, and none that goes on in another line.

    The same as Pygments' ``HtmlFormatter(nowrap=True)``, which makes each line apart and asks for many options.
    """
    pieces: list[str] = []
    add = pieces.append
    now, is_in_line = "", False
    for kind, text in tokens:
        opener = _openers.get(kind)
        if opener is None:
            opener = _openers[kind] = _opener(kind)
        if not text.isalnum():
            text = _escaped(text) if len(text) < SHORT else text.translate(_ESCAPED)
            if "\n" in text:
                *lines, text = text.split("\n")
                for line in lines:
                    if line and not (is_in_line and now == opener):
                        add(f"{_closer(now) if is_in_line else ''}{opener}{line}{_closer(opener)}\n")
                    else:
                        add(f"{line}{_closer(now) if is_in_line else ''}\n")
                    is_in_line = False
        if not text:
            continue
        if not is_in_line:
            add(opener)
        elif now != opener:
            add("</span>" + opener if now else opener)
        now, is_in_line = opener, True
        add(text)
    if is_in_line:
        add(f"{_closer(now)}\n")
    return "".join(pieces)


def _closer(opener: str) -> str:
    return "</span>" if opener else ""


def _opener(kind: Any) -> str:
    """The start tag for a kind of token, with the class that Pygments' style sheets know it by."""
    names = [_class(kind)]
    while kind not in STANDARD_TYPES:
        kind = kind.parent
        names.insert(0, _class(kind))
    classes = " ".join(names)
    opener = f'<span class="{classes}">' if classes else ""
    if len(names) > 1 and names[0]:
        _narrower[opener] = f'<span class="{names[0]}">'
    return opener


def _class(kind: Any) -> str:
    more = ""
    while kind not in STANDARD_TYPES:
        more = f"-{kind[-1]}{more}"
        kind = kind.parent
    return STANDARD_TYPES[kind] + more


class Colouring:
    """Colours code in one language after another; reading the patterns of a language takes a while, once."""

    def __init__(self) -> None:
        self._lexers: dict[str, Lexer | None] = {}

    def colour(self, language: str, text: str, marked: Sequence[int]) -> str:
        """Code as HTML, with these lines marked; nothing in a language that nobody knows.

        Signs and classes are written as the wall does, so that what stands behind the wall is what was given to it.
        """
        lexer = self._lexer(language)
        if lexer is None:
            return ""
        if marked:
            html: str = highlight(text, lexer, HtmlFormatter(nowrap=True, hl_lines=marked))
        else:
            html = colour(lexer.get_tokens(text))
            for opener, narrower in _narrower.items():
                html = html.replace(opener, narrower)
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
