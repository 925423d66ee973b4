"""Where a file's front matter begins and ends.

Front matter stands between a first line `---` and the next such line; Pelican's own header (`Title: …` lines up to
a blank one) is read as well. Beginners write these fences in many ways: `locate` finds what they meant, says what is
wrong, and still names the lines, so that whatever else is amiss in the file can be reported at the same time.
"""

from __future__ import annotations

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

from potluck.content.front_matter import guesses, keys
from potluck.content.front_matter.dates import likely_moment, parse_date
from potluck.content.front_matter.layout import Layout, Style
from potluck.content.front_matter.line_kinds import CONFLICT, ENTRY, FENCE, entry_key, is_fence, is_fence_like
from potluck.content.front_matter.openings import misplaced_opening, missing, opening_problem
from potluck.content.front_matter.other_forms import BOLD, PYTHON, OtherForm, other_form
from potluck.content.front_matter.second_sets import NEEDED, closed_too_early, opened_too_late, repeated, says
from potluck.content.front_matter.wrapped_tops import WrappedTop, wrapped_top
from potluck.content.rules import shape
from potluck.problems import Edit, Problem

LOOKAHEAD = 40
DATE_KEY = re.compile(r"(?:publish_?)?date|updated|created", re.IGNORECASE)
GLUED = re.compile(r"---\s*(?P<words>[^\s:-][^:\n]*)\Z")
UTC = ZoneInfo("UTC")

LIST_ITEM = re.compile(r"\s*(?:-(?:\s|\w|\Z)|[*•+–]\s+\S)")


def locate(lines: list[str], path: str) -> Layout:
    """Find the front matter of a file."""
    if lines and is_fence(lines[0]):
        layout = _close(lines, path, 0, None)
        if layout.problem:
            return layout
        return closed_too_early(layout, lines, path) or repeated(layout, lines, path) or layout
    return _without_plain_opening(lines, path)


def _without_plain_opening(lines: list[str], path: str) -> Layout:
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        card = f"Write this into it, and a sentence or two about you below:\n\n---\nname: {guesses.name(path)}\n---\n"
        fix = card if path.split("/")[1:2] == ["authors"] else ""
        return Layout(Style.NONE, 1, 0, 1, shape.EMPTY_FILE.at(path, 1, fix=fix))
    if form := other_form(lines, first):
        return _in_other_form(form, path, first)
    if top := wrapped_top(lines, first):
        return _unwrapped(top, path, first)
    opening = misplaced_opening(lines, first)
    if opening and (late := opened_too_late(lines, path, opening)):
        return late
    if opening is not None:
        return _close(lines, path, opening, opening_problem(lines, path, opening))
    if entry_key(lines[first]) and ENTRY.match(lines[first]):
        return _header(lines, path, first)
    return Layout(Style.NONE, 1, 0, 1, missing(path, lines))


def _in_other_form(form: OtherForm, path: str, first: int) -> Layout:
    """The front matter of another program, with the edit that writes it as ours."""
    entries = [_dated(line) for line in form.lines]
    block = [FENCE, *(line for line in entries if line), FENCE]
    title = f"The title and author are written as another program ({form.called}) wants them."
    if form.called == PYTHON:
        title = "The title and author are written as a dictionary of Python, and not as lines between two `---`."
    if form.called == BOLD:
        title = "The title and author stand in the text, and not between two lines of `---`."
    fix = "Write this in their place:\n\n" + "\n".join(block)
    problem = shape.OPEN.at(path, first + 1, 1, title=title, fix=fix, edit=Edit(1, form.last, "\n".join(block)))
    begins = first + 1 + (form.called != BOLD)
    return Layout(Style.FENCED, begins, form.last, form.last + 1, problem, tuple(entries))


def _unwrapped(top: WrappedTop, path: str, first: int) -> Layout:
    """Front matter that something stands around, with the edit that takes it away."""
    entries = [_dated(line) for line in top.entries]
    block = "\n".join([FENCE, *entries, *top.better[len(entries) + 1 :]])
    shown = "\n".join([FENCE, *entries, FENCE])
    whole = len(top.better) > len(top.entries) + 2
    fix = (
        "Take it away from all of these lines, so that the file begins with:" if whole else "Write this in their place:"
    )
    problem = shape.OPEN.at(
        path, first + 1, 1, title=top.title, fix=f"{fix}\n\n{shown}", edit=Edit(1, top.replaced, block)
    )
    return Layout(Style.FENCED, top.begins, top.ends, top.ends + 1, problem, tuple(entries))


def _dated(line: str) -> str:
    """An entry with its date as we write dates, where it can mean only one moment."""
    key, _, value = line.partition(": ")
    if DATE_KEY.fullmatch(key) and isinstance(parse_date(value, UTC), str) and (meant := likely_moment(value)):
        return f"{key}: {meant}"
    return line


def _header(lines: list[str], path: str, first: int) -> Layout:
    """Pelican's header: `Key: value` lines up to a blank line, or, its opening fence forgotten, up to `---`."""
    number = first
    while number < len(lines) and lines[number].strip() and not is_fence_like(lines[number]):
        if not (ENTRY.match(lines[number]) or lines[number][:1] in (" ", "\t") or LIST_ITEM.match(lines[number])):
            break
        number += 1
    if number < len(lines) and is_fence_like(lines[number]):
        problem = shape.OPEN_MISSING.at(path, first + 1, 1, edit=Edit(first + 1, first, FENCE))
        return Layout(Style.FENCED, first + 1, number, number + 2, problem)
    if lines[first][:1] in (" ", "\t"):
        plain = "\n".join(each.strip() for each in lines[first:number])
        fenced = Edit(first + 1, number, f"{FENCE}\n{plain}\n{FENCE}")
        problem = shape.INDENTED.at(path, first + 1, 1, edit=fenced)
        return Layout(Style.FENCED, first + 1, number, number + 1, problem)
    return Layout(Style.HEADER, first + 1, number, number + 1)


def _close(lines: list[str], path: str, opening: int, problem: Problem | None) -> Layout:
    """Find the end of front matter whose opening fence is at index `opening`."""
    number, last_entry = opening + 1, opening
    pasted = lines[opening].startswith("+") and not lines[opening].startswith("++")
    while number < len(lines):
        line = lines[number][1:] if pasted and lines[number].startswith("+") else lines[number]
        if is_fence(line) or line.rstrip() == "...":
            problem = _moved_below(problem, lines, opening, number)
            if last_entry == opening and (twice := _empty_pair(lines, path, opening, number)):
                return twice
            return Layout(Style.FENCED, opening + 2, number, number + 2, problem)
        if last_entry == number - 1 > opening and (glued := GLUED.match(line)) and not _belongs(glued["words"]):
            edit = Edit(number + 1, number + 1, f"{FENCE}\n\n{glued['words']}")
            title = "Text stands behind the `---` that ends the lines at the top."
            tail = shape.CLOSE.at(path, number + 1, 1, title=title, fix=f"Write:\n\n{edit.replacement}", edit=edit)
            return Layout(Style.FENCED, opening + 2, number, number + 1, problem or tail)
        if last_entry > opening and is_fence_like(line) and _may_close(lines, opening, number):
            problem = _with_closing(problem, lines, number, number + 1) or _odd_closing(lines, path, number)
            return Layout(Style.FENCED, opening + 2, number, number + 2, problem)
        if _belongs(line):
            last_entry = last_entry if line.startswith("#") else number  # a heading, where no `---` comes any more
        elif not _resumes(lines, number) and not _still_to_come(lines, opening, number):
            break
        number += 1
    missing = shape.CLOSE.at(path, min(last_entry + 2, len(lines)), edit=Edit(last_entry + 2, last_entry + 1, FENCE))
    problem = _with_closing(problem, lines, last_entry + 1, last_entry + 1) or missing
    return Layout(Style.FENCED, opening + 2, last_entry + 1, last_entry + 2, problem)


def _moved_below(problem: Problem | None, lines: list[str], opening: int, closing: int) -> Problem | None:
    """The problem of words above the front matter, with the edit that puts them below it."""
    if problem is None or problem.id != shape.NOT_FIRST.id or problem.edit is not None:
        return problem
    above = [*lines[:opening]]
    while above and not above[-1].strip():
        above.pop()
    block = [FENCE, *lines[opening + 1 : closing], FENCE, "", *above]
    fix = "Begin the file with `---`, and put what is above it below the second `---`."
    return replace(problem, fix=fix, edit=Edit(1, closing + 1, "\n".join(block)))


def _may_close(lines: list[str], opening: int, number: int) -> bool:
    """Whether an odd line is meant as the end: backticks below a blank line begin a block of code instead."""
    code = lines[number].strip()[:3] in ("```", "~~~")
    return not code or lines[opening].strip()[:3] == lines[number].strip()[:3] or bool(lines[number - 1].strip())


def _with_closing(problem: Problem | None, lines: list[str], last: int, covered: int) -> Problem | None:
    """The problem of an opening fence, whose edit mends the closing one too, so that one mend is enough.

    `last` lines stand above the closing fence; the edit takes the place of `covered` lines from the top.
    """
    if problem is None or problem.edit is None or problem.edit.start_line != 1 or problem.id == shape.DIFF.id:
        return problem
    if problem.edit.end_line >= last:
        return problem
    kept = problem.edit.replacement.splitlines() + lines[problem.edit.end_line : last]
    where = "above your text" if covered == last else f"on line {covered}"
    fix = f"Make the first line three hyphens, `---`, and put the same {where}."
    return replace(problem, fix=fix, edit=Edit(1, covered, "\n".join([*kept, FENCE])))


def _odd_closing(lines: list[str], path: str, number: int) -> Problem:
    title = f"This line is `{lines[number].rstrip()}`; it should be exactly `---`."
    return shape.CLOSE.at(
        path,
        number + 1,
        1,
        title=title,
        edit=Edit(number + 1, number + 1, FENCE),
        fix="Make this line three hyphens, `---`, with nothing before them.",
    )


def _empty_pair(lines: list[str], path: str, opening: int, closing: int) -> Layout | None:
    """The real front matter, when an empty pair of fences stands above it."""
    below = closing + 1
    while below < len(lines) and (not lines[below].strip() or is_fence(lines[below])):
        below += 1
    if below >= len(lines) or not entry_key(lines[below]):
        return None
    found = _close(lines, path, below - 1, None)
    extra = Edit(opening + 2, below, "")
    return Layout(
        found.style, found.first, found.last, found.body_line, shape.DUPLICATE.at(path, opening + 2, edit=extra)
    )


def _belongs(line: str) -> bool:
    """Whether a line can stand inside front matter; a blank one can't tell."""
    if not line.strip():
        return False
    return (
        line[0] in " \t#"
        or CONFLICT.match(line) is not None
        or LIST_ITEM.match(line) is not None
        or entry_key(line) is not None
        or _plain_entry(line)
    )


def _plain_entry(line: str) -> bool:
    found = ENTRY.match(line)
    return found is not None and found["sign"] == ":" and " " not in found["key"].strip()


def _still_to_come(lines: list[str], opening: int, number: int) -> bool:
    """Whether a title or author that is not given yet stands right below an empty line."""
    if lines[number].strip() or number + 1 >= len(lines) or not says(lines[number + 1]):
        return False
    given = {keys.canonical(line.partition(":")[0]) for line in lines[opening + 1 : number]}
    return keys.canonical(lines[number + 1].partition(":")[0]) in NEEDED - given


def _resumes(lines: list[str], number: int) -> bool:
    """Whether front matter goes on below a line that does not look like it: a fence follows, with entries before it."""
    strange = blank = 0
    for line in lines[number : number + LOOKAHEAD]:
        if is_fence(line.replace("\\", "")):
            return strange == 0 or not blank
        if not line.strip():
            blank += 1
        elif not _belongs(line):
            strange += 1
        if strange > 2 or (strange and blank):
            return False
    return False
