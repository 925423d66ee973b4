"""A bar for work that takes long; what is done within two seconds mostly needs none."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from potluck.desk import answers

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 2.0
"""Seconds before a bar is shown."""


class Bar:
    """Shows what it is told, with counts; gone when the work is done, since a summary follows."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, patience: float = PATIENCE) -> None:
        self._clock = clock
        self._shown_from = clock() + patience
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._progress is not None:
            self._progress.stop()

    def tell(self, what: str, done: int, total: int) -> None:
        """Show that so much of it is done; a total of 0 is one that nobody knows."""
        if self._progress is None:
            if self._clock() < self._shown_from:
                return
            self._progress = self._begin()
        if what not in self._tasks:
            self._tasks[what] = self._progress.add_task(what, total=total or None)
        self._progress.update(self._tasks[what], completed=done, total=total or None)

    @staticmethod
    def _begin() -> Progress:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        progress = Progress(*columns, console=answers.console, transient=True)
        progress.start()
        return progress
