"""Words that every form of the report has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from potluck.counted import counted

if TYPE_CHECKING:
    from potluck.checks.report import Report


def summary(report: Report) -> str:
    """What was found, in a line."""
    checked = f"{counted(report.checked, report.unit)} checked"
    if not report.problems:
        return f"{checked}: nothing to put right."
    parts = []
    if report.errors:
        parts.append(f"{counted(len(report.errors), 'problem')} to put right before it can be published")
    if report.warnings:
        parts.append(f"{counted(len(report.warnings), 'thing')} that would make it better")
    return f"{checked}: {', '.join(parts)}."
