"""Work on our own data, side by side: copies of this process each do a share, and send what came of it.

A copy has everything that this process has, so nothing is handed in. It is trusted as this process is: strangers' bytes
are worked on in ``workshop`` and ``workbench`` alone. Only Linux copies processes safely, and only one with a single
thread (``copied.can_copy``); it also ends the copies of a process that is killed, so that none goes on writing.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import IO, Any, Generic, TypeVar

T = TypeVar("T")

END_WITH_PARENT = 1
"""``PR_SET_PDEATHSIG`` of ``prctl(2)``."""


class Copies(Generic[T]):
    """Copies of this process, one for each of ``shares``: what a share yields is sent as it comes.

    Use it as a context manager, which leaves none behind.
    """

    def __init__(self, shares: Sequence[Callable[[], Iterable[T]]]) -> None:
        self._shares = shares
        self._copies: dict[int, tuple[int, IO[bytes]]] = {}
        """Number of the share, and the end of the pipe that it sends into, by process."""

    def __enter__(self) -> Copies[T]:
        with suppress(OSError):  # the system has no room for more of them
            for number, share in enumerate(self._shares):
                process, reading = _started(share)
                self._copies[process] = number, reading
        return self

    def __exit__(self, *_: object) -> None:
        for process, (_number, pipe) in self._copies.items():
            with suppress(OSError):
                os.kill(process, signal.SIGKILL)
            _let_go(process, pipe)
        self._copies.clear()

    def arrived(self, *, wait: bool = False) -> Iterator[tuple[int, T]]:
        """What has come, each with the number of its share; with ``wait``, all that is still to come.

        A copy that can't go on sends no more: what is missing is for the caller to do.
        """
        while self._copies:
            waiting = select.poll()
            for _, pipe in self._copies.values():
                waiting.register(pipe, select.POLLIN)
            ready = {handle for handle, _ in waiting.poll(None if wait else 0)}
            if not ready:
                return
            for process, (number, pipe) in [*self._copies.items()]:
                if pipe.fileno() in ready:
                    try:
                        yield number, pickle.load(pipe)  # noqa: S301 - a copy of this process wrote it
                    except (EOFError, pickle.UnpicklingError):
                        del self._copies[process]
                        _let_go(process, pipe)


def _started(share: Callable[[], Iterable[Any]]) -> tuple[int, IO[bytes]]:
    """A copy of this process at work on its share, and what it sends. Raises OSError where there can be none."""
    import ctypes  # which few builds need

    library, parent = ctypes.CDLL(None), os.getpid()
    reading, writing = map(os.fdopen, os.pipe(), ("rb", "wb"))
    try:
        process = os.fork()
        if not process:
            try:
                library.prctl(END_WITH_PARENT, signal.SIGKILL)
                if os.getppid() == parent:
                    _send_all(share(), writing)
            finally:
                os._exit(0)  # nothing of what this process would do at its end is the copy's
    except BaseException:
        reading.close()
        raise
    finally:
        writing.close()
    return process, reading


def _send_all(what: Iterable[Any], pipe: IO[bytes]) -> None:
    with suppress(Exception):  # this process meets the same where it takes over
        for each in what:
            pickle.dump(each, pipe, pickle.HIGHEST_PROTOCOL)
            pipe.flush()


def _let_go(process: int, pipe: IO[bytes]) -> None:
    pipe.close()
    with suppress(OSError):
        os.waitpid(process, 0)
