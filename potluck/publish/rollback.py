"""Brings an earlier publication back, as a new commit on top: nothing of what came between is lost.

It holds until somebody publishes again, so the change that caused it has to be mended in the source as well. A place
elsewhere is brought back by a transaction of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from potluck.publish.checkout import identify
from potluck.publish.commit import quarantine, signed_as, store_of
from potluck.publish.destination import Destination
from potluck.publish.explain import plainly
from potluck.publish.history import RESTORES, Changes, Publication, listing, publication, site, trailers
from potluck.publish.push import push, read_back
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


@plainly
def plan_rollback(destination: Destination, commit: str) -> GoingBack:
    """What bringing back a publication would change; ``commit`` may be shortened to its first 4 characters or more.

    Raises PublishRefused when it is not, or not one only, of the branch's earlier publications.
    """
    newest, git = destination.newest(), destination.git
    known = git.text("rev-list", "--first-parent", newest, "--").split() if newest else []
    found = chosen(commit, known, f"on {destination.name}")
    before, after = site(git, known[0]), site(git, found)
    if before == after:
        raise live_already(found)
    live, older = publication(destination, known[0]), publication(destination, found)
    return GoingBack(live, older, Changes.between(before, after), lambda: _roll_back(destination, live, older))


@plainly
def _roll_back(destination: Destination, live: Publication, older: Publication) -> str:
    """Bring the publication back and return the new commit's id.

    Raises Overtaken when somebody published since it was planned, PublishRefused for every other failure; the branch
    then is as it was.
    """
    signed = signed_as(identify(destination))
    made_of = trailers(older.source, older.held_back)
    message = f"Go back to {older.commit[:10]}\n\n{RESTORES}: {older.commit}\n{made_of}"
    with quarantine(destination) as git:
        on_top = ("commit-tree", f"{older.commit}^{{tree}}", "-p", live.commit)
        commit = git.at(git.folder, **signed).text(*on_top, stdin=message.encode())
        push(destination, commit, expected=live.commit, store=store_of(git))
    read_back(destination, commit, listing(destination.git, older.commit))
    return commit
