"""What each image file held when it was last read, so that a thousand photos are not read again to find none changed.

A file is known again by what the file system says of it. One that was changed a moment ago is not remembered: a second
change might come within the same tick of the clock. What is kept begins with its own hash.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from potluck.keeping import hash_of, open_kept, own_folder, remove, write_whole

Signature = tuple[int, ...]
SETTLED = 2_000_000_000
"""Nanoseconds after which a change of the file can't hide behind an equal time."""

LARGEST = 100_000_000
"""Bytes of what is read; a photo takes two hundred of them."""


class Digests:
    """SHA-256 by file. ``save`` keeps what this build asked for."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._kept: dict[str, list[object]] = {}
        self._used: dict[str, list[object]] = {}
        try:
            with open_kept(file) as opened:
                text = opened.read(LARGEST + 1)
            digest, _, text = text.partition(b"\n")
            kept = json.loads(text) if hash_of(text).encode() == digest else {}
            self._kept = kept if isinstance(kept, dict) else {}
        except (OSError, ValueError, RecursionError):
            pass

    def get(self, file: Path) -> str | None:
        """The digest of a file that is as it was, or None."""
        known = self._kept.get(str(file))
        if not isinstance(known, list) or len(known) != 2 or known[0] != list(signature(file)):
            return None
        self._used[str(file)] = known
        return str(known[1])

    def put(self, file: Path, digest: str) -> None:
        """Remember the digest of a file that was just read."""
        now = signature(file)
        if time.time_ns() - max(now[0], now[1]) > SETTLED:
            self._used[str(file)] = [list(now), digest]

    def save(self) -> None:
        """Write down what was asked for; a disk that won't take it costs the next build its time."""
        if self._used == self._kept:
            return
        try:
            own_folder(self._file.parent)
            text = json.dumps(self._used).encode()
            if self._file.is_dir():
                remove(self._file)
            write_whole(self._file, hash_of(text).encode() + b"\n" + text)
        except OSError:
            return


def signature(file: Path) -> Signature:
    """What the file system says of a file: times of change, size, and which file it is. Raises OSError."""
    found = os.lstat(file)
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, found.st_mode
