"""The report for a person at a terminal: each problem with its lines, underlined, and what to write instead."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from potluck.checks.report.excerpt import excerpt, meant
from potluck.visible import for_people

if TYPE_CHECKING:
    from potluck.checks.report import Report
    from potluck.problems import Problem

STYLES = {"error": "bold red", "warning": "bold yellow"}
WORDS = {"error": "Problem", "warning": "Better"}
MOST_SHOWN = 160
LEAST_ROOM = 20
"""Cells of a line that are shown: in a pipe, and at a terminal that is very narrow."""
MOST_PROBLEMS = 1_000
"""More than that nobody reads, and to lay them out takes longer than to find them."""


def write(report: Report, stream: TextIO) -> None:
    """Write the report, in colour where the stream is a terminal."""
    console = Console(
        file=for_people(stream), soft_wrap=not stream.isatty(), highlight=False, emoji=False, markup=False
    )
    are_all = len(report.problems) <= MOST_PROBLEMS
    for problem in report.problems if are_all else [*report.errors, *report.warnings][:MOST_PROBLEMS]:
        _problem(console, problem, report.lines_of(problem.path), report.docs_of(problem))
    if not are_all:
        more = len(report.problems) - MOST_PROBLEMS
        console.print(f"… and {more:,} more. `invoke check --format json` lists them all.", style="bold")
    broken = {each.path for each in report.problems if each.is_error}
    for path, permalink in report.addresses.items():
        if path not in broken:
            console.print(f"{path} will be at {report.address_of(permalink)}")
    console.print(report.summary, style="bold green" if not report.problems else "bold")
    if report.farewell and not report.problems and stream is sys.stdout and stream.isatty():
        console.print(report.farewell)


def _problem(console: Console, problem: Problem, lines: list[str], docs: str) -> None:
    head = Text.assemble(
        (WORDS[problem.severity], STYLES[problem.severity]),
        (": ", "bold"),
        (problem.title, "bold"),
        (f"  [{problem.id}]", "dim"),
    )
    console.print(head)
    column = f":{problem.column}" if problem.column else ""
    place = f"{problem.path}:{problem.line}{column}" if problem.line else problem.path
    console.print(Text.assemble(("  in ", "dim"), (place, "cyan")))
    if problem.line and problem.line <= len(lines):
        _excerpt(console, problem, lines)
    for label, words in (("why", problem.why), ("fix", problem.fix)):
        said = Text.assemble((f"{label}: ", "dim" if label == "why" else "green"), words)
        # A padded text is fitted to a width, and a pipe has none: what would not fit in 80 columns was cut off there.
        console.print(Padding(said, (0, 0, 0, 2)) if console.is_terminal else Text("  ") + said)
    console.print(Text.assemble(("  more: ", "dim"), (docs, "dim")))
    console.print()


def _excerpt(console: Console, problem: Problem, lines: list[str]) -> None:
    """The line with the problem, one above and one below it, and marks under what is meant."""
    line = problem.line or 1
    width = len(str(line + 1))
    room = max(LEAST_ROOM, console.width - width - len("   | ")) if console.is_terminal else MOST_SHOWN
    start, end = meant(problem, lines[line - 1])
    for number in range(max(1, line - 1), min(len(lines), line + 1) + 1):
        part = excerpt(lines[number - 1], start if number == line else 0, end if number == line else 0, room)
        style = "" if number == line else "dim"
        console.print(Text.assemble((f"  {number:>{width}} | ", "blue"), (part.shown, style)))
        if number == line:
            marks = " " * part.before + "^" * part.marked
            console.print(Text.assemble((f"  {'':>{width}} | ", "blue"), (marks, STYLES[problem.severity])))
