"""Colours for code, by Pygments: what most edits of a text do without, since its code was coloured before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_all_lexers, get_lexer_by_name
from pygments.token import STANDARD_TYPES
from pygments.util import ClassNotFound

from potluck.markup.quick_lexing import quickened

_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\xa0": "&nbsp;"})
SHORT, MANY = 8, 5_000
"""Texts of fewer characters come again and again; of so many it is kept how they are written."""
_REMEMBER = frozenset(("EmailLexer", "MIMELexer", "Modula2Lexer", "XQueryLexer"))
"""Lexers that take something of one text on to the next, whose colours would follow from it."""
_written: dict[str, str] = {}
Tags = tuple[str, str, str]
"""The start tag for tokens of a kind, that behind an end tag, and the end tag; empty ones for what is not coloured."""
_tags: dict[Any, Tags] = {}
"""By the kind of token, and by its classes."""


def colour(tokens: Iterable[tuple[int, Any, str]]) -> str:
    """Tokens (place, kind, text) as HTML: a ``span`` for each stretch of one kind, in one line.

    The same as Pygments' ``HtmlFormatter(nowrap=True)``, which makes each line apart and asks for many options, but
    with signs and classes written as the wall does.
    """
    pieces: list[str] = []
    now, end = None, ""  # what has begun in this line, and how it ends
    for _, kind, text in tokens:
        if text == "\n":
            pieces.append("</span>\n" if end else "\n")
            now, end = None, ""
            continue
        tags = _tags.get(kind) or _tags_of(kind)
        written = _written.get(text)
        if written is None:
            written = text if text.isalnum() else text.translate(_ESCAPED)
            if "\n" in text:
                *lines, written = written.split("\n")
                for line in lines:
                    pieces.append(f"{end}{tags[0]}{line}{tags[2]}\n" if line and tags is not now else f"{line}{end}\n")
                    now, end = None, ""
            elif len(text) < SHORT and len(_written) < MANY:
                _written[text] = written
        if not written:
            continue
        if tags is not now:
            opener, changed, its_end = tags
            pieces.append(changed if end else opener)
            now, end = tags, its_end
        pieces.append(written)
    if now is not None:
        pieces.append(f"{end}\n")
    return "".join(pieces)


def _tags_of(kind: Any) -> Tags:
    """The tags for a kind of token, with the class that style sheets know it by, and none that a lexer made up."""
    names, known = [_class(kind)], kind
    while known not in STANDARD_TYPES:
        known = known.parent
        names.insert(0, _class(known))
    classes = " ".join(names)
    if classes not in _tags:
        opener = f'<span class="{names[0] or classes}">' if classes else ""
        _tags[classes] = (opener, f"</span>{opener}", "</span>" if opener else "")
    tags = _tags[kind] = _tags[classes]
    return tags


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
            return html.replace("&quot;", '"').replace("&#39;", "'").replace("\xa0", "&nbsp;")
        return colour(_tokens(lexer, text))

    def _lexer(self, language: str) -> Lexer | None:
        """The lexer for a language's name, or None; a plain one is made of Pygments' own text lexer."""
        if language not in self._lexers:
            try:
                # Pygments goes through all of them, each time, for a name that it doesn't have.
                known = any(language.lower() in names_of_lexers(plugins) for plugins in (False, True))
                self._lexers[language] = quickened(get_lexer_by_name(language, stripnl=False)) if known else None
            except ClassNotFound:
                self._lexers[language] = None
        lexer = self._lexers[language]
        if type(lexer).__name__ in _REMEMBER:
            del self._lexers[language]
            vars(lexer)["xquery_parse_state"] = []  # of one of these, which all of its kind would share
        return lexer


def _tokens(lexer: Lexer, text: str) -> Iterable[tuple[int, Any, str]]:
    """What ``get_tokens`` gives, without the detour that only a lexer with a filter has to take."""
    prepared = getattr(lexer, "_preprocess_lexer_input", None)
    if prepared is None or lexer.filters or type(lexer).get_tokens is not Lexer.get_tokens:
        return ((0, *token) for token in lexer.get_tokens(text))
    return lexer.get_tokens_unprocessed(prepared(text))


@cache
def names_of_lexers(plugins: bool) -> frozenset[str]:
    """Every name that a lexer goes by; to look for those of plugins takes a while."""
    return frozenset(alias.lower() for _, aliases, _, _ in get_all_lexers(plugins=plugins) for alias in aliases)
