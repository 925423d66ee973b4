"""What a build found wrong: all that reading found, and what only came to light when it was rendered."""

from __future__ import annotations

from potluck.pages.table import Table
from potluck.problems import Problem, Rule, Severity

IMAGE_REFUSED = Rule(
    id="image-refused",
    severity=Severity.ERROR,
    title="This image can't be published.",
    why="Readers would see a gap where the picture should be.",
    bad="photo.jpg, which is a renamed PDF",
    good="photo.jpg, exported as JPEG from an image editor",
)
TOO_COMPLICATED = Rule(
    id="too-complicated",
    severity=Severity.ERROR,
    title="This text is too tangled to be shown.",
    why="Without its text the page would be empty.",
    bad="> > > > > > … three thousand times",
    good="> One level of quotation, or two.",
)


def reading_problems(table: Table) -> list[Problem]:
    """Every problem that the build met, errors first, then in order of path and line."""
    problems = list(table.edition.library.problems)
    problems += [IMAGE_REFUSED.problem(path, fix=reason) for path, reason in table.pictures.refused.items()]
    problems += [TOO_COMPLICATED.problem(path, fix=reason) for path, reason in table.bodies.too_complicated.items()]
    return sorted(problems, key=lambda each: (each.severity is not Severity.ERROR, each.path, each.line or 0, each.id))
