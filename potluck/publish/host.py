"""Where a community publishes, as one kind of thing: a branch of its repository, or a place elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from potluck.publish import elsewhere
from potluck.publish.checkout import Checkout
from potluck.publish.destination import Destination, locate
from potluck.publish.explain import plainly
from potluck.publish.history import Changes, Publication, changes, publications
from potluck.publish.manifest import Allowed
from potluck.publish.plan import Plan, make_plan
from potluck.publish.rollback import plan_rollback, roll_back
from potluck.publish.status import Status, read_status, status_of
from potluck.publish.transaction import Again, Published, Tell, publish


@dataclass(frozen=True)
class GoingBack:
    """A rollback that is planned: from which publication to which, what readers will see change, and how to do it."""

    live: Publication
    older: Publication
    changes: Changes
    do: Callable[[], str]  #: answers the new publication's id; raises PublishRefused


class Host(Protocol):
    """What ``invoke publish``, ``status`` and ``rollback`` ask for. Everything raises PublishRefused."""

    def plan(self, output: Path, checkout: Checkout, allowed: Allowed) -> Plan:
        """What publishing an output folder would change."""

    def publish(self, plan: Plan, accept: Collection[str], again: Again, tell: Tell) -> Published:
        """Make the plan's output the live site."""

    def status(self) -> Status:
        """What is live."""

    def publications(self) -> list[tuple[Publication, Changes]]:
        """The last publications, newest first, and what each changed."""

    def going_back(self, commit: str) -> GoingBack:
        """What bringing back a publication would change."""


def host_of(root: Path, *, remote: str, branch: str, place: str) -> Host:
    """The host that the settings name. Raises PublishRefused."""
    destination = locate(root, remote=remote, branch=branch)
    return Elsewhere(destination, elsewhere.open_place(place)) if place else Branch(destination)


@dataclass(frozen=True)
class Branch:
    """A branch on a remote."""

    destination: Destination

    def plan(self, output: Path, checkout: Checkout, allowed: Allowed) -> Plan:
        return make_plan(output, checkout, allowed=allowed)

    def publish(self, plan: Plan, accept: Collection[str], again: Again, tell: Tell) -> Published:
        return publish(plan, accept=accept, again=again, tell=tell)

    def status(self) -> Status:
        return read_status(self.destination)

    def publications(self) -> list[tuple[Publication, Changes]]:
        return [(each, changes(self.destination, each)) for each in publications(self.destination)]

    def going_back(self, commit: str) -> GoingBack:
        planned = plan_rollback(self.destination, commit)
        return GoingBack(planned.live, planned.older, planned.changes, lambda: roll_back(planned))


@dataclass(frozen=True)
class Elsewhere:
    """A place that is no git branch."""

    destination: Destination
    place: elsewhere.Place

    def plan(self, output: Path, checkout: Checkout, allowed: Allowed) -> Plan:
        return plainly(elsewhere.plan_at)(self.place, output, checkout, allowed=allowed)

    def publish(self, plan: Plan, accept: Collection[str], again: Again, tell: Tell) -> Published:
        return plainly(elsewhere.publish_at)(self.place, plan, accept=accept, tell=tell)

    def status(self) -> Status:
        record = elsewhere.read_live(self.place)
        live = record.publication if record else None
        return plainly(status_of)(self.destination.git, live, url=self.place.shown, branch="the site")

    def publications(self) -> list[tuple[Publication, Changes]]:
        listed = elsewhere.publications_at(self.place)
        older = {record.id: record.files for record in listed}
        return [
            (record.publication, Changes.between(older.get(record.before or "", {}), record.files))
            for record in listed
            if not record.before or record.before in older  # of the oldest that is kept, nothing tells what it changed
        ]

    def going_back(self, commit: str) -> GoingBack:
        planned = elsewhere.plan_return(self.place, commit)
        do = plainly(elsewhere.return_to)
        return GoingBack(
            planned.live.publication,
            planned.older.publication,
            planned.changes,
            lambda: do(self.place, planned, self.destination),
        )
