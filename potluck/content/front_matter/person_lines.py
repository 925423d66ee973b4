"""Lines of a person's file as forms ask for them: a name in two parts, a list of addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from potluck.content.front_matter import keys
from potluck.content.front_matter.yaml_block import Field, plain_or_quoted
from potluck.content.rules import shape
from potluck.content.source import Source
from potluck.problems import Edit, Problem

FIRST = frozenset("first_name firstname given_name givenname forename vorname prénom prenom primer_nombre".split())
LAST = frozenset("last_name lastname surname family_name familyname nachname apellido apellidos sobrenome".split())

WEB = re.compile(r"https?://\S+\Z|www\.\S+\Z", re.IGNORECASE)


def in_one(written: list[Field], source: Source, problems: list[Problem]) -> list[Field]:
    """The entries of a person's file, with the two parts of their name as one; what is to be written is a problem."""
    first = next((each for each in written if keys.canonical(each.key) in FIRST), None)
    last = next((each for each in written if keys.canonical(each.key) in LAST), None)
    named = next((each for each in written if keys.canonical(each.key) == "name"), None)
    if first is None and last and named and named.words and " " not in named.words.strip():
        first = replace(named, key="first_name")
        written = [first if each is named else each for each in written]
    if first is None or last is None or not (first.words and last.words):
        return written
    parts = sorted((first, last), key=lambda each: each.line)
    start, end = parts[0].line, parts[1].last_line
    between = source.lines[parts[0].last_line : parts[1].line - 1]
    said = [source.lines[each.line - 1].partition(":")[0].strip() for each in parts]
    title = f"`{said[0]}` and `{said[1]}` are one line here, `name`."
    if any(keys.canonical(each.key) == "name" for each in written):
        fix = "Delete these two lines: the name stands on a line of its own already."
        edit = Edit(start, end, "\n".join(between))
        problems.append(shape.KEY_UNKNOWN.at(source.relative, start, 1, title=title, fix=fix, edit=edit))
        return [each for each in written if each not in parts]
    name = f"{first.words} {last.words}"
    better = f"name: {plain_or_quoted(name)}"
    fix, edit = f"Write: `{better}`", Edit(start, end, "\n".join([better, *between]))
    problems.append(shape.KEY_UNKNOWN.at(source.relative, start, 1, title=title, fix=fix, edit=edit))
    whole = replace(parts[0], key="name", value=name)
    return [whole if each is parts[0] else each for each in written if each is not parts[1]]


def addresses(
    field: Field, title: str, fields: dict[str, Field], given: Mapping[str, int], source: Source
) -> Problem | None:
    """The problem of a list of addresses on somebody's card, where the first can be the website."""
    values = field.value if isinstance(field.value, tuple) else ()
    if not values or not all(WEB.match(each) for each in values):
        return None
    if "website" in given:
        fix = "Delete these lines. You may put the links into the text below the second `---`."
        return shape.KEY_UNKNOWN.at(source.relative, field.line, 1, title=title, fix=fix)
    better = f"website: {values[0]}"
    fields["website"] = replace(field, key="website", value=values[0])
    fix = f"Write: `{better}`, and put the others as links into the text below the second `---`."
    edit = Edit(field.line, field.last_line, better) if len(values) == 1 else None
    return shape.KEY_UNKNOWN.at(source.relative, field.line, 1, title=title, fix=fix, edit=edit)
