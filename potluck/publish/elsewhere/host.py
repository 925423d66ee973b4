"""A place that is no git branch, as the kind of thing that tasks publish to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from potluck.publish import elsewhere
from potluck.publish.checkout import Checkout
from potluck.publish.destination import Destination
from potluck.publish.explain import plainly
from potluck.publish.going_back import GoingBack
from potluck.publish.history import Changes, Publication
from potluck.publish.manifest import Allowed
from potluck.publish.plan import Plan
from potluck.publish.status import Status, status_of
from potluck.publish.transaction import Again, Published, Tell


@dataclass(frozen=True)
class Elsewhere:
    """A place that is no git branch."""

    destination: Destination
    place: elsewhere.Place

    def plan(self, output: Path, checkout: Checkout, allowed: Allowed, memory: Path | None = None) -> Plan:
        return plainly(elsewhere.plan_at)(self.place, output, checkout, allowed=allowed, memory=memory)

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
        return elsewhere.plan_return(self.place, commit, self.destination)
