"""What Jekyll's `_config.yml` says of files, and the permalinks that follow from that."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Mapping
from typing import Any

from potluck.moving.front_matter import as_text, data_file, lowered, text_at
from potluck.moving.model import Entry, OldSite
from potluck.moving.moments import zone_named
from potluck.moving.sources.entry import as_path
from potluck.moving.tree import Tree

NAMES = ("_config.yml", "_config.yaml", "_config.toml")
STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
NOT_PRETTY = re.compile(r"[^\w._~!$&'()+,;=@]+")
"""What Jekyll turns to hyphens in a title's place of a permalink."""
NOT_PLAIN = re.compile(r"[^a-z0-9]+")
SLASHES = re.compile(r"/{2,}")
TEXT_VALUES = "title slug name basename categories collection path output_ext"
DATE_VALUES = {
    "year": "%Y", "month": "%m", "day": "%d", "short_year": "%y", "y_day": "%j", "hour": "%H", "minute": "%M",
    "second": "%S", "week": "%V", "short_day": "%a", "short_month": "%b", "long_month": "%B", "long_day": "%A",
    "w_year": "%G",
}  # fmt: skip
PLACEHOLDERS = sorted((*TEXT_VALUES.split(), *DATE_VALUES, "i_month", "i_day"), key=len, reverse=True)
PLACEHOLDER = re.compile(f":(?:({'|'.join(PLACEHOLDERS)})|[a-z_]+)")
"""A placeholder; letters that only follow one, as in `:titlepage`, stay."""


def settings_of(tree: Tree, site: OldSite) -> dict[str, Any]:
    """The settings, keys of the top in lower case; their files have met their fate in `site`."""
    found: dict[str, Any] = {}
    for name in NAMES:
        if name in tree.files and (text := site.text_of(tree, name)) is not None:
            found = lowered(data_file(name, text)) | found
            site.used_settings([name])
    return found


def defaults_for(settings: Mapping[str, Any], name: str, kind: str) -> dict[str, Any]:
    """What `defaults:` gives a file of this path and type (`posts`, `drafts`, `pages`, or a collection's name)."""
    found: dict[str, Any] = {}
    given = settings.get("defaults")
    for each in given if isinstance(given, list) else ():
        scope = lowered(each).get("scope")
        path, wanted = as_text(lowered(scope).get("path")).strip("/"), as_text(lowered(scope).get("type"))
        is_here = not path or name == path or name.startswith(f"{path}/")
        if isinstance(scope, Mapping) and is_here and wanted in ("", kind):
            found |= lowered(lowered(each).get("values"))
    return found


def collections(settings: Mapping[str, Any]) -> list[str]:
    """The names of the collections."""
    given = settings.get("collections")
    return list(given) if isinstance(given, (Mapping, list)) else []


def permalink_pattern(settings: Mapping[str, Any], collection: str = "") -> str:
    """The pattern of a collection's permalinks, or that of posts; empty where nobody says."""
    if not collection:
        return text_at(settings, "permalink")
    mine = lowered(lowered(settings.get("collections")).get(collection.lower()))
    return text_at(mine, "permalink") or "/:collection/:path:output_ext"


def page_address(settings: Mapping[str, Any], name: str) -> str:
    """Where a page is that says no permalink."""
    stem, _ = posixpath.splitext(name)
    if posixpath.basename(stem) == "index":
        return f"/{posixpath.dirname(stem)}/"
    pretty = permalink_pattern(settings)
    return f"/{stem}/" if pretty == "pretty" or pretty.endswith("/") else f"/{stem}.html"


def permalinks(pattern: str, entry: Entry, rest: str, categories: list[str], collection: str, zone: str) -> list[str]:
    """The addresses an entry may have had, likeliest first: today's Jekyll's, then an older one's.

    `zone` is the site's time zone; GitHub builds sites without one in UTC.
    """
    words = entry.slug if entry.slug and entry.slug != rest else rest
    dates = [entry.date]
    if entry.date and entry.date.tzinfo:
        zones = [each for each in (zone_named(zone), None if zone else dt.UTC) if each]
        dates = [*(entry.date.astimezone(each) for each in zones), *([] if zone else [entry.date])]
    found = [
        filled(pattern, entry, date, rest, each, categories, collection)
        for date in {str(each): each for each in dates}.values()
        for each in dict.fromkeys((NOT_PRETTY.sub("-", words).strip("-"), words))
    ]
    return list(dict.fromkeys(found))


def filled(
    pattern: str,
    entry: Entry,
    date: dt.datetime | None,
    rest: str,
    words: str,
    categories: list[str],
    collection: str,
) -> str:
    """A permalink's pattern with an entry's own values."""
    values = {
        "title": words,
        "slug": NOT_PLAIN.sub("-", words.lower()).strip("-"),
        "name": rest,
        "basename": rest,
        "categories": "/".join(dict.fromkeys(each.lower() for each in categories)),
        "collection": collection,
        "path": posixpath.splitext(entry.source.partition("/")[2] or entry.source)[0],
        "output_ext": ".html",
    }
    if date:
        values |= {name: date.strftime(form) for name, form in DATE_VALUES.items()}
        values |= {"i_month": str(date.month), "i_day": str(date.day)}
    filled = PLACEHOLDER.sub(lambda found: values.get(found[1], ""), pattern)
    return as_path(SLASHES.sub("/", filled))
