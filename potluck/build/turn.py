"""Builds into one folder take turns, that of `invoke serve` and one by hand: each counts on what the last left."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from potluck.keeping import READING, own_folder

PATIENCE = 60.0
"""Seconds to wait for another build, which may have been stopped for good."""
_PAUSE = 0.02


@contextmanager
def in_turn(memory: Path) -> Iterator[None]:
    """Have no other process build meanwhile that remembers its builds in this file; where none can wait, none does."""
    handle = -1
    with suppress(OSError):
        own_folder(memory.parent)
        handle = os.open(memory.with_suffix(".turn"), READING | os.O_RDWR | os.O_CREAT, 0o600)
        if stat.S_ISREG(os.fstat(handle).st_mode):
            _wait(handle)
    try:
        yield
    finally:
        if handle >= 0:
            os.close(handle)  # and with it goes the lock, which copies of this process don't have


def _wait(handle: int) -> None:
    """Lock a file, once nobody else has it. Raises OSError where files can't be locked, or it takes too long."""
    if sys.platform == "win32":
        return
    import fcntl

    end = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except (BlockingIOError, PermissionError):
            if time.monotonic() > end:
                raise
            time.sleep(_PAUSE)
