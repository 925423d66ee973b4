"""Front matter that YAML refuses: entry by entry, what is wrong, on which line, and what to write instead.

A YAML parser stops at the first line it can't go on from, which is often far below the mistake. Here each entry (a
`name: value` line with the indented or dashed lines below it) is tried on its own, so the line blamed is the line at
fault. What is certain is understood as meant; the rest is an error with the nearest thing to write."""

from __future__ import annotations

import re

import msgspec
from msgspec.structs import replace

from potluck.content.front_matter import keys
from potluck.content.front_matter.entry import Entry, Slip, parse_or_none, parts_of, rewritten
from potluck.content.front_matter.groups import (
    IMAGE_GROUPS,
    NAMED_GROUPS,
    OF_MEETUPS,
    dashed_group,
    group_in_group,
    group_of_others,
    several_groups,
    uneven_group,
)
from potluck.content.front_matter.layout import ENTRY, entry_key
from potluck.content.front_matter.list_slips import LIST_KEYS, nested
from potluck.content.front_matter.slips import BULLETED, OTHER_SIGN, SLIPS, TEXT_KEYS, filled_in, indented, tabbed
from potluck.content.front_matter.yaml_block import Field, NotSimpleError, parse, plain_or_quoted, quoted
from potluck.content.names import HANDLE
from potluck.content.rules import shape
from potluck.problems import Edit, Problem

PERSON_GROUPS = frozenset(("author", "authors"))
LINK_GROUPS = frozenset(("social", "socials", "social_links", "links", "contact", "contacts", "profiles"))
INNER = re.compile(r"\s+(?:- +)?(?P<key>[A-Za-z_]{2,20}): *(?P<value>\S.*)\Z")
PLAIN_NAME = re.compile(r"[A-Za-z][\w-]{2,20}\Z")
SIGNED = re.compile(r"[@`%]\w")
DASHED_NAME = re.compile(r"[-*+] +(?P<key>[A-Za-z_]{2,20})\s*:")


def read_entries(lines: list[str], first_line: int, path: str, inner: bool = False) -> Reading:
    """Read a block that is not simple YAML as a whole, entry by entry; a key may come twice.

    `inner` lines are those below `event:`.
    """
    reading = Reading()
    for entry in _split(lines, first_line, inner):
        if grouped := _grouped(entry, path) or group_of_others(entry, path):
            reading.problems.append(grouped[0])
            reading.fields += grouped[1]
            continue
        try:
            fields = parse("\n".join(entry.lines), entry.first)
            if entry.lines[0].lstrip()[:1] == "{":
                raise NotSimpleError("value", entry.first)
            if slip := indented(entry, entry.lines[0], path):
                reading.problems.append(slip[0])
        except NotSimpleError as fault:
            if fields := _of_nobody(entry):
                reading.is_explained = True  # by its name, which is told
            elif _is_group(entry) and not tabbed(entry, entry.lines[0], path):
                fields = _read_group(entry, path, reading)
            else:
                problem, fields = (
                    _nameless(entry, lines, path)
                    or _joined(entry, reading, lines[: entry.first - first_line], path)
                    or _diagnose(entry, fault, path)
                )
                reading.problems.append(problem)
        reading.fields += fields
    as_one(reading, lines, first_line)
    as_one_of_several(reading)
    return reading


def _grouped(entry: Entry, path: str) -> Slip:
    """Names below another one, as other programs have them: a person's under `author:`, links under `social:`."""
    key = keys.canonical(parts_of(entry.lines[0])[0])
    below = [line for line in entry.lines[1:] if line.strip()]
    if key not in (*PERSON_GROUPS, *LINK_GROUPS) or parts_of(entry.lines[0])[1] or not below:
        return None
    inside = [INNER.match(line) for line in below]
    if not all(inside):
        return None
    said = {found["key"].lower(): found["value"].strip() for found in inside if found}
    if key in PERSON_GROUPS:
        name = next((said[each] for each in ("handle", "id", "slug", "name") if said.get(each)), "")
        title = f"Behind `{key}:` stands a handle or a name, and nothing below it."
        return rewritten(shape.SYNTAX, entry, path, [f"{key}: {plain_or_quoted(name)}"], title)
    title = f"These lines need no `{key}:` above them."
    return rewritten(shape.SYNTAX, entry, path, [line.strip(" \t-") for line in below], title)


def _is_group(entry: Entry) -> bool:
    """Whether an entry is the one that has a group of lines below it."""
    key, value = parts_of(entry.lines[0])
    return keys.canonical(key) == keys.GROUP and not value and any(line.strip() for line in entry.lines[1:])


def _read_group(entry: Entry, path: str, reading: Reading) -> list[Field]:
    """The lines of a group, each tried on its own."""
    if slip := dashed_group(entry, path) or several_groups(entry, path) or group_in_group(entry, path):
        reading.problems.append(slip[0])
        return slip[1]
    below = read_entries([line.strip() for line in entry.lines[1:]], entry.first + 1, path, inner=True)
    if not below.problems:
        below.problems.append(uneven_group(entry, path) or shape.UNSUPPORTED.at(path, entry.first))
        reading.problems += below.problems
        return [replace(each, key=f"{keys.INNER}{each.key}") for each in below.fields]
    for problem in below.problems:
        edit = problem.edit
        if edit and edit.replacement:
            line = entry.lines[edit.start_line - entry.first]
            edit = replace(edit, replacement=line[: len(line) - len(line.lstrip())] + edit.replacement)
        reading.problems.append(replace(problem, edit=edit))
    return [replace(each, key=f"{keys.INNER}{each.key}") for each in below.fields]


def _of_nobody(entry: Entry) -> list[Field]:
    """An entry whose name nobody knows, of which nothing else is told: that its value begins with a sign."""
    key, value = parts_of(entry.lines[0])
    is_such = len(entry.lines) == 1 and not entry.inner and not entry.knows(key) and SIGNED.match(value)
    return parse_or_none([f"{key}: {quoted(value)}"], entry.first) if is_such and PLAIN_NAME.match(key) else []


def _split(lines: list[str], first_line: int, inner: bool) -> list[Entry]:
    entries: list[Entry] = []
    for offset, line in enumerate(lines):
        starts = bool(line.strip()) and not line.startswith(("#", "-")) and not _continues(line, entries)
        name, value = parts_of(entries[-1].lines[0]) if entries else ("", "")
        in_list = keys.canonical(name) in LIST_KEYS and not value  # whose items stand below it
        dashed = DASHED_NAME.match(line)  # a name that somebody made an item of a list
        starts = starts or (dashed is not None and keys.is_known(dashed["key"]) and not in_list)
        starts = starts and not (in_list and (BULLETED.match(line) or (_is_words(line) and not inner)))
        if starts or not entries:
            if line.strip() and not line.startswith("#"):
                entries.append(Entry([line], first_line + offset, inner))
        else:
            entries[-1].lines.append(line)
    return entries


def _continues(line: str, entries: list[Entry]) -> bool:
    """Whether an indented line belongs to the entry above it; one with a key of its own does not."""
    if not line[0].isspace():
        return bool(entries) and _is_group(entries[-1]) and keys.canonical(parts_of(line)[0]) in OF_MEETUPS
    if entries and keys.canonical(parts_of(entries[-1].lines[0])[0]) == keys.GROUP:
        return True
    if entries and _opens_group(entries[-1]):
        return True
    found = ENTRY.match(line)
    return bool(entries) and not (found and keys.is_known(found["key"]))


def _opens_group(entry: Entry) -> bool:
    key, value = parts_of(entry.lines[0])
    if entry.lines[1:] and entry.lines[1].startswith("-"):
        return False  # a list
    known = keys.canonical(key) in (*PERSON_GROUPS, *LINK_GROUPS, *IMAGE_GROUPS, *NAMED_GROUPS)
    return not value and (known or (re.fullmatch(r"[A-Za-z_]{3,20}", key) is not None and not keys.is_known(key)))


def _diagnose(entry: Entry, fault: NotSimpleError, path: str) -> tuple[Problem, list[Field]]:
    line = entry.lines[0]
    value = parts_of(line)[1]
    if found := filled_in(entry, line, path):
        return found
    if fault.reason == "value" and (value[:1] in ("[", "") or (value[:1] == "{" and ":" in value)):
        if found := nested(entry, line, path):
            return found
        return shape.UNSUPPORTED.at(path, fault.line, 1), []
    for look in SLIPS:
        if found := look(entry, line, path):
            return found
    if fault.reason == "value":
        return shape.UNSUPPORTED.at(path, fault.line, 1), []
    return shape.SYNTAX.at(path, min(max(fault.line, entry.first), entry.last), 1), []


def _nameless(entry: Entry, lines: list[str], path: str) -> Slip:
    """A handle or a title without its name: where nothing else says who wrote the post, or on the first line of all."""
    line = entry.lines[0].strip()
    given = {keys.canonical(parts_of(each)[0]) for each in lines}
    is_first = line == next(each for each in lines if each.strip()).strip()
    if entry.inner or len(entry.lines) > 1 or "/authors/" in path:
        return None
    if "-" in line and HANDLE.match(line) and not given & PERSON_GROUPS:
        key = "author"
    elif is_first and _is_words(line) and len(line.split()) <= 20 and "title" not in given:
        key = "title"
    else:
        return None
    better = f"{key}: {plain_or_quoted(line)}"
    title = f"The name of this line is missing; did you mean `{key}`?"
    problem = shape.SYNTAX.mended(path, entry.first, entry.first, better, title=title)
    return problem, parse_or_none([better], entry.first)


def _is_words(line: str) -> bool:
    """Whether a line has no name, and begins with a letter or digit."""
    return ":" not in line and not entry_key(line) and line[:1].isalnum()


def _joined(entry: Entry, reading: Reading, lines: list[str], path: str) -> Slip:
    """A line without a name, below a value in words, which it goes on with; `lines` are all above it."""
    above = reading.fields[-1] if reading.fields else None
    line = entry.lines[0].strip()
    if above is None or "".join(entry.lines[1:]).strip() or isinstance(above.value, tuple):
        return None
    if "".join(lines[len(lines) + above.last_line - entry.first + 1 :]).strip():
        return None
    goes_on = keys.canonical(above.key) in LIST_KEYS and str(above.value).endswith(",")
    if (keys.canonical(above.key) not in TEXT_KEYS and not goes_on) or not _is_words(line):
        return None
    if ((named := OTHER_SIGN.match(line)) and keys.is_known(named["key"])) or entry_key(line):
        return None
    reading.fields.pop()
    whole = f"{above.value or ''} {line}".strip()
    better = f"{above.key}: {plain_or_quoted(whole)}"
    field = Field(above.key, whole, above.line, above.column, entry.last)
    title = f"This line goes on with `{above.key}`, and must stand on the same line."
    return shape.SYNTAX.mended(path, above.line, entry.last, better, title=title, line=entry.first), [field]


class Reading(msgspec.Struct):
    """What could be made of a block: the fields understood and the problems found."""

    fields: list[Field] = []
    problems: list[Problem] = []
    is_explained: bool = False
    """Whether there is something else to say than these problems, of the names of the fields."""


def as_one(reading: Reading, lines: list[str], first_line: int) -> None:
    """One problem where every line has the same slip: whoever wrote the first one so wrote them all so."""
    kinds = {(each.id, re.sub("`[^`]*`", "", each.title)) for each in reading.problems}
    written = [number for number, line in enumerate(lines, first_line) if line.strip()]
    edits = {each.line: each.edit for each in reading.problems}
    if len(written) < 2 or len(kinds) > 1 or sorted(edits, key=str) != sorted(written, key=str):
        return
    better = []
    for number in range(written[0], written[-1] + 1):
        edit = edits.get(number)
        if (edit is None and number in edits) or (edit and not edit.start_line == edit.end_line == number):
            return
        better.append(edit.replacement if edit else lines[number - first_line])
    first = reading.problems[0]
    whole = "\n".join(better)
    title = f"{first.title} The same goes for the lines below it."
    edit = Edit(written[0], written[-1], whole)
    reading.problems[:] = [replace(first, title=title, fix=f"Write:\n\n{whole}", edit=edit)]


def as_one_of_several(reading: Reading) -> None:
    """One problem where several lines right below each other have the same slip."""
    merged: list[Problem] = []
    for each in reading.problems:
        run = merged[-1] if merged else None
        if run and _is_alike(run, each) and run.edit and each.edit and run.edit.end_line + 1 == each.edit.start_line:
            whole = f"{run.edit.replacement}\n{each.edit.replacement}"
            edit = Edit(run.edit.start_line, each.edit.end_line, whole)
            merged[-1] = replace(run, edit=edit, fix=f"Write:\n\n{whole}")
        else:
            merged.append(each)
    for at, each in enumerate(merged):
        if each.edit and each.edit.end_line > each.edit.start_line + 1 and each not in reading.problems:
            merged[at] = replace(each, title=f"{each.title} The same goes for the lines below it.")
    if any(each.edit and each.edit.end_line > each.edit.start_line + 1 for each in merged):
        reading.problems[:] = merged


def _is_alike(one: Problem, other: Problem) -> bool:
    """Whether two lines have the same slip, each with a line for it."""
    if one.id != other.id or one.edit is None or other.edit is None or other.edit.start_line != other.edit.end_line:
        return False
    is_line = one.edit.end_line - one.edit.start_line == one.edit.replacement.count("\n")
    return is_line and re.sub("`[^`]*`", "", one.title) == re.sub("`[^`]*`", "", other.title)
