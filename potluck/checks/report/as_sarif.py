"""The report as SARIF 2.1.0, the format of GitHub's code scanning and of many editors.

See https://docs.oasis-open.org/sarif/sarif/v2.1.0/; the model is `sarif-pydantic`'s. Columns count characters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TextIO
from urllib.parse import quote

from sarif_pydantic.sarif import (
    ArtifactChange,
    ArtifactContent,
    ArtifactLocation,
    Fix,
    Location,
    Message,
    PhysicalLocation,
    Region,
    Replacement,
    ReportingConfiguration,
    ReportingDescriptor,
    Result,
    Run,
    Sarif,
    Tool,
    ToolDriver,
)

from potluck import HOME
from potluck.problems import RULES

if TYPE_CHECKING:
    from potluck.checks.report import Report
    from potluck.problems import Edit, Problem

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def write(report: Report, stream: TextIO) -> None:
    """Write one log with one run, and the rules that it names."""
    named = {each.id: each for each in report.problems}
    rules = [_rule(each, report.docs_of(each)) for each in named.values()]
    places = {rule_id: index for index, rule_id in enumerate(named)}
    run = Run(
        tool=Tool(driver=ToolDriver(name="Potluck", information_uri=HOME, rules=rules)),
        results=[_result(each, places[each.id]) for each in report.problems],
        columnKind="unicodeCodePoints",  # the model does not know this one, and passes it on as it is
    )
    log = Sarif(schema_uri=SCHEMA, version="2.1.0", runs=[run])
    stream.write(log.model_dump_json(by_alias=True, exclude_none=True, indent=2) + "\n")


def _rule(problem: Problem, docs: str) -> ReportingDescriptor:
    rule = RULES[problem.id]
    return ReportingDescriptor(
        id=rule.id,
        short_description=_message(rule.title),
        full_description=_message(rule.why),
        help=_message(rule.fix),
        help_uri=quote(docs, safe="/:#%?&=@+,;~"),
        default_configuration=ReportingConfiguration(level=rule.severity.value),
    )


def _result(problem: Problem, index: int) -> Result:
    region = Region(start_line=problem.line, start_column=problem.column) if problem.line else None
    place = PhysicalLocation(artifact_location=_file(problem.path), region=region)
    return Result(
        rule_id=problem.id,
        rule_index=index,
        level=problem.severity.value,
        message=_message(f"{problem.title} {problem.why} {problem.fix}"),
        locations=[Location(physical_location=place)],
        fixes=[_fix(problem, problem.edit)] if problem.edit else None,
    )


def _fix(problem: Problem, edit: Edit) -> Fix:
    """The edit: whole lines go, from the start of the first to the start of the one behind the last."""
    lines = "".join(f"{line}\n" for line in edit.replacement.splitlines())
    gone = Region(start_line=edit.start_line, start_column=1, end_line=edit.end_line + 1, end_column=1)
    replacement = Replacement(deleted_region=gone, inserted_content=ArtifactContent(text=lines))
    change = ArtifactChange(artifact_location=_file(problem.path), replacements=[replacement])
    return Fix(description=_message(problem.fix), artifact_changes=[change])


def _file(path: str) -> ArtifactLocation:
    return ArtifactLocation(uri=quote(path, errors="surrogateescape"))


def _message(text: str) -> Message:
    """Words as a message may hold them: brackets would make a link, braces a placeholder (sections 3.11.5 and 6)."""
    return Message(text=re.sub(r"([\[\]])", r"\\\1", re.sub(r"([{}])", r"\1\1", text)))
