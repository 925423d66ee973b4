"""What files were found to hold, which need not be found out again of those that the file system calls unchanged.

As git's own index does it: kept are path, size, times and inode of each file, with what it held. A file that was
touched as late as it was read may change once more within the same tick of the clock, and is read again the next time.
Nothing kept leads to a file that isn't there, and what is kept is thrown away when it is spoilt.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Generic, TypeVar

from potluck.build.scan import file_clock, line_of, settled
from potluck.build.store import Store
from potluck.quick_json import as_json, from_json

T = TypeVar("T")


class Unchanged(Generic[T]):
    """What files hold, by what the file system says of them.

    ``file`` keeps it from one time to the next, if there is one, under a ``name`` that says what is found out and how.
    ``pack`` makes of all that was found what JSON can hold, and ``unpack`` the same of that again.
    """

    def __init__(
        self,
        file: Path | None,
        name: str,
        pack: Callable[[Iterable[T]], Any] = list,
        unpack: Callable[[Any], Iterable[T]] = list,
    ) -> None:
        self._file, self._name, self._pack = file, name, pack
        self._known = self._read(unpack)
        self._started = file_clock()
        self._found: dict[str, T] = {}

    def of(self, path: str, facts: os.stat_result, read: Callable[[], T]) -> T:
        """What a file holds, of which these ``facts`` are told just now; it is read where that is not known."""
        line = line_of(path, facts)
        known = self._known.get(line)
        found = self._found[line] = read() if known is None else known
        return found

    def keep(self) -> None:
        """Remember for the next time; a disk that won't take it costs that time, and nothing else."""
        if self._file is not None and self._found.keys() != self._known.keys():
            kept = [settled(self._found, self._started), self._pack(self._found.values())]
            with Store(self._file) as store:
                store.write([(self._name, as_json(kept))])

    def _read(self, unpack: Callable[[Any], Iterable[T]]) -> dict[str, T]:
        if self._file is None:
            return {}
        with Store(self._file) as store:
            text = store.read(self._name).get(self._name, "")
        try:
            lines, packed = from_json(text)
            return dict(zip(lines, unpack(packed), strict=True))
        except (ValueError, TypeError, LookupError):
            return {}
