"""The part of a line that fits beside its number, and marks under what is meant: wide letters, long lines too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from potluck.problems import Problem


@dataclass(frozen=True)
class Excerpt:
    """What is shown of a line, and how many cells of it stand before the marks and under them."""

    shown: str
    before: int
    marked: int


def excerpt(line: str, start: int, end: int, room: int) -> Excerpt:
    """The line, or as much of it around `start` as fits into `room` cells; `start` to `end` is what is marked."""
    start, end = max(0, min(start, len(line))), min(end, len(line))
    first = max(0, start - room)
    letters = [each if each.isprintable() else "  " if each == "\t" else "·" for each in line[first : start + room]]
    at, till = start - first, max(end - first, start - first + 1)
    left, right = 0, len(letters)
    if first or start + room < len(line) or _cells(letters) > room:
        while left < at and _cells(letters[left:at]) > room // 3:
            left += 1
        while right > at + 1 and _cells(letters[left:right]) > room - 2:
            right -= 1
    begins, ends = first + left > 0, first + right < len(line)
    shown = f"{'…' if begins else ''}{''.join(letters[left:right])}{'…' if ends else ''}"
    return Excerpt(shown, begins + _cells(letters[left:at]), max(1, _cells(letters[at : min(till, right)])))


def meant(problem: Problem, line: str) -> tuple[int, int]:
    """The characters of a line that a problem is about: those that its mend changes, a word, or all of it."""
    start = (problem.column or 1) - 1
    if start == 0:
        start = len(line) - len(line.lstrip())
        return start, len(line.rstrip())
    edit = problem.edit
    if edit and edit.start_line == edit.end_line == problem.line and "\n" not in edit.replacement.strip("\n"):
        same = 0
        most = min(len(line), len(edit.replacement)) - start
        while same < most and line[-1 - same] == edit.replacement[-1 - same]:
            same += 1
        if (end := len(line) - same) > start:
            return start, end if line[end - 1].isspace() else end + len(_word(line, end))
    return start, start + len(_word(line, start))


def _word(line: str, start: int) -> str:
    return line[start:].split(" ", 1)[0]


def _cells(letters: list[str]) -> int:
    return cell_len("".join(letters))
