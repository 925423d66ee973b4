"""A problem of two files, told of the one that a change brought."""

from __future__ import annotations

from msgspec.structs import replace

from potluck.checks.change.heads import line_of
from potluck.checks.change.touched import Change
from potluck.checks.site import Site
from potluck.problems import Problem


def of_the_new_one(problem: Problem, site: Site, change: Change) -> Problem:
    """A problem of two files as one of that which the change brought, where it was told of the other."""
    if len(problem.also) != 1:
        return problem
    (other,) = problem.also
    if problem.id not in ("permalink-taken", "title-copied") or problem.path in change.files:
        return problem
    if other not in change.files:
        return problem
    document, is_address = site.documents.get(other), problem.id == "permalink-taken"
    line = line_of(document.source, "slug" if is_address else "title") if document else None
    title = problem.title.replace(f"`{other}`", f"`{problem.path}`")
    fix = "Give it another slug." if line and is_address else problem.fix
    return replace(problem, path=other, also=(problem.path,), line=line, title=title, fix=fix)
