"""The slips of lists in front matter: signs in place of hyphens, lists in lists, and names without their colon.

As in ``slips``, each function answers what to write instead of an entry, and looks at nothing beyond its lines.
"""

from __future__ import annotations

import re

from potluck.content.front_matter import keys
from potluck.content.front_matter.entry import Entry, Slip, begun, parse_or_none, parts_of
from potluck.content.front_matter.layout import BULLETS
from potluck.content.front_matter.yaml_block import Field, plain_or_quoted, quoted
from potluck.content.rules import shape
from potluck.problems import Problem

LIST_KEYS = frozenset(("tags", "author", "authors", "aliases"))
DASHED = re.compile(rf"\s*-(?=[^\s-])|\s*[-{BULLETS}]\s+(?=[^\s-])")
BARE_ITEM = re.compile(r"\s*(?:\d{1,2}[.)]\s+)?[^\W\d][^:\n]{0,60}\Z")
"""A word of a list that no hyphen stands before, and perhaps a number."""
NUMBERED = re.compile(r"\s*\d{1,2}[.)]\s+")
DASH_AND_SPACE = re.compile(r"\s*-\s")
NESTED = re.compile(r"(?:\[\[[^\[\]]+\]\](?:,\s*|\Z))+\Z|(?:\[\s*\[|-\s+(?:\[|-\s|name:\s))[^\[\]{}]*\]*\Z")
ITEMS_END = re.compile(r"[,;]|\]\s*\[")
AROUND_ITEMS = " \t\"'“”‘’[](){}【】［］@#*`-"
OWN_NAME = re.compile(r"\A\s*-\s+name:\s")
AROUND_NAMES = " \t\u00a0\u3000\u200b\ufeff.;,:：；=<>*_#\"'`+-"
PLAIN_ITEM = re.compile(r"[^\W\d][\w .+/-]*\Z")


def spaced_dashes(lines: list[str], first: int, path: str) -> tuple[Problem, tuple[str, ...]]:
    """The problem of a list whose dashes have no space behind them, and its items; `first` is the line it begins on."""
    bare = (line[found.end() :] if (found := DASHED.match(line)) else line for line in lines)
    items = tuple(NUMBERED.sub("", line).strip() for line in bare)
    better = "\n".join(f"  - {item}" for item in items)
    wrong = next((number for number, line in enumerate(lines, first) if not DASH_AND_SPACE.match(line)), first)
    hyphens = all(line.lstrip().startswith("-") for line in lines)
    title = "" if hyphens else "A list is made with hyphens here."
    title = "The items of this list do not begin below each other." if all(map(DASH_AND_SPACE.match, lines)) else title
    last = first + len(lines) - 1
    problem = shape.LIST_DASH.mended(path, first, last, better, title=title, line=wrong, block=True)
    return problem, tuple(item.strip("\"'") for item in items)


def dashes(entry: Entry, line: str, path: str) -> Slip:
    """Other signs than a hyphen and a space in front of a list's items, or none."""
    below = entry.lines[1:]
    while below and not below[-1].strip():
        below.pop()
    bare = all(map(BARE_ITEM.match, below)) and is_list(line.strip().rstrip(": "))
    if not line.rstrip().endswith(":") or not below or any(not DASHED.match(each) and not bare for each in below):
        return None
    if all(DASH_AND_SPACE.match(each) for each in below) and len({each.find("-") for each in below}) == 1:
        return None
    problem, items = spaced_dashes(below, entry.first + 1, path)
    return problem, [Field(line.strip().rstrip(":").strip(), items, entry.first, 1, entry.last)]


def bare_name(entry: Entry, line: str, path: str) -> Slip:
    """The name of a group or a list, above what belongs to it, with other signs around it than a colon behind it."""
    name = line.strip(AROUND_NAMES)
    if not entry.lines[1:] or not (is_list(name) or name == keys.GROUP) or not entry.lines[1].startswith((" ", "-")):
        return None
    better = f"{name}:"
    if line.rstrip(" \t") == better or line[:1] == "\t":
        return None
    title = f"Behind `{name}` there should be a colon, and nothing else beside it."
    return begun(shape.SYNTAX, entry, path, better, title)


def nested(entry: Entry, line: str, path: str) -> Slip:
    """A list within a list, as in `tags: [[rain, soup]]`, or one in each line below a name."""
    key, value = parts_of(line)
    below = [each.strip() for each in entry.lines[1:] if each.strip()]
    whole = below if not value else [value] * (not below)
    if not entry.knows(key) or not whole or not all(map(NESTED.match, whole)):
        return None
    found = list(dict.fromkeys(item for each in whole for item in items_of(each)))
    if not found or (len(found) > 1 and not is_list(key)):
        return None
    listed = ", ".join(item if PLAIN_ITEM.match(item) else quoted(item) for item in found)
    better = f"{key}: [{listed}]" if len(found) > 1 else f"{key}: {plain_or_quoted(found[0])}"
    title = "A list stands within another one here, and should be one."
    problem = shape.UNSUPPORTED.mended(path, entry.first, entry.last, better, title=title)
    return problem, parse_or_none([better], entry.first)


def items_of(value: str) -> list[str]:
    """The items of a list, without the signs around them."""
    return [item for part in ITEMS_END.split(value) if (item := OWN_NAME.sub("", part).strip(AROUND_ITEMS))]


def is_list(key: str) -> bool:
    """Whether a list stands behind a key, ours or another program's."""
    foreign = keys.FOREIGN.get(keys.canonical(key))
    return (foreign.becomes if foreign and foreign.becomes else keys.canonical(key)) in LIST_KEYS
