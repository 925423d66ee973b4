"""A text's headings as an outline without holes: below a page's title, a level is never jumped over.

People who read with a screen reader go from heading to heading, and browsers and checkers take a missing level for a
mistake (WCAG 2.2, technique G141). Authors choose a level by its size now and then; the check tells them, and old posts
were never told. What is equal stays equal, and what is deeper stays deeper. A bio stands below its person's name, which
is the heading of their page and of their card. Feeds keep what the author wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_HEADING = re.compile(r"<(/?)h([1-6])(?=[ >])")
_TITLE = 1  #: the level of the page's own heading
_LOWEST = 6  #: HTML has none below


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


def below_heading(levels: Iterable[int], heading: int) -> list[int]:
    """The levels of a text below a heading of level ``heading`` (1 to 5): without holes, and none as high as that."""
    return [min(level + heading - _TITLE, _LOWEST) for level in without_holes(level + 1 for level in levels)]


def lift_headings(html: str) -> str:
    """Clean HTML, as the renderer makes it, with its headings lifted."""
    return _relevel(html, without_holes)


def set_below(html: str, heading: int) -> str:
    """Clean HTML with its headings set below one of level ``heading`` (1 to 5)."""
    return _relevel(html, lambda levels: below_heading(levels, heading))


def _relevel(html: str, new_levels: Callable[[list[int]], list[int]]) -> str:
    """The HTML with each heading's level as ``new_levels`` has it, in their order."""
    found = _HEADING.findall(html)
    levels = [int(level) for end, level in found if not end]
    wanted = new_levels(levels)
    if wanted == levels or len(found) != 2 * len(levels):
        return html
    following = iter(wanted)
    level = _TITLE

    def _set(match: re.Match[str]) -> str:
        nonlocal level
        if not match[1]:
            level = next(following)
        return f"<{match[1]}h{level}"

    return _HEADING.sub(_set, html)
