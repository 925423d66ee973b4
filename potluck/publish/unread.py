"""Contents that need not be read again: a file that the file system calls unchanged holds what it held.

As git's own index does it: kept are path, size, times and inode of each file, with the id of its contents. A file that
was touched as late as it was read may change once more within the same tick of the clock, and is read again the next
time. Nothing kept leads to a file that isn't there, and what is kept is thrown away when it is spoilt.
"""

from __future__ import annotations

import os
from pathlib import Path

from potluck.build.scan import file_clock, line_of, settled
from potluck.build.store import Store

_LINES, _BLOBS = "lines", "blobs"


class Unread:
    """The ids of contents by what the file system says of their files.

    ``file`` is where they are kept from one publication to the next; None keeps nothing. Ids of one kind
    (``object_format``) are never taken for those of another.
    """

    def __init__(self, file: Path | None, object_format: str) -> None:
        self._file = file
        self._lines = f"{_LINES} {object_format}"
        self._blobs = f"{_BLOBS} {object_format}"
        self._known = self._read()
        self._started = file_clock()
        self._found: dict[str, str] = {}

    def blob(self, path: str, facts: os.stat_result) -> str | None:
        """The id of the contents; None where they have to be read."""
        line = line_of(path, facts)
        blob = self._known.get(line)
        if blob is not None:
            self._found[line] = blob
        return blob

    def note(self, path: str, facts: os.stat_result, blob: str) -> None:
        """Say what a file holds; ``facts`` are from before it was read."""
        self._found[line_of(path, facts)] = blob

    def keep(self) -> None:
        """Remember for the next time; a disk that won't take it costs that time, and nothing else."""
        if self._file is None or self._found == self._known:
            return
        kept = {
            self._lines: "\n".join(settled(self._found, self._started)),
            self._blobs: "\n".join(self._found.values()),
        }
        with Store(self._file) as store:
            store.write(kept.items())

    def _read(self) -> dict[str, str]:
        if self._file is None:
            return {}
        with Store(self._file) as store:
            kept = store.read(self._lines, self._blobs)
        if not kept:
            return {}
        lines, blobs = kept[self._lines].split("\n"), kept[self._blobs].split("\n")
        return dict(zip(lines, blobs, strict=True)) if len(lines) == len(blobs) else {}
