"""Where front matter is that does not begin with `---` on the first line, and what stands there instead.

Most files begin with it, so this and all that it takes is imported once there is one that does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from potluck.content.front_matter import guesses, keys
from potluck.content.front_matter.dates import parse_date
from potluck.content.front_matter.fences import LIST_ITEM, close
from potluck.content.front_matter.layout import (
    ENTRY,
    FENCE,
    Layout,
    Style,
    Top,
    ends_in_code,
    entry_key,
    is_code_fence,
    is_fence,
    is_fence_like,
)
from potluck.content.front_matter.meant_dates import likely_moment
from potluck.content.front_matter.openings import SEARCH, misplaced_opening, missing, opening_problem
from potluck.content.front_matter.other_forms import is_no_part, other_form
from potluck.content.front_matter.second_sets import opened_too_late
from potluck.content.front_matter.slips import TWO_IN_ONE
from potluck.content.front_matter.wrapped_tops import wrapped_top
from potluck.content.front_matter.yaml_block import plain_or_quoted
from potluck.content.rules import shape
from potluck.problems import Edit

DATE_KEY = re.compile(r"(?:publish_?)?date|updated|created", re.IGNORECASE)
UTC = ZoneInfo("UTC")
MOST_APART = 16
"""Lines from the top in which entries may stand apart from each other."""
LONGEST_DAY = 32
"""Characters of a line that says when, and nothing else."""


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
    is_below = opening and not all(map(is_no_part, lines[:opening])) and not any(map(is_fence, lines[opening + 1 :]))
    if is_below and (below := _elsewhere(lines, path)):
        return below
    if opening is not None:
        layout = close(lines, path, opening, opening_problem(lines, path, opening))
        edit = layout.problem.edit if layout.problem else None
        fenced = edit and edit.end_line == layout.body_line and edit.replacement.endswith(f"\n{FENCE}")
        return replace(layout, body_line=layout.body_line + 1) if fenced else layout  # past the backticks' end
    if ENTRY.match(lines[first]) and (entry_key(lines[first]) or _is_header(lines, first)):
        top = _spread(lines, first, {"name"} if "/authors/" in path else {"title", "author"})
        return _in_our_form(top, path, first) if top else _header(lines, path, first)
    return _elsewhere(lines, path) or Layout(Style.NONE, 1, 0, 1, missing(path, lines))


def _is_header(lines: list[str], first: int) -> bool:
    """Whether the first lines are entries up to an empty one, with a title among them."""
    ends = next((number for number in range(first, len(lines)) if not lines[number].strip()), len(lines))
    head = lines[first:ends]
    return any(entry_key(line) == "title" for line in head) and all(map(ENTRY.match, head))


def _elsewhere(lines: list[str], path: str) -> Layout | None:
    """The front matter of a file that gives its title and author below a greeting, or at its end, without two `---`."""
    if sum(entry_key(line) == "title" for line in lines) > 1:
        return None
    last = max(number for number, line in enumerate(lines) if line.strip())
    for begins, ends in _runs(lines):
        ends += ends < len(lines) and is_fence_like(lines[ends])
        if (begins <= SEARCH or ends > last) and (found := _brought_up(lines, path, begins, ends, ends > last)):
            return found
    return None


def _runs(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Where names that we know stand one below the other: the index of the first line, and that behind the last."""
    keyed = [bool((found := ENTRY.match(line)) and line[:1].strip() and keys.is_known(found["key"])) for line in lines]
    for known, group in groupby(range(len(lines)), keyed.__getitem__):
        begins, *more = group
        if known and not (begins and is_code_fence(lines[begins - 1])):
            yield begins, begins + len(more) + 1


def _brought_up(lines: list[str], path: str, begins: int, ends: int, at_the_end: bool) -> Layout | None:
    """The front matter between these indexes, with the edit that makes it the top; none where it is not the post's."""
    named = [said for line in lines[begins:ends] if (said := _said(line.strip()))[0]]
    starts = begins - (begins > 0 and is_fence_like(lines[begins - 1]))
    above = lines[:starts]
    if at_the_end and "title" not in dict(named):
        named, above = _with_heading(named, above)
    if not {"title", "author"} <= dict(named).keys() or not (at_the_end or _is_top(above, lines[begins])):
        return None
    block = [FENCE, *(_dated(entry) for _, entry in named), FENCE]
    is_greeting = all(map(is_no_part, above))
    where = f"Take lines {1 if is_greeting else starts + 1} to {ends} away"
    if len(above) < starts and not is_greeting:
        where += ", and the heading at the top"
    text = [] if is_greeting else [*([""] if above[0].strip() else []), *above]
    problem = shape.OPEN.at(
        path,
        begins + 1,
        1,
        title=f"The title and author stand {'below a greeting' if is_greeting else 'further down'}, "
        "and not between two lines of `---` at the top.",
        fix="\n".join([f"{where}, and begin the file with:", "", *block]),
        edit=Edit(1, ends, "\n".join([*block, *text])),
    )
    return Layout(Style.FENCED, begins + 1, ends, ends + 1, problem, tuple(block[1:-1]))


def _with_heading(named: list[tuple[str, str]], above: list[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """The names with the first heading as the title, and what is left above them; both as they are without one."""
    first = next((number for number, line in enumerate(above) if line.strip()), None)
    if first is None or not (heading := guesses.HEADING.match(above[first].strip())):
        return named, above
    title = f"title: {plain_or_quoted(guesses.plain(heading['words']))}"
    return [("title", title), *named], above[first + 1 :]


def _is_top(above: list[str], first: str) -> bool:
    """Whether names and values in the midst of a text are its own, and not of a book it is about, or an example."""
    return not ends_in_code(above) and (first[:1].islower() or all(map(is_no_part, above)))


def _in_our_form(top: Top, path: str, first: int) -> Layout:
    """The front matter of a top in another form, with the edit that writes it as ours."""
    entries, title = [_dated(line) for line in top.entries], top.title
    if "/authors/" in path:
        title = title.replace("The title and author", "The name and what is below it")
        if not any(line.startswith(("name:", "author")) for line in entries):  # with an author, it is a whole post
            entries = [re.sub("^title:", "name:", line) for line in entries]
    block = [FENCE, *filter(None, entries), FENCE]
    words = "Write this in their place:"
    if top.below:
        words = "Take it away from all of these lines, so that the file begins with:"
    fix = "\n".join([words, "", *block])
    edit = Edit(1, top.ends + len(top.below), "\n".join([*block, *top.below]))
    problem = shape.OPEN.at(path, first + 1, 1, title=title, fix=fix, edit=edit)
    return Layout(Style.FENCED, top.begins, top.ends, top.ends + 1, problem, tuple(entries))


def _dated(line: str) -> str:
    """An entry with its date as we write dates, where it can mean only one moment."""
    key, _, value = line.partition(": ")
    if DATE_KEY.fullmatch(key) and isinstance(parse_date(value, UTC), str) and (meant := likely_moment(value)):
        return f"{key}: {meant}"
    return line


def _spread(lines: list[str], first: int, needed: set[str]) -> Top | None:
    """Names and values with empty lines between them, or signed `by Ada Moreno`: the rest of them would be text."""
    entries: list[str] = []
    given: set[str] = set()
    apart, ends = False, first
    for number, line in enumerate(lines[first : first + MOST_APART], first + 1):
        key, entry = _said(line.strip())
        if not line.strip() and needed <= given and not apart:
            break  # a whole header
        if line.strip() and (not key or key in given or is_fence_like(line)):
            if entries and entries[-1].partition(":")[0] not in ("", "author", "date") and not is_fence_like(line):
                return None  # it goes on what is said above it, and belongs to that
            break
        apart = apart or bool(line.strip() and number > first + 1 and (entries[-1] == "" or not entry_key(line)))
        entries.append(entry)
        given.add(key)
        ends = number if key else ends
    if not apart or not needed <= given:
        return None
    fence = next((number for number in range(ends, min(ends + 2, len(lines))) if lines[number].strip()), ends)
    ends = fence + 1 if fence < len(lines) and is_fence_like(lines[fence]) else ends
    title = "The title and author stand in the text, and not between two lines of `---`."
    return Top(title, entries, first + 1, ends)


def _said(line: str) -> tuple[str, str]:
    """The name of an entry, and the entry as we write it, also where a line is a signature or a day; else nothing."""
    key, found = entry_key(line), ENTRY.match(line)
    if key and found and found["value"].strip():
        key = {"authors": "author"}.get(key, key)
        return key, f"{key}: {plain_or_quoted(found['value'].strip())}"
    if name := guesses.signed(line.lstrip("-–—•* ")):
        more = line[line.index(name) + len(name) :].strip("])*_,;|([–—· ")
        return "author", f"author: {plain_or_quoted(name)}{more and f'  # {more}'}"
    if len(line) < LONGEST_DAY and (day := likely_moment(line)):
        return "date", f"date: {day}"
    return "", ""


def _header(lines: list[str], path: str, first: int) -> Layout:
    """Pelican's header: `Key: value` lines up to a blank line, or, its opening fence forgotten, up to `---`.

    Where one of them has another sign than a colon, or two names, they are read line by line, as between two fences.
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
    head = lines[first:number]
    slipped = any(found["sign"] in ";=" for line in head if (found := ENTRY.match(line))) or any(
        map(TWO_IN_ONE.match, head)
    )
    return Layout(Style.FENCED if slipped else Style.HEADER, first + 1, number, number + 1)
