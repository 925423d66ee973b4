"""What stands below a block of code that begins or ends as it should not: read as if its fence were mended.

Without that, one backtick too few hides everything below it, and whoever mends it hears of the rest in the next round;
or code and text change places, and what is told of them is not so.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace as replaced

from msgspec.structs import replace

from potluck.checks.causes import OPEN_ENDED
from potluck.checks.text import Text
from potluck.content.document import read_document
from potluck.problems import Edit, Problem

ROUNDS = 3
"""So many fences are mended, one after the other, for the sake of what is below them."""
LONGEST = 60_000
"""Characters of a text that is read again."""
REFERRING = frozenset(("link-anchor", "link-undefined", "note-lost", "html-open"))
"""Rules of what a text refers to, or ends, which may stand below the fence."""
TILDES = "`~~~"
"""What the message of a line of tildes below a heading begins with."""
COUNTED = re.compile(r"\blines? \d")
"""Words of a message that count lines."""

Look = Callable[[Text], Iterable[Problem]]


def reading_on(text: Text, found: list[Problem], look: Look, rounds: int = ROUNDS) -> list[Problem]:
    """The problems found in a text, with those below a wrong fence as they are once that is mended."""
    fence = _fence(found)
    if fence is None:
        return found
    if fence.edit is None or not rounds or len(text.body) > LONGEST:
        return _but_what_it_opens(found, fence)
    edit = _in_place(fence.edit, text.lines)
    lines = [*text.lines[: edit.start_line - 1], *edit.replacement.split("\n"), *text.lines[edit.end_line :]]
    end, more = max(edit.end_line, fence.line or 0), len(lines) - len(text.lines)
    seen = _seen(text, lines, look, rounds)
    still = _fence(seen)
    if still is not None and (still.line or 0) <= end + more:
        return _but_what_it_opens(found, fence)
    kept = {(each.id, each.line) for each in seen}
    above = [each for each in found if (each.line or 0) <= end]
    above = [each for each in above if each.id not in REFERRING or (each.id, each.line) in kept]
    below = [each for each in seen if (each.line or 0) > end + more]
    if more:
        below = [_moved(each, -more) for each in below if not COUNTED.search(f"{each.title} {each.fix}")]
    return [*above, *below]


def _fence(found: Iterable[Problem]) -> Problem | None:
    """The first problem of a fence that hides what is below it, also where it was meant as the line below a heading."""
    fences = [
        each for each in found if each.line is not None and (each.id in OPEN_ENDED or each.title.startswith(TILDES))
    ]
    return min(fences, key=lambda each: each.line or 0, default=None)


def _but_what_it_opens(found: list[Problem], fence: Problem) -> list[Problem]:
    """The problems found, but for blocks without an end below a wrong fence: most often that is what they lack."""
    if fence.id != "fence-wrong":
        return found
    return [each for each in found if each.id != "fence-open" or (each.line or 0) <= (fence.line or 0)]


def _in_place(edit: Edit, lines: Sequence[str]) -> Edit:
    """An edit that puts one line in, as one that takes the place of a blank line there: then no other line moves."""
    if edit.end_line >= edit.start_line or "\n" in edit.replacement:
        return edit
    for number in (edit.start_line, edit.start_line - 1):
        if 0 < number <= len(lines) and not lines[number - 1].strip():
            return Edit(number, number, edit.replacement)
    return edit


def _seen(text: Text, lines: Sequence[str], look: Look, rounds: int) -> list[Problem]:
    """What would be found in a text that has these lines."""
    source, whole = text.document.source, "\n".join(lines)
    digest = hashlib.sha256(whole.encode()).hexdigest()
    document = read_document(
        replaced(source, text=whole, sha256=digest, size=len(whole)), text.document.kind, text.site.settings
    )
    document.published = text.document.published
    mended = Text(document, text.site)
    text.site.forget(text.path)
    found = reading_on(mended, [*look(mended)], look, rounds - 1)
    text.site.forget(text.path)
    return found


def _moved(problem: Problem, by: int) -> Problem:
    """A problem of the lines that stand further down, or up."""
    edit = problem.edit
    there = Edit(edit.start_line + by, edit.end_line + by, edit.replacement) if edit else None
    return replace(problem, line=(problem.line or 0) + by, edit=there)
