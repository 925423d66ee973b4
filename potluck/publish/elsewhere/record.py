"""What is remembered beside the site: what is live, what was live before, and the contents that were replaced.

``.potluck/live.json`` is the publication that readers get, ``.potluck/publications/ID.json`` are it and those before
it, and ``.potluck/files/`` holds each file that only earlier ones have, by the hash of its contents.
``.potluck/stamps.json`` tells how its files stood once they were written, so that few have to be read again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from potluck.publish.elsewhere.place import KEPT, Place, Stamp, batches
from potluck.publish.history import Publication, printable
from potluck.publish.manifest import blob_id
from potluck.publish.refused import PublishRefused

LIVE = f"{KEPT}/live.json"
STAMPS = f"{KEPT}/stamps.json"
PUBLICATIONS = f"{KEPT}/publications"
FILES = f"{KEPT}/files"
MOST = 10
"""Publications that can be gone back to."""

_STAMPS = TypeAdapter(dict[str, Stamp])


class Record(BaseModel):
    """One publication: who, when, from which commit, and every file with its hash."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    when: datetime
    who: str
    subject: str
    source: str | None = None
    restores: str | None = None
    before: str | None = None  #: the id of the publication it took the place of
    files: dict[str, str] = Field(default_factory=dict)  #: path → git's id of the contents
    held_back: tuple[str, ...] | None = None  #: files of that commit that were left out
    edited: tuple[str, ...] | None = None  #: files that stood there as somebody else had changed them, and were let be

    @property
    def id(self) -> str:
        """Names this publication: a hash of all that it says."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:40]

    @property
    def text(self) -> str:
        """All that it says; nothing of what was left out or let be where nothing was, as in earlier records."""
        return self.model_dump_json(exclude={key for key in ("held_back", "edited") if not getattr(self, key)})

    @property
    def publication(self) -> Publication:
        """The same as publications on a branch are told."""
        names = printable(self.who), printable(self.subject)
        return Publication(self.id, self.when, *names, self.source, self.restores, self.held_back or ())


def read_live(place: Place) -> Record | None:
    """What is live, or None before the first publication. Raises PublishRefused."""
    return _read(place, LIVE)


def publications_at(place: Place) -> list[Record]:
    """The last publications, newest first. Raises PublishRefused."""
    found: list[Record] = []
    record = read_live(place)
    while record is not None and len(found) < MOST:
        found.append(record)
        record = _read(place, f"{PUBLICATIONS}/{record.before}.json") if record.before else None
    return found


def files_at(place: Place, record: Record, stamps: Mapping[str, Stamp]) -> dict[str, str]:
    """The files of what is live as they are by now: path → git's id of the contents.

    A file whose stamp is still that of its publication is as it was. Any other is read: somebody changed or touched it,
    no list tells of it (it is gone, or in a folder that stands elsewhere), or somebody's change of it was let be.
    """
    known, edited = _stamps_of(place), record.edited or ()
    sure = {path for path in stamps.keys() & known.keys() if stamps[path] == known[path] and path not in edited}
    unsure = {path: blob for path, blob in record.files.items() if path not in sure}
    return {path: blob for path, blob in record.files.items() if path in sure} | ids_at(place, unsure)


def ids_at(place: Place, like: dict[str, str]) -> dict[str, str]:
    """Git's ids of what files that are there hold, each by the one of git's two hashes that the given id has."""
    found: dict[str, str] = {}
    for batch in batches(like):
        for path, data in place.read(batch).items():
            found[path] = blob_id(data, "sha256" if len(like[path]) == 64 else "sha1")
    return found


def remember(place: Place, record: Record, stamps: dict[str, Stamp]) -> None:
    """Make this the live one: the moment at which a publication is done.

    The stamps come after it: those of an earlier one only have more read than need be.
    """
    data = record.text.encode()
    place.write({f"{PUBLICATIONS}/{record.id}.json": data})
    place.write({LIVE: data})
    place.write({STAMPS: _STAMPS.dump_json(stamps)})


def forget_old(place: Place) -> None:
    """Remove the records beyond the last few, and contents that only they had."""
    kept = publications_at(place)
    if not kept:
        return
    wanted = {blob for record in kept for blob in record.files.values()} - set(kept[0].files.values())
    names = {f"{record.id}.json" for record in kept}
    old = [f"{PUBLICATIONS}/{name}" for name in place.names(PUBLICATIONS) - names]
    place.delete([*old, *(f"{FILES}/{blob}" for blob in place.names(FILES) - wanted)])


def _stamps_of(place: Place) -> dict[str, Stamp]:
    """How the files stood when they were published; nothing where that is not known."""
    try:
        return _STAMPS.validate_json(place.read([STAMPS]).get(STAMPS, b"{}"))
    except ValidationError:
        return {}


def _read(place: Place, path: str) -> Record | None:
    data = place.read([path]).get(path)
    if data is None:
        return None
    try:
        return Record.model_validate_json(data)
    except ValidationError as error:
        raise PublishRefused(
            f"{path} at {place.shown} can't be read, so what is live there is not known.",
            f"Somebody else's program changed it. Remove the folder {KEPT} there, and publish with `--accept foreign`.",
        ) from error
