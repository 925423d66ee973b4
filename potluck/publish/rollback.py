"""Brings an earlier publication back, as a new commit on top: nothing of what came between is lost.

It holds until somebody publishes again, so the change that caused it has to be mended in the source as well.
"""

from __future__ import annotations

from dataclasses import dataclass

from potluck.publish.checkout import identify
from potluck.publish.commit import quarantine, signed_as, store_of
from potluck.publish.destination import Destination
from potluck.publish.explain import plainly
from potluck.publish.history import RESTORES, SOURCE, Changes, Publication, listing, publication, site
from potluck.publish.push import push, read_back
from potluck.publish.refused import PublishRefused


@dataclass(frozen=True)
class Rollback:
    """A rollback, not made yet."""

    destination: Destination
    live: Publication
    older: Publication  #: the publication to bring back
    changes: Changes  #: what readers would see change


@plainly
def plan_rollback(destination: Destination, commit: str) -> Rollback:
    """What bringing back a publication would change; ``commit`` may be shortened to its first 4 characters or more.

    Raises PublishRefused when it is not, or not one only, of the branch's earlier publications.
    """
    newest = destination.newest()
    if newest is None:
        raise PublishRefused("Nothing has been published yet, so there is nothing to go back to.", "Publish first.")
    git = destination.git
    known = git.text("rev-list", "--first-parent", newest, "--").split()
    found = [candidate for candidate in known if len(commit) >= 4 and candidate.startswith(commit.lower())]
    if len(found) != 1:
        what = "is none of the publications" if not found else "fits several publications"
        raise PublishRefused(
            f"{commit!r} {what} on {destination.name}.", "Choose one from the list that `invoke rollback` shows."
        )
    before, after = site(git, newest), site(git, found[0])
    if before == after:
        raise PublishRefused(
            f"The site that is live is the one of {found[0][:10]} already.", "Choose an earlier publication."
        )
    return Rollback(
        destination,
        publication(destination, newest),
        publication(destination, found[0]),
        Changes.between(before, after),
    )


@plainly
def roll_back(planned: Rollback) -> str:
    """Bring the publication back and return the new commit's id.

    Raises Overtaken when somebody published since it was planned, PublishRefused for every other failure; the branch
    then is as it was.
    """
    destination, live, older = planned.destination, planned.live, planned.older
    signed = signed_as(identify(destination))
    source = f"{SOURCE}: {older.source}\n" if older.source else ""
    message = f"Go back to {older.commit[:10]}\n\n{RESTORES}: {older.commit}\n{source}"
    with quarantine(destination) as git:
        on_top = ("commit-tree", f"{older.commit}^{{tree}}", "-p", live.commit)
        commit = git.at(git.folder, **signed).text(*on_top, stdin=message.encode())
        push(destination, commit, expected=live.commit, store=store_of(git))
    read_back(destination, commit, listing(destination.git, older.commit))
    return commit
