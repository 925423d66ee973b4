"""Texts laid aside: out of memory, in a file without a name that goes with the process.

A build reads each text twice or three times, and a large library would fill the memory in between. The files in
``content/`` are not read again for that: they may have changed since they were checked. What is written at the end of a
build alone waits in such a file as well.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from typing import IO

TOGETHER = 200_000
"""So many bytes are written at a time."""


class Aside:
    """Texts by name."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._places: dict[str, tuple[int, int]] = {}
        self._here: dict[str, str] = {}
        self._written = 0
        self._waiting = bytearray()
        """What comes next in the file."""
        self._lock = threading.Lock()
        self._process = os.getpid()

    def __del__(self) -> None:
        if self._file is not None:
            self._file.close()

    def lay(self, name: str, text: str) -> bool:
        """Lay a text aside, once for each name; False where there is no room for it."""
        return name in self._places or self._lay(name, text)

    def put(self, name: str, text: str) -> None:
        """Lay a text aside in the place of any other of this name; where there is no room, it stays in memory."""
        self._here.pop(name, None)
        if not self._lay(name, text):
            self._places.pop(name, None)
            self._here[name] = text

    def get(self, name: str) -> str | None:
        """The text of this name, or None."""
        return self.text(name) if name in self._places else self._here.get(name)

    def forget(self, name: str) -> None:
        """Have no text of this name."""
        self._places.pop(name, None)
        self._here.pop(name, None)

    def all(self) -> Iterator[tuple[str, str]]:
        """(name, text) of each."""
        for name in self._places:
            yield name, self.text(name)
        yield from self._here.items()

    def _lay(self, name: str, text: str) -> bool:
        data = text.encode("utf-8")
        with self._lock:
            if len(self._waiting) + len(data) > TOGETHER and not self._write():
                return False
            self._places[name] = self._written + len(self._waiting), len(data)
            self._waiting += data
            return True

    def _write(self) -> bool:
        """Write what waits; False where there is no room for it, and then it goes on waiting.

        A copy of the process that began the file has no room in it: it would write over what others lay there.
        """
        if os.getpid() != self._process:
            return False
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the process
            self._file.seek(self._written)
            self._file.write(self._waiting)
            self._file.flush()
        except OSError:
            return False
        self._written += len(self._waiting)
        self._waiting.clear()
        return True

    def text(self, name: str) -> str:
        """A text that was laid aside. Raises KeyError for any other."""
        with self._lock:
            start, length = self._places[name]
            if start >= self._written:
                start -= self._written
                return self._waiting[start : start + length].decode("utf-8")
            assert self._file
            if sys.platform != "win32":  # where a forked process would move the place to read from
                return os.pread(self._file.fileno(), length, start).decode("utf-8")
            self._file.seek(start)
            return self._file.read(length).decode("utf-8")


ASIDE = Aside()
"""Of this process."""
