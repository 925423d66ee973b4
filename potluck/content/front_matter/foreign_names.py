"""Names of entries that belong to another blogging program: what we call them, and what they say here."""

from __future__ import annotations

from msgspec.structs import replace

from potluck.content.front_matter import keys
from potluck.content.front_matter.values import OF_PROGRAMS, PROGRAMMED
from potluck.content.front_matter.yaml_block import Field
from potluck.content.rules import shape
from potluck.content.source import Source
from potluck.problems import Edit, Problem

STATUS_KEYS = frozenset(("draft", "published", "hidden", "unlisted"))
"""Keys of other programs that say what `status` says, with a yes or a no."""


def tell_foreign(
    key: str, field: Field, fields: dict[str, Field], foreign: keys.Foreign, source: Source, problems: list[Problem]
) -> None:
    """Name another generator's key, once: one that has no use here and is misspelt as well is best deleted."""
    here = [(n, each.edit) for n, each in enumerate(problems) if each.line == field.line and each.edit]
    at_fault = next(((n, edit) for n, edit in here if edit.start_line == edit.end_line == field.line), None)
    if at_fault is None:
        problems.append(_hint(key, field, fields, foreign, source))
    elif foreign.becomes is None:
        place, edit = at_fault
        kept = [line for line in edit.replacement.split("\n") if keys.of_line(line) != key]
        rest = "\n".join(kept) if len(kept) < edit.replacement.count("\n") + 1 else ""  # two names stood on the line
        hint = f"Write:\n\n{rest}" if rest else f"Delete this line. {foreign.hint}"
        problems[place] = replace(problems[place], fix=hint, edit=Edit(field.line, field.last_line, rest))


def _hint(key: str, field: Field, fields: dict[str, Field], foreign: keys.Foreign, source: Source) -> Problem:
    edit, fix = None, foreign.hint
    title = f"`{field.key}` belongs to another blogging program."
    if foreign.in_words:
        return shape.KEY_FOREIGN.at(source.relative, field.line, 1, title=title, fix=fix)
    if foreign.becomes is None or _is_of_programs(field, foreign.becomes):
        edit, fix = Edit(field.line, field.last_line, ""), fix if foreign.becomes is None else OF_PROGRAMS
    elif key in STATUS_KEYS and "status" not in fields and isinstance(field.value, str):
        edit, fix = as_status(key, field)
    elif better := _in_our_words(key, field, fields, foreign.becomes, source):
        edit, fix = Edit(field.line, field.line, better), f"{foreign.hint} Write: `{better}`"
    elif key not in STATUS_KEYS and foreign.becomes in fields and foreign.becomes != "tags":
        fix = f"`{foreign.becomes}` is given on line {fields[foreign.becomes].line}: delete this line."
    if edit and not edit.replacement:
        title = f"{title[:-1]}, and says nothing here."
    return shape.KEY_FOREIGN.at(source.relative, field.line, 1, title=title, fix=fix, edit=edit)


def as_status(key: str, field: Field) -> tuple[Edit, str]:
    """The edit that says with `status` what `draft` or `published` says, and its words."""
    status = _status(key, str(field.value))
    edit = Edit(field.line, field.last_line, f"status: {status}" if status else "")
    return edit, f"Write: `status: {status}`" if status else "Delete the line; a post is published by itself."


def _in_our_words(key: str, field: Field, fields: dict[str, Field], ours: str, source: Source) -> str | None:
    """The line with our own key, where that says the same; none where we have such a line already."""
    value = source.lines[field.line - 1].removeprefix("+").partition(":")[2]
    if key in STATUS_KEYS or ours in fields or not isinstance(field.value, str | tuple) or not value:
        return None
    return f"{ours}:{value.rstrip()}"


def _status(key: str, value: str) -> str:
    """What `draft: true` or `published: false` says, or nothing; what is no clear no is a yes, lest a draft get out."""
    is_no = value.lower() in keys.NO_WORDS
    if key in ("hidden", "unlisted"):
        return "" if is_no else "hidden"
    return "draft" if (key == "draft") is not is_no else ""


def borrow(key: str, field: Field, foreign: keys.Foreign, fields: dict[str, Field]) -> None:
    """Give our own key what another generator's key says, unless it is there already."""
    ours = foreign.becomes
    value = field.value
    if key in STATUS_KEYS:
        value = _status(key, str(value))
        if not value:
            return
    if ours == "tags" and "tags" in fields:
        known = fields["tags"]
        value = (*items_of(known.value), *items_of(value))
        fields["tags"] = replace(known, key="tags", value=value)
    elif ours and ours not in fields and value is not None and not _is_of_programs(field, ours):
        fields[ours] = replace(field, value=value)


def _is_of_programs(field: Field, ours: str) -> bool:
    """Whether a language is named that only programs are written in."""
    return ours == "lang" and field.words.lower() in PROGRAMMED


def items_of(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """The values of a list, as they were written."""
    return value if isinstance(value, tuple) else tuple(part for part in (value or "").split(",") if part.strip())
