"""What Jekyll's `_config.yml` says of files and addresses."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any

from potluck.moving.front_matter import as_text, data_file, lowered
from potluck.moving.model import OldSite
from potluck.moving.tree import CannotRead, Tree

NAMES = ("_config.yml", "_config.yaml", "_config.toml")


def settings_of(tree: Tree, site: OldSite) -> dict[str, Any]:
    """The settings, keys of the top in lower case; their files have met their fate in `site`."""
    found: dict[str, Any] = {}
    for name in NAMES:
        if name in tree.files:
            try:
                data = data_file(name, tree.text(name)[0])
            except CannotRead as reason:
                site.skip(name, str(reason))
                continue
            if isinstance(data, dict):
                found = lowered(data) | found
            site.used_settings([name])
    return found


def defaults_for(settings: Mapping[str, Any], name: str, kind: str) -> dict[str, Any]:
    """What `defaults:` gives a file of this path and type (`posts`, `drafts`, `pages`, or a collection's name)."""
    found: dict[str, Any] = {}
    given = settings.get("defaults")
    for each in given if isinstance(given, list) else ():
        scope = each.get("scope") if isinstance(each, Mapping) else None
        values = each.get("values") if isinstance(each, Mapping) else None
        if isinstance(scope, Mapping) and isinstance(values, Mapping):
            path, wanted = as_text(scope.get("path")).strip("/"), as_text(scope.get("type"))
            if (not path or name == path or name.startswith(f"{path}/")) and wanted in ("", kind):
                found |= lowered(dict(values))
    return found


def collections(settings: Mapping[str, Any]) -> list[str]:
    """The names of the collections."""
    given = settings.get("collections")
    return list(given) if isinstance(given, (Mapping, list)) else []


def permalink_pattern(settings: Mapping[str, Any], collection: str = "") -> str:
    """The pattern of a collection's permalinks, or that of posts; empty where nobody says."""
    if not collection:
        return as_text(settings.get("permalink"))
    given = settings.get("collections")
    mine = given.get(collection) if isinstance(given, Mapping) else None
    said = as_text(mine.get("permalink")) if isinstance(mine, Mapping) else ""
    return said or "/:collection/:path:output_ext"


def page_address(settings: Mapping[str, Any], name: str) -> str:
    """Where a page is that says no permalink."""
    stem, _ = posixpath.splitext(name)
    if posixpath.basename(stem) == "index":
        return f"/{posixpath.dirname(stem)}/"
    pretty = permalink_pattern(settings)
    return f"/{stem}/" if pretty == "pretty" or pretty.endswith("/") else f"/{stem}.html"
