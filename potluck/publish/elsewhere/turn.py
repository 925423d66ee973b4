"""One at a time: a note beside the site says who publishes there and what, until it is done.

A note whose writer is gone (killed on this machine, or older than an hour) is taken over; what it says tells which
files may be in either state.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from potluck.publish.elsewhere.place import KEPT, Place
from potluck.publish.history import printable
from potluck.publish.refused import PublishRefused

NOTE = f"{KEPT}/doing.json"
LONGEST = timedelta(hours=1)


class Note(BaseModel):
    """What is being done: the files as they will be, and those that an earlier, unfinished turn may have touched."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    token: str = Field(default_factory=lambda: uuid4().hex)
    who: str = "somebody"
    when: datetime = Field(default_factory=lambda: datetime.now(UTC))
    host: str = Field(default_factory=socket.gethostname)
    process: int = Field(default_factory=os.getpid)
    files: dict[str, str] = Field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()

    def is_over(self) -> bool:
        """Whether nobody can be at work on it any more."""
        if self.host == socket.gethostname() and (self.process == os.getpid() or not _is_running(self.process)):
            return True
        return datetime.now(UTC) - self.when > LONGEST


@contextmanager
def turn(
    place: Place, who: str, live: dict[str, str], target: dict[str, str], *, take_over: bool = False
) -> Iterator[frozenset[str]]:
    """Have the place to oneself; gives the paths whose files may be other than ``live`` says.

    The note goes when all is done, and stays when something fails on the way: the next turn puts that right. With
    ``take_over``, whoever is at work is taken for gone. Raises PublishRefused when somebody else is at work.
    """
    note = Note(who=who, files=target)
    doubtful: frozenset[str] = frozenset()
    if not place.create(NOTE, note.model_dump_json().encode()):
        found = _read(place)
        if found is not None and not found.is_over() and not take_over:
            raise PublishRefused(
                f"{printable(found.who)} is publishing to {place.shown}, since {found.when:%H:%M on %d %B %Y}.",
                "Wait until they are done, then publish again. If it was a job that has ended: "
                "`invoke publish --accept unfinished`.",
            )
        if found is not None:
            changed = {path for path in live.keys() | found.files.keys() if live.get(path) != found.files.get(path)}
            doubtful = frozenset(changed) | found.doubtful
        note = note.model_copy(update={"doubtful": doubtful})
        place.write({NOTE: note.model_dump_json().encode()})
        now = _read(place)
        if now is None or now.token != note.token:
            raise PublishRefused("Somebody else began to publish this very moment.", "Publish again in a minute.")
    yield doubtful
    place.delete([NOTE])


def begun_by(place: Place) -> str:
    """Who has begun to publish there and is not done; nobody, mostly."""
    note = _read(place)
    return printable(note.who) if note else ""


def without_unfinished(place: Place, live: dict[str, str], there: dict[str, str]) -> dict[str, str]:
    """Of the files there (path → git's id of the contents) what neither ``live`` nor an unfinished publication says.

    What one has done so far, whether it goes on or was killed, is given as it was before.
    """
    note = _read(place)
    if note is None:
        return there
    begun = {path for path in live.keys() | there.keys() if there.get(path) == note.files.get(path)} | note.doubtful
    before = {path: live[path] for path in begun if path in live}
    return {path: blob for path, blob in there.items() if path not in begun} | before


def _read(place: Place) -> Note | None:
    data = place.read([NOTE]).get(NOTE)
    try:
        return None if data is None else Note.model_validate_json(data)
    except ValidationError:
        return None


def _is_running(process: int) -> bool:
    """Whether a process of this machine goes on; Windows can't be asked (that would interrupt it), so there it does."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
