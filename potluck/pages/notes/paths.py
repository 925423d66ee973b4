"""Paths of notes: where something stands that a page read, and which view that tells of.

A path begins at a view (``d:content/posts/x.md``), a name that every template is given (``c:menu``) or one that only a
page was given (``n:articles``); attributes, calls and slices follow, each a step.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache

STEP = "\t"
OWN = "n:"
"""Paths that begin so belong to one page: they lead to what only this page was given."""
EVERYONES = "c:"
"""Paths that begin so lead to a name that every template is given."""
THEME = "f:theme"
"""The view that tells of the theme's files."""
SEVERAL = "several"
"""The home of notes that tell of more than one view."""
_MENTION = re.compile(r'\{"(view|raw|path)":("(?:[^"\\]|\\.)*")\}')


@lru_cache(maxsize=4_096)
def home_of(path: str) -> tuple[str, str]:
    """(home, rest) of a note: the view or name it tells of, and what of it. ``path_of`` puts them together again."""
    root, _, rest = path.partition(STEP)
    if '{"' not in rest:  # most of them
        return (OWN, path) if root.startswith(OWN) else (root, rest)
    views = {root} if not root.startswith((OWN, EVERYONES)) else set()
    for kind, quoted in _MENTION.findall(rest):
        said = json.loads(quoted) if "\\" in quoted else quoted[1:-1]
        if kind == "path" and said.startswith(OWN):
            return OWN, path
        views.add({"view": said, "raw": f"d:{said}", "path": said.partition(STEP)[0]}[kind])
    if root.startswith(OWN):
        return OWN, path
    if not views or views == {root}:
        return root, rest
    return (views.pop(), path) if len(views) == 1 and root.startswith(EVERYONES) else (SEVERAL, path)


def path_of(home: str, rest: str) -> str:
    """The path of a note that is kept under ``home``."""
    if home == SEVERAL or rest.startswith(EVERYONES):
        return rest
    return f"{home}{STEP}{rest}" if rest else home
