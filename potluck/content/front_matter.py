"""A file taken apart: the entries of its front matter, each with its line, and the text below them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from potluck.content import entries, fences, keys
from potluck.content.rules import shape
from potluck.content.source import Source
from potluck.content.yaml_block import Field, NotSimpleError, parse
from potluck.problems import Edit, Problem

HASHED = re.compile(r"#[^\s#]")


LONGEST_PLAIN = 4_000  # characters
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
    lines = plain[1] if plain else source.lines[layout.first - 1 : layout.last]
    if lines and lines[0].startswith("+"):
        lines = [line.removeprefix("+") for line in lines]
    if len("\n".join(lines).encode()) > limit:
        problems.append(shape.TOO_LONG.at(source.relative, layout.first))
        lines = []
    indented = [line.strip() for line in lines] if lines and all(line[:1] in (" ", "\t") for line in lines) else lines
    written = _as_meant(_read_block(indented, layout, source, problems), source, problems)
    fields = _by_key(written, allowed, source, problems)
    return FrontMatter(fields, layout.body_line, layout.first, layout.last, tuple(problems), tuple(written))


def _plain_top(text: str) -> tuple[fences.Layout, list[str]] | None:
    """Where front matter is, and its lines, of a file so plain that it needs no search.

    Most are, and their text need not be taken apart into lines.
    """
    end = text.find("\n---\n", 3, LONGEST_PLAIN) if text.startswith("---\n") else -1
    lines = text[4:end].split("\n") if end > 0 else []
    if not lines or not all(map(PLAIN_LINE.match, lines)):
        return None
    return fences.Layout(fences.Style.FENCED, 2, len(lines) + 1, len(lines) + 3), lines


def _read_block(lines: list[str], layout: fences.Layout, source: Source, problems: list[Problem]) -> list[Field]:
    if not lines:
        return []
    if layout.style is fences.Style.HEADER:
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
    return [_list_of(each, source, problems) or _hashed(each, source, problems) or each for each in written]


def _list_of(field: Field, source: Source, problems: list[Problem]) -> Field | None:
    """A list whose dashes have no space behind them; YAML reads one long word."""
    if not isinstance(field.value, str) or field.last_line == field.line or not field.value.startswith("-"):
        return None
    lines = [source.lines[number - 1].lstrip("+") for number in range(field.line + 1, field.last_line + 1)]
    if any(not entries.DASHED.match(line) for line in lines) or source.lines[field.line - 1].rstrip()[-1:] != ":":
        return None
    problem, items = entries.spaced_dashes(lines, field.line + 1, source.relative)
    problems.append(problem)
    return Field(field.key, items, field.line, field.column, field.last_line)


def _hashed(field: Field, source: Source, problems: list[Problem]) -> Field | None:
    """A value that begins with `#`, which YAML takes for a note; `tags: #walks` was meant."""
    if field.value is not None or field.line != field.last_line:
        return None
    name, _, rest = source.lines[field.line - 1].removeprefix("+").partition(":")
    value = rest.strip()
    if not HASHED.match(value):
        return None
    items = tuple(part.strip("# ,") for part in re.split(r"[,\s]+(?=#)", value))
    as_list = keys.canonical(field.key) in ("tags", "tag", "categories", "category", "keywords")
    better = f"{name}: [{', '.join(items)}]" if as_list else f"{name}: {entries.quoted(value)}"
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
        name, colon, value = line.partition(":")
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


def _by_key(
    written: list[Field], allowed: tuple[str, ...], source: Source, problems: list[Problem]
) -> dict[str, Field]:
    """The fields under our own names; unknown ones are errors, foreign ones hints."""
    fields: dict[str, Field] = {}
    borrowed: list[tuple[str, Field]] = []
    foreign = keys.foreign_of(allowed)
    for field in written:
        key = keys.canonical(field.key)
        if key in allowed:
            same = key if key in fields else ONE_BY_TWO_NAMES.get(key, key)
            if same in fields:
                problems.append(_twice(field, same, fields, allowed, source))
            else:
                fields[key] = field
        elif key in foreign:
            borrowed.append((key, field))
        else:
            problems.append(_unknown(field, allowed, fields, source))
    for key, field in borrowed:
        _tell_foreign(key, field, fields, foreign[key], source, problems)
        _borrow(key, field, foreign[key], fields)
    return fields


ONE_BY_TWO_NAMES = {"author": "authors", "authors": "author"}
"""Keys that say the same thing: whoever reads one of them must not be told another's name by the other."""


def _twice(field: Field, key: str, fields: dict[str, Field], allowed: tuple[str, ...], source: Source) -> Problem:
    """The problem of a key given again; what stands under `author` a second time is often the title."""
    first = fields[key]
    as_what = "" if keys.canonical(field.key) == key else f", as `{first.key}`"
    title = f"`{field.key}` is given again here; line {first.line} gives it already{as_what}."
    if key in ("author", "authors") and "title" in allowed and "title" not in fields and _is_title(field.value):
        fields["title"] = field
        better = f"title:{source.lines[field.line - 1].partition(':')[2]}"
        return shape.KEY_TWICE.at(
            source.relative,
            field.line,
            1,
            title=f"{title[:-1]}. Did you mean `title`?",
            fix=f"Write: `{better}`",
            edit=Edit(field.line, field.line, better),
        )
    if key in ("author", "authors") and "title" in allowed and "title" not in fields and _is_title(first.value):
        fields["title"], fields[key] = first, field
        better = f"title:{source.lines[first.line - 1].partition(':')[2]}"
        title = f"`{first.key}` is given here and again on line {field.line}. Did you mean `title`?"
        return shape.KEY_TWICE.at(source.relative, first.line, 1, title=title, fix=f"Write: `{better}`",
                                  edit=Edit(first.line, first.line, better))  # fmt: skip
    same = field.value == first.value
    return shape.KEY_TWICE.at(
        source.relative,
        field.line,
        1,
        title=title,
        fix="Delete this line; it says the same again." if same else "",
        edit=Edit(field.line, field.last_line, "") if same else None,
    )


def _is_title(value: str | tuple[str, ...] | None) -> bool:
    return isinstance(value, str) and len(value.split()) > 1 and "," not in value


def _unknown(field: Field, allowed: tuple[str, ...], fields: dict[str, Field], source: Source) -> Problem:
    near = keys.nearest(field.key, allowed)
    title = f"`{field.key[:40]}` is not a name known here."
    if near is None:
        fix = f"Delete the line. The names known here are: {', '.join(allowed)}."
        return shape.KEY_UNKNOWN.at(source.relative, field.line, 1, title=title, fix=fix)
    foreign = keys.foreign_of(allowed).get(near)
    if foreign is not None and foreign.becomes is None:
        edit = Edit(field.line, field.last_line, "")
        return shape.KEY_UNKNOWN.at(source.relative, field.line, 1, title=title, fix="Delete this line.", edit=edit)
    line = source.lines[field.line - 1].removeprefix("+")
    _, _, value = line.partition(":")
    grouped = f"{keys.GROUP}."
    inner = field.key.startswith(grouped) and near.startswith(grouped)
    indent = line[: len(line) - len(line.lstrip())] if inner else ""
    better = f"{indent}{near.removeprefix(grouped) if inner else near}: {value.lstrip(':;=. ')}"
    if near in allowed and near not in fields:
        fields[near] = field
    return shape.KEY_UNKNOWN.at(
        source.relative,
        field.line,
        1,
        title=f"{title[:-1]}; did you mean `{near}`?",
        fix=f"Write: `{better.strip()}`",
        edit=Edit(field.line, field.line, better),
    )


def _tell_foreign(
    key: str,
    field: Field,
    fields: dict[str, Field],
    foreign: keys.Foreign,
    source: Source,
    problems: list[Problem],
) -> None:
    """Name another generator's key, once: one that has no use here and is misspelt as well is best deleted."""
    at_fault = next((n for n, each in enumerate(problems) if each.line == field.line and _rewrites(each)), None)
    if at_fault is None:
        problems.append(_hint(key, field, fields, foreign, source))
    elif foreign.becomes is None:
        fault = problems[at_fault]
        hint = f"Delete this line. {foreign.hint}"
        problems[at_fault] = replace(fault, fix=hint, edit=Edit(field.line, field.last_line, ""))


def _rewrites(problem: Problem) -> bool:
    """Whether the mend of a problem is another line in its place."""
    return problem.edit is not None and problem.edit.start_line == problem.edit.end_line == problem.line


def _hint(key: str, field: Field, fields: dict[str, Field], foreign: keys.Foreign, source: Source) -> Problem:
    edit, fix = None, foreign.hint
    if foreign.becomes is None:
        edit = Edit(field.line, field.last_line, "")
    elif better := _in_our_words(key, field, fields, foreign.becomes, source):
        edit, fix = Edit(field.line, field.line, better), f"{foreign.hint} Write: `{better}`"
    title = f"`{field.key}` belongs to another blogging program."
    return shape.KEY_FOREIGN.at(source.relative, field.line, 1, title=title, fix=fix, edit=edit)


def _in_our_words(key: str, field: Field, fields: dict[str, Field], ours: str, source: Source) -> str | None:
    """The line with our own key, where that says the same; none where we have such a line already."""
    value = source.lines[field.line - 1].removeprefix("+").partition(":")[2]
    if key in ("draft", "published") or ours in fields or not isinstance(field.value, str | tuple) or not value:
        return None
    return f"{ours}:{value.rstrip()}"


def _borrow(key: str, field: Field, foreign: keys.Foreign, fields: dict[str, Field]) -> None:
    """Give our own key what another generator's key says, unless it is there already."""
    ours = foreign.becomes
    value = field.value
    if key in ("draft", "published"):
        is_draft = str(value).lower() in (("true", "yes") if key == "draft" else ("false", "no"))
        if not is_draft:
            return
        value = "draft"
    if ours == "tags" and "tags" in fields:
        known = fields["tags"]
        value = (*_items(known.value), *_items(value))
        fields["tags"] = Field("tags", value, known.line, known.column, known.last_line)
    elif ours and ours not in fields and value is not None:
        fields[ours] = Field(field.key, value, field.line, field.column, field.last_line)


def _items(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else tuple(part for part in (value or "").split(",") if part.strip())
