"""Changes beside the content that are followed to the pages that show them: of the theme, and of documentation.

Whatever else a site is made of (code, settings, words of the theme, redirects) may be behind every page. So may a file
that came or went: there may be other pages now, or fewer. Only one that stands in for another, or did, is followed.
"""

from __future__ import annotations

from collections.abc import Collection, Set

from potluck.build.inputs import CONTENT
from potluck.pages.notes.views import THEME

_THEME, _OVERRIDES, _DOCS, _BESIDE = "THEME", "THEME_TEMPLATES_OVERRIDES", "DOCS_PAGES", "CONTRIBUTING.md"
_FOLDERS = frozenset(("templates", "css", "scripts", "static", "feed"))
"""The folders of a theme of which it is known who looks into them."""
_NOT_TOLD = frozenset(("scripts/diagrams.js", "scripts/drawing.js"))
"""What templates are given as a value, so that nobody knows which page looked at it."""


def views_behind(changed: Collection[str], moved: Set[str], names: Collection[str]) -> frozenset[str] | None:
    """The views that the changes of these sources may have touched; None where everything is to be made anew.

    All are named as in a listing. ``moved`` are those that came or went, ``names`` all that are there now.
    """
    views = set()
    for name in changed:
        if name.startswith(CONTENT):
            continue
        view = THEME if _in_theme(name) is not None else _of_docs(name)
        if view is None or (view != THEME and name in moved):
            return None
        views.add(view)
    if THEME in views and not moved.isdisjoint(changed):
        now = {*filter(_in_theme, names)}
        if {*map(_in_theme, now)} != {*map(_in_theme, now ^ {*filter(_in_theme, moved)})}:
            return None
    return frozenset(views)


def _in_theme(name: str) -> str | None:
    """The path that templates know a file of the theme by, whoever's folder it is in; None for what is not followed."""
    label, _, inside = name.partition("/")
    folder, _, rest = inside.partition("/")
    if label == _THEME:
        path = rest if folder == "templates" else inside
        return path if folder in _FOLDERS and path not in _NOT_TOLD else None
    if label.rstrip("0123456789").rstrip() == _OVERRIDES:
        return inside if folder != "locale" and inside not in _NOT_TOLD else None
    return None


def _of_docs(name: str) -> str | None:
    """The view of a text of the documentation; None for anything else."""
    if name.rpartition(" ")[2] == _BESIDE and "/" not in name:
        return f"d:{_BESIDE}"
    label, _, inside = name.partition("/")
    is_text = label == _DOCS and inside.endswith(".md") and "\\" not in inside  # which stands for what can't be shown
    return f"d:docs/{inside}" if is_text else None
