"""A person's name in two parts, `first name:` and `last name:`, as forms ask for it; here it is one."""

from __future__ import annotations

from msgspec.structs import replace

from potluck.content.front_matter import keys
from potluck.content.front_matter.quoting import plain_or_quoted
from potluck.content.front_matter.yaml_block import Field
from potluck.content.rules import shape
from potluck.content.source import Source
from potluck.problems import Edit, Problem

FIRST = frozenset("first_name firstname given_name givenname forename vorname prénom prenom primer_nombre".split())
LAST = frozenset("last_name lastname surname family_name familyname nachname apellido apellidos sobrenome".split())


def in_one(written: list[Field], source: Source, problems: list[Problem]) -> list[Field]:
    """The entries of a person's file, with the two parts of their name as one; what is to be written is a problem."""
    first = next((each for each in written if keys.canonical(each.key) in FIRST), None)
    last = next((each for each in written if keys.canonical(each.key) in LAST), None)
    named = next((each for each in written if keys.canonical(each.key) == "name"), None)
    if first is None and last and named and isinstance(named.value, str) and " " not in named.value.strip():
        first, written = named, [replace(each, key="first_name") if each is named else each for each in written]
        first = next(each for each in written if each.line == named.line)
    if first is None or last is None or not (isinstance(first.value, str) and isinstance(last.value, str)):
        return written
    parts = sorted((first, last), key=lambda each: each.line)
    start, end = parts[0].line, parts[1].last_line
    between = source.lines[parts[0].last_line : parts[1].line - 1]
    said = [source.lines[each.line - 1].partition(":")[0].strip() for each in parts]
    title = f"`{said[0]}` and `{said[1]}` are one line here, `name`."
    if any(keys.canonical(each.key) == "name" for each in written):
        edit = Edit(start, end, "\n".join(between))
        fix = "Delete these two lines: the name stands on a line of its own already."
        problems.append(shape.KEY_UNKNOWN.at(source.relative, start, 1, title=title, fix=fix, edit=edit))
        return [each for each in written if each not in parts]
    name = f"{first.value} {last.value}"
    better = f"name: {plain_or_quoted(name)}"
    edit = Edit(start, end, "\n".join([better, *between]))
    fix = f"Write: `{better}`"
    problems.append(shape.KEY_UNKNOWN.at(source.relative, start, 1, title=title, fix=fix, edit=edit))
    whole = replace(parts[0], key="name", value=name)
    return [whole if each is parts[0] else each for each in written if each is not parts[1]]
