"""The measurements: the corpus is the same each time and builds without a complaint, and ratios are what they say."""

from __future__ import annotations

import os
import signal
import sys
import textwrap
import time
import xml.etree.ElementTree as ET
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from benchmarks.contestant import path_of
from benchmarks.corpus import Corpus
from benchmarks.edits import SCENARIOS
from benchmarks.measuring import memory_of, processes_below, run
from benchmarks.plot import plot
from benchmarks.report import tables
from benchmarks.results import LIMITS, Figure, Figures
from benchmarks.sites import CONTESTANTS
from potluck.build import build


def test_a_corpus_is_the_same_each_time_and_has_every_kind_of_thing() -> None:
    first, second = Corpus(300), Corpus(300)
    entries = list(first.entries())
    assert entries == list(second.entries())
    assert entries[42] == first.entry(43)
    assert len({path_of(entry) for entry in entries}) == 300
    assert {author for entry in entries for author in entry.authors} == set(first.members)
    assert any(entry.series for entry in entries)
    bodies = "\n".join(entry.body for entry in entries)
    for each in ("```python", "```json", "\n| --- ", "\n- ", "\n    - ", "\n1. ", "\n> ", "](post:", "[^1]: ", "\n## "):
        assert each in bodies


def test_our_site_of_the_corpus_builds_without_a_problem_and_edits_arrive(tmp_path: Path) -> None:
    site = CONTESTANTS["ours-plain"](tmp_path, Corpus(24))
    site.lay()
    assert build(tmp_path / "pelicanconf.py").problems == ()
    arrived = [scenario.edit(site, f"mark-{scenario.key}") for scenario in SCENARIOS]
    assert not arrived[-1]()
    assert build(tmp_path / "pelicanconf.py").problems == ()
    assert all(each() for each in arrived)


def test_what_a_command_started_counts_as_its_own(tmp_path: Path) -> None:
    burn = "import time\nwhile time.process_time() < 0.3: pass"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}])"
    assert run([sys.executable, "-c", child], tmp_path, {}).cpu >= 0.3


def test_ratios_are_ours_over_theirs_and_the_least_counts() -> None:
    figures = Figures(
        [
            Figure("ours", 100, "cold", 3.0, 2.0, 50),
            Figure("ours", 100, "cold", 2.0, 3.0, 60),
            Figure("hugo", 100, "cold", 8.0, 3.0, 600),
        ]
    )
    found = {(limit.what, limit.other): figures.ratio(limit, 100) for limit in LIMITS if limit.scenario == "cold"}
    assert found == {
        ("cpu", "hugo"): 0.25,
        ("cpu", "eleventy"): None,
        ("cpu", "pelican"): None,
        ("peak", "hugo"): 0.1,
    }
    assert "| cold | 2.0 | 8.0 |" in tables(figures)
    assert ET.fromstring(plot(figures)).tag.endswith("svg")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what each process holds")
def test_a_process_that_is_just_starting_is_not_counted_with_the_memory_of_its_parent(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    script = f"""
        import os
        held = bytearray(b"x") * 100_000_000
        opened = [(os.POSIX_SPAWN_OPEN, 0, {str(gate)!r}, os.O_RDONLY, 0)]
        os.waitpid(os.posix_spawn("/bin/cat", ["cat"], {{}}, file_actions=opened), 0)
    """
    with Popen([sys.executable, "-c", textwrap.dedent(script)], stdout=PIPE) as process:
        try:
            give_up = time.monotonic() + 20
            while len([*processes_below(process.pid)]) < 2 and time.monotonic() < give_up:
                time.sleep(0.01)
            assert len([*processes_below(process.pid)]) == 2
            assert 100_000_000 < memory_of(process.pid) < 150_000_000
        finally:
            for pid in [*processes_below(process.pid)]:
                os.kill(pid, signal.SIGKILL)  # whoever opens the gate may come before it is waited at
