"""What became of the links, told in the forms of the check; in Markdown, as an issue to work through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from potluck.checks.report import Report
from potluck.checks.report.review import MAX_SHOWN, checklist
from potluck.counted import counted


class LinkReport(Report, frozen=True):
    """A report on links; `unsure` are the addresses whose servers turn programs away."""

    unsure: tuple[str, ...] = ()
    unit: str = "link"
    farewell: str = ""

    def render(self, form: str, stream: TextIO) -> None:
        """Write the report as `text`, `github`, `json`, `markdown` or `sarif`; raises KeyError for any other form."""
        if form == "markdown":
            stream.write("\n".join(_issue(self)) + "\n")
        else:
            super().render(form, stream)


def _issue(report: LinkReport) -> Iterator[str]:
    asked = counted(report.checked, "link")
    if not report.problems:
        yield f"## Every link leads somewhere\n\n{asked} checked.\n"
        return
    dead = [each for each in report.problems if each.id == "link-dead"]
    moved = [each for each in report.problems if each.id == "link-moved"]
    yield f"## Links to look at\n\nOf {asked}, {len(dead)} lead nowhere and {len(moved)} have a new address.\n"
    for heading, problems in (("Leading nowhere", dead), ("Moved", moved)):
        if problems:
            yield f"### {heading} ({len(problems)})\n"
            yield from checklist(report, problems[:MAX_SHOWN])
    hidden = max(0, len(dead) - MAX_SHOWN) + max(0, len(moved) - MAX_SHOWN)
    if hidden:
        yield f"… and {hidden} more: run `invoke links` to see them all.\n"
