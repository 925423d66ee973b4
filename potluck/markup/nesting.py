"""A bound on how deep raw HTML tags are nested, before anything builds a tree of them.

A tree builder's time can be the square of the depth, and browsers flatten what is deeper than a few hundred anyway.
"""

from __future__ import annotations

import re

from potluck.markup.rendered import TooComplicated

MAX_DEPTH = 250  # open tags
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# HTML closes these by itself when the next one starts, so leaving their end tags out is no nesting.
_SELF_CLOSING = frozenset("p li dt dd tr td th thead tbody tfoot option rt rp".split())


def check_nesting(html: str) -> None:
    """Raise TooComplicated when more than MAX_DEPTH tags of one kind, or of all kinds, are open at once."""
    open_tags: dict[str, int] = {}
    depth = 0
    for match in _TAG.finditer(html):
        name = match[2].lower()
        if name in _VOID or name in _SELF_CLOSING:
            continue
        if not match[1]:
            open_tags[name] = open_tags.get(name, 0) + 1
            depth += 1
            if depth > MAX_DEPTH:
                raise TooComplicated(
                    f"More than {MAX_DEPTH} HTML tags are open at once, the last of them <{name}>. Close them, or take them out."
                )
        elif open_tags.get(name, 0):
            open_tags[name] -= 1
            depth -= 1
