"""Bodies that a library reads are read in a process of its own, which ends when it takes longer than any post needs.

What a text can do to docutils nobody can foresee: some of a few lines keep it busy for minutes. Such a text is left as
it is, for a person; after a few of them nobody waits for more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from potluck.workbench import Workbench
from potluck.workshop import Bounds, OutOfBounds

T = TypeVar("T")

FOR_ONE_BODY = Bounds(seconds=15, memory=2_000_000_000)
MOST_STUCK = 10
"""So many bodies may go out of bounds before an import stops trying."""


class Bounded:
    """Runs one reader in its process; ``needs`` is what that imports."""

    def __init__(self, *needs: str, bounds: Bounds = FOR_ONE_BODY) -> None:
        self._bench = Workbench(bounds, needs=needs)
        self._stuck = 0

    def read(self, work: Callable[[str], T], text: str) -> T | None:
        """What ``work`` makes of a text; None where that is out of bounds."""
        if self._stuck >= MOST_STUCK:
            return None
        try:
            return self._bench.do(work, text)
        except OutOfBounds:
            self._stuck += 1
            return None

    def close(self) -> None:
        """End the process, and begin anew."""
        self._bench.close()
        self._stuck = 0
