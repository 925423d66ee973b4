"""Files that are something else than their place or name says: told as what they are."""

from __future__ import annotations

from pathlib import PurePosixPath

from msgspec.structs import replace

from potluck.checks.images.files import kind_of_picture
from potluck.checks.site import Site
from potluck.content.names import read_post_name
from potluck.problems import Problem

IN_ITS_FOLDER = "This file lies in the folder of a post, and is no post itself."


def beside_its_post(problem: Problem, site: Site) -> Problem:
    """A text that lies in the folder of a post, and is none itself."""
    if problem.id not in ("name-suffix", "name-date-missing") or not problem.move_to:
        return problem
    folder, _, name = problem.path.rpartition("/")
    document = site.documents.get(problem.path)
    if f"{folder}/index.md" not in site.documents or name.lower().startswith("index."):
        return problem
    if document is None or "title" in document.front.fields or read_post_name(name.partition(".")[0]).date:
        return problem
    fix = f"Put what belongs to the post into `{folder}/index.md`, and delete this file."
    return replace(problem, title=IN_ITS_FOLDER, fix=fix, move_to=None)


def called_as_a_text(problem: Problem, site: Site) -> Problem:
    """A picture whose name has no ending: with the name that it needs."""
    if problem.id != "encoding" or "a picture" not in problem.title or PurePosixPath(problem.path).suffix == ".md":
        return problem
    try:
        with (site.library.content_dir.parent / problem.path).open("rb") as file:
            head = file.read(16)
    except OSError:
        return problem
    suffix = kind_of_picture(head)
    if suffix is None:
        return problem
    better = f"{PurePosixPath(problem.path).name}{suffix}"
    title = "This is a picture, and its name does not end as a picture's."
    return replace(problem, title=title, fix=f"Rename it to `{better}`.", line=None)
