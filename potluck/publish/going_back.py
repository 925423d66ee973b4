"""A rollback as tasks see it, wherever the site is published, and which publication it brings back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from potluck.publish.history import Changes, Publication
from potluck.publish.refused import PublishRefused


@dataclass(frozen=True)
class GoingBack:
    """A rollback that is planned: from which publication to which, what readers will see change, and how to do it."""

    live: Publication
    older: Publication
    changes: Changes
    do: Callable[[], str]  #: answers the new publication's id; raises Overtaken, PublishRefused


def chosen(commit: str, known: Sequence[str], where: str) -> str:
    """The one of the known publications whose id begins with these 4 characters or more. Raises PublishRefused."""
    if not known:
        raise PublishRefused("Nothing has been published yet, so there is nothing to go back to.", "Publish first.")
    found = [each for each in known if len(commit) >= 4 and each.startswith(commit.lower())]
    if len(found) != 1:
        what = "is none of the publications" if not found else "fits several publications"
        raise PublishRefused(f"{commit!r} {what} {where}.", "Choose one from the list that `invoke rollback` shows.")
    return found[0]


def live_already(commit: str) -> PublishRefused:
    """What is said where going back would change nothing."""
    return PublishRefused(
        f"The site that is live is the one of {commit[:10]} already.", "Choose an earlier publication."
    )
