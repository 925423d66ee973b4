"""Where front matter is that does not begin with `---` on the first line, and what stands there instead.

Most files begin with it, so this and all that it takes is imported once there is one that does not.
"""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from potluck.content.front_matter import guesses
from potluck.content.front_matter.dates import parse_date
from potluck.content.front_matter.fences import LIST_ITEM, close
from potluck.content.front_matter.layout import ENTRY, FENCE, Layout, Style, Top, entry_key, is_fence_like
from potluck.content.front_matter.meant_dates import likely_moment
from potluck.content.front_matter.openings import misplaced_opening, missing, opening_problem
from potluck.content.front_matter.other_forms import other_form
from potluck.content.front_matter.second_sets import opened_too_late
from potluck.content.front_matter.wrapped_tops import wrapped_top
from potluck.content.rules import shape
from potluck.problems import Edit

DATE_KEY = re.compile(r"(?:publish_?)?date|updated|created", re.IGNORECASE)
UTC = ZoneInfo("UTC")


def without_opening(lines: list[str], path: str) -> Layout:
    """Find the front matter of a file that does not begin with `---`."""
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        card = f"Write this into it, and a sentence or two about you below:\n\n---\nname: {guesses.name(path)}\n---\n"
        fix = card if path.split("/")[1:2] == ["authors"] else ""
        return Layout(Style.NONE, 1, 0, 1, shape.EMPTY_FILE.at(path, 1, fix=fix))
    if top := other_form(lines, first) or wrapped_top(lines, first):
        return _in_our_form(top, path, first)
    opening = misplaced_opening(lines, first)
    if opening and (late := opened_too_late(lines, path, opening)):
        return late
    if opening is not None:
        return close(lines, path, opening, opening_problem(lines, path, opening))
    if entry_key(lines[first]) and ENTRY.match(lines[first]):
        return _header(lines, path, first)
    return Layout(Style.NONE, 1, 0, 1, missing(path, lines))


def _in_our_form(top: Top, path: str, first: int) -> Layout:
    """The front matter of a top in another form, with the edit that writes it as ours."""
    entries = [_dated(line) for line in top.entries]
    block = [FENCE, *filter(None, entries), FENCE]
    words = "Write this in their place:"
    if top.below:
        words = "Take it away from all of these lines, so that the file begins with:"
    fix = "\n".join([words, "", *block])
    edit = Edit(1, top.ends + len(top.below), "\n".join([*block, *top.below]))
    problem = shape.OPEN.at(path, first + 1, 1, title=top.title, fix=fix, edit=edit)
    return Layout(Style.FENCED, top.begins, top.ends, top.ends + 1, problem, tuple(entries))


def _dated(line: str) -> str:
    """An entry with its date as we write dates, where it can mean only one moment."""
    key, _, value = line.partition(": ")
    if DATE_KEY.fullmatch(key) and isinstance(parse_date(value, UTC), str) and (meant := likely_moment(value)):
        return f"{key}: {meant}"
    return line


def _header(lines: list[str], path: str, first: int) -> Layout:
    """Pelican's header: `Key: value` lines up to a blank line, or, its opening fence forgotten, up to `---`.

    Where another sign than a colon stands in one of them, they are read line by line, as between two fences.
    """
    number = first
    while number < len(lines) and lines[number].strip() and not is_fence_like(lines[number]):
        if not (ENTRY.match(lines[number]) or lines[number][:1] in (" ", "\t") or LIST_ITEM.match(lines[number])):
            break
        number += 1
    if number < len(lines) and is_fence_like(lines[number]):
        title = "The `---` above the name is missing." if "/authors/" in path else ""
        problem = shape.OPEN_MISSING.at(path, first + 1, 1, title=title, edit=Edit(first + 1, first, FENCE))
        return Layout(Style.FENCED, first + 1, number, number + 2, problem)
    if lines[first][:1] in (" ", "\t"):
        plain = "\n".join(each.strip() for each in lines[first:number])
        fenced = Edit(first + 1, number, f"{FENCE}\n{plain}\n{FENCE}")
        problem = shape.INDENTED.at(path, first + 1, 1, edit=fenced)
        return Layout(Style.FENCED, first + 1, number, number + 1, problem)
    slipped = any(found["sign"] in ";=" for line in lines[first:number] if (found := ENTRY.match(line)))
    return Layout(Style.FENCED if slipped else Style.HEADER, first + 1, number, number + 1)
