"""A place elsewhere, opened by its address, as a host: what publishing, status and rollback do there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote

from potluck.publish.checkout import Checkout
from potluck.publish.destination import Destination
from potluck.publish.elsewhere.by_rsync import RsyncPlace
from potluck.publish.elsewhere.place import Place
from potluck.publish.elsewhere.record import publications_at, read_live
from potluck.publish.elsewhere.transaction import plan_at, plan_return, publish_at
from potluck.publish.elsewhere.turn import begun_by
from potluck.publish.history import Changes, Publication, Status, status_of
from potluck.publish.manifest import Allowed
from potluck.publish.plan import Plan
from potluck.publish.refused import PublishRefused, plainly
from potluck.publish.transaction import Again, GoingBack, Published, Tell

RSYNC = "rsync:"


@dataclass(frozen=True)
class Elsewhere:
    """A place that is no git branch."""

    destination: Destination
    place: Place

    def plan(self, output: Path, checkout: Checkout, allowed: Allowed, memory: Path | None = None) -> Plan:
        return plainly(plan_at)(self.place, output, checkout, allowed=allowed, memory=memory)

    def publish(self, plan: Plan, accept: Collection[str], again: Again, tell: Tell) -> Published:
        return plainly(publish_at)(self.place, plan, accept=accept, tell=tell)

    def status(self) -> Status:
        record = read_live(self.place)
        live = record.publication if record else None
        status = plainly(status_of)(self.destination.git, live, url=self.place.shown, branch="the site")
        return replace(status, begun_by=begun_by(self.place))

    def publications(self) -> list[tuple[Publication, Changes]]:
        listed = publications_at(self.place)
        older = {record.id: record.files for record in listed}
        return [
            (record.publication, Changes.between(older.get(record.before or "", {}), record.files))
            for record in listed
            if not record.before or record.before in older  # of the oldest that is kept, nothing tells what it changed
        ]

    def going_back(self, commit: str) -> GoingBack:
        return plan_return(self.place, commit, self.destination)


def open_place(address: str) -> Place:
    """The host at an address: a folder, ``rsync:HOST:/FOLDER``, or ``s3://BUCKET/FOLDER`` and what else fsspec knows.

    Raises PublishRefused when it can't be one, or what it needs is not installed.
    """
    if address.startswith(RSYNC):
        return RsyncPlace(address.removeprefix(RSYNC))
    if "://" not in address:
        if not Path(address).is_absolute():
            raise PublishRefused(
                f"{address!r} is no place to publish to.",
                "PUBLISH_TO is the whole path of a folder, `rsync:HOST:/FOLDER`, or an address such as `s3://BUCKET`.",
            )
        address = unquote(Path(address).as_uri())  # fsspec takes %20 for the name of a folder
    try:
        objects = import_module("potluck.publish.elsewhere.objects")
    except ModuleNotFoundError as missing:
        raise _not_installed(address) from missing
    try:
        place: Place = objects.ObjectPlace(address)
    except ImportError as missing:
        raise _not_installed(address) from missing
    except ValueError as error:
        raise PublishRefused(
            f"{address!r} is no place that fsspec knows: {str(error).rstrip('.')}.",
            "Look at PUBLISH_TO; docs/publishing.md names kinds of host.",
        ) from error
    return place


def _not_installed(address: str) -> PublishRefused:
    kind = address.partition("://")[0]
    package = "s3fs" if kind == "s3" else "fsspec"
    return PublishRefused(
        f"Publishing to {kind}:// needs a library that is not installed.",
        f"Install it with `pip install {package}`, or see docs/publishing.md for other kinds of host.",
    )
