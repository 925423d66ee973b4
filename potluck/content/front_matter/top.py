"""A file taken apart: the entries of its front matter, each with its line, and the text below them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from potluck.content.front_matter import entries, fences, keys, slips
from potluck.content.front_matter.layout import Layout, Style
from potluck.content.front_matter.line_kinds import CONFLICT
from potluck.content.front_matter.named import by_name
from potluck.content.front_matter.quoting import quoted
from potluck.content.front_matter.yaml_block import Field, NotSimpleError, parse
from potluck.content.rules import shape
from potluck.content.source import Source
from potluck.problems import Edit, Problem

HASHED = re.compile(r"#[^\s#]")
WINDOWS_PATH = re.compile(r"(?<![A-Za-z])[A-Za-z]:\\(?=[A-Za-z])")
LONGEST_PLAIN = 4_000  # characters
REPEATED = ("---\n", "title:", "author:", "date:", "tags:", "\n---\n")
PLAIN_LINE = re.compile(r"[A-Za-z][A-Za-z_]*: [\w\"\[]")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the top of a file says.

    `fields` are by canonical key (`Field.key` is as written); the text below begins at line `body_line` of the file;
    `first_line` and `last_line` enclose the entries; `written` are all entries in order, foreign ones too.
    """

    fields: dict[str, Field]
    body_line: int
    first_line: int
    last_line: int
    problems: tuple[Problem, ...]
    written: tuple[Field, ...] = ()

    def line_of(self, key: str) -> int | None:
        """The line on which a key's entry begins."""
        field = self.fields.get(key)
        return field.line if field else None


def read_front_matter(source: Source, allowed: tuple[str, ...], limit: int) -> FrontMatter:
    """Take a file apart.

    Args:
        source: the file.
        allowed: the keys such a file may have.
        limit: the most bytes the entries may take.

    Never raises: whatever is wrong is in `problems`, and as much as can be understood in the rest.
    """
    plain = _plain_top(source.text)
    layout = plain[0] if plain else fences.locate(source.lines, source.relative)
    problems = [layout.problem] if layout.problem else []
    lines = plain[1] if plain else list(layout.lines) or source.lines[layout.first - 1 : layout.last]
    if lines and lines[0].startswith("+"):
        lines = [line.removeprefix("+") for line in lines]
    if not plain and any(map(CONFLICT.match, lines)):
        lines = one_version(lines)
    if len("\n".join(lines).encode()) > limit:
        problems.append(shape.TOO_LONG.at(source.relative, layout.first))
        lines = []
    indented = [line.strip() for line in lines] if lines and all(line[:1] in (" ", "\t") for line in lines) else lines
    written = _as_meant(_read_block(indented, layout, source, problems), source, problems)
    fields = by_name(written, allowed, source, problems)
    if layout.lines:  # other mends would be of lines that are about to go
        problems = [each for each in problems if each is layout.problem or each.edit is None]
    return FrontMatter(fields, layout.body_line, layout.first, layout.last, tuple(problems), tuple(written))


def one_version(lines: list[str]) -> list[str]:
    """The lines as the first of two versions that met had them; the others are empty, so that all keep their places."""
    kept, inside = [], ""
    for line in lines:
        if CONFLICT.match(line):
            inside = {"<": "first", "|": "other", "=": "other", ">": ""}[line[0]]
            kept.append("")
        else:
            kept.append("" if inside == "other" else line)
    return kept


def _plain_top(text: str) -> tuple[Layout, list[str]] | None:
    """Where front matter is, and its lines, of a file so plain that it needs no search.

    Most are, and their text need not be taken apart into lines.
    """
    end = text.find("\n---\n", 3, LONGEST_PLAIN) if text.startswith("---\n") else -1
    lines = text[4:end].split("\n") if end > 0 else []
    if not lines or not all(map(PLAIN_LINE.match, lines)):
        return None
    if text.startswith(REPEATED, end + 5):
        return None  # perhaps all of it stands there twice
    return Layout(Style.FENCED, 2, len(lines) + 1, len(lines) + 3), lines


def _read_block(lines: list[str], layout: Layout, source: Source, problems: list[Problem]) -> list[Field]:
    if not lines:
        return []
    if layout.style is Style.HEADER:
        return _read_header(lines, layout.first, source.relative, problems)
    try:
        return parse("\n".join(lines), layout.first)
    except NotSimpleError:
        reading = entries.read_entries(lines, layout.first, source.relative)
    twice = len({field.key for field in reading.fields}) < len(reading.fields)
    if not reading.problems and not twice:
        problems.append(shape.UNSUPPORTED.at(source.relative, layout.first))
    problems.extend(reading.problems)
    return reading.fields


def _as_meant(written: list[Field], source: Source, problems: list[Problem]) -> list[Field]:
    """The entries as they were meant where YAML reads something else without complaint."""
    return [
        _list_of(each, source, problems)
        or _escaped(each, source, problems)
        or _hashed(each, source, problems)
        or _stepped(each, source, problems)
        or each
        for each in written
    ]


def _list_of(field: Field, source: Source, problems: list[Problem]) -> Field | None:
    """A list whose dashes have no space behind them; YAML reads one long word."""
    if not isinstance(field.value, str) or field.last_line == field.line or not field.value.startswith("-"):
        return None
    lines = [source.lines[number - 1].lstrip("+") for number in range(field.line + 1, field.last_line + 1)]
    if any(not slips.DASHED.match(line) for line in lines) or source.lines[field.line - 1].rstrip()[-1:] != ":":
        return None
    problem, items = slips.spaced_dashes(lines, field.line + 1, source.relative)
    problems.append(problem)
    return Field(field.key, items, field.line, field.column, field.last_line)


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
    title = "Between double quotation marks, a backslash changes what the letter behind it means."
    edit = Edit(field.line, field.line, better)
    problems.append(shape.QUOTES.at(source.relative, field.line, 1, title=title, fix=f"Write: `{better}`", edit=edit))
    return Field(field.key, value, field.line, field.column, field.last_line)


def _stepped(field: Field, source: Source, problems: list[Problem]) -> Field | None:
    """A list whose items stand further in one after the other; YAML reads them as one."""
    if not isinstance(field.value, tuple) or field.last_line < field.line + 2:
        return None
    lines = source.lines[field.line : field.last_line]
    stepped = any(" - " in item for item in field.value) and all(map(slips.DASH_AND_SPACE.match, lines))
    indents = [len(line) - len(line.lstrip()) for line in lines]
    wrong = next((at for at, indent in enumerate(indents) if indent != indents[0]), None)
    if not stepped or wrong is None:
        return None
    better = "\n".join(f"  {line.strip()}" for line in lines)
    title = "All items of a list stand equally far in."
    edit = Edit(field.line + 1, field.last_line, better)
    number = field.line + 1 + wrong
    problems.append(shape.LIST_DASH.at(source.relative, number, 1, title=title, fix=f"Write:\n\n{better}", edit=edit))
    items = tuple(line.strip()[1:].strip(" \"'") for line in lines)
    return Field(field.key, items, field.line, field.column, field.last_line)


def _hashed(field: Field, source: Source, problems: list[Problem]) -> Field | None:
    """A value that begins with `#`, which YAML takes for a note; `tags: #walks` was meant."""
    if field.value is not None or field.line != field.last_line:
        return None
    name, _, rest = source.lines[field.line - 1].removeprefix("+").partition(":")
    value = rest.strip()
    if keys.canonical(field.key) == "title" and value.startswith("# "):
        value = value.lstrip("# ")
    elif not HASHED.match(value):
        return None
    items = tuple(part.strip("# ,") for part in re.split(r"[,\s]+(?=#)", value))
    as_list = keys.canonical(field.key) in ("tags", "tag", "categories", "category", "keywords")
    better = f"{name}: [{', '.join(items)}]" if as_list else f"{name}: {quoted(value)}"
    title = f"Everything behind `{name.strip()}:` is taken for a note, since it begins with `#`."
    edit = Edit(field.line, field.line, better)
    problems.append(
        shape.SIGN.at(source.relative, field.line, len(name) + 3, title=title, fix=f"Write: `{better}`", edit=edit)
    )
    return Field(field.key, items if as_list else value, field.line, field.column, field.last_line)


def _read_header(lines: list[str], first: int, path: str, problems: list[Problem]) -> list[Field]:
    """Pelican's header: everything behind the first colon is the value; indented lines go on with it."""
    found: dict[str, Field] = {}
    key = ""
    for number, line in enumerate(lines, first):
        name, colon, value = line.partition(":" if ":" in line else "：")
        if key and (line[:1] in (" ", "\t") or not colon):
            above = found[key]
            joined = f"{above.value or ''} {line.strip()}".strip()
            found[key] = Field(above.key, joined, above.line, above.column, number)
            continue
        key = keys.canonical(name)
        if key in found:
            problems.append(shape.KEY_TWICE.at(path, number, 1, title=f"`{name}` stands here for the second time."))
            continue
        text = value.strip()
        if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
            text = text[1:-1]
        found[key] = Field(name.strip(), text or None, number, len(name) + 2, number)
    return list(found.values())
