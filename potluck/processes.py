"""How processes start: from one that has imported what they need, where the system can. Most builds start none."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import resource_tracker
from types import ModuleType
from typing import Any

METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
START: Any = multiprocessing.get_context(METHOD)
_ONE_AT_A_TIME = threading.Lock()


class _Process(START.Process):  # type: ignore[misc]
    """A process that does not run this program's main module first: nothing of what it does is in there."""

    @staticmethod
    def _Popen(process: Any) -> Any:  # noqa: N802 - multiprocessing's name
        with _ONE_AT_A_TIME, _deaf_to_control_c():  # or another thread would take the stand-in for the module
            main, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
            try:
                return START.Process._Popen(process)
            finally:
                sys.modules["__main__"] = main


@contextmanager
def _deaf_to_control_c() -> Iterator[None]:
    """Have what starts meanwhile leave Control-C to us, from its first moment on: we end it."""
    if METHOD != "forkserver":
        yield
        return
    resource_tracker.ensure_running()  # which would have signals heard again, were it started later
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Context(type(START)):  # type: ignore[misc]
    """How processes start."""

    Process = _Process


def import_once(modules: Sequence[str]) -> None:
    """Have what processes need imported in the one they come from, if that is yet to start."""
    if modules and METHOD == "forkserver":
        START.set_forkserver_preload([*modules])
