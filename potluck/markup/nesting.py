"""A bound on how deep raw HTML tags are nested, before anything builds a tree of them.

A tree builder's time can be the square of the depth, and browsers flatten what is deeper than a few hundred anyway.
"""

from __future__ import annotations

from potluck.late import late
from potluck.markup.rendered import TooComplicated

MAX_DEPTH = 250  # open tags
MAX_REOPENED = 50_000  # formatting tags that a browser opens anew for every block that starts while they are open
FEW = 200  # tags in all, of which none can pass a bound: each opens one, and follows fewer than 200
_TAG = late(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
# What colours code: it opens one tag and closes it at once.
_COLOURED = late(r"<span class=\"[a-z0-9]+\">[^<>]*</span>")
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr mspace mprescripts none".split()
)
# HTML closes these by itself when the next one starts, so leaving their end tags out is no nesting.
_SELF_CLOSING = frozenset("p li dt dd tr td th thead tbody tfoot option rt rp".split())
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())


def check_nesting(html: str) -> None:
    """Raise TooComplicated when more than MAX_DEPTH tags are open at once, or formatting is left open over and over."""
    if _is_flat(html):
        return
    open_tags: dict[str, int] = {}
    depth = formatting = reopened = 0
    for match in _TAG.finditer(html):
        name = match[2].lower()
        step = -1 if match[1] else 1
        reopened += formatting
        if name not in _VOID and name not in _SELF_CLOSING and open_tags.get(name, 0) + step >= 0:
            open_tags[name] = open_tags.get(name, 0) + step
            depth += step
            formatting += step if name in _FORMATTING else 0
        if depth > MAX_DEPTH or reopened > MAX_REOPENED:
            raise TooComplicated(
                f"There are too many HTML tags without an end, the last is <{name}>. Close each with its own end tag."
            )


def _is_flat(html: str) -> bool:
    """Whether there are too few tags for any bound to be passed, whatever is left open."""
    if html.count("<") < FEW:
        return True
    rest, coloured = _COLOURED.subn("", html)
    names = _TAG.findall(rest)
    opened = [name for end, name in names if not end and name not in _VOID and name not in _SELF_CLOSING]
    formatting = sum(name.lower() in _FORMATTING for name in opened)
    return len(opened) < MAX_DEPTH and formatting * (len(names) + 2 * coloured) < MAX_REOPENED
