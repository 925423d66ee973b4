"""What a build found wrong: all that reading found, and what only came to light when it was rendered."""

from __future__ import annotations

from potluck.pages.views.table import Table
from potluck.problems import Problem, error, in_post, named

IMAGE_REFUSED = error(
    "image-refused",
    "This image can't be published.",
    why="Readers would see a gap where the picture should be.",
    fix="Open it in an image editor and export it as PNG or JPEG.",
    bad=named("content/images/bridge.png", b"%PDF-1.7 a document, renamed"),
    good=in_post("A picture exported from an image editor."),
)
TOO_COMPLICATED = error(
    "too-complicated",
    "This text is too tangled to be shown.",
    why="Without its text the page would be empty.",
    fix="Take it apart: fewer quotations or lists within each other, shorter lines.",
    bad=in_post("> " * 3000 + "deep"),
    good=in_post("> One level of quotation, or two."),
)


def reading_problems(table: Table) -> list[Problem]:
    """Every problem that the build met, errors first, then in order of path and line."""
    problems = [*table.edition.library.problems, *table.overruled]
    problems += [IMAGE_REFUSED.at(path, fix=reason) for path, reason in table.pictures.refused.items()]
    problems += [TOO_COMPLICATED.at(path, fix=reason) for path, reason in table.bodies.too_complicated.items()]
    return sorted(problems, key=lambda each: (not each.is_error, each.path, each.line or 0, each.id))
