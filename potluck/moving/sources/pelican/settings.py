"""Pelican's settings: which files hold them, and what they say over Pelican's defaults."""

from __future__ import annotations

import posixpath
from typing import Any

from pelican.settings import DEFAULT_CONFIG

from potluck.moving.sources.assigned import take_assigned
from potluck.moving.tree import Tree

NAMES = ("pelicanconf.py", "publishconf.py", "settings.py", "pelican.conf.py", "conf.py")


def conf_names(tree: Tree) -> list[str]:
    """The settings files of a Pelican site, the one for publishing last; none when it is no such site."""
    found = [name for name in tree.files if posixpath.basename(name) in NAMES and name.count("/") < 3]
    found = [name for name in found if "pelican" in name or _speaks_of_pelican(tree, name)]
    order = {name: number for number, name in enumerate(NAMES)}
    if not any(posixpath.basename(name) != "publishconf.py" for name in found):
        return []
    folder = min((posixpath.dirname(name) for name in found), key=lambda each: (each.count("/") + bool(each), each))
    for_readers = posixpath.join(folder, "publishconf.py")
    found += [for_readers] if for_readers in tree.files and for_readers not in found else []
    return sorted(
        (name for name in found if posixpath.dirname(name) == folder), key=lambda name: order[posixpath.basename(name)]
    )


def _speaks_of_pelican(tree: Tree, name: str) -> bool:
    text = tree.plain(name)
    return "SITENAME" in text and ("ARTICLE_" in text or "FEED_ALL" in text or "pelican" in text.lower())


def settings_of(tree: Tree, names: list[str]) -> tuple[dict[str, Any], list[str]]:
    """What the files say, over Pelican's defaults; and the names of settings that only running them would tell."""
    values: dict[str, Any] = {}
    unknown: list[str] = []
    for name in names:
        take_assigned(tree, name, values, unknown)
    return {**DEFAULT_CONFIG, "PATH": "content", **values}, [each for each in unknown if each not in values]
