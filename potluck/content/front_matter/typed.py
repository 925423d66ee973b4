"""From entries to typed fields: has each value read; what they refuse is a problem at its line."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from potluck.content.front_matter import guesses
from potluck.content.front_matter.dates import parse_date
from potluck.content.front_matter.keys import canonical
from potluck.content.front_matter.left_out import REQUIRED, is_told, left_out
from potluck.content.front_matter.models import Fields, PersonFields, readers_of
from potluck.content.front_matter.top import FrontMatter
from potluck.content.front_matter.values import Asked, Refused, Surroundings
from potluck.content.front_matter.yaml_block import Field, Value, plain_or_quoted
from potluck.content.names import own_name, read_post_name
from potluck.content.rules import fields as rules
from potluck.content.source import Source
from potluck.late import late
from potluck.problems import Edit, Problem
from potluck.unseen import INVISIBLE, UNSEEN

FieldsT = TypeVar("FieldsT", bound=Fields)

WRITTEN = late("Write: `[^`]*`")
ITEM = late(r"\s*- ")
SHORTEST_CUT = 30
"""Characters. A value that is shown no further than that may go on."""
LISTS = frozenset(("tags", "authors", "aliases"))


def read_fields(
    model: type[FieldsT], front: FrontMatter, source: Source, surroundings: Surroundings
) -> tuple[FieldsT | None, list[Problem]]:
    """The typed fields of a file, or none with the problems that prevent them."""
    entries = dict(front.fields)
    if "author" in entries:
        author = entries.pop("author")
        entries.setdefault("authors", author)
    problems = [problem for each in entries.values() if (problem := _invisible(each, source))]
    given = {key: _unlisted(key, each.value) for key, each in entries.items() if each.value or key in REQUIRED}
    if model is PersonFields and "role" not in given and "member" not in surroundings.settings.roles:
        given["role"] = list(surroundings.settings.roles)[-1]
    found: dict[str, Any] = {}
    readers = readers_of(model)
    unknown = [key for key in given if key not in readers]
    is_whole = not unknown
    nothing_there = not front.fields and any(problem.line == 1 or problem.is_error for problem in front.problems)
    for key, read in readers.items():
        if key not in given:
            if key in REQUIRED:
                is_whole = False
                if not nothing_there and not is_told(key, front, source):
                    problems.append(left_out(key, REQUIRED[key], front, source))
            continue
        name = key.replace(".", "_")
        try:
            found[name] = read(given[key], Asked(name, surroundings, found))
        except Refused as refused:
            is_whole = False
            if refused.rule is rules.TITLE_MISSING:
                refused.better = plain_or_quoted(guesses.title(source.relative, source.lines[front.body_line - 1 :]))
            elif refused.rule is rules.NAME_MISSING:
                refused.fix = f"Write your name there, such as `name: {guesses.name(source.relative)}`."
            problems.append(_problem(key, refused, entries[key], source))
            if refused.better and name == "event_start":  # the end is told by the day that was meant
                meant = parse_date(refused.better.partition("\n")[0], surroundings.zone)
                found |= {} if isinstance(meant, str) else {name: meant}
    problems += [_problem(each, Refused(rules.VALUE_INVALID), entries[each], source) for each in unknown]
    return (model(**found) if is_whole and not problems else None), problems


def _unlisted(key: str, value: Value) -> Value:
    """What a list says that stands where words belong, as words."""
    return ", ".join(value) if isinstance(value, tuple) and key not in LISTS else value


def _problem(key: str, refused: Refused, entry: Field, source: Source) -> Problem:
    title, fix, better = refused.title, refused.fix, refused.better
    if key == "date" and not better and "title:" not in fix and (day := _day_in_name(entry, source)):
        better, fix = day, f"Write: `date: {day}`"
        if not re.search(r"\d", entry.words):  # `yesterday`, `TBD`
            title = f"{title.removesuffix('.')}; the file's name says {day}."
    line, edit = _place(entry, source, title, better)
    column = _column(entry, source) if line == entry.line else None
    if edit and better and "\n" in better:
        first, *rest = edit.replacement.split("\n")
        indent = first[: len(first) - len(first.lstrip())]
        if first.startswith("event:"):  # all of it stood on that line
            indent, first = "  ", f"event:\n  start:{first.partition(':')[2]}"
        edit = Edit(edit.start_line, edit.end_line, "\n".join([first, *(f"{indent}{each}" for each in rest)]))
        fix = f"Write:\n\n{edit.replacement}"
    if edit and WRITTEN.fullmatch(fix):
        fix = f"Write: `{edit.replacement.strip()}`"
    return refused.rule.at(source.relative, line, column, title=title, fix=fix, edit=edit, also=refused.also)


def _column(entry: Field, source: Source) -> int:
    """Where a value stands in its line, also if the line was read in another form than it is written in."""
    written = source.lines[entry.line - 1]
    if written[: entry.column - 1].rstrip().endswith(":") or not entry.words:
        return entry.column
    return written.find(entry.words) + 1 or entry.column


UNDATED = late(r"[\w .,/:'’-]{1,30}")
"""Words in place of a date, and no piece of a template."""


def _day_in_name(entry: Field, source: Source) -> str | None:
    """The one of several days that a date may mean which the name of the file says, with the time."""
    from potluck.content.front_matter.meant_dates import likely_date, meanings, time_at_end

    text = entry.value if isinstance(entry.value, str) else ""
    days = meanings(text)
    named = read_post_name(own_name(source.path)).date
    if named is not None and re.fullmatch(rf"\d{{4}}{str(named)[4:]}", text):
        return str(named)  # the year is out of bounds
    without_year = named is not None and text and not days and likely_date(f"{text} {named.year}") == named
    if (
        named is not None
        and not days
        and UNDATED.fullmatch(text)
        and {*map(int, re.findall(r"\d+", text))} <= {named.year, named.month, named.day}
    ):
        return str(named)  # what can't be read at all, and speaks of no other day
    return f"{named}{time_at_end(text)}" if (len(days) > 1 and named in days) or without_year else None


def _place(entry: Field, source: Source, title: str, better: str | None) -> tuple[int, Edit | None]:
    """The line of the part of an entry that a complaint names, and the edit that puts the better value there."""
    found = re.search(r"`([^`]+)`|“(.+?)”", title)
    named = _whole(found[1] or found[2], entry) if found else ""
    for number in range(entry.line, entry.last_line + 1):
        text = source.lines[number - 1]
        if named and number > entry.line and named not in text:
            continue
        if named and named in text:
            better = f"\n{item[0]}".join(better.split(", ")) if better and (item := ITEM.match(text)) else better
            return number, Edit(number, number, text.replace(named, better, 1)) if better else None
    if better and (entry.line == entry.last_line or isinstance(entry.value, str)):
        key, *value = re.split("[:：]", source.lines[entry.line - 1], maxsplit=1)
        key = key if value else entry.key
        if not canonical(entry.key).endswith(canonical(key.lstrip(" +\t\"'"))):
            return entry.line, None  # another program's form, where this line is none of ours
        return entry.line, Edit(entry.line, entry.last_line, f"{key}: {better}")
    return entry.line, None


def _whole(shown: str, entry: Field) -> str:
    """The part of an entry that a complaint names, which may show only its beginning."""
    return next((part for part in entry.texts if len(shown) >= SHORTEST_CUT and part.startswith(shown)), shown)


def _invisible(entry: Field, source: Source) -> Problem | None:
    """The problem of a character that nobody sees, whether it stands there or is written as an escape (`"\\u202e"`)."""
    text = entry.value if isinstance(entry.value, str) else " ".join(entry.value or ())
    if text.isascii() and text.isprintable():
        return None
    found = INVISIBLE.search(text) or UNSEEN.search(text)
    if found is None:
        return None
    for number in range(entry.line, entry.last_line + 1):
        line = source.lines[number - 1]
        if INVISIBLE.search(line):
            title = f"There is an invisible character (U+{ord(text[found.start()]):04X}) in this line."
            column = line.find(found.group()) + 1
            better = INVISIBLE.sub("", line)
            fix, edit = f"Write: `{better.strip()}`", Edit(number, number, better)
            return rules.INVISIBLE_IN_TOP.at(source.relative, number, column, title=title, fix=fix, edit=edit)
    title = f"An escape in this line stands for a character that nobody sees (U+{ord(text[found.start()]):04X})."
    fix = "Write the value without the backslash and what belongs to it."
    return rules.INVISIBLE_IN_TOP.at(source.relative, entry.line, title=title, fix=fix)
