"""Work that takes too much ends, and the rest goes on."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest

from potluck.workbench import Workbench
from potluck.workshop import Bounds, OutOfBounds, Workshop, one_within

BOUNDS = Bounds(seconds=1, memory=400_000_000)


def double(number: int) -> int:
    return number * 2


def leaves_control_c_to_others() -> bool:
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def spin() -> None:
    while True:
        pass


def hoard() -> int:
    return len(bytearray(600_000_000))


def spin_if_odd(number: int) -> int:
    if number % 2:
        spin()
    return number


def abort_if_three(number: int) -> int:
    if number == 3:
        os.abort()
    return number


def fail() -> None:
    raise ValueError("as expected")


def leave_half_an_answer() -> None:
    for handle in range(3, 64):
        with suppress(OSError):
            os.write(handle, pickle.dumps((True, "words" * 1_000))[:-9])
    os._exit(0)


def test_work_that_stays_within_its_bounds_gives_its_result() -> None:
    with Workshop(BOUNDS) as workshop:
        assert workshop.do(double, 21) == 42
        assert list(workshop.do_all(double, [(number,) for number in range(5)])) == [0, 2, 4, 6, 8]


@pytest.mark.parametrize("work", [spin, hoard, os.abort])
def test_work_that_takes_too_much_is_ended_and_the_next_goes_on(work: object) -> None:
    with Workshop(BOUNDS, workers=1) as workshop:
        with pytest.raises(OutOfBounds):
            workshop.do(work)
        assert workshop.do(double, 2) == 4


def test_a_process_that_ends_before_anybody_heard_what_it_began_is_out_of_bounds_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pebble.pool.process.TaskManager.task_start", lambda *_: None)  # as where that comes too late
    with Workshop(BOUNDS, workers=2) as workshop:
        with pytest.raises(OutOfBounds):
            workshop.do(os.abort)
        results = list(workshop.do_all(abort_if_three, [(number,) for number in range(6)]))
        assert [isinstance(each, OutOfBounds) or each for each in results] == [0, 1, 2, True, 4, 5]
        together = list(workshop.do_all(abort_if_three, [(number,) for number in range(6)], 2))
        assert [isinstance(each, OutOfBounds) or each for each in together] == [0, 1, 2, True, 4, 5]


@pytest.mark.skipif(sys.platform == "win32", reason="the system ends no process there for its CPU time")
def test_each_task_may_take_as_much_whatever_those_before_it_took(monkeypatch: pytest.MonkeyPatch) -> None:
    taken, told = iter((0.2, 0.9, 1.1, 4.5)), list[int]()
    monkeypatch.setattr("potluck.workshop.time", SimpleNamespace(process_time=lambda: next(taken)))
    monkeypatch.setattr("potluck.workshop._ends_at", 0)
    monkeypatch.setattr("resource.setrlimit", lambda _, limits: told.append(limits[0]))
    assert [one_within(Bounds(seconds=10, memory=0), double, (number,)) for number in range(4)] == [0, 2, 4, 6]
    assert told == [11, 12, 15]


def test_among_many_tasks_only_the_greedy_ones_are_lost() -> None:
    with Workshop(BOUNDS, workers=2) as workshop:
        results = list(workshop.do_all(spin_if_odd, [(0,), (1,), (2,)]))
    assert results[0] == 0
    assert isinstance(results[1], OutOfBounds)
    assert results[2] == 2


def test_an_ordinary_error_comes_back_as_it_is() -> None:
    with Workshop(BOUNDS) as workshop, pytest.raises(ValueError, match="as expected"):
        workshop.do(fail)


def test_nobody_waits_for_what_pools_seldom_need_and_whoever_asks_for_it_has_it() -> None:
    asks = "import sys, potluck.pools\nwas = 'asyncio' in sys.modules\n"
    asks += "from pebble.common import shared\nimport asyncio\nprint(was, shared.asyncio.run is asyncio.run)"
    assert subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True).stdout == "False True\n"


def test_a_workshop_nobody_uses_starts_nothing() -> None:
    started = time.process_time()
    with Workshop(BOUNDS):
        pass
    assert time.process_time() - started < 1


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes begin in another way")
def test_processes_leave_control_c_to_whoever_started_them_from_their_first_moment() -> None:
    with Workshop(BOUNDS, workers=1) as workshop:
        assert workshop.do(leaves_control_c_to_others)


def test_a_workshop_that_was_closed_entirely_opens_again() -> None:
    with Workshop(BOUNDS, workers=1) as workshop, Workshop(BOUNDS, workers=1) as other:
        assert workshop.do(double, 1) == other.do(double, 1) == 2
        workshop.close(entirely=True)  # the other is at work
        assert workshop.do(double, 2) == other.do(double, 2) == 4
        other.close()
        workshop.close(entirely=True)
        assert workshop.do(double, 3) == 6


def test_a_bench_does_one_task_after_another_in_one_process() -> None:
    bench = Workbench(BOUNDS)
    assert [bench.do(double, number) for number in range(3)] == [0, 2, 4]
    assert bench.do(os.getpid) == bench.do(os.getpid) != os.getpid()
    bench.close()
    assert bench.do(double, 2) == 4
    bench.close()


def goes_on(bench: Workbench, work: object) -> None:
    with pytest.raises(OutOfBounds):
        bench.do(work)
    assert bench.do(double, 2) == 4
    with pytest.raises(ValueError, match="as expected"):
        bench.do(fail)
    os.kill(bench.do(os.getpid), signal.SIGKILL)
    time.sleep(0.05)
    with suppress(OutOfBounds):  # whoever was about to be asked may be gone
        assert bench.do(double, 3) == 6
    assert bench.do(double, 4) == 8
    bench.close()


@pytest.mark.parametrize("work", [spin, hoard, os.abort])
def test_work_at_a_bench_that_takes_too_much_is_ended_and_the_next_goes_on(work: object) -> None:
    goes_on(Workbench(BOUNDS), work)


only_linux = pytest.mark.skipif(sys.platform != "linux", reason="Only Linux copies processes safely.")


def alone(script: str) -> str:
    """What a process says that runs a few lines: what runs these tests may have several threads, and is not copied."""
    begin = "import os, atexit\nfrom potluck.copied import Copy, can_copy\nfrom tests.test_workshop import *\n"
    command = [sys.executable, "-c", f"{begin}assert can_copy()\n{script}"]
    return subprocess.run(
        command, check=True, cwd=Path(__file__).parent.parent, timeout=60, stdout=subprocess.PIPE, text=True
    ).stdout


@only_linux
@pytest.mark.parametrize("work", ["spin", "hoard", "os.abort", "leave_half_an_answer"])
def test_work_in_a_copy_that_takes_too_much_is_ended_and_the_next_goes_on(work: str) -> None:
    alone(f"goes_on(Copy(BOUNDS), {work})")


@only_linux
def test_a_copy_ends_by_itself_as_soon_as_it_is_closed() -> None:
    alone(
        "bench = Copy(BOUNDS)\n"
        "child = bench.do(os.getpid)\n"
        "assert bench.do(os.getpid) == child != os.getpid()\n"
        "del os.kill\n"
        "bench.close()\n"
        "assert not os.path.exists(f'/proc/{child}')\n"
    )


@only_linux
def test_a_copy_does_nothing_of_what_its_original_does_at_its_end() -> None:
    told = alone(
        "atexit.register(print, 'end')\nprint('begin')\nbench = Copy(BOUNDS)\nbench.do(double, 1)\nbench.close()"
    )
    assert told.split() == ["begin", "end"]


def test_a_process_whose_tasks_leave_memory_behind_is_renewed_in_time() -> None:
    with Workshop(BOUNDS, workers=1, renewed_after=2) as workshop:
        first, second, third = [workshop.do(os.getpid) for _ in range(3)]
    assert first == second != third
