"""The report that crosses from the untrusted side to the trusted one: facts in fixed fields, no Markdown.

The words for people are made on the trusted side, from rules that it knows, so whatever a forged report says it says in
the shape of a problem, with its own text escaped.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from potluck.checks import Report
from potluck.checks.handbook import every_rule
from potluck.checks.report.as_json import as_dict
from potluck.content.library import Library
from potluck.problems import DOCS_FOLDER, Edit, Problem, Severity
from potluck.settings import Settings

NAME = "report.json"
LARGEST = 2_000_000
ROOM = 1_800_000
"""Bytes of a report that its problems may take; the rest is for the names of files."""
MOST_PROBLEMS, MOST_FILES = 500, 100

MOST_WORDS = 4_000
Words = Annotated[str, Field(max_length=MOST_WORDS)]
FilePath = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00-\x1f\x7f]+$")]
Permalink = Annotated[str, Field(max_length=200, pattern=r"^[0-9]{4}/[0-9]{2}/[a-z0-9]+(-[a-z0-9]+)*/$")]
Line = Annotated[int, Field(ge=0, lt=10_000_000)]


class ReportRefused(Exception):
    """This is no report of ours. The message says why."""


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class FoundEdit(_Fact):
    """Lines to put in place of others."""

    start_line: Line
    end_line: Line
    replacement: Words


class Finding(_Fact):
    """One problem."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}$")]
    severity: Literal["error", "warning"]
    path: FilePath
    line: Line | None = None
    column: Line | None = None
    title: Words
    why: Words
    fix: Words
    edit: FoundEdit | None = None


class ChangeReport(_Fact):
    """What a check of a pull request found.

    ``addresses`` says where its posts will be; ``outside`` lists files it changes that are code; ``unlisted`` counts
    the problems and files that there was no room for.
    """

    problems: Annotated[list[Finding], Field(max_length=MOST_PROBLEMS)]
    checked: Annotated[int, Field(ge=0, lt=1_000_000)]
    addresses: Annotated[dict[FilePath, Permalink], Field(max_length=MOST_FILES)]
    outside: Annotated[list[FilePath], Field(max_length=MOST_FILES)]
    unlisted: Annotated[int, Field(ge=0, lt=1_000_000)] = 0

    @classmethod
    def of(cls, report: Report, outside: list[str]) -> ChangeReport:
        """The facts of a report, and the files outside ``content/`` that the change touches."""
        addresses = dict(list(report.addresses.items())[:MOST_FILES])
        shown = _fitting(map(_finding, report.problems[:MOST_PROBLEMS]))
        left_out = len(report.problems) - len(shown) + max(0, len(outside) - MOST_FILES)
        return cls(
            problems=shown,
            checked=report.checked,
            addresses=addresses,
            outside=[_printable(path) for path in outside[:MOST_FILES]],
            unlisted=left_out,
        )

    @classmethod
    def read(cls, data: bytes) -> ChangeReport:
        """A report that came in an artifact. Raises ReportRefused."""
        if len(data) > LARGEST:
            raise ReportRefused(f"The report is larger than {LARGEST:,} bytes.")
        try:
            found = cls.model_validate_json(data)
        except ValidationError as error:
            raise ReportRefused(f"The report has {error.error_count()} fields that can't be right.") from error
        unknown = {each.id for each in found.problems} - {rule.id for rule in every_rule()}
        if unknown:
            raise ReportRefused(f"The report names rules that there are not: {', '.join(sorted(unknown)[:5])}.")
        return found

    def write(self, folder: Path) -> None:
        """Put it into the folder that becomes the artifact."""
        (folder / NAME).write_text(self.model_dump_json(), encoding="utf-8")

    def also_outside(self, paths: Iterable[str]) -> ChangeReport:
        """The facts, with files outside ``content/`` that GitHub tells of, whatever the report says of them."""
        outside = list(dict.fromkeys((*map(_printable, paths), *self.outside)))
        return self.model_copy(update={"outside": outside})

    def as_report(self, settings: Settings) -> Report:
        """A report that can be told in any form; there are no files behind it."""
        nothing = Library(Path("content"), (), {}, (), (), ())
        problems = tuple(_problem(each) for each in self.problems)
        return Report(problems, self.checked, nothing, settings, self.addresses)


def _fitting(findings: Iterable[Finding]) -> list[Finding]:
    """The first of them, as many as a report has room for."""
    room, kept = ROOM, []
    for each in findings:
        room -= len(each.model_dump_json().encode())
        if room < 0:
            break
        kept.append(each)
    return kept


def _finding(problem: Problem) -> Finding:
    said = as_dict(problem, "")
    del said["docs"]
    edit = said["edit"] if problem.edit and len(problem.edit.replacement) <= MOST_WORDS else None
    words = {name: said[name][:MOST_WORDS] for name in ("title", "why", "fix")}
    return Finding(**said | words | {"path": _printable(problem.path), "edit": edit})


def _problem(found: Finding) -> Problem:
    said, edit = found.model_dump(), found.edit and Edit(**found.edit.model_dump())
    return Problem(
        **said | {"severity": Severity(found.severity), "edit": edit, "docs": f"{DOCS_FOLDER}/{found.id}.md"}
    )


def _printable(path: str) -> str:
    """A path as it can be shown: what git allows in a name, and no screen should get, becomes a question mark."""
    return "".join(each if each.isprintable() else "?" for each in path)[:300] or "?"
