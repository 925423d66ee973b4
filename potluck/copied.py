"""A workbench for a moment: a copy of this process, which holds half of what the work needs already, and then goes.

What this process has made ready before it is copied costs least: whatever the copy makes, or only looks at, is memory
that the system has to lay out anew. Only Linux copies processes safely, and only one with a single thread.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from potluck.workbench import Workbench, work_at
from potluck.workshop import Bounds

_is_ours_alone = True


def never_copy() -> None:
    """Have nothing copied from now on: a plugin may have changed our code in this process, and what is kept of texts
    and cards is to be what that makes of them, be they few or many.
    """
    global _is_ours_alone
    _is_ours_alone = False


def can_copy() -> bool:
    """Whether this process may be copied: it has but one thread, and what another held would be held for ever."""
    return _is_ours_alone and sys.platform == "linux" and threading.active_count() == 1


class Copy(Workbench):
    """A workbench whose process is a copy of this one; to be closed in a moment."""

    _child = 0

    def start(self) -> None:
        """Have the process wait for the first task."""
        with self._one_at_a_time:
            self._started()

    def _started(self) -> _Pipe:
        if isinstance(self._pipe, _Pipe) and self._pipe.poll(0):  # nobody was asked: something else ended it meanwhile
            self._end(0)
        if not isinstance(self._pipe, _Pipe):
            bounds = Bounds(self._bounds.seconds, self._bounds.memory + held())
            self._pipe, theirs = _pipe()
            self._child = os.fork()
            if not self._child:
                try:
                    self._pipe.close()
                    work_at(theirs, bounds, *self._preparation)
                finally:
                    os._exit(0)  # nothing of what this process would do at its end is the copy's
            theirs.close()
        return self._pipe

    def _end(self, patience: float) -> None:
        pipe, child, self._pipe, self._child = self._pipe, self._child, None, 0
        if isinstance(pipe, _Pipe) and not pipe.leave(patience):
            with suppress(OSError):
                os.kill(child, signal.SIGKILL)
        if child:
            with suppress(OSError):
                os.waitpid(child, 0)


class _Pipe:
    """One end of a pipe for messages each way."""

    def __init__(self, reading: int, writing: int) -> None:
        self._in, self._out = os.fdopen(reading, "rb"), os.fdopen(writing, "wb")

    def send(self, message: Any) -> None:
        """Hand a message in. Raises ConnectionError where nobody is there to take it."""
        self._out.write(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
        self._out.flush()

    def poll(self, seconds: float) -> bool:
        """Whether there is a message within so many seconds, or the other side has gone."""
        waiting = select.poll()
        waiting.register(self._in, select.POLLIN)
        return bool(waiting.poll(seconds * 1_000))

    def recv(self) -> Any:
        """The next message. Raises EOFError where the other side has gone."""
        try:
            return pickle.load(self._in)  # noqa: S301 - a copy of this process wrote it
        except pickle.UnpicklingError as error:  # it was ended in the middle
            raise EOFError from error

    def leave(self, patience: float) -> bool:
        """Hand nothing in any more; whether the other side has heard of it in so many seconds, and gone as well."""
        with suppress(ConnectionError):
            self._out.close()
        has_gone = self.poll(patience)
        self._in.close()
        return has_gone

    def close(self) -> None:
        self.leave(0)


def _pipe() -> tuple[_Pipe, _Pipe]:
    (reading, answering), (asked, asking) = os.pipe(), os.pipe()
    return _Pipe(reading, asking), _Pipe(asked, answering)


def held() -> int:
    """Bytes of memory that this process has, as the bounds of a copy count them."""
    return _pages(0)


def resident() -> int:
    """Bytes of memory that this process has been given, which are fewer."""
    return _pages(1)


def _pages(which: int) -> int:
    return int(Path("/proc/self/statm").read_text().split()[which]) * os.sysconf("SC_PAGE_SIZE")
