"""How the desk speaks: one console for people, quiet where nobody watches, and never a traceback."""

from __future__ import annotations

import atexit
import gc
import io
import os
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, NoReturn, ParamSpec

from potluck.cannot import CannotRun
from potluck.visible import ADVICE, for_people, in_words, visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

    console: Console
    errors: Console

P = ParamSpec("P")

DONE, ERRORS, COULD_NOT_RUN = 0, 1, 2
CRASH_REPORT = Path(".cache") / "crash.txt"
PATIENCE = 2.0
"""Seconds before a bar is shown."""
WIDE = 60
"""Columns of a terminal that has room for more than words and counts."""


def __getattr__(name: str) -> Any:
    """The consoles for words and for what went wrong, made when first asked for: most builds need neither."""
    if name not in ("console", "errors"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from rich.console import Console

    stream = sys.stdout if name == "console" else sys.stderr
    guarded = for_people(stream)
    where = None if guarded is stream else guarded  # None follows the stream, whatever takes its place later
    made = Console(file=where, stderr=name == "errors", highlight=False, emoji=False, soft_wrap=not stream.isatty())
    globals()[name] = made
    return made


def _console(name: str) -> Console:
    made: Console = getattr(sys.modules[__name__], name)
    return made


def in_any_letters() -> None:
    """Let a terminal or a pipe that knows only some letters get `\\u201c` for others, where Python would give up.

    A stream that was closed before we began (Python has None for it) is the system's void.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115 - as long as we run
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(words: str) -> None:
    """Say something plain. What is being done goes on where nobody reads any more, as behind `| head -1`."""
    if sys.stdout.isatty():
        _console("console").print(words, markup=False)
        return
    try:
        print(words, file=for_people(sys.stdout), flush=True)
    except BrokenPipeError:
        _nobody_reads()


def _nobody_reads() -> bool:
    """Send what is left into the void, where whoever read it has gone; answers whether that was so."""
    streams = [stream for stream in (sys.stdout, sys.stderr) if hasattr(stream, "fileno")]
    for stream in streams:
        try:
            stream.write(" ")  # what could not be written is forgotten, and with nothing to write nothing fails
            stream.flush()
        except BrokenPipeError:
            gone = os.fstat(stream.fileno())
            with Path(os.devnull).open("w") as void:
                for each in streams:
                    if os.path.samestat(gone, os.fstat(each.fileno())):
                        os.dup2(void.fileno(), each.fileno())
            return True
    return False


def leave(status: int) -> NoReturn:
    """End the task with an exit status, and the process with it.

    Python would first look through all that it has for garbage, three times, and then take it apart piece by piece.
    What is to be done at the end is done; the system takes the rest in one go.
    """
    gc.freeze()
    if all(each.daemon for each in threading.enumerate() if each is not threading.main_thread()):
        with suppress(OSError, ValueError):  # nobody reads any more: Python tells that in its own way
            atexit._run_exitfuncs()
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
    raise SystemExit(status)


def is_watched() -> bool:
    """Whether somebody looks at the terminal, so that progress is worth drawing and questions can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty() and not os.environ.get("CI")


def sorry(message: str) -> int:
    """Say why a task could not run; answers the exit status for that."""
    _console("errors").print(message, style="red", markup=False)
    return COULD_NOT_RUN


def whole(flag: str, given: str) -> int:
    """The number that a flag was given. Ends the task in words where it is none: Invoke would with a traceback."""
    try:
        return int(given)
    except ValueError:
        leave(sorry(f"--{flag} takes a whole number, and {given!r} is none."))


def needs(*packages: str) -> None:
    """End the task, with what to do, where a package for developers is missing."""
    from importlib.util import find_spec

    if any(find_spec(package) is None for package in packages):
        leave(sorry("This needs what developers need. Install it: pip install -r requirements-dev.txt"))


def ask(question: str, default: str = "") -> str:
    """Ask a person; where nobody can answer, the default. Control-C ends the task."""
    if not is_watched():
        return default
    from rich.prompt import Prompt

    at = _console("console")
    return Prompt.ask(question, default=default, console=at) if default else Prompt.ask(question, console=at)


def agreed(question: str, default: str = "no") -> bool:
    """Whether a person says yes."""
    return ask(f"{question} (yes/no)", default).strip().lower() in ("y", "yes")


def without_asking(command: str) -> str:
    """How to go on where nobody could be asked; nothing for somebody who said no."""
    return "" if is_watched() else f" `{command}` goes on without asking."


def plainly(task: Callable[P, int]) -> Callable[P, int]:
    """Say why a task could not be done; of what nobody foresaw, the traceback goes into a file for whoever mends it."""

    @wraps(task)
    def careful(*args: P.args, **kwargs: P.kwargs) -> int:
        try:
            return task(*args, **kwargs)
        except CannotRun as error:
            return sorry(str(error))
        except (KeyboardInterrupt, EOFError):  # Control-D where something was asked
            _console("errors").print("Stopped.")
            return COULD_NOT_RUN
        except OSError as error:
            if isinstance(error, BrokenPipeError) and _nobody_reads():
                return COULD_NOT_RUN
            if error.errno in ADVICE:
                return sorry(f"This could not be done: {in_words(error)}")
            if "usable temporary directory" in str(error):
                return sorry(
                    "There is no folder in which files can be put for a moment. Free some space on the disk, or name a "
                    "folder with room in the variable TMPDIR."
                )
            return _crashed(error)
        except Exception as error:
            return _crashed(error)

    return careful


def _crashed(error: Exception) -> int:
    """Tell of what nobody foresaw, and leave the details where they can be found."""
    details = traceback.format_exc()
    for folder in (CRASH_REPORT.parent, Path(tempfile.gettempdir())):
        report = folder / CRASH_REPORT.name
        with suppress(OSError):
            folder.mkdir(exist_ok=True)
            report.write_text(details, encoding="utf-8", errors="backslashreplace")
            where = f"The details are in {report}; please report them."
            break
    else:
        where = "These are the details; please report them:\n" + visible(details, kept="\n")
    return sorry(
        f"Something in Potluck itself went wrong ({type(error).__name__}: {visible(str(error))}). This is not your "
        f"doing. {where}"
    )


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

        at = _console("console")
        counts = (TextColumn("{task.description}"), MofNCompleteColumn())
        columns = (counts[0], BarColumn(), counts[1], TimeElapsedColumn()) if at.width >= WIDE else counts
        progress = Progress(*columns, console=at, transient=True)
        progress.start()
        return progress
