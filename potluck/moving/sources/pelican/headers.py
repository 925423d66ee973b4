"""What Pelican knows of a text besides the text: its header, and what settings say of a file by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from potluck.moving.front_matter import as_text
from potluck.moving.sources.entry import stem_of

HEADER = re.compile(r"[ ]{0,3}(?P<key>[\w-]+):[ \t]*(?P<value>.*)")
MORE = re.compile(r"(?:[ ]{4,}|\t)(?P<value>.*)")


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
    found: dict[str, Any] = {}
    given = settings.get("DEFAULT_METADATA")
    if isinstance(given, dict):
        found |= {key.lower(): value for key, value in given.items() if value is not None}
    stem = stem_of(inside)
    for setting, subject in (("FILENAME_METADATA", stem), ("PATH_METADATA", inside)):
        pattern = as_text(settings.get(setting))
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
