"""One body edited while a generator's server watches: CPU time from the save until a browser has the page with it."""

from __future__ import annotations

import signal
import socket
import statistics
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from subprocess import DEVNULL, Popen, TimeoutExpired

from benchmarks.contestant import Contestant, path_of
from benchmarks.measuring import LOG, Cost, Failed, cpu_of, memory_of
from benchmarks.tab import Tab

EDITS = 7
QUIET = 0.5
"""A server is done when it has used next to no CPU time for so many seconds."""
NEXT_TO_NONE = 0.006
PATIENCE = 1_800


def watched_edit(site: Contestant) -> tuple[Cost, Cost]:
    """The median cost of several edits of one body while a browser shows its page. Raises Failed.

    First from the save until the browser has the page with the edit, which it asks for when the server says that
    something changed; then until the server rests again.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    entry = site.corpus.entry(site.corpus.posts // 2)
    kind = "hugo" if site.key.startswith("hugo") else "ours"
    updated, rested, times, peak = [], [], [], 0
    with _server(site, port) as pid, closing(Tab(kind, port, f"/{path_of(entry)}")) as tab:
        _until_quiet(pid)
        for number in range(EDITS):
            tab.forget()
            mark = f"served-{number}-times"
            before, started = cpu_of(pid), time.perf_counter()
            site.put_entry(site, entry.saying(f"And {mark} at the end."))
            updated.append(tab.until(mark, lambda: cpu_of(pid)) - before)
            times.append(time.perf_counter() - started)
            _until_quiet(pid)
            rested.append(cpu_of(pid) - before)
            peak = max(peak, memory_of(pid))
    wall = statistics.median(times)
    return Cost(statistics.median(updated), wall, peak), Cost(statistics.median(rested), wall, peak)


@contextmanager
def _server(site: Contestant, port: int) -> Iterator[int]:
    """The contestant's server from when it answers; yields its process."""
    command = (*site.serve, str(port))
    with (site.folder / LOG).open("wb") as log:
        process = Popen(command, cwd=site.folder, env=site.environment, stdin=DEVNULL, stdout=log, stderr=log)
    try:
        give_up = time.monotonic() + PATIENCE
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > give_up:
                raise Failed(f"{site.label}'s server did not start: {' '.join(command)}")
            time.sleep(0.2)
        yield process.pid
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except TimeoutExpired:
            process.kill()
            process.wait()


def _answers(port: int) -> bool:
    with socket.socket() as visitor:
        return visitor.connect_ex(("127.0.0.1", port)) == 0


def _until_quiet(pid: int) -> None:
    """Wait until a server rests."""
    give_up = time.monotonic() + PATIENCE
    seen = cpu_of(pid)
    while time.monotonic() < give_up:
        time.sleep(QUIET)
        now = cpu_of(pid)
        if now - seen < NEXT_TO_NONE:
            return
        seen = now
    raise Failed("A server did not come to rest.")
