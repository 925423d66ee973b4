"""Entries that are given twice: which of them to keep, or the line that says what both say."""

from __future__ import annotations

from collections.abc import Iterable

from potluck.content.front_matter import keys
from potluck.content.front_matter.foreign_names import items_of
from potluck.content.front_matter.yaml_block import Field, plain_or_quoted
from potluck.content.rules import shape
from potluck.content.source import Source
from potluck.problems import Edit, Problem


def twice(field: Field, key: str, fields: dict[str, Field], allowed: tuple[str, ...], source: Source) -> Problem:
    """The problem of a key given again; what stands under `author` a second time is often the title."""
    first = fields[key]
    as_what = "" if keys.canonical(field.key) == key else f", as `{first.key}`"
    title = f"`{field.key}` is given again here; line {first.line} gives it already{as_what}."
    if key in ("author", "authors") and "title" in allowed and "title" not in fields:
        pair = (field, first)
        meant = next((each for each in pair if len(each.words.split()) > 1 and "," not in each.words), None)
        if meant is not None:
            said = (
                f"{title[:-1]}." if meant is field else f"`{first.key}` is given here and again on line {field.line}."
            )
            fields["title"], fields[key] = (field, first) if meant is field else (first, field)
            better = f"title: {source.lines[meant.line - 1].partition(':')[2].strip() or plain_or_quoted(meant.words)}"
            title = f"{said} Did you mean `title`?"
            return shape.KEY_TWICE.mended(source.relative, meant.line, meant.line, better, title=title)
    if second := _second_group(field, first, source):
        return second
    if both := _both(field, first, key, source):
        return both
    fix, edit = "", None
    if as_what and set(map(str.strip, items_of(first.value))) < set(map(str.strip, items_of(field.value))):
        fix, edit = f"Delete line {first.line}: this one names all of them.", Edit(first.line, first.last_line, "")
    elif field.value == first.value or (as_what and set(items_of(field.value)) <= set(items_of(first.value))):
        fix, edit = "Delete this line; it says the same again.", Edit(field.line, field.last_line, "")
    return shape.KEY_TWICE.at(source.relative, field.line, 1, title=title, fix=fix, edit=edit)


def _both(field: Field, first: Field, key: str, source: Source) -> Problem | None:
    """The problem of a second author on a line of their own, right below the first, with the line for both."""
    values = (first.value, field.value)
    name = "authors" if key in ("author", "authors") else key
    is_list = name in ("authors", "tags") and all(isinstance(each, str) and each for each in values)
    if not is_list or values[0] == values[1] or field.line != first.last_line + 1:
        return None
    better = on_one_line(name, (*items_of(first.value), *items_of(field.value)), (first, field), source)
    if better is None:
        return None
    whom = "several people" if name == "authors" else "all of them"
    title = f"`{field.key}` is given again here; {whom} stand on one line."
    return shape.KEY_TWICE.mended(source.relative, first.line, field.line, better, title=title, line=field.line)


def _second_group(field: Field, first: Field, source: Source) -> Problem | None:
    """The problem of a second meetup in one post, told once for all its lines."""
    if not field.key.startswith(keys.INNER):
        return None
    between = range(field.line - 1, first.line, -1)
    top = next((number for number in between if source.lines[number - 1].rstrip() == f"{keys.GROUP}:"), None)
    if top is None:
        return None
    last = field.last_line
    while last < len(source.lines) and source.lines[last].startswith((" ", "\t")):
        last += 1
    title = f"`{keys.GROUP}:` stands here for the second time; a post tells of one meetup."
    fix = f"Delete lines {top} to {last}, or those of the first one. For two meetups, write two posts."
    return shape.KEY_TWICE.at(source.relative, top, 1, title=title, fix=fix)


def on_one_line(name: str, items: Iterable[str], pair: tuple[Field, Field], source: Source) -> str | None:
    """The line that says what two lines say, each item once; none where they are longer, or more than plain words."""
    first, field = pair
    each_once = dict.fromkeys(map(str.strip, items))
    written = "".join(source.lines[each.line - 1] for each in pair)
    are_lines = first.line == first.last_line < field.line == field.last_line
    if not are_lines or "#" in written or any(sign in each for each in each_once for sign in "[]{}:#\"'"):
        return None
    return f"{name}: [{', '.join(each_once)}]"
