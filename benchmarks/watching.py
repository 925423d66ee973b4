"""One body edited while a generator's server watches: CPU time from the save until the page has it."""

from __future__ import annotations

import http.client
import signal
import socket
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from subprocess import DEVNULL, Popen, TimeoutExpired

from benchmarks.measuring import Cost, Failed, cpu_of, memory_of
from benchmarks.sites import Contestant, path_of

EDITS = 7
QUIET = 0.5
"""A server is done when it has used next to no CPU time for so many seconds."""
NEXT_TO_NONE = 0.006
PATIENCE = 1_800
EVENTS = "/__potluck__/changes"


def watched_edit(site: Contestant) -> Cost:
    """The median cost of several edits of one body, each fetched afterwards. Raises Failed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    entry = site.corpus.entry(site.corpus.posts // 2)
    with _server(site, port) as pid:
        with suppress(OSError):
            listening = http.client.HTTPConnection("127.0.0.1", port)
            listening.request("GET", EVENTS)  # a reader's browser, waiting for news; others answer 404
            listening.getresponse()
        _until_quiet(pid)
        costs, times, peak = [], [], 0
        for number in range(EDITS):
            mark = f"served-{number}-times"
            before, started = cpu_of(pid), time.perf_counter()
            site.put_entry(site, entry.saying(f"And {mark} at the end."))
            _until_there(pid, port, f"/{path_of(entry)}", mark)
            costs.append(cpu_of(pid) - before)
            times.append(time.perf_counter() - started)
            peak = max(peak, memory_of(pid))
        return Cost(statistics.median(costs), statistics.median(times), peak)


@contextmanager
def _server(site: Contestant, port: int) -> Iterator[int]:
    """The contestant's server from when it answers; yields its process."""
    command = (*site.serve, str(port))
    with (site.folder / ".bench.log").open("wb") as log:
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


def _until_there(pid: int, port: int, path: str, mark: str) -> None:
    """Wait until a server rests and a page has what was written; each look at the page is a part of the cost."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        time.sleep(QUIET)
        _until_quiet(pid)
        if mark in _fetch(port, path):
            return
    raise Failed(f"A server did not show the edit at {path}.")


def _fetch(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse().read().decode("utf-8", "replace")
    connection.close()
    return answer
