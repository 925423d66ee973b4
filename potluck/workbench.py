"""One locked door beside the workshop: a bounded process that stays, for whoever hands in a task now and then.

A workshop (``potluck.workshop``) keeps threads that look after its processes ten times a second. Here nobody looks:
whoever hands a task in waits for it, so that a bench nobody works at costs nothing. The bounds are the same.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from potluck.workshop import (
    PATIENCE,
    TOO_MUCH,
    Bounds,
    OutOfBounds,
    hold_open,
    lock_doors,
    one_within,
)

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

T = TypeVar("T")

TIME_TO_END = 2
"""Seconds that a process is given to end by itself."""


class Pipe(Protocol):
    """One end of a pipe, as ``multiprocessing`` has it."""

    def send(self, message: Any, /) -> None: ...
    def poll(self, seconds: float, /) -> bool: ...
    def recv(self) -> Any: ...
    def close(self) -> None: ...


class Workbench:
    """One process, which starts with the first task. ``set_up(*given)`` is run in it before, and may import what it
    ``needs``. ``close`` ends it.
    """

    def __init__(
        self,
        bounds: Bounds,
        set_up: Callable[..., None] | None = None,
        *given: Any,
        needs: Sequence[str] = (),
    ) -> None:
        self._bounds = bounds
        self._needs = needs
        self._preparation = (set_up, given)
        self._process: BaseProcess | None = None
        self._pipe: Pipe | None = None
        self._one_at_a_time = threading.Lock()

    def close(self) -> None:
        """End the process; a later task starts another."""
        with self._one_at_a_time:
            self._end(TIME_TO_END)

    def do(self, work: Callable[..., T], *given: Any) -> T:
        """The result of ``work(*given)``; both must be picklable. Raises what it raises, or OutOfBounds."""
        with self._one_at_a_time:
            try:
                pipe = self._started()
                pipe.send((work, given))
                if not pipe.poll(self._bounds.seconds * PATIENCE):
                    raise EOFError
                is_done, answer = pipe.recv()
            except (EOFError, ConnectionError, MemoryError) as error:
                self._end(0)
                raise OutOfBounds(TOO_MUCH) from error
            except BaseException:  # whatever comes through the pipe next would be the answer to another question
                self._end(0)
                raise
        if isinstance(answer, MemoryError):
            raise OutOfBounds("It took more memory than any post needs.") from answer
        if not is_done:
            raise answer
        result: T = answer
        return result

    def _started(self) -> Pipe:
        if self._process is not None and not self._process.is_alive():  # something else ended it meanwhile
            self._end(0)
        if self._pipe is None:
            from potluck.processes import Context, import_once

            context = Context()
            import_once(self._needs)
            hold_open(self)
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(
                target=work_at, args=(theirs, self._bounds, *self._preparation), daemon=True
            )
            self._process.start()
            theirs.close()  # so that its end is heard of
        return self._pipe

    def _end(self, patience: float) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None and self._process.pid is not None:
            self._process.join(patience)
            self._process.kill()
            self._process.join()
        self._pipe = self._process = None


def work_at(pipe: Pipe, bounds: Bounds, set_up: Callable[..., None] | None, given: tuple[Any, ...]) -> None:
    """Do one task after another, until nobody is there who could hand one in."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Control-C is for the other side
    lock_doors(bounds, set_up, given)
    while True:
        try:
            work, task = pipe.recv()
        except (EOFError, ConnectionError):
            return
        answer: tuple[bool, Any]
        try:
            answer = True, one_within(bounds, work, task)
        except Exception as error:
            answer = False, error
        try:
            pipe.send(answer)
        except (EOFError, ConnectionError):
            return
