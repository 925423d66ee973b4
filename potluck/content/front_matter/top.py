"""A file taken apart: the entries of its front matter under our own names, each with its line, and the text below them.

What is wrong with a name is told by the module of its kind, which few files need: one given twice (``given_twice``),
one that nobody knows (``wrong_names``), one of another program (``foreign_names``).
"""

from __future__ import annotations

import re

import msgspec
from msgspec.structs import replace

from potluck.content.front_matter import keys
from potluck.content.front_matter.event_lines import grouped
from potluck.content.front_matter.layout import BULLETS, Layout, Style
from potluck.content.front_matter.person_values import in_one
from potluck.content.front_matter.yaml_block import Field, NotSimpleError, parse
from potluck.content.rules import shape
from potluck.content.source import Source
from potluck.problems import Problem

ONE_BY_TWO_NAMES = {"author": "authors", "authors": "author"}
"""Keys that say the same thing: whoever reads one of them must not be told another's name by the other."""
LONGEST_PLAIN = 4_000  # characters
LONGEST_TOP = 60
"""Lines in which a key is looked for without taking the file apart."""
REPEATED = ("---\n", "title:", "author:", "date:", "tags:", "\n---\n")
MARKS = frozenset(f"-{BULLETS}")
PLAIN_LINE = re.compile(r"[A-Za-z][A-Za-z_]*: [\w\"\[]")


def by_name(
    written: list[Field], allowed: tuple[str, ...], source: Source, problems: list[Problem]
) -> dict[str, Field]:
    """The fields under our own names; unknown ones are errors, foreign ones hints."""
    fields: dict[str, Field] = {}
    borrowed: list[tuple[str, Field]] = []
    foreign = keys.foreign_of(allowed)
    written = grouped(written, allowed, source, problems)
    if allowed is keys.PERSON_KEYS:
        written = in_one(written, source, problems)
    given = {keys.canonical(field.key): field.line for field in written}
    for name, line in (*given.items(),):
        given.setdefault((foreign[name].becomes if name in foreign else None) or name, line)
    for field in written:
        key = keys.canonical(field.key)
        if key in allowed:
            same = key if key in fields else ONE_BY_TWO_NAMES.get(key, key)
            if same in fields:
                from potluck.content.front_matter.given_twice import twice  # which few files need

                problems.append(twice(field, same, fields, allowed, source))
            else:
                fields[key] = field
        elif key in foreign:
            is_day = key == "published" and field.words[:4].isdigit() and "published_at" in foreign
            borrowed.append(("published_at" if is_day else key, field))
        else:
            from potluck.content.front_matter.wrong_names import unknown

            problems.append(unknown(field, allowed, fields, given, source))
    if sum(each.id == shape.KEY_UNKNOWN.id for each in problems) > 1:
        from potluck.content.front_matter.other_languages import in_english

        in_english(problems, source)
    for key, field in borrowed:
        from potluck.content.front_matter.foreign_names import borrow, tell_foreign

        tell_foreign(key, field, fields, foreign[key], source, problems)
        borrow(key, field, foreign[key], fields)
    return fields


class FrontMatter(msgspec.Struct, frozen=True):
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

    def words_of(self, key: str) -> str:
        """What a key says, where that is a text; else empty."""
        field = self.fields.get(key)
        return field.words if field else ""

    @property
    def byline(self) -> tuple[str, ...]:
        """Who wrote it, as that was written."""
        field = self.fields.get("author") or self.fields.get("authors")
        return field.texts if field else ()


def line_of(source: Source, key: str) -> int | None:
    """The line (1-based) on which the top of a file gives a key, or one that begins like it (`authors`)."""
    for number, line in enumerate(source.lines[:LONGEST_TOP], 1):
        if number > 1 and line.rstrip() == "---":
            return None
        if keys.of_line(line).startswith(key):
            return number
    return None


def read_front_matter(source: Source, allowed: tuple[str, ...], limit: int) -> FrontMatter:
    """Take a file apart that may have the keys `allowed`, and entries of `limit` bytes.

    Never raises: whatever is wrong is in `problems`, and as much as can be understood in the rest.
    """
    plain = _plain_top(source.text)
    layout, lines = plain or _searched(source)
    top = lines if plain else source.lines[layout.first - 1 :]
    problems = [layout.problem] if layout.problem else []
    if len("\n".join(lines).encode()) > limit:
        problems.append(shape.TOO_LONG.at(source.relative, layout.first))
        lines = []
    indented = [line.strip() for line in lines] if lines and all(line[:1] in (" ", "\t") for line in lines) else lines
    written = _read_block(indented, layout, source, problems)
    if layout.lines:  # which may be more than the file has
        there = layout.problem.edit.end_line if layout.problem and layout.problem.edit else len(source.lines)
        written = [replace(each, line=min(each.line, there), last_line=min(each.last_line, there)) for each in written]
    elif any(_may_be_misread(each, top, layout.first) for each in written):
        from potluck.content.front_matter.misread import as_meant

        written = as_meant(written, source, problems)
    fields = by_name(written, allowed, source, problems)
    if layout.lines:  # other mends would be of lines that are about to go
        problems = [each for each in problems if each is layout.problem or each.edit is None]
    return FrontMatter(fields, layout.body_line, layout.first, layout.last, tuple(problems), tuple(written))


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


def _searched(source: Source) -> tuple[Layout, list[str]]:
    """Where front matter is, and its lines, of any other file."""
    from potluck.content.front_matter.fences import locate, one_version

    layout = locate(source.lines, source.relative)
    lines = list(layout.lines) or source.lines[layout.first - 1 : layout.last]
    if lines and lines[0].startswith("+"):
        lines = [line.removeprefix("+") for line in lines]
    return layout, one_version(lines)


def _read_block(lines: list[str], layout: Layout, source: Source, problems: list[Problem]) -> list[Field]:
    if not lines:
        return []
    if layout.style is Style.HEADER:
        return _read_header(lines, layout.first, source.relative, problems)
    try:
        fields = parse("\n".join(lines), layout.first)
        if not any(each.last_line > each.line and _swallows(each, lines, layout.first) for each in fields):
            return fields
        raise NotSimpleError("syntax", layout.first)
    except NotSimpleError:
        from potluck.content.front_matter.entries import read_entries

        reading = read_entries(lines, layout.first, source.relative)
    twice = len({field.key for field in reading.fields}) < len(reading.fields)
    if not reading.problems and not twice and not reading.is_explained:
        problems.append(shape.UNSUPPORTED.at(source.relative, layout.first))
    problems.extend(reading.problems)
    return reading.fields


def _swallows(field: Field, lines: list[str], first: int) -> bool:
    """Whether a quotation mark that nobody closed has the next entry read as a part of this one."""
    begins, *more = lines[field.line - first : field.last_line - first + 1]
    is_quoted = begins.partition(":")[2].strip()[:1] in ('"', "'")
    entries = (line for line in more if ":" in line and not line[:1].isspace())  # what stands further in goes on
    return is_quoted and any(keys.is_known(line.partition(":")[0]) for line in entries)


def _may_be_misread(field: Field, lines: list[str], first: int) -> bool:
    """Whether YAML may have read something else than was meant in these lines of the file."""
    if isinstance(field.value, tuple):
        return any(" - " in item for item in field.value) or len(field.value) < field.last_line - field.line
    if field.last_line > field.line and field.value:
        return True
    return field.value is None or field.value[:1] in MARKS or "\\" in lines[field.line - first]


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
        begins = len(line) - len(value.lstrip()) + 1
        found[key] = Field(name.strip(), text or None, number, begins, number)
    return list(found.values())
