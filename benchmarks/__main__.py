"""``invoke bench``: sites of several sizes, built by us and by others, cold and after one edit each.

    python -m benchmarks --posts 1000,10000 --only ours,hugo

Contestants take turns scenario by scenario, so that whatever else the machine does falls on all of them alike. What
was measured is kept in a file that later runs add to; `--into-docs` writes tables and plot into docs/.
"""

from __future__ import annotations

import argparse
import platform
import sys
from pathlib import Path

from benchmarks.contestant import Contestant
from benchmarks.corpus import Corpus
from benchmarks.edits import RESTED, SCENARIOS, WATCHED, Scenario
from benchmarks.measuring import Cost, Failed, adopt_orphans, run
from benchmarks.plot import plot
from benchmarks.report import LABELS, NAMES, put_into, tables
from benchmarks.results import Figure, Figures
from benchmarks.sites import CONTESTANTS, ROOT
from benchmarks.watching import watched_edit

USUAL = "ours,pelican,hugo"
SHORT = (60, 240)
"""Words in a post from this many posts on, so that the largest corpus is made of what a disk holds easily."""
LARGE = 100_000


def main() -> int:
    """Measure, keep, and tell; 1 when a contestant failed."""
    options = _options()
    adopt_orphans()
    figures = Figures() if options.afresh else Figures.load(options.results)
    failed = False
    for posts in options.posts:
        for turn in range(options.rounds):
            failed |= _round(figures, posts, turn, options)
            figures.save(options.results)
    print(tables(figures))
    if options.into_docs:
        put_into(ROOT / "docs/performance.md", tables(figures))
        (ROOT / "docs/images/performance.svg").write_text(plot(figures), encoding="utf-8")
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Sites of many posts, us and others.")
    parser.add_argument(
        "--posts", default="1000", type=_numbers, help="how many posts, with commas between (default 1000)"
    )
    parser.add_argument("--only", default=USUAL, help=f"of {', '.join(CONTESTANTS)} (default {USUAL})")
    parser.add_argument("--scenarios", default=",".join(LABELS), help=f"of {', '.join(LABELS)} (default all)")
    parser.add_argument("--rounds", type=int, default=1, help="how often; the least counts")
    parser.add_argument("--folder", type=Path, default=ROOT / ".cache/bench", help="where the sites are laid")
    parser.add_argument("--results", type=Path, help="the file that keeps figures (default in the folder)")
    parser.add_argument("--afresh", action="store_true", help="forget the figures of earlier runs")
    parser.add_argument("--into-docs", action="store_true", help="write tables and plot into docs/")
    options = parser.parse_args()
    options.results = options.results or options.folder / "results.json"
    unknown = set(options.only.split(",")) - set(CONTESTANTS) | set(options.scenarios.split(",")) - set(LABELS)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    return options


def _numbers(text: str) -> list[int]:
    """Raises ArgumentTypeError, which is told in a line, for what is no number."""
    try:
        return [int(part.replace("_", "")) for part in text.split(",") if part]
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} should be whole numbers with commas between") from error


def _round(figures: Figures, posts: int, turn: int, options: argparse.Namespace) -> bool:
    """Every scenario once for every contestant; True if one failed, which then takes no further part."""
    corpus = Corpus(posts, length=SHORT) if posts >= LARGE else Corpus(posts)
    sites = [CONTESTANTS[key](options.folder / f"{posts}-{key}", corpus) for key in options.only.split(",")]
    wanted = options.scenarios.split(",")
    for site in sites:
        _say(f"{posts:,} posts for {site.label}")
        site.lay()
    failed: set[str] = set()
    for scenario in SCENARIOS:
        if scenario.key in wanted or scenario.key == "cold":
            for site in sites:
                _measure(figures, site, scenario, turn, failed)
    for site in sites if WATCHED in wanted else []:
        if site.serve and site.key not in failed:
            try:
                for key, cost in zip((WATCHED, RESTED), watched_edit(site), strict=True):
                    _note(figures, site, key, cost)
            except Failed as error:
                failed.add(site.key)
                _say(f"{site.label}: {error}")
    return bool(failed)


def _measure(figures: Figures, site: Contestant, scenario: Scenario, turn: int, failed: set[str]) -> None:
    if site.key in failed:
        return
    arrived = scenario.edit(site, f"mark-{turn}-{scenario.key}")
    try:
        cost = run(site.build, site.folder, site.environment)
        if not arrived():
            raise Failed(f"“{scenario.label}” did not arrive in {site.output}/.")
    except Failed as error:
        failed.add(site.key)
        _say(f"{site.label}: {error}")
    else:
        _note(figures, site, scenario.key, cost)
        if scenario.key == "cold":
            pages = sum(1 for _ in (site.folder / site.output).rglob("*.html"))
            feeds = sum(1 for _ in (site.folder / site.output).rglob("*.xml"))
            _say(f"  {pages:,} pages and {feeds:,} feeds")


def _note(figures: Figures, site: Contestant, scenario: str, cost: Cost) -> None:
    figures.add(Figure(site.key, site.corpus.posts, scenario, round(cost.cpu, 4), round(cost.wall, 3), cost.peak))
    _say(
        f"{NAMES[site.key]:22} {LABELS[scenario]:24} {cost.cpu:9.3f} s CPU {cost.wall:9.2f} s {cost.peak / 1e6:8.0f} MB"
    )


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    if platform.system() == "Windows":
        sys.exit("The benchmarks need Linux or macOS: they ask the system what processes took.")
    sys.exit(main())
