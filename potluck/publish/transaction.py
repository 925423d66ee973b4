"""Puts a plan into effect: commit, push, ask the server; and again from the plan when somebody else was quicker.

Killed at any point, it leaves the branch as it was or as it should be: the server moves it in one step, at the end, and
what was prepared on this machine is reached by nothing. What the clone holds of a publication came from the server.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from potluck.publish.commit import commit_output
from potluck.publish.explain import plainly
from potluck.publish.history import trailers
from potluck.publish.plan import Plan, make_plan
from potluck.publish.push import push, read_back
from potluck.publish.refused import Overtaken, PublishRefused

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
