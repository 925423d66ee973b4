"""The report for programs: one JSON object."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TextIO

from msgspec.structs import asdict

if TYPE_CHECKING:
    from potluck.checks.report import Report
    from potluck.problems import Problem


def write(report: Report, stream: TextIO) -> None:
    """Write `{"problems": […], "checked": N}` and nothing else."""
    problems = [as_dict(each, report.docs_of(each)) for each in report.problems]
    json.dump({"problems": problems, "checked": report.checked}, stream, ensure_ascii=False, indent=2)
    stream.write("\n")


def as_dict(problem: Problem, docs: str) -> dict[str, Any]:
    """A problem as the interface has it."""
    return {
        "id": problem.id,
        "severity": problem.severity.value,
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "title": problem.title,
        "why": problem.why,
        "fix": problem.fix,
        "edit": asdict(problem.edit) if problem.edit else None,
        "docs": docs,
    }
