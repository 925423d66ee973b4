"""Copies of a process do their shares, and are gone when it is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from potluck.side_by_side import Copies

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux copies processes safely")


def counted(start: int, end: int) -> Iterator[int]:
    yield from range(start, end)


def test_all_that_the_copies_send_arrives_with_the_number_of_its_share() -> None:
    with Copies([partial(counted, 0, 500), partial(counted, 500, 700)]) as copies:
        found = [*copies.arrived(wait=True)]
    assert sorted(found) == [*((0, each) for each in range(500)), *((1, each) for each in range(500, 700))]


def test_a_copy_that_fails_sends_what_it_had() -> None:
    def fails() -> Iterator[int]:
        yield 1
        raise ValueError

    with Copies([fails]) as copies:
        assert [*copies.arrived(wait=True)] == [(0, 1)]


def test_where_there_is_no_room_for_another_none_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    def fork() -> int:
        raise BlockingIOError

    open_before = {*Path("/proc/self/fd").iterdir()}
    monkeypatch.setattr(os, "fork", fork)
    with Copies([partial(counted, 0, 5)]) as copies:
        assert [*copies.arrived(wait=True)] == []
    assert {*Path("/proc/self/fd").iterdir()} <= open_before


def test_none_is_left_behind_when_something_else_fails() -> None:
    def waits() -> Iterator[int]:
        yield os.getpid()
        time.sleep(60)

    with pytest.raises(KeyboardInterrupt), Copies([waits]) as copies:
        _, process = next(copies.arrived(wait=True))
        raise KeyboardInterrupt
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_copies_end_with_a_process_that_is_killed(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    script = f"""
        import time
        from potluck.side_by_side import Copies
        def writes():
            yield 1
            while True:
                with open({str(mark)!r}, "a") as file:
                    file.write(".")
                time.sleep(0.01)
        with Copies([writes]) as copies:
            next(copies.arrived(wait=True))
            print("ready", flush=True)
            time.sleep(60)
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 30
    size = -1
    while size != (size := mark.stat().st_size if mark.exists() else 0):
        assert time.monotonic() < deadline
        time.sleep(0.3)
