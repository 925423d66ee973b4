"""Files that a change moved to another folder of `content/`, where they are read as something else."""

from __future__ import annotations

from pathlib import PurePosixPath

from potluck.checks.change.moves import Moves
from potluck.content.document import read_document
from potluck.content.library import Library
from potluck.content.misplaced import problems_inside
from potluck.content.rules.names import MISPLACED
from potluck.content.tree import kind_of
from potluck.problems import Problem
from potluck.settings import Settings

CHANGED_SHELF = "This change moves the file into another folder, where it is read as something else."
WHY = "It is missing where it was, and what it says means nothing where it is."


def off_their_shelves(moves: Moves, told: list[Problem], library: Library, settings: Settings) -> list[Problem]:
    """What was `told` of a change, with each file that does not work where it was moved told as that.

    What stands above its text is told as it is read where it was.
    """
    faulty = {each.path for each in told if each.is_error}
    known = {each.path for each in told if each.move_to}
    for path, old in moves.moved.items():
        if path not in faulty or PurePosixPath(path).parts[1:2] == PurePosixPath(old).parts[1:2]:
            continue
        if path not in known:
            fix = f"Give it its old name and place again: `{old}`."
            told = [*told, MISPLACED.at(path, title=CHANGED_SHELF, why=WHY, fix=fix, move_to=old)]
        if document := next((each for each in library.documents if each.relative == path), None):
            was = read_document(document.source, kind_of(old.partition("/")[2]), settings)
            told = [each for each in told if each.path != path or each.move_to or (each.line or 0) >= was.body_line]
            told += problems_inside(was, library, settings)
    return told
