"""Posts without an author, or the author's file: the lines are told that whoever brings them would write."""

from __future__ import annotations

from msgspec.structs import replace

from potluck.checks.change.owners import same_account
from potluck.content.front_matter.top import line_of
from potluck.content.library import Library
from potluck.content.rules.fields import AUTHOR_MISSING, AUTHOR_UNKNOWN
from potluck.problems import Edit, Problem

END_OF_TOP = "\n---\n"


def signed_by(problem: Problem, account: str, library: Library) -> Problem:
    """A problem of a post without an author, or whose author has no file, with who it is whose account brings it."""
    if problem.id not in (AUTHOR_MISSING.id, AUTHOR_UNKNOWN.id):
        return problem
    mine = next((each for each in library.people.values() if same_account(each.github_account, account)), None)
    document = next((each for each in library.documents if each.relative == problem.path), None)
    if document is None:
        return problem
    if problem.id == AUTHOR_UNKNOWN.id:
        if mine or END_OF_TOP not in problem.fix or len(library.directory.split(", ".join(document.front.byline))) > 1:
            return problem
        above, end, below = problem.fix.rpartition(END_OF_TOP)
        return replace(problem, fix=f"{above}\ngithub: {account.removeprefix('@')}{end}{below}")
    if mine is None or "your-handle" not in problem.fix:
        return problem
    better, title = f"author: {mine.handle}", line_of(document.source, "title")
    fix = f"If it is yours, add this line between the two `---`: `{better}`"
    return replace(problem, fix=fix, edit=Edit(title + 1, title, better) if title else None)
