"""Words that every form of the report has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from potluck.checks.report import Report


def number(count: int, one: str, many: str = "") -> str:
    """`1 file`, `3 files`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def counted(report: Report) -> str:
    """What was found, in a line."""
    checked = f"{number(report.checked, report.unit)} checked"
    if not report.problems:
        return f"{checked}: nothing to put right."
    parts = []
    if report.errors:
        parts.append(f"{number(len(report.errors), 'problem')} to put right before it can be published")
    if report.warnings:
        parts.append(f"{number(len(report.warnings), 'thing')} that would make it better")
    return f"{checked}: {', '.join(parts)}."
