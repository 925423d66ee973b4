"""What was left in by accident: notes to oneself, and the marks of git."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Problem, error, in_post, warning

CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?:\s|\Z)|={7}\s*\Z")
NOTE = re.compile(
    r"""
      (?<![\w#]) (?: TODO | FIXME | XXX | TBD | TBC | TK ) \b (?!-)
    | \b to\ be\ (?: written | added | filled\ in | continued\ later | done\ later ) \b
    | (?<!\w) \?\?\? (?!\w)
    | \A \W* Sent\ from\ my\ \w+ \W* \Z
    """,
    re.VERBOSE,
)
NOTE_SIGNS = ("Sent from my", "TODO", "FIXME", "XXX", "TBD", "TBC", "TK", "to be ", "???")
CONFLICT_MARKER = error(
    "conflict-marker",
    "Git left its marks here where two versions met.",
    why="Readers would see both versions, with the marks between them.",
    fix="Keep the version you want, and delete the other and the lines with `<<<<<<<`, `=======` and `>>>>>>>`.",
    bad=in_post("<<<<<<< HEAD\nIt rained.\n=======\nThe sun shone.\n>>>>>>> main"),
    good=in_post("It rained."),
)
NOTE_LEFT = warning(
    "note-to-self",
    "A note to yourself was left in.",
    why="Readers wonder what is missing.",
    fix="Write what was to come here, or delete the note.",
    bad=in_post("How it ended: TBD"),
    good=in_post("It ended with soup."),
)


@text_check(CONFLICT_MARKER)
def conflict_markers(text: Text) -> Iterator[Problem]:
    """The first mark of each conflict."""
    open_since: int | None = None
    middle: int | None = None
    for number, line in enumerate(text.lines, 1):
        found = CONFLICT.match(line)
        if not found or _is_shown(number, text):
            continue
        if line.startswith("=======") and open_since is None:
            middle = number
        elif line.startswith("<<<<<<<") and open_since is None:
            open_since = number
            yield text.at(CONFLICT_MARKER, number, 1)
        elif line.startswith(">>>>>>>"):
            if open_since is None:
                yield text.at(CONFLICT_MARKER, middle or number, 1)
            open_since = middle = None


def _is_shown(number: int, text: Text) -> bool:
    """Whether a mark stands in a block of code that is nothing but a conflict, to show what one looks like."""
    block = next((code for code in text.code if code.fenced and code.closed and code.first < number < code.last), None)
    if block is None:
        return False
    inside = [line for line in text.lines[block.first : block.last - 1] if line.strip()]
    return inside[0].startswith("<<<<<<<") and inside[-1].startswith(">>>>>>>")


@text_check(NOTE_LEFT)
def notes(text: Text) -> Iterator[Problem]:
    """TODO and its like, in running text; one problem for each line."""
    for number, line in text.prose_with(*NOTE_SIGNS):
        if found := NOTE.search(line):
            yield text.at(NOTE_LEFT, number, found.start() + 1, title=f"`{found.group()}` was left in.")
