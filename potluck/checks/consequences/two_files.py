"""A problem of two files, told of the one that a change brought."""

from __future__ import annotations

from msgspec.structs import replace

from potluck.checks.change.touched import Change
from potluck.checks.site import Site
from potluck.content.front_matter.top import line_of
from potluck.problems import Problem

OF_TWO = {"permalink-taken": "slug", "title-copied": "title", "name-case": ""}
"""Rules about two files, with the key whose line is at fault."""


def of_the_new_one(problem: Problem, site: Site, change: Change) -> Problem:
    """A problem of two files as one of that which the change brought, where it was told of the other."""
    if len(problem.also) != 1:
        return problem
    (other,) = problem.also
    if problem.id not in OF_TWO or problem.path in change.files or other not in change.files:
        return problem
    document, key, is_address = site.documents.get(other), OF_TWO[problem.id], problem.id == "permalink-taken"
    line = line_of(document.source, key) if document and key else None
    title = problem.title.replace(f"`{other}`", f"`{problem.path}`")
    fix = "Give it another slug." if line and is_address else problem.fix
    return replace(problem, path=other, also=(problem.path,), line=line, title=title, fix=fix)
