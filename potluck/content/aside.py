"""Texts laid aside: out of memory, in a file without a name that goes with the process.

A build reads each text twice or three times, and a large library would fill the memory in between. The files in
``content/`` are not read again for that: they may have changed since they were checked.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from typing import IO


class Aside:
    """Texts by their hash; each is kept once, however often it is laid aside."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0
        self._lock = threading.Lock()

    def lay(self, sha256: str, text: str) -> bool:
        """Lay a text aside; False where there is no room for it."""
        with self._lock:
            if sha256 in self._places:
                return True
            data = text.encode("utf-8")
            try:
                if self._file is None:
                    self._file = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the process
                self._file.seek(self._end)
                self._file.write(data)
                self._file.flush()
            except OSError:
                return False
            self._places[sha256] = self._end, len(data)
            self._end += len(data)
            return True

    def text(self, sha256: str) -> str:
        """A text that was laid aside. Raises KeyError for any other."""
        with self._lock:
            start, length = self._places[sha256]
            assert self._file
            if sys.platform != "win32":  # where a forked process would move the place to read from
                return os.pread(self._file.fileno(), length, start).decode("utf-8")
            self._file.seek(start)
            return self._file.read(length).decode("utf-8")


ASIDE = Aside()
"""Of this process."""
