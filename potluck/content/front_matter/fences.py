"""Where a file's front matter begins and ends.

Front matter stands between a first line `---` and the next such line, or what was meant as that; Pelican's own header
(`Title: …` lines up to a blank one) is read as well. Beginners write these fences in many ways: `locate` finds what
they meant, says what is wrong, and still names the lines, so that whatever else is amiss can be reported as well.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from potluck.content.front_matter import keys
from potluck.content.front_matter.layout import (
    BULLETS,
    CONFLICT,
    ENTRY,
    FENCE,
    Layout,
    Style,
    entry_key,
    is_fence,
    is_fence_like,
)
from potluck.content.front_matter.second_sets import NEEDED, closed_too_early, repeated, says
from potluck.content.rules import shape
from potluck.problems import Edit, Problem

LOOKAHEAD = 40
BEHIND_VALUE = re.compile(
    r"(?P<entry>[A-Za-z_]+: (?:.*[^\s-](?=\s*-{3}\s*\Z)|(?<!title: )(?<!summary: ).*?[^\s-](?= -{3} \w)))"
    r"\s*-{3}\s*(?P<words>.*)\Z"
)
GLUED = re.compile(r"---\s*(?P<words>[^\s:-][^\n]*)\Z")
LIST_ITEM = re.compile(rf"\s*(?:-(?:\s|\w|\Z)|[{BULLETS}]\s+\S)")


def locate(lines: list[str], path: str) -> Layout:
    """Find the front matter of a file."""
    if lines and is_fence(lines[0]):
        layout = close(lines, path, 0, None)
        if layout.problem:
            return layout
        return closed_too_early(layout, lines, path) or repeated(layout, lines, path) or layout
    from potluck.content.front_matter.unopened import without_opening  # which few files need

    return without_opening(lines, path)


def one_version(lines: list[str]) -> list[str]:
    """The lines as the first of two versions that met had them; the others are empty, so that all keep their places."""
    if not any(map(CONFLICT.match, lines)):
        return lines
    kept, inside = [], ""
    for line in lines:
        if CONFLICT.match(line):
            inside = {"<": "first", "|": "other", "=": "other", ">": ""}[line[0]]
            kept.append("")
        else:
            kept.append("" if inside == "other" else line)
    return kept


def close(lines: list[str], path: str, opening: int, problem: Problem | None) -> Layout:
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
            title = "Text stands behind the `---` that ends the lines at the top."
            better = f"{FENCE}\n\n{glued['words']}"
            tail = shape.CLOSE.mended(path, number + 1, number + 1, better, title=title, block=True)
            return Layout(Style.FENCED, opening + 2, number, number + 1, problem or tail)
        if last_entry > opening and is_fence_like(line) and _mayclose(lines, opening, number):
            problem = _with_closing(problem, lines, number, number + 1) or _odd_closing(lines, path, number)
            return Layout(Style.FENCED, opening + 2, number, number + 2, problem)
        if _belongs(line):
            last_entry = last_entry if line.startswith("#") else number  # a heading, where no `---` comes any more
        elif not _resumes(lines, number) and not _still_to_come(lines, opening, number):
            break
        number += 1
    if last_entry > opening and (behind := BEHIND_VALUE.match(lines[last_entry])):
        number, better, column = last_entry + 1, f"{behind['entry']}\n{FENCE}", behind.end("entry") + 1
        better += f"\n\n{behind['words']}" if behind["words"] else ""
        title = "The `---` that ends the lines at the top stands behind the last of them."
        tail = shape.CLOSE.mended(path, number, number, better, column, title=title, block=True)
        kept = (*lines[opening + 1 : last_entry], behind["entry"])
        return Layout(Style.FENCED, opening + 2, last_entry + 1, last_entry + 2, problem or tail, kept)
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


def _mayclose(lines: list[str], opening: int, number: int) -> bool:
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
    fix = "Make this line three hyphens, `---`, with nothing before them."
    return shape.CLOSE.at(path, number + 1, 1, title=title, fix=fix, edit=Edit(number + 1, number + 1, FENCE))


def _empty_pair(lines: list[str], path: str, opening: int, closing: int) -> Layout | None:
    """The real front matter, when an empty pair of fences stands above it."""
    below = closing + 1
    while below < len(lines) and (not lines[below].strip() or is_fence(lines[below])):
        below += 1
    if below >= len(lines) or not entry_key(lines[below]):
        return None
    found = close(lines, path, below - 1, None)
    extra = Edit(opening + 2, below, "")
    return replace(found, problem=shape.DUPLICATE.at(path, opening + 2, edit=extra))


def _belongs(line: str) -> bool:
    """Whether a line can stand inside front matter; a blank one can't tell."""
    if not line.strip():
        return False
    return (
        line[0] in " \t#"
        or CONFLICT.match(line) is not None
        or LIST_ITEM.match(line) is not None
        or entry_key(line) is not None
        or ((found := ENTRY.match(line)) is not None and found["sign"] == ":" and " " not in found["key"].strip())
    )


def _still_to_come(lines: list[str], opening: int, number: int) -> bool:
    """Whether a title or author that is not given yet stands right below an empty line."""
    if lines[number].strip() or number + 1 >= len(lines) or not says(lines[number + 1]):
        return False
    given = {keys.of_line(line) for line in lines[opening + 1 : number]}
    return keys.of_line(lines[number + 1]) in NEEDED - given


def _resumes(lines: list[str], number: int) -> bool:
    """Whether front matter goes on below a line that does not look like it: a fence follows, with entries before it."""
    below = lines[number : number + LOOKAHEAD]
    end = next((at for at, line in enumerate(below) if is_fence(line.replace("\\", ""))), -1)
    if end < 0:
        return False
    strange = sum(bool(line.strip()) and not _belongs(line) for line in below[:end])
    return strange == 0 or (strange <= 2 and (all(map(str.strip, below[:end])) or says(below[end - 1])))
