"""The same slip on several lines, told as one problem: whoever wrote the first line so wrote the others so too."""

from __future__ import annotations

import re

import msgspec
from msgspec.structs import replace

from potluck.content.front_matter.yaml_block import Field
from potluck.problems import Edit, Problem


class Reading(msgspec.Struct):
    """What could be made of a block: the fields understood and the problems found."""

    fields: list[Field] = []
    problems: list[Problem] = []


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
