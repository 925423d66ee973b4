"""A text's headings as an outline without holes: below a page's title, a level is never jumped over.

People who read with a screen reader go from heading to heading, and browsers and checkers take a missing level for a
mistake (WCAG 2.2, technique G141). Authors choose a level by its size now and then; the check tells them, and old posts
were never told. What is equal stays equal, and what is deeper stays deeper. Feeds keep what the author wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_HEADING = re.compile(r"<(/?)h([1-6])(?=[ >])")
_TITLE = 1  #: the level of the page's own heading


def without_holes(levels: Iterable[int]) -> list[int]:
    """The levels (1 to 6) of a text's headings, with those that jump lifted: 3, 4, 3, 2 becomes 2, 3, 2, 2."""
    lifted: list[int] = []
    above: list[int] = []  # the headings that the next one may stand below
    for level in levels:
        while above and above[-1] >= level:
            above.pop()
        if level > _TITLE:
            above.append(level)
        lifted.append(_TITLE + len(above))
    return lifted


def lift_headings(html: str) -> str:
    """Clean HTML, as the renderer makes it, with its headings lifted."""
    found = _HEADING.findall(html)
    levels = [int(level) for end, level in found if not end]
    lifted = without_holes(levels)
    if lifted == levels or len(found) != 2 * len(levels):
        return html
    following = iter(lifted)
    level = _TITLE

    def _set(match: re.Match[str]) -> str:
        nonlocal level
        if not match[1]:
            level = next(following)
        return f"<{match[1]}h{level}"

    return _HEADING.sub(_set, html)
