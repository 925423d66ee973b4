"""How processes start: from one that has imported what they need, where the system can. Most builds start none."""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections.abc import Sequence
from types import ModuleType
from typing import Any

METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
START: Any = multiprocessing.get_context(METHOD)
_ONE_AT_A_TIME = threading.Lock()


class _Process(START.Process):  # type: ignore[misc]
    """A process that does not run this program's main module first: nothing of what it does is in there."""

    @staticmethod
    def _Popen(process: Any) -> Any:  # noqa: N802 - multiprocessing's name
        with _ONE_AT_A_TIME:  # or another thread would take the stand-in for the module
            main, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
            try:
                return START.Process._Popen(process)
            finally:
                sys.modules["__main__"] = main


class Context(type(START)):  # type: ignore[misc]
    """How processes start."""

    Process = _Process


def import_once(modules: Sequence[str]) -> None:
    """Have what processes need imported in the one they come from, if that is yet to start."""
    if modules and METHOD == "forkserver":
        START.set_forkserver_preload([*modules])
