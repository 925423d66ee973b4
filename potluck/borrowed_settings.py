"""Pelican's own settings, with what is said of one that can't be used: addresses, which a build fills in, and lists.

Pelican finds out only in the midst of a build, in a stranger's words, or writes where the site is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from datetime import datetime
from pathlib import PurePath
from typing import Any

from potluck.setting_values import KINDS

LISTS = "INDEX AUTHOR AUTHORS TAG TAGS CATEGORY CATEGORIES ARCHIVES YEAR_ARCHIVE MONTH_ARCHIVE DAY_ARCHIVE"
FEEDS = "FEED FEED_ALL AUTHOR_FEED TAG_FEED CATEGORY_FEED TRANSLATION_FEED"
NAMES = {f"{each}_{end}" for each in LISTS.split() for end in ("URL", "SAVE_AS")} | {
    f"{each}_{end}" for each in FEEDS.split() for end in ("ATOM", "RSS", "ATOM_URL", "RSS_URL")
}
"""What the addresses of lists and feeds are called; a plugin's or a theme's own settings may hold anything."""
FIELDS = {"slug": "slug", "name": "name", "date": datetime(2026, 5, 31), "lang": "en"}
NEEDED = frozenset(
    "DIRECT_TEMPLATES JINJA_FILTERS JINJA_GLOBALS JINJA_TESTS PAGINATED_TEMPLATES THEME_TEMPLATES_OVERRIDES".split()
)
"""Lists and mappings for which None will not do."""
PAGES = dict.fromkeys("name url save_as base_name extension".split(), "") | {"number": 1}
"""What may stand in an address, and in one of a list's further pages."""
NO_PATTERNS = 'should hold triples, such as (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html")'


def of_addresses(settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Name of each setting for addresses that can't be used, and why."""
    if settings.get("THEME_STATIC_DIR") == "":
        yield "THEME_STATIC_DIR", "'' is empty, and the theme's files need a folder"
    for name, value in settings.items():
        if name not in NAMES or not value:
            continue
        if isinstance(value, PurePath) and "{" in str(value):  # of which Pelican makes a text as it fills it in
            value = str(value)
        if why := _why(value, FIELDS, is_path=not name.endswith("_URL")):
            yield name, why
    if "PAGINATION_PATTERNS" in settings and (why := _why_patterns(settings["PAGINATION_PATTERNS"])):
        yield "PAGINATION_PATTERNS", why


def of_kinds(settings: Mapping[str, Any], defaults: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The same for settings that are lists or mappings in Pelican's ``defaults``, and something else here."""
    for name, usual in defaults.items():
        value = settings.get(name)
        if value is None and name not in NEEDED:
            continue
        if isinstance(usual, dict) and not isinstance(value, Mapping):
            yield name, f"{value!r} should be {KINDS[dict]}"
        elif isinstance(usual, list) and not isinstance(value, list | tuple | Set):
            yield name, f"{value!r} should be {KINDS[tuple]}"


def _why_patterns(patterns: Any) -> str:
    if not isinstance(patterns, list | tuple) or not patterns:
        return f"{patterns!r} {NO_PATTERNS}"
    for each in patterns:
        if not isinstance(each, tuple | list) or len(each) != 3 or type(each[0]) is not int:
            return f"{each!r} {NO_PATTERNS}"
        if why := _why(each[1], PAGES, is_path=False) or _why(each[2], PAGES, is_path=False):
            return why
    return ""


def _why(value: Any, fields: Mapping[str, Any], *, is_path: bool) -> str:
    if not isinstance(value, str):
        return f"{value!r} should be a text in quotes"
    try:
        path = value.format(**fields)
    except (KeyError, IndexError, ValueError, AttributeError, TypeError):
        known = ", ".join(f"{{{field}}}" for field in fields)
        return f"{value!r} can't be filled in; in braces may stand {known}"
    if is_path and (path.startswith(("/", "\\")) or ".." in path.replace("\\", "/").split("/")):
        return f"{value!r} leads out of the site; begin with the name of a folder or a file in it, and leave '..' out"
    return ""
