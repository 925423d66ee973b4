"""Tokens of code as HTML, at less cost and with the same output as Pygments' ``HtmlFormatter(nowrap=True)``.

Pygments makes each line apart, for formatters that number lines or wrap them, and asks for many options at each token.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from pygments.token import STANDARD_TYPES

_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
SHORT = 8
"""Signs of fewer characters come again and again."""


@lru_cache(maxsize=5_000)
def _escaped(text: str) -> str:
    return text.translate(_ESCAPED)


_openers: dict[Any, str] = {}
"""The start tag for each kind of token; an empty text for one that is not coloured."""


def colour(tokens: Iterable[tuple[Any, str]]) -> str:
    """Tokens (kind, text) as HTML: a ``span`` for each stretch of one kind, and none that goes on in another line."""
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
    return f'<span class="{classes}">' if classes else ""


def _class(kind: Any) -> str:
    more = ""
    while kind not in STANDARD_TYPES:
        more = f"-{kind[-1]}{more}"
        kind = kind.parent
    return STANDARD_TYPES[kind] + more
