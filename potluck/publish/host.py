"""Where a community publishes, as one kind of thing: a branch of its repository, or a place elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from potluck.publish.checkout import Checkout
from potluck.publish.destination import Destination, locate
from potluck.publish.history import Changes, Publication, Status, changes, publications, read_status
from potluck.publish.manifest import Allowed
from potluck.publish.plan import Plan, make_plan
from potluck.publish.transaction import Again, GoingBack, Published, Tell, plan_rollback, publish


class Host(Protocol):
    """What ``invoke publish``, ``status`` and ``rollback`` ask for. Everything raises PublishRefused."""

    def plan(self, output: Path, checkout: Checkout, allowed: Allowed, memory: Path | None = None) -> Plan:
        """What publishing an output folder would change; ``memory`` keeps what was read of it."""

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
    if not place:
        return Branch(destination)
    from potluck.publish.elsewhere.host import Elsewhere, open_place  # most communities never need what that imports

    return Elsewhere(destination, open_place(place))


@dataclass(frozen=True)
class Branch:
    """A branch on a remote."""

    destination: Destination

    def plan(self, output: Path, checkout: Checkout, allowed: Allowed, memory: Path | None = None) -> Plan:
        return make_plan(output, checkout, allowed=allowed, memory=memory)

    def publish(self, plan: Plan, accept: Collection[str], again: Again, tell: Tell) -> Published:
        return publish(plan, accept=accept, again=again, tell=tell)

    def status(self) -> Status:
        return read_status(self.destination)

    def publications(self) -> list[tuple[Publication, Changes]]:
        return [(each, changes(self.destination, each)) for each in publications(self.destination)]

    def going_back(self, commit: str) -> GoingBack:
        return plan_rollback(self.destination, commit)
