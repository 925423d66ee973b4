"""Work that takes too much ends, and the rest goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from potluck.workbench import Workbench
from potluck.workshop import Bounds, OutOfBounds, Workshop

BOUNDS = Bounds(seconds=1, memory=400_000_000)


def double(number: int) -> int:
    return number * 2


def spin() -> None:
    while True:
        pass


def hoard() -> int:
    return len(bytearray(600_000_000))


def spin_if_odd(number: int) -> int:
    if number % 2:
        spin()
    return number


def fail() -> None:
    raise ValueError("as expected")


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


def test_among_many_tasks_only_the_greedy_ones_are_lost() -> None:
    with Workshop(BOUNDS, workers=2) as workshop:
        results = list(workshop.do_all(spin_if_odd, [(0,), (1,), (2,)]))
    assert results[0] == 0
    assert isinstance(results[1], OutOfBounds)
    assert results[2] == 2


def test_an_ordinary_error_comes_back_as_it_is() -> None:
    with Workshop(BOUNDS) as workshop, pytest.raises(ValueError, match="as expected"):
        workshop.do(fail)


def test_a_workshop_nobody_uses_starts_nothing() -> None:
    started = time.process_time()
    with Workshop(BOUNDS):
        pass
    assert time.process_time() - started < 1


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


@pytest.mark.parametrize("work", [spin, hoard, os.abort])
@pytest.mark.parametrize("is_brief", [False, True])
def test_work_at_a_bench_that_takes_too_much_is_ended_and_the_next_goes_on(work: object, is_brief: bool) -> None:
    bench = Workbench(BOUNDS, brief=is_brief)
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


COPIED = """
import multiprocessing
from potluck.workbench import Workbench
from potluck.workshop import Bounds

bench = Workbench(Bounds(5, 200_000_000), brief=True)
assert bench.do(abs, -2) == 2
[process] = multiprocessing.active_children()
bench.close()
assert process.exitcode == 0, "it was ended, where it should have seen that nobody is there any more"
"""


def test_a_brief_bench_ends_by_itself_as_soon_as_it_is_closed() -> None:
    subprocess.run([sys.executable, "-c", COPIED], check=True, cwd=Path(__file__).parent.parent, timeout=60)
