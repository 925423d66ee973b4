"""Files that a change moved to another folder of `content/`, where they are read as something else."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from potluck.checks.change.moves import Moves
from potluck.content.rules.names import MISPLACED
from potluck.problems import Problem

CHANGED_SHELF = "This change moves the file into another folder, where it is read as something else."
WHY = "It is missing where it was, and what it says means nothing where it is."


def off_their_shelves(moves: Moves, told: Collection[Problem]) -> Iterator[Problem]:
    """A problem for each file that does not work where it was moved; `told` is what was told of the change."""
    faulty = {each.path for each in told if each.is_error}
    known = {each.path for each in told if each.move_to}
    for path, old in moves.moved.items():
        if path in faulty - known and PurePosixPath(path).parts[1:2] != PurePosixPath(old).parts[1:2]:
            fix = f"Give it its old name and place again: `{old}`."
            yield MISPLACED.at(path, title=CHANGED_SHELF, why=WHY, fix=fix, move_to=old)
