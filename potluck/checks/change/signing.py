"""Posts without an author, in a change of somebody who has a file here: the line is told that they would write."""

from __future__ import annotations

from msgspec.structs import replace

from potluck.checks.change.owners import same_account
from potluck.content.front_matter.top import line_of
from potluck.content.library import Library
from potluck.content.rules.fields import AUTHOR_MISSING
from potluck.problems import Edit, Problem


def signed_by(problem: Problem, account: str, library: Library) -> Problem:
    """A problem of a post without an author, with the handle of the one whose account brings it."""
    if problem.id != AUTHOR_MISSING.id or "your-handle" not in problem.fix:
        return problem
    mine = next((each for each in library.people.values() if same_account(each.github_account, account)), None)
    document = next((each for each in library.documents if each.relative == problem.path), None)
    if mine is None or document is None:
        return problem
    better, title = f"author: {mine.handle}", line_of(document.source, "title")
    fix = f"If it is yours, add this line between the two `---`: `{better}`"
    return replace(problem, fix=fix, edit=Edit(title + 1, title, better) if title else None)
