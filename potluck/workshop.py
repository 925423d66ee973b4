"""A workshop with locked doors: work on strangers' bytes happens in processes of its own, within bounds.

A task that takes too much time or memory ends its process, never the build; the next task gets a fresh one. What the
work is (turning Markdown into HTML, decoding an image) is for the callers to say.
"""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from concurrent.futures import TimeoutError as TookTooLong
from contextlib import suppress
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar
from weakref import WeakSet

import msgspec

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool

T = TypeVar("T")

PATIENCE = 6
"""A task may take this many times its CPU seconds by the clock: a busy machine is not the author's doing."""


MOST = 8
"""So many processes work side by side at most, where nobody says how many: each takes 20 MB."""
IN_HAND = 3
"""How many tasks for each process, or batches, are taken from a long list at a time, so that memory stays small."""

_ends_at = 0
"""The second of CPU time at which the system was told to end this process: most tasks would tell it the same again."""

TOO_MUCH = "It took more time or memory than any post needs."


class OutOfBounds(Exception):
    """A task took more time or memory than it may, or brought its process down."""


class Bounds(msgspec.Struct, frozen=True):
    """What one task may take: seconds of CPU time, and bytes of memory for its process."""

    seconds: int
    memory: int


class Workshop:
    """A pool of bounded processes; it starts with the first task. Use it as a context manager, or ``close`` it.

    It has so many ``workers``, or one for each core. ``set_up(*given)`` is run once in each process before its first
    task, which may import what it ``needs``. Where a task leaves memory behind that nobody frees, a process is
    ``renewed_after`` so many.
    """

    def __init__(
        self,
        bounds: Bounds,
        set_up: Callable[..., None] | None = None,
        *given: Any,
        workers: int = 0,
        needs: Sequence[str] = (),
        renewed_after: int = 0,
    ) -> None:
        self._bounds = bounds
        self._renewed_after = renewed_after
        self._preparation = (set_up, given)
        self._needs = needs
        self._workers = workers or cores()
        self._pool: ProcessPool | None = None
        self._started = 0

    def __enter__(self) -> Workshop:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self, *, entirely: bool = False) -> None:
        """End the processes; a later task starts new ones.

        ``entirely``: also the one that they came from, with all that it has imported, once no other workshop is open.
        """
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
            self._pool = None
        _Server.open.discard(self)
        _Server.may_go = _Server.may_go or entirely
        if _Server.may_go and not _Server.open:
            _Server.end()

    def do(self, work: Callable[..., T], *given: Any) -> T:
        """The result of ``work(*given)``; both must be picklable. Raises what it raises, or OutOfBounds."""
        try:
            result: T = self._result(self._begin(work, given))[0]
        except BrokenExecutor as error:
            raise OutOfBounds(TOO_MUCH) from error
        return result

    def do_all(
        self, work: Callable[..., T], tasks: Iterable[tuple[Any, ...]], together: int = 1
    ) -> Iterator[T | OutOfBounds]:
        """The results of many tasks, in their order, worked on side by side.

        A task that went out of bounds gives the OutOfBounds in its place. Raises what a task raises. Of small tasks,
        several may go to a process ``together``; each has the bounds of one.
        """
        begun: deque[tuple[list[tuple[Any, ...]], ProcessFuture[Any]]] = deque()
        waiting = iter(tasks)
        taken = list(islice(waiting, together * self._workers))
        if not taken:
            return
        self._open(min(self._workers, -(-len(taken) // together)))
        waiting = chain(taken, waiting)
        while True:
            while len(begun) < IN_HAND * self._workers and (batch := list(islice(waiting, together))):
                begun.append((batch, self._begin(work, *batch)))
            if not begun:
                return
            batch, future = begun.popleft()
            try:
                yield from self._result(future)
            except OutOfBounds as error:
                if len(batch) == 1:
                    yield error
                else:
                    yield from self.do_all(work, batch)
            except BrokenExecutor:  # by one of all that were begun
                left = chain(batch, *(each for each, _ in begun))
                begun = deque()
                yield from (self._alone(work, given) for given in left)

    def _alone(self, work: Callable[..., T], given: tuple[Any, ...]) -> T | OutOfBounds:
        try:
            return self.do(work, *given)
        except OutOfBounds as error:
            return error

    def _begin(self, work: Callable[..., T], *tasks: tuple[Any, ...]) -> ProcessFuture[Any]:
        """Give tasks to a process, which does one after the other."""
        allowed = float(self._bounds.seconds * PATIENCE)
        pool = self._pool or self._open(self._workers)
        try:
            return pool.schedule(_within, args=(self._bounds, work, tasks), timeout=allowed)
        except RuntimeError:  # Pebble gave up, since a process ended before it was heard what that had begun
            self.close()
            return self._open(self._workers).schedule(_within, args=(self._bounds, work, tasks), timeout=allowed)

    def _open(self, wanted: int) -> ProcessPool:
        """Have at least so many processes; each costs what its start does, so there are no more than are wanted."""
        if self._pool is None or self._started < wanted:
            from potluck.pools import ProcessPool  # which takes a while, and most builds have nothing to do for it
            from potluck.processes import Context, import_once

            self.close()
            self._started = max(1, wanted)
            import_once((*self._needs, "potluck.pools"))
            self._pool = ProcessPool(
                max_workers=self._started,
                max_tasks=self._renewed_after,
                initializer=lock_doors,
                initargs=(self._bounds, *self._preparation),
                context=Context(),
            )
            hold_open(self)
        return self._pool

    @staticmethod
    def _result(future: ProcessFuture[Any]) -> Any:
        from potluck.pools import ProcessExpired

        try:
            return future.result()
        except (ProcessExpired, TookTooLong, MemoryError) as error:
            raise OutOfBounds(TOO_MUCH) from error


class _Server:
    """The process that others are forked from; Python starts it when it is wanted."""

    open: ClassVar[WeakSet[Any]] = WeakSet()
    """The workshops with processes, and whoever else has one."""
    may_go = False

    @classmethod
    def end(cls) -> None:
        """End it, for which Python has no public way."""
        cls.may_go = False
        stop = getattr(getattr(sys.modules.get("multiprocessing.forkserver"), "_forkserver", None), "_stop", None)
        if stop is not None:
            with suppress(OSError):
                stop()


def cores() -> int:
    """How many processors this process may use, up to ``MOST``."""
    found = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(found or 1, MOST)


def close_all() -> None:
    """Close every workshop that is open, for whoever rests now; a later task opens it again."""
    for each in [*_Server.open]:
        if isinstance(each, Workshop):
            each.close()


def hold_open(owner: object) -> None:
    """Keep the process that others are forked from, as long as its owner lives or until it closes a workshop."""
    _Server.open.add(owner)


def lock_doors(bounds: Bounds, set_up: Callable[..., None] | None, given: tuple[Any, ...]) -> None:
    """Bound the memory of this process, where the system can (Linux; elsewhere time alone is bounded)."""
    global _ends_at
    _ends_at = 0  # a copy has that of the process it was copied from
    if set_up is not None:
        set_up(*given)
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (bounds.memory, bounds.memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _within(bounds: Bounds, work: Callable[..., T], tasks: Iterable[tuple[Any, ...]]) -> list[T]:
    """Do tasks, each with its own allowance of CPU time; the system ends the process that passes it."""
    return [one_within(bounds, work, given) for given in tasks]


def one_within(bounds: Bounds, work: Callable[..., T], given: tuple[Any, ...]) -> T:
    """Do one task; the system ends this process if it takes more CPU time than it may."""
    global _ends_at
    ends_at = int(time.process_time()) + 1 + bounds.seconds
    if ends_at != _ends_at and sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (ends_at, most))
        _ends_at = ends_at
    return work(*given)
