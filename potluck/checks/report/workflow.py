"""The report for a GitHub workflow: annotations on the files and lines of a pull request.

GitHub shows ten errors and ten warnings of a step and drops the rest in silence, so the last of each says how many more
there are. See “Workflow commands for GitHub Actions”.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from potluck.checks.report import Report
    from potluck.problems import Problem

LIMIT = 10


def write(report: Report, stream: TextIO) -> None:
    """Write workflow commands, then one line of summary."""
    for level, problems in (("error", report.errors), ("warning", report.warnings)):
        shown = problems if len(problems) <= LIMIT else problems[: LIMIT - 1]
        stream.writelines(_command(level, each, report.docs_of(each)) for each in shown)
        if len(problems) > len(shown):
            rest = f"{len(problems) - len(shown)} more; the summary of this run lists them all."
            stream.write(f"::{level} title=And more::{_data(rest)}\n")
    stream.write(f"{report.summary}\n")


def _command(level: str, problem: Problem, docs: str) -> str:
    place = [f"file={_property(problem.path)}"]
    if problem.line:
        place.append(f"line={problem.line}")
        if problem.column:
            place.append(f"col={problem.column}")
    place.append(f"title={_property(problem.title)}")
    message = f"{problem.why}\n{problem.fix}\n{docs}"
    return f"::{level} {','.join(place)}::{_data(message)}\n"


def _data(text: str) -> str:
    """Text as a workflow command may hold it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Text as a property of a workflow command may hold it."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
