"""Figures as tables in Markdown, for the terminal and for docs/performance.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.edits import RESTED, SCENARIOS, WATCHED
from benchmarks.results import LIMITS, Figures
from benchmarks.sites import CONTESTANTS

LABELS = {scenario.key: scenario.label for scenario in SCENARIOS} | {
    WATCHED: "one body, in its server",
    RESTED: "… until the server rests",
}
NAMES = {"ours": "Potluck", "ours-plain": "Potluck, plain theme", "pelican": "Pelican", "hugo": "Hugo"} | {
    "ours-whole": "Potluck, all of it",
    "pelican-cached": "Pelican, cached",
    "hugo-full": "Hugo, all pages",
    "eleventy": "Eleventy",
}
assert set(NAMES) == set(CONTESTANTS)


def tables(figures: Figures) -> str:
    """For each size, CPU seconds and memory; then the ratios that are to hold."""
    parts = [table for posts in figures.sizes for table in _of_size(figures, posts)]
    return "\n".join([*parts, *_limits(figures)])


def _of_size(figures: Figures, posts: int) -> Iterator[str]:
    keys = [key for key in figures.contestants if any(figures.get(key, posts, scenario) for scenario in LABELS)]
    yield f"### {posts:,} posts\n"
    yield f"| CPU seconds | {' | '.join(NAMES[key] for key in keys)} |"
    yield "| --- |" + " ---: |" * len(keys)
    for scenario, label in LABELS.items():
        found = [figures.get(key, posts, scenario) for key in keys]
        if any(found):
            yield f"| {label} | {' | '.join(_seconds(each.cpu) if each else '' for each in found)} |"
    peaks = [[each.peak for each in figures if (each.contestant, each.posts) == (key, posts)] for key in keys]
    yield f"| most memory, MB | {' | '.join(f'{max(peak) / 1e6:,.0f}' if peak else '' for peak in peaks)} |"
    wall = [figures.get(key, posts, "cold") for key in keys]
    yield f"| cold, by the clock | {' | '.join(_seconds(each.wall) if each else '' for each in wall)} |\n"


def _limits(figures: Figures) -> Iterator[str]:
    """What each of our sites took, over what the others did: a column for each at each size."""
    yield "### Ratios\n"
    columns = [
        (posts, key)
        for posts in figures.sizes
        for key in figures.contestants
        if key.startswith("ours") and any(figures.ratio(limit, posts, key) is not None for limit in LIMITS)
    ]
    yield "| | to | at most | " + " | ".join(f"{NAMES[key]}, {posts:,}" for posts, key in columns) + " |"
    yield "| --- | --- | ---: |" + " ---: |" * len(columns)
    for limit in LIMITS:
        ratios = [figures.ratio(limit, posts, key) for posts, key in columns]
        label = "memory, cold" if limit.what == "peak" else LABELS[limit.scenario]
        told = " | ".join("" if ratio is None else f"{ratio:.3f}" for ratio in ratios)
        yield f"| {label} | {NAMES[limit.other]} | {limit.at_most} | {told} |"
    yield ""


def _seconds(value: float) -> str:
    return f"{value:.3f}" if value < 1 else f"{value:,.1f}"


def put_into(page: Path, text: str) -> None:
    """Put a text between the two marks of a page."""
    start, end = "<!-- figures -->", "<!-- end of figures -->"
    whole = page.read_text(encoding="utf-8")
    page.write_text(re.sub(f"(?s){start}.*{end}", lambda _: f"{start}\n{text}\n{end}", whole), encoding="utf-8")
