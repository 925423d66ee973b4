"""A text's headings as an outline without holes: below the heading it stands under, no level is jumped over.

People who read with a screen reader go from heading to heading, and browsers and checkers take a missing level for a
mistake (WCAG 2.2, technique G141). Authors choose a level by its size now and then, and `#` is the first that Markdown
teaches; the check tells them of jumps, and old posts were never told. A page has one heading of the first level, its
title; a bio stands below its person's name, which is the heading of their page and of their card. What is deeper stays
deeper. Feeds keep what the author wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_HEADING = re.compile(r"<(/?)h([1-6])(?=[ >])")
_BEGINS = re.compile(r"<h([1-6])(?=[ >])")
TITLE = 1  #: the level of the page's own heading
_LOWEST = 6  #: HTML has none below


def below_heading(levels: Iterable[int], heading: int = TITLE) -> list[int]:
    """The levels (1 to 6) of a text's headings as they stand below one of level ``heading`` (1 to 5).

    3, 4, 3, 2 becomes 2, 3, 2, 2 below a title.
    """
    shown: list[int] = []
    above: list[int] = []  # the headings that the next one may stand below
    for level in levels:
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        shown.append(min(heading + len(above), _LOWEST))
    return shown


def set_below(html: str, heading: int = TITLE) -> str:
    """Clean HTML, as the renderer makes it, with its headings set below one of level ``heading``."""
    levels = [*map(int, _BEGINS.findall(html))]
    shown = below_heading(levels, heading)
    if shown == levels or len(_HEADING.findall(html)) != 2 * len(levels):
        return html
    following = iter(shown)
    level = heading

    def _set(match: re.Match[str]) -> str:
        nonlocal level
        if not match[1]:
            level = next(following)
        return f"<{match[1]}h{level}"

    return _HEADING.sub(_set, html)
