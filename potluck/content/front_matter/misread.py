"""Entries that YAML reads without complaint, and otherwise than they were meant.

Few are like that, so it is imported once there may be one.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from potluck.content.front_matter import keys
from potluck.content.front_matter.list_slips import BARE_ITEM, DASH_AND_SPACE, DASHED, NUMBERED, is_list, spaced_dashes
from potluck.content.front_matter.slips import BACKSLASH
from potluck.content.front_matter.yaml_block import Field, quoted
from potluck.content.rules import shape
from potluck.content.source import Source
from potluck.problems import Problem

HEADED = re.compile(r"#{1,6} +\S")
ITEM = re.compile(r"\s*-(?:\s|\Z)")
HASHED_ITEM = re.compile(r"(?P<dash>\s*-\s+)#(?=[^\s#])")
HASHTAGS = re.compile(r"(?:\s+#\w[^\s#,]*,?)+\s*\Z")
HASHED = re.compile(r"#[^\s#]")
WINDOWS_PATH = re.compile(r"(?<![A-Za-z])[A-Za-z]:\\(?=[A-Za-z])")


def as_meant(written: list[Field], source: Source, problems: list[Problem]) -> list[Field]:
    """The entries as they were meant where YAML reads something else without complaint."""
    told = {each.line for each in problems}
    looks = (_list_of, _lines_of, _escaped, _hashed, _hashed_items, _stepped)
    return [
        each if each.line in told else next((found for look in looks if (found := look(each, source, problems))), each)
        for each in written
    ]


def _list_of(field: Field, source: Source, problems: list[Problem]) -> Field | None:
    """A list whose dashes have no space behind them; YAML reads one long word."""
    if not isinstance(field.value, str) or field.last_line == field.line:
        return None
    lines = [source.lines[number - 1].lstrip("+") for number in range(field.line + 1, field.last_line + 1)]
    if any(not DASHED.match(line) for line in lines) or source.lines[field.line - 1].rstrip()[-1:] != ":":
        return None
    problem, items = spaced_dashes(lines, field.line + 1, source.relative)
    problems.append(problem)
    return replace(field, value=items)


def _lines_of(field: Field, source: Source, problems: list[Problem]) -> Field | None:
    """A list with one item on each line and no hyphens; YAML reads one long word."""
    name = source.lines[field.line - 1].strip()
    if not isinstance(field.value, str) or field.last_line == field.line or name[-1:] != ":" or not is_list(name[:-1]):
        return None
    lines = source.lines[field.line : field.last_line]
    if not all(map(BARE_ITEM.match, lines)) or (len(lines) == 1 and not NUMBERED.match(lines[0])):
        return None
    if all(line.rstrip().endswith(",") for line in lines[:-1]) and len(lines) > 1:
        return None
    problem, items = spaced_dashes(lines, field.line + 1, source.relative)
    problems.append(problem)
    return replace(field, value=items)


def _hashed_items(field: Field, source: Source, problems: list[Problem]) -> Field | None:
    """A list whose items begin with `#`, which YAML takes for notes."""
    last = field.line
    tags = HASHTAGS if field.value is None and is_list(field.key) else HASHED_ITEM
    while last < len(source.lines) and (ITEM.match(source.lines[last]) or tags.match(source.lines[last])):
        last += 1
    lines = source.lines[field.line : last]
    wrong = next((at for at, line in enumerate(lines) if HASHED_ITEM.match(line) or tags.match(line)), None)
    if wrong is None or (field.value and not isinstance(field.value, tuple)):
        return None
    better = [
        "\n".join(f"  - {tag}" for tag in re.findall(r"[^\s#,]+", line))
        if HASHTAGS.match(line)
        else HASHED_ITEM.sub(r"\g<dash>", line)
        for line in lines
    ]
    what = "hyphen" if ITEM.match(lines[wrong]) else "space"
    title = f"Everything behind this {what} is taken for a note, since it begins with `#`."
    first, told = field.line + 1, field.line + 1 + wrong
    problems.append(
        shape.SIGN.mended(source.relative, first, last, "\n".join(better), title=title, line=told, block=True)
    )
    return replace(field, value=tuple(line.strip()[1:].strip(" \"'") for line in better), last_line=last)


def _escaped(field: Field, source: Source, problems: list[Problem]) -> Field | None:
    """A path of Windows between double quotation marks, where a backslash and a letter stand for something else."""
    line = source.lines[field.line - 1]
    if "\\" not in line or field.line != field.last_line or not isinstance(field.value, str):
        return None
    found = re.fullmatch(r'([^:]+:\s*)"([^"]*\\[^"\\][^"]*)"\s*', line)
    if found is None or "'" in found[2] or not WINDOWS_PATH.search(found[2]):
        return None
    value = found[2].replace("\\\\", "\\")
    better = f"{found[1]}'{value}'"
    problems.append(shape.QUOTES.mended(source.relative, field.line, field.line, better, title=BACKSLASH))
    return replace(field, value=value)


def _stepped(field: Field, source: Source, problems: list[Problem]) -> Field | None:
    """A list whose items stand further in one after the other; YAML reads them as one."""
    if not isinstance(field.value, tuple) or field.last_line < field.line + 2:
        return None
    lines = source.lines[field.line : field.last_line]
    stepped = any(" - " in item for item in field.value) and all(map(DASH_AND_SPACE.match, lines))
    indents = [len(line) - len(line.lstrip()) for line in lines]
    wrong = next((at for at, indent in enumerate(indents) if indent != indents[0]), None)
    if not stepped or wrong is None:
        return None
    better = "\n".join(f"  {line.strip()}" for line in lines)
    title = "All items of a list stand equally far in."
    first, told = field.line + 1, field.line + 1 + wrong
    problems.append(
        shape.LIST_DASH.mended(source.relative, first, field.last_line, better, title=title, line=told, block=True)
    )
    return replace(field, value=tuple(line.strip()[1:].strip(" \"'") for line in lines))


def _hashed(field: Field, source: Source, problems: list[Problem]) -> Field | None:
    """A value that begins with `#`, which YAML takes for a note; `tags: #walks` was meant."""
    if field.value is not None or field.line != field.last_line:
        return None
    name, _, rest = source.lines[field.line - 1].removeprefix("+").partition(":")
    value = rest.strip()
    if keys.canonical(field.key) == "title" and HEADED.match(value):
        value = value.lstrip("# ")
    elif not HASHED.match(value):
        return None
    items = tuple(part.strip(" ,;").lstrip("# ") for part in re.split(r"[,;\s]*(?=#\w)", value) if part.strip("#"))
    as_list = keys.canonical(field.key) in ("tags", "tag", "categories", "category", "keywords")
    better = f"{name}: [{', '.join(items)}]" if as_list else f"{name}: {quoted(value)}"
    title = f"Everything behind `{name.strip()}:` is taken for a note, since it begins with `#`."
    problems.append(shape.SIGN.mended(source.relative, field.line, field.line, better, len(name) + 3, title=title))
    return replace(field, value=items if as_list else value)
