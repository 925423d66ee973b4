"""Problems of what a change took away, with what stood there."""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath

from msgspec.structs import replace

from potluck.checks.change.touched import Change
from potluck.checks.consequences.names import OF_PICTURES, first_name, led_to
from potluck.checks.images.files import SIGNATURES
from potluck.checks.links.targets import LINK_ANCHOR
from potluck.content.rules.shape import MISSING
from potluck.problems import Edit, Problem

NO_HEADING = "There is no heading "


def of_what_is_gone(problem: Problem, change: Change) -> Problem:
    """A problem of the lines at a top, a picture or a heading that the change took away."""
    if problem.id == MISSING.id and problem.title == MISSING.title:
        return _with_its_old_top(problem, change)
    if problem.id in OF_PICTURES and problem.fix.startswith(("Put the image", "Put the picture")):
        return _with_the_new_picture(problem, change)
    if problem.id == LINK_ANCHOR.id:
        return _without_heading(problem, change)
    return problem


def _with_its_old_top(problem: Problem, change: Change) -> Problem:
    """A post that lost the lines at its top, with those that it had."""
    was = change.before.library.post(problem.path) if change.before else None
    if was is None or was.body_line < 2:
        return problem
    top = "\n".join(was.source.lines[: was.body_line - 1])
    title = "The lines at the top, with the title and author, are gone."
    fix = f"Put them back above the first line:\n\n{top}\n"
    return replace(problem, title=title, fix=fix, edit=Edit(1, 0, top))


def _with_the_new_picture(problem: Problem, change: Change) -> Problem:
    """A picture that the change took away, with the one that it brought in its place."""
    existed = change.before.existed if change.before else frozenset[str]()
    folder, gone = posixpath.dirname(problem.path), led_to(problem.path, first_name(problem))
    if gone not in change.files or gone not in existed:
        return problem
    came = [path for path in change.files if path not in existed and posixpath.dirname(path) == folder]
    came = [path for path in came if PurePosixPath(path).suffix.lower() in SIGNATURES]
    title = f"`{first_name(problem)}`: This change takes that picture away."
    fix = "Bring it back, or take it out here."
    if len(came) == 1:
        fix = f"Is it called `{posixpath.basename(came[0])}` now? Then write that here."
    return replace(problem, title=title, why="Readers would see a gap there.", fix=fix)


def _without_heading(problem: Problem, change: Change) -> Problem:
    """A link to a heading of another file that the change took away."""
    name, held = first_name(problem), problem.title.rpartition(" in `")[2].removesuffix("`.")
    if held == problem.path or f"{problem.title[len(NO_HEADING) : -1]}".casefold() not in change.lost:
        return problem
    title = f"`{name}` is a heading that this change takes away in `{held}`."
    otherwise = (
        problem.fix.replace("Write:", "or write here:") if problem.edit else "or take its name out of this link."
    )
    return replace(problem, title=title, fix=f"Give that heading its old words again, {otherwise}")
