"""Front matter as other generators write it: YAML, TOML, JSON, or lines `Key: value`; broken YAML read entry by entry.

Values stay as they were written, as texts, lists and mappings: what one means is decided where it is used.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from potluck.content.front_matter import fences
from potluck.content.front_matter.keys import POST_KEYS
from potluck.content.front_matter.layout import Style, is_fence
from potluck.content.front_matter.top import read_front_matter
from potluck.content.source import Source

LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
NOTHING = frozenset(("", "~", "null", "Null", "NULL", "None"))
MAX_BLOCK = 200_000
MAX_DEPTH = 50
MAX_DATA = 8_000_000
MAX_MENDED = 100
"""Lines of a data file that are put right before it counts as broken."""
YAML_VALUE = re.compile(r"(?P<key>\s*(?:-\s+)?[\w][\w .-]*?)\s*:\s*(?P<value>[^\s'|>\[{].*)\Z")
NAMED_FENCE = re.compile(r"---[ \t]*(json|toml|ya?ml|js|javascript)[ \t]*\Z")
NAMED = {"js": "yaml", "javascript": "yaml"}
"""An object as JavaScript writes it reads like YAML, but for what would have to be run."""
TOML_LINE = re.compile(r"\s*([A-Za-z_][\w.-]*)\s*=\s*([\"']?)(.*)")


@dataclass
class Parsed:
    """A file taken apart: `values` by lower-case key, the `body`, and remarks about what had to be guessed."""

    values: dict[str, Any]
    body: str
    remarks: list[str] = field(default_factory=list)
    found: bool = True
    unread: dict[str, Any] = field(default_factory=dict)
    """What nobody asked for, of the values that were put here."""

    def get(self, *keys: str) -> Any:
        """The first value that is there and not empty, under any of these names."""
        for key in keys:
            self.unread.pop(key, None)
        for key in keys:
            value = self.values.get(key)
            if value not in (None, "", [], {}):
                return value
        return None

    def text(self, *keys: str) -> str:
        """A value as one line of text; empty when there is none, or it is no text."""
        return as_text(self.get(*keys))

    def listed(self, *keys: str) -> list[str]:
        return as_list(self.get(*keys))


def parse(text: str) -> Parsed:
    """Take a file apart. Never raises: what can't be read is in `remarks`."""
    if text.startswith("+++"):
        return _toml(text)
    if text.startswith("{") and not text.startswith(("{%", "{{", "{#")):
        return _json(text)
    lines = text.split("\n")
    named = NAMED_FENCE.match(lines[0])
    if named or is_fence(lines[0]):
        for number, line in enumerate(lines[1:], 1):
            if line.rstrip() in ("---", "..."):
                return _named(named[1], lines, number) if named else _yaml(lines, number, text)
    return _as_beginners_write(text)


def _named(language: str, lines: list[str], closing: int) -> Parsed:
    """Front matter whose first line names its language, as Eleventy takes it."""
    values = data_file(f".{NAMED.get(language, language)}", "\n".join(lines[1:closing])[:MAX_BLOCK])
    remarks = [] if isinstance(values, Mapping) else ["The front matter could not be read."]
    return Parsed(lowered(values), "\n".join(lines[closing + 1 :]), remarks)


def _yaml(lines: list[str], closing: int, text: str) -> Parsed:
    block = "\n".join(lines[1:closing])
    if len(block) <= MAX_BLOCK:
        try:
            values = yaml_of(block)
        except (yaml.YAMLError, ValueError, RecursionError):
            return _as_beginners_write(text)
        if isinstance(values, dict):
            return Parsed(lowered(values), "\n".join(lines[closing + 1 :]))
        if values is None or not block.strip():
            return Parsed({}, "\n".join(lines[closing + 1 :]))
    return _as_beginners_write(text)


def yaml_of(text: str) -> Any:
    """What a text in YAML says. Raises YAMLError, also where it is nested so deep that libyaml's reader would crash."""
    depth = 0
    may_be_deep = sum(map(text.count, "[{-:?")) > MAX_DEPTH
    for event in yaml.parse(text, Loader=LOADER) if may_be_deep else ():
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise yaml.YAMLError("It is nested too deep.")
    return yaml.load(text, Loader=LOADER)  # noqa: S506 - the base loader makes texts, lists and mappings only


def _as_beginners_write(text: str) -> Parsed:
    """Read front matter that is not as it should be, the way the check does."""
    source = Source(Path(), "", text, "", len(text))
    front = read_front_matter(source, POST_KEYS, MAX_BLOCK)
    if not front.written:
        if front.body_line > 1 or fences.locate(source.lines, "").style is not Style.NONE:
            return Parsed({}, source.below(front.body_line), ["The front matter could not be read."])
        return Parsed({}, text, found=False)
    values = {field.key.lower(): _plain(field.value) for field in front.written}
    for name, known in front.fields.items():
        values.setdefault(name, _plain(known.value))
    header = fences.locate(source.lines, "").problem is None and not text.startswith("---")
    remarks = [] if header else ["The front matter was broken; it was read line by line."]
    return Parsed(values, source.below(front.body_line), remarks)


def _plain(value: str | tuple[str, ...] | None) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _toml(text: str) -> Parsed:
    found = re.match(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$\n?", text, re.DOTALL | re.MULTILINE)
    if not found:
        return Parsed({}, text, ["The front matter has no end."], found=False)
    body = text[found.end() :]
    try:
        return Parsed(lowered(tomllib.loads(found[1])), body)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        values = {key: value for line in found[1].split("\n") for key, value in _toml_line(line).items()}
        return Parsed(values, body, ["The front matter was broken; it was read line by line."])


def _toml_line(line: str) -> dict[str, Any]:
    """What one line says, as it would among others that are as they should be, or as it looks."""
    try:
        return lowered(tomllib.loads(line))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        pair = TOML_LINE.match(line)
        return {pair[1].lower(): pair[3].rstrip().removesuffix(pair[2])} if pair else {}


def _json(text: str) -> Parsed:
    try:
        values, end = json.JSONDecoder().raw_decode(text)
    except (json.JSONDecodeError, RecursionError):
        return _as_beginners_write(text)
    return Parsed(lowered(values), text[end:].lstrip("\n")) if isinstance(values, dict) else Parsed({}, text)


def lowered(values: Any) -> dict[str, Any]:
    """A mapping with its keys in lower case; empty for anything else."""
    return {str(key).lower(): value for key, value in values.items()} if isinstance(values, Mapping) else {}


def data_file(name: str, text: str) -> Any:
    """What a file of data says, by its suffix: YAML, TOML or JSON; nothing when it can't be read."""
    if len(text) > MAX_DATA:
        return None
    try:
        if name.endswith((".yml", ".yaml")):
            return _lenient_yaml(text)
        if name.endswith(".toml"):
            return tomllib.loads(text)
        return json.loads(text)
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError):
        return None


def _lenient_yaml(text: str) -> Any:
    """YAML; values that YAML can't read, as `@name` and `"Bob" Q`, count as the texts they were meant to be."""
    lines = text.split("\n")
    mended: set[int] = set()
    while True:
        try:
            return yaml_of("\n".join(lines))
        except yaml.MarkedYAMLError as error:
            at = error.problem_mark.line if error.problem_mark else len(lines)
            near = (number for number in (at, at - 1) if 0 <= number < len(lines) and number not in mended)
            number = next((each for each in near if YAML_VALUE.match(lines[each]) or "\t" in lines[each]), None)
            if number is None or len(mended) >= MAX_MENDED:
                raise
            mended.add(number)
            line = lines[number].replace("\t", "  ").rstrip()
            if found := YAML_VALUE.match(line):
                value = found["value"].replace("'", "''")
                line = f"{found['key']}: '{value}'"
            lines[number] = line


def as_text(value: Any) -> str:
    """A value as one line; empty for nothing, lists of several, and mappings."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if value is None or isinstance(value, (list, dict)):
        return ""
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat()
    text = " ".join(str(value).split())
    return "" if text in NOTHING else text


def text_at(values: Mapping[str, Any], *names: str) -> str:
    """The text under the first of these names that has any, as one line; empty where none has."""
    return next((text for name in names if (text := as_text(values.get(name)))), "")


def as_list(value: Any) -> list[str]:
    """A value as texts: a list, or a line with commas."""
    if isinstance(value, list):
        return [text for each in value if (text := as_text(each))]
    if isinstance(value, dict):
        return [text for each in value if (text := as_text(each))]
    text = as_text(value)
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    return [part.strip().strip("\"'") for part in text.split(",") if part.strip().strip("\"'")]


def words_in(value: Any) -> str:
    """All words of a value, also of lists and mappings, in one line."""
    if isinstance(value, dict):
        return words_in([each for pair in value.items() for each in pair])
    return " ".join(filter(None, map(words_in, value))) if isinstance(value, list) else as_text(value)


def as_truth(value: Any) -> bool | None:
    """Yes, no, or neither."""
    text = str(value).strip().lower()
    if text in ("true", "yes", "on", "1"):
        return True
    return False if text in ("false", "no", "off", "0") else None
