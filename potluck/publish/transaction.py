"""Puts a plan into effect: commit, push, ask the server; and again from the plan when somebody else was quicker.

Killed at any point, it leaves the branch as it was or as it should be: the server moves it in one step, at the end, and
what was prepared on this machine is reached by nothing. What the clone holds of a publication came from the server."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from potluck.publish.checkout import identify
from potluck.publish.commit import commit_output, quarantine, signed_as, store_of
from potluck.publish.destination import Destination
from potluck.publish.history import RESTORES, Changes, Publication, listing, publication, site, trailers
from potluck.publish.plan import Plan, make_plan
from potluck.publish.push import push, read_back
from potluck.publish.refused import Overtaken, PublishRefused, plainly

Tell = Callable[[str], None]  #: takes a few words about the step that begins
Again = Callable[[Overtaken, Plan], bool]  #: whether to go on with the plan that was made after somebody else published

_ATTEMPTS = 5


@dataclass(frozen=True)
class Published:
    """The branch holds the site, and the server has said so."""

    commit: str
    url: str  #: of the repository, without credentials
    branch: str
    plan: Plan  #: the one that was put into effect
    changed: bool = True  #: False when the site that was live is the same to the byte, and nothing was pushed


@plainly
def publish(
    first: Plan,
    *,
    accept: Collection[str] = (),
    again: Again = lambda overtaken, newer: True,
    tell: Tell = lambda step: None,
) -> Published:
    """Make the plan's output the live site.

    ``accept`` holds the ids of concerns that are meant. When somebody else publishes meanwhile, the plan is made anew
    and ``again`` is asked about it. Raises PublishRefused, and then the branch is as it was.
    """
    current = first
    for _ in range(_ATTEMPTS):
        try:
            return _publish_once(current, accept, tell)
        except Overtaken as overtaken:
            tell(f"{overtaken.reason} Working out the changes again")
            current = make_plan(current.output, current.checkout, allowed=current.allowed, memory=current.memory)
            if not again(overtaken, current):
                raise
    raise PublishRefused(
        "Somebody else published each time this publication was ready.", "Wait until they are done, then publish again."
    )


def _publish_once(current: Plan, accept: Collection[str], tell: Tell) -> Published:
    current.refuse_unaccepted(accept)
    current.checkout.still_stands()
    destination = current.checkout.destination
    if current.live is not None and not current.changes:
        return Published(current.live.commit, destination.url, destination.branch, current, changed=False)
    tell("Making the commit")
    checkout = current.checkout
    parent = None if current.live is None else current.live.commit
    source = checkout.source_commit
    made = commit_output(
        current.output,
        current.manifest,
        f"Publish {source[:10]}: {current.changes.summary()}\n\n{trailers(source, checkout.held_back)}",
        parent=parent,
        by=checkout.identity,
        destination=destination,
    )
    with made as new:
        tell(f"Pushing to {destination.name}")
        push(destination, new.commit, expected=parent, store=new.store)
    tell("Comparing what the server holds now")
    read_back(destination, new.commit, new.files)
    return Published(new.commit, destination.url, destination.branch, current)


@dataclass(frozen=True)
class GoingBack:
    """A rollback that is planned: from which publication to which, what readers will see change, and how to do it."""

    live: Publication
    older: Publication
    changes: Changes
    do: Callable[[], str]  #: answers the new publication's id; raises Overtaken, PublishRefused
    by_hand: tuple[str, ...] = ()  #: what somebody else changed at the place itself, a line for each


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
