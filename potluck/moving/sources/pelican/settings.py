"""What Pelican knows of a text besides the text: its header, and what settings say, over Pelican's defaults."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Any

from pelican.settings import DEFAULT_CONFIG

from potluck.moving.front_matter import lowered, text_at
from potluck.moving.sources.assigned import take_assigned
from potluck.moving.sources.entry import stem_of
from potluck.moving.tree import Tree

NAMES = ("pelicanconf.py", "publishconf.py", "settings.py", "pelican.conf.py", "conf.py")
HEADER = re.compile(r"[ ]{0,3}(?P<key>[\w-]+):[ \t]*(?P<value>.*)")
MORE = re.compile(r"(?:[ ]{4,}|\t)(?P<value>.*)")


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


def header(text: str) -> tuple[dict[str, Any], str]:
    """Pelican's own header: lines `Key: value` up to the first empty one, continued by lines that are indented."""
    values: dict[str, Any] = {}
    lines = text.lstrip("\n").split("\n")
    last = ""
    for number, line in enumerate(lines):
        if not line.strip():
            return values, "\n".join(lines[number + 1 :])
        if (more := MORE.match(line)) and last:
            values[last] = f"{values[last]} {more['value'].strip()}".strip()
        elif found := HEADER.match(line):
            last = found["key"].lower()
            value = found["value"].strip()
            values[last] = f"{values[last]}, {value}" if last in ("tags", "authors") and last in values else value
        else:
            return values, "\n".join(lines[number:])
    return values, ""


def by_name(settings: Mapping[str, Any], inside: str) -> dict[str, Any]:
    """What the settings say of a file by its path below the content folder."""
    given = lowered(settings.get("DEFAULT_METADATA"))
    found = {key: value for key, value in given.items() if value is not None}
    stem = stem_of(inside)
    for setting, subject in (("FILENAME_METADATA", stem), ("PATH_METADATA", inside)):
        pattern = text_at(settings, setting)
        if pattern and is_tame(pattern):
            try:
                if match := re.match(pattern, subject):
                    found |= {key.lower(): value for key, value in match.groupdict().items() if value}
            except re.error:
                continue
    extra = settings.get("EXTRA_PATH_METADATA")
    for path, values in extra.items() if isinstance(extra, dict) else ():
        if isinstance(values, dict) and (inside == path or inside.startswith(f"{path}/")):
            found |= {key.lower(): value for key, value in values.items() if key != "path"}
    return found


def is_tame(pattern: str) -> bool:
    """Whether a pattern of the settings can be tried on a name without running for ever."""
    return (
        len(pattern) < 300
        and not re.search(r"\)[*+{]|\\\d|\(\?[=!<][=!]?(?!P)", pattern.replace("(?P<", "("))
        and (len(re.findall(r"[*+]", pattern)) <= 6)
    )
