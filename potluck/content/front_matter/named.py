"""Entries of front matter under our own names: a key given twice, one that nobody knows, one of another program."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from potluck.content.front_matter import keys
from potluck.content.front_matter.event_lines import grouped
from potluck.content.front_matter.person_lines import addresses, in_one
from potluck.content.front_matter.yaml_block import Field
from potluck.content.rules import shape
from potluck.content.source import Source
from potluck.problems import Edit, Problem


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
                problems.append(_twice(field, same, fields, allowed, source))
            else:
                fields[key] = field
        elif key in foreign:
            borrowed.append((key, field))
        else:
            problems.append(_unknown(field, allowed, fields, given, source))
    for key, field in borrowed:
        _tell_foreign(key, field, fields, foreign[key], source, problems)
        _borrow(key, field, foreign[key], fields)
    return fields


LED_BY = re.compile(r"\A[:;=\s]*(?:\.\s+)?")
"""What people put between a name and its value beside the colon."""
MAILBOX_BEHIND = re.compile(r"\s*<[^<>@\s]{1,64}@[^<>\s]{1,100}>\s*\Z")
"""An address behind somebody's name, as git writes it."""
STATUS_KEYS = frozenset(("draft", "published", "hidden", "unlisted"))
"""Keys of other programs that say what `status` says, with a yes or a no."""
ONE_BY_TWO_NAMES = {"author": "authors", "authors": "author"}
"""Keys that say the same thing: whoever reads one of them must not be told another's name by the other."""


def _twice(field: Field, key: str, fields: dict[str, Field], allowed: tuple[str, ...], source: Source) -> Problem:
    """The problem of a key given again; what stands under `author` a second time is often the title."""
    first = fields[key]
    as_what = "" if keys.canonical(field.key) == key else f", as `{first.key}`"
    title = f"`{field.key}` is given again here; line {first.line} gives it already{as_what}."
    if key in ("author", "authors") and "title" in allowed and "title" not in fields:
        meant = next((each for each in (field, first) if _is_title(each.value)), None)
        if meant is not None:
            said = (
                f"{title[:-1]}." if meant is field else f"`{first.key}` is given here and again on line {field.line}."
            )
            fields["title"], fields[key] = (field, first) if meant is field else (first, field)
            better = f"title:{source.lines[meant.line - 1].partition(':')[2]}"
            title = f"{said} Did you mean `title`?"
            return shape.KEY_TWICE.mended(source.relative, meant.line, meant.line, better, title=title)
    if both := _both(field, first, key, source):
        return both
    if as_what and set(map(_bare, _items(first.value))) < set(map(_bare, _items(field.value))):
        fix, edit = f"Delete line {first.line}: this one names all of them.", Edit(first.line, first.last_line, "")
        return shape.KEY_TWICE.at(source.relative, field.line, 1, title=title, fix=fix, edit=edit)
    same = field.value == first.value or (as_what != "" and set(_items(field.value)) <= set(_items(first.value)))
    return shape.KEY_TWICE.at(
        source.relative,
        field.line,
        1,
        title=title,
        fix="Delete this line; it says the same again." if same else "",
        edit=Edit(field.line, field.last_line, "") if same else None,
    )


def _bare(name: str) -> str:
    return name.strip()


def _both(field: Field, first: Field, key: str, source: Source) -> Problem | None:
    """The problem of a second author on a line of their own, right below the first, with the line for both."""
    values = (first.value, field.value)
    name = "authors" if key in ("author", "authors") else key
    if name not in ("authors", "tags") or field.line != first.last_line + 1 or field.line != field.last_line:
        return None
    if (
        first.line != first.last_line
        or not all(isinstance(each, str) and each for each in values)
        or values[0] == values[1]
    ):
        return None
    each_once = dict.fromkeys(part.strip() for each in values for part in _items(each))
    better = f"{name}: [{', '.join(each_once)}]"
    if any(sign in str(each) for each in values for sign in "[]{}:#\"'"):
        return None
    whom = "several people" if name == "authors" else "all of them"
    title = f"`{field.key}` is given again here; {whom} stand on one line."
    return shape.KEY_TWICE.mended(source.relative, first.line, field.line, better, title=title, line=field.line)


def _is_title(value: str | tuple[str, ...] | None) -> bool:
    return isinstance(value, str) and len(value.split()) > 1 and "," not in value


def _unknown(
    field: Field, allowed: tuple[str, ...], fields: dict[str, Field], given: Mapping[str, int], source: Source
) -> Problem:
    if field.key.startswith(("<!--", "//", "/*")):
        title = "A comment of this form means nothing between the two `---`."
        edit = Edit(field.line, field.last_line, "")
        return shape.KEY_UNKNOWN.at(source.relative, field.line, 1, title=title, fix="Delete the line.", edit=edit)
    if together := _time_of_day(field, fields, source):
        return together
    near = keys.nearest(field.key, allowed)
    title = f"A line that begins with `{field.key[:40]}` means nothing here."
    if near is None:
        if keys.canonical(field.key) in keys.ABOUT and allowed is keys.PERSON_KEYS:
            fix = "Put these words below the second `---`, and delete this line."
            return shape.KEY_UNKNOWN.at(source.relative, field.line, 1, title=title, fix=fix)
        if keys.canonical(field.key) in keys.NETWORKS and allowed is keys.PERSON_KEYS:
            fix = "Delete this line. You may put a link to it into the text below the second `---`."
            return shape.KEY_UNKNOWN.at(source.relative, field.line, 1, title=title, fix=fix)
        if f"{keys.GROUP}.{keys.canonical(field.key)}" in allowed:
            return _outside(field, source)
        if allowed is keys.PERSON_KEYS and (listed := addresses(field, title, fields, given, source)):
            return listed
        in_group = field.key.startswith(f"{keys.GROUP}.")
        known = [key for key in allowed if key.startswith(f"{keys.GROUP}.") is in_group]
        known = [key.removeprefix(f"{keys.GROUP}.") for key in known]
        title = f"A line that begins with `{field.key.removeprefix(f'{keys.GROUP}.')[:40]}` means nothing here."
        fix = f"Delete the line, or begin it with one of these: {', '.join(known)}."
        return shape.KEY_UNKNOWN.at(source.relative, field.line, 1, title=title, fix=fix)
    foreign = keys.foreign_of(allowed).get(near)
    if foreign is not None and foreign.becomes is None:
        edit = Edit(field.line, field.last_line, "")
        return shape.KEY_UNKNOWN.at(source.relative, field.line, 1, title=title, fix="Delete this line.", edit=edit)
    if foreign is not None and near in STATUS_KEYS and "status" not in fields and isinstance(field.value, str):
        _borrow(near, field, foreign, fields)
        edit, fix = _as_status(near, field)
        return shape.KEY_UNKNOWN.at(source.relative, field.line, 1, title=title, fix=fix, edit=edit)
    if foreign is not None and foreign.becomes in allowed and near not in STATUS_KEYS:
        near = foreign.becomes
    if near == "author" and (more := _more_authors(field, fields, source)):
        return more
    if near in given and near in allowed:
        title = f"{title[:-1]}; `{near}` is given on line {given[near]}."
        fix = f"Delete this line, or put what it says on line {given[near]}."
        return shape.KEY_UNKNOWN.at(source.relative, field.line, 1, title=title, fix=fix)
    line = source.lines[field.line - 1].removeprefix("+")
    value = re.split(r"[:：；]", line, maxsplit=1)[-1]
    grouped = f"{keys.GROUP}."
    inner = field.key.startswith(grouped) and near.startswith(grouped)
    indent = line[: len(line) - len(line.lstrip())] if inner else ""
    better = f"{indent}{near.removeprefix(grouped) if inner else near}: {LED_BY.sub('', value)}"
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


def _more_authors(field: Field, fields: dict[str, Field], source: Source) -> Problem | None:
    """The problem of another author under a name of their own, as `co-author` or `author2`, with the line for all."""
    first = fields.get("author") or fields.get("authors")
    if first is None or not re.match(r"(?i)(?:co|second|author)", field.key) or not isinstance(field.value, str):
        return None
    more = (MAILBOX_BEHIND.sub("", each) for each in _items(field.value))
    together = list(dict.fromkeys(map(str.strip, (*_items(first.value), *more))))
    on_two_lines = first.line == first.last_line < field.line == field.last_line
    if not on_two_lines or any(sign in each for each in together for sign in "[]{}:#\"'"):
        return None
    better = f"authors: [{', '.join(each.strip() for each in together)}]"
    title = f"A line that begins with `{field.key[:40]}` means nothing here; several people stand on one line."
    fix = f"Write `{better}` on line {first.line}, and delete this line."
    edit = Edit(first.line, field.line, "\n".join([better, *source.lines[first.line : field.line - 1]]))
    return shape.KEY_UNKNOWN.at(source.relative, field.line, 1, title=title, fix=fix, edit=edit)


def _time_of_day(field: Field, fields: dict[str, Field], source: Source) -> Problem | None:
    """The problem of a time on a line of its own, below that of its day, with both on one line."""
    *group, key = field.key.split(".", 1) if field.key.startswith(f"{keys.GROUP}.") else ("", field.key)
    ours = f"{keys.GROUP}.start" if group[0] else "date"
    day = fields.get(ours)
    if keys.canonical(key) not in keys.TIMES or day is None or not isinstance(field.value, str):
        return None
    from potluck.content.front_matter.meant_dates import time_at_end

    time = time_at_end(f"at {field.value}")
    if not time or not isinstance(day.value, str) or ":" in day.value or not day.line == day.last_line < field.line:
        return None
    line = source.lines[day.line - 1]
    indent = line[: len(line) - len(line.lstrip())]
    name = ours.removeprefix(f"{keys.GROUP}.")
    better = f"{indent}{name}: {day.value}{time}"
    title = f"The time stands behind the day, on the line of `{name}`."
    edit = Edit(day.line, field.line, "\n".join([better, *source.lines[day.line : field.line - 1]]))
    fix = f"Write `{better.strip()}` on line {day.line}, and delete this line."
    return shape.KEY_UNKNOWN.at(source.relative, field.line, 1, title=title, fix=fix, edit=edit)


def _outside(field: Field, source: Source) -> Problem:
    """A name of a meetup's that does not stand below `event:`, or not further in than that."""
    line = source.lines[field.line - 1].strip()
    above = source.lines[field.line - 2].rstrip() if field.line > 1 else ""
    below_it = above == f"{keys.GROUP}:" or above.startswith("  ")
    title = f"`{field.key[:40]}` belongs below `{keys.GROUP}:`, two spaces further in."
    better = f"  {line}" if below_it else f"{keys.GROUP}:\n  {line}"
    return shape.KEY_UNKNOWN.mended(source.relative, field.line, field.line, better, title=title, block=True)


def _tell_foreign(
    key: str, field: Field, fields: dict[str, Field], foreign: keys.Foreign, source: Source, problems: list[Problem]
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
    elif key in STATUS_KEYS and "status" not in fields and isinstance(field.value, str):
        edit, fix = _as_status(key, field)
    elif better := _in_our_words(key, field, fields, foreign.becomes, source):
        edit, fix = Edit(field.line, field.line, better), f"{foreign.hint} Write: `{better}`"
    elif key not in STATUS_KEYS and foreign.becomes in fields and foreign.becomes != "tags":
        fix = f"`{foreign.becomes}` is given on line {fields[foreign.becomes].line}: delete this line."
    title = f"`{field.key}` belongs to another blogging program."
    return shape.KEY_FOREIGN.at(source.relative, field.line, 1, title=title, fix=fix, edit=edit)


def _as_status(key: str, field: Field) -> tuple[Edit, str]:
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


def _borrow(key: str, field: Field, foreign: keys.Foreign, fields: dict[str, Field]) -> None:
    """Give our own key what another generator's key says, unless it is there already."""
    ours = foreign.becomes
    value = field.value
    if key in STATUS_KEYS:
        value = _status(key, str(value))
        if not value:
            return
    if ours == "tags" and "tags" in fields:
        known = fields["tags"]
        value = (*_items(known.value), *_items(value))
        fields["tags"] = replace(known, key="tags", value=value)
    elif ours and ours not in fields and value is not None:
        fields[ours] = replace(field, value=value)


def _items(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else tuple(part for part in (value or "").split(",") if part.strip())
