"""What follows from a problem in another file, or from what became of a file, is not told beside it.

`causes` does the same for what stands on one line. Nothing here drops the last error that a file or its cause has.
"""

from __future__ import annotations

from collections.abc import Iterable

from potluck.checks.change.bylines import of_namesakes
from potluck.checks.change.touched import Change
from potluck.checks.consequences.explained import Explained
from potluck.checks.consequences.moved import (
    beside_its_post,
    called_as_a_text,
    of_the_new_one,
    of_what_is_gone,
    of_what_moved,
    onto_another,
)
from potluck.checks.site import Site
from potluck.problems import Problem


def without_consequences(problems: Iterable[Problem], site: Site, change: Change | None) -> list[Problem]:
    """The problems but for those that others explain; what a copied or moved file explains says so."""
    told = [called_as_a_text(beside_its_post(each, site), site) for each in problems]
    told = [onto_another(each, site) for each in told]
    if change is not None:
        told = [of_the_new_one(each, site, change) for each in told]
        told = [of_namesakes(each, site.documents.get(each.path), change) for each in told]
        told = [*dict.fromkeys(of_what_is_gone(of_what_moved(each, site, change), change) for each in told)]
    why = Explained(told, site, change)
    left = [each for each in told if not why.explains(each)]
    if not any(each.is_error for each in left):  # what explains all errors away, even one another, explains none
        return [each for each in told if each.is_error or each in left]
    return left
