"""The folder that the public site is built into, kept from one publication to the next so that little is built anew."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from potluck.build.conf import MADE_BY_US, CannotBuild
from potluck.keeping import own_folder, remove
from potluck.publish.commit import BEGINNING_OF_NEW

HOST_FILES = (".nojekyll", "CNAME")
"""What publishing adds to a site once it is built; a build would take them for strays."""


@contextmanager
def kept_site(cache: Path) -> Iterator[tuple[Path, Path | None]]:
    """A folder for the site, and a file that remembers what was read of it.

    Where another publication of this clone is at work, or none can be kept, a fresh folder and None.
    """
    room = cache / "publish"
    with tempfile.TemporaryDirectory(prefix="potluck-") as fresh, _alone_in(room) as alone:
        if not alone:
            yield Path(fresh) / "site", None
            return
        site = room / "site"
        if site.is_symlink():
            site.unlink()
        if site.exists() and not any((site / name).is_file() for name in MADE_BY_US):
            remove(site)  # the beginning of a build that was killed
        for left in room.glob(f"{BEGINNING_OF_NEW}*"):  # by a publication that was killed
            remove(left)
        for name in HOST_FILES:
            remove(site / name)
        is_new = not site.exists()
        try:
            yield site, room / "read.sqlite"
        except (CannotBuild, OSError):
            if is_new:
                remove(site)  # half a site: the disk was full, say
            raise


@contextmanager
def _alone_in(room: Path) -> Iterator[bool]:
    """Whether nobody else is in the room until we leave; a lock of the system, so it goes with its process."""
    if sys.platform == "win32":
        yield False
        return
    import fcntl

    try:
        own_folder(room)
        lock = room / "lock"
        if lock.is_symlink() or (lock.exists() and not lock.is_file()):
            remove(lock)  # restored from somewhere, and no file
        door = lock.open("ab")
    except OSError:
        yield False
        return
    with door:
        try:
            fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
