"""What a command costs: CPU seconds of all its processes, seconds by the clock, and the most memory at one time.

CPU time is user and system time as the kernel counts it for a process and all it started. Memory is the sum of each
process's share (PSS: pages that several use are divided among them), looked at ten times a second; where the system
doesn't tell (it is Linux that does), the largest process stands for all.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, Popen

LOOK_EVERY = 0.1
PR_SET_CHILD_SUBREAPER = 36
KCMP = {"x86_64": 312, "aarch64": 272}
"""The number of the system call ``kcmp(2)`` by kind of machine."""
KCMP_VM = 1
LOG = ".bench.log"
"""The file in its folder to which a command speaks."""
PATIENCE = 30
"""Seconds that processes which a command left behind are given to end."""


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds of CPU time and by the clock, and bytes of memory at the most."""

    cpu: float
    wall: float
    peak: int


class Failed(Exception):
    """A command could not do what was measured; the message ends with what it said."""


def adopt_orphans() -> None:
    """Become the parent of processes whose own parent has ended, so that their time is counted (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command to its end and tell what it took. Raises Failed when it fails."""
    others = set(processes_below(os.getpid()))
    before, started = spent_by_children(), time.perf_counter()
    with (folder / LOG).open("wb") as output:
        process = Popen(command, cwd=folder, env=environment, stdin=DEVNULL, stdout=output, stderr=output)
    peak = 0
    while process.poll() is None:
        peak = max(peak, memory_of(process.pid))
        time.sleep(LOOK_EVERY)
    wall = time.perf_counter() - started
    _wait_for_orphans(others)
    if process.returncode:
        raise Failed(f"{' '.join(command)} ended with {process.returncode}:\n{end_of(folder)}")
    if not peak:
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Cost(spent_by_children() - before, wall, peak)


def processes_below(pid: int) -> Iterator[int]:
    """A process and all that it started and that are still there."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            started = children.read_text().split()
        except OSError:
            continue
        for child in started:
            yield from processes_below(int(child))


def memory_of(pid: int) -> int:
    """Bytes that a process and those below it hold; 0 where the system doesn't tell, or one came or went just then:
    what they share would be counted for one of them as it was before, and for the other as it is now.
    """
    total, there = 0, [*processes_below(pid)]
    for each in there:
        try:
            if _stands_in_its_parents(each):
                continue
            lines = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024
    return total if there == [*processes_below(pid)] else 0


def _stands_in_its_parents(pid: int) -> bool:
    """Whether a process has the memory of its parent, which is counted there: it was just started, and nothing has been
    loaded into one of its own (``vfork(2)``). Raises OSError for one that has ended.
    """
    number = KCMP.get(platform.machine()) if sys.platform == "linux" else None
    parent = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    return number is not None and ctypes.CDLL(None).syscall(number, parent, pid, KCMP_VM, 0, 0) == 0


def cpu_of(pid: int) -> float:
    """CPU seconds that a running process and those below it have used, to the nanosecond where they still run."""
    total = 0.0
    for each in processes_below(pid):
        try:
            ended = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            total += (int(ended[13]) + int(ended[14])) / os.sysconf("SC_CLK_TCK")
            total += time.clock_gettime(~each << 3 | 2)  # the clock of another process: clock_getcpuclockid(3)
        except OSError:
            continue
    return total


def spent_by_children() -> float:
    """CPU seconds of all processes that this one started, and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _wait_for_orphans(others: set[int]) -> None:
    """Wait for what the command left behind; whoever measures may have started ``others`` before it."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up and (left := set(processes_below(os.getpid())) - others):
        for each in left:
            with suppress(ChildProcessError):  # somebody below it is its parent
                os.waitpid(each, os.WNOHANG)
        time.sleep(0.02)


def end_of(folder: Path) -> str:
    """The last that a command said which ran in a folder."""
    return (folder / LOG).read_text(encoding="utf-8", errors="replace")[-2_000:]
