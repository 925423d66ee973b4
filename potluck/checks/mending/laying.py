"""Several edits of the same lines, laid over one another piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

import msgspec

from potluck.problems import Edit

PIECES = re.compile(r"\w+|\s|[^\w\s]")
MOST_PIECES = 600
"""Pieces of a change that are compared."""
MOST_COMPARED = 2_000_000
"""Characters that all edits of some lines together are compared over: each is held against all of the lines."""


class Change(msgspec.Struct, frozen=True, order=True):
    """The characters `start` to `end` of some lines become `text`."""

    start: int
    end: int
    text: str


def all_made(edits: Sequence[Edit], first: int, lines: Sequence[str]) -> str | None:
    """Some lines, the first of which is line `first` of the file, with all edits made; none where two of them
    contradict each other, or they are too many.
    """
    old = "".join(f"{line}\n" for line in lines)
    if len(old) * len(edits) > MOST_COMPARED:
        return None
    return laid_over(old, [change for each in edits for change in _changes(old, _applied(each, first, lines))])


def _applied(edit: Edit, first: int, lines: Sequence[str]) -> str:
    """Some lines, the first of which is line `first` of the file, with one edit made."""
    start, end = edit.start_line - first, edit.end_line - first + 1
    return "".join(f"{line}\n" for line in (*lines[:start], *edit.replacement.splitlines(), *lines[end:]))


def _changes(old: str, new: str) -> list[Change]:
    """What an edit changes, in pieces as small as words."""
    most = min(len(old), len(new))
    before = next((at for at in range(most) if old[at] != new[at]), most)
    behind = next((at for at in range(most - before) if old[-1 - at] != new[-1 - at]), most - before)
    while 0 < before < len(old) and old[before - 1].isalnum() and (old[before].isalnum() or old[before] == "_"):
        before -= 1
    while 0 < behind < len(old) - before and old[-behind].isalnum() and old[-behind - 1].isalnum():
        behind -= 1
    a, b = PIECES.findall(old[before : len(old) - behind]), PIECES.findall(new[before : len(new) - behind])
    if max(len(a), len(b)) > MOST_PIECES:
        return [Change(before, len(old) - behind, new[before : len(new) - behind])]
    at = [before]
    for piece in a:
        at.append(at[-1] + len(piece))
    found = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return [Change(at[i], at[j], "".join(b[k:m])) for kind, i, j, k, m in found if kind != "equal"]


def laid_over(old: str, changes: Iterable[Change]) -> str | None:
    """The text with all changes made; none where two of them contradict each other."""
    kept: list[Change] = []
    for each in sorted(dict.fromkeys(changes), key=lambda change: (change.start, change.end)):
        above = kept[-1] if kept else None
        if above is None or each.start > above.end or (each.start == above.end and each.start != above.start):
            kept.append(each)
        elif each.start >= above.start and each.end <= above.end and above.end > above.start and not above.text:
            continue  # what is deleted needs no other change
        elif above.end == above.start == each.start < each.end:
            kept.append(each)
        elif above.start >= each.start and above.end <= each.end and not each.text:
            kept[-1] = each
        elif above.end == above.start == each.start and above.text.endswith("\n"):
            kept.append(each)
        elif above.end == above.start == each.start == each.end and each.text.endswith("\n"):
            kept.insert(-1, each)
        else:
            return None
    new, end = "", 0
    for each in kept:
        new += old[end : each.start] + each.text
        end = each.end
    return new + old[end:]
