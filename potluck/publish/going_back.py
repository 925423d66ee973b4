"""A rollback as tasks see it, wherever the site is published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from potluck.publish.history import Changes, Publication


@dataclass(frozen=True)
class GoingBack:
    """A rollback that is planned: from which publication to which, what readers will see change, and how to do it."""

    live: Publication
    older: Publication
    changes: Changes
    do: Callable[[], str]  #: answers the new publication's id; raises PublishRefused
