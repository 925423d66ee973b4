"""The report for a pull request: a friendly review in Markdown, with what is good first and suggestions to accept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from potluck.counted import counted
from potluck.visible import fence_around, visible_path

if TYPE_CHECKING:
    from potluck.checks.report import Report
    from potluck.problems import Problem

MAX_SHOWN = 60
"""More than this helps nobody; GitHub cuts a summary at one megabyte."""


def write(report: Report, stream: TextIO) -> None:
    """Write the review."""
    stream.write("\n".join(_lines(report)) + "\n")


def _lines(report: Report) -> Iterable[str]:
    yield from _good(report)
    if report.errors:
        yield f"### To put right ({len(report.errors)})\n"
        yield "This can't be published until these are done.\n"
        yield from checklist(report, report.errors[:MAX_SHOWN])
    if report.warnings:
        yield f"### To make it better ({len(report.warnings)})\n"
        yield "Nothing here stops it from being published.\n"
        yield from checklist(report, report.warnings[:MAX_SHOWN])
    hidden = max(0, len(report.errors) - MAX_SHOWN) + max(0, len(report.warnings) - MAX_SHOWN)
    if hidden:
        yield f"… and {hidden} more: run `invoke check` to see them all.\n"


def _good(report: Report) -> Iterable[str]:
    ready = [
        path for path in report.addresses if not any(each.path == path and each.is_error for each in report.problems)
    ]
    if not report.problems:
        looked = f"{counted(report.checked, 'file')} checked, nothing" if report.checked else "Nothing"
        yield f"## Everything is fine\n\nThank you! {looked} to put right.\n"
    elif not report.errors:
        yield "## Ready to appear\n\nThank you for this! It can be published; a few things would make it even better.\n"
    else:
        things = counted(len(report.errors), "thing")
        yield f"## Nearly there\n\nThank you for this! {things} to put right, each with its cure.\n"
    for path in ready[:MAX_SHOWN]:
        yield f"- {code(path)} will be at {report.address_of(report.addresses[path])}"
    if len(ready) > MAX_SHOWN:
        yield f"- and {len(ready) - MAX_SHOWN} more"
    if ready:
        yield ""


def checklist(report: Report, problems: list[Problem]) -> Iterable[str]:
    """The problems as boxes to tick, file by file; a blank line behind each file."""
    by_path = sorted(problems, key=lambda each: each.path)
    for path, group in groupby(by_path, key=lambda each: each.path):
        yield f"**{code(path)}**\n"
        for each in group:
            yield from _item(report, each)
        yield ""


def _item(report: Report, problem: Problem) -> Iterable[str]:
    place = f"line {problem.line}: " if problem.line else ""
    yield f"- [ ] {place}**{plain(problem.title)}** {plain(problem.why)}"
    words, _, example = problem.fix.partition("\n\n")
    yield _indented(f"{plain(words)} ([more]({report.docs_of(problem)}))")
    if example.strip():
        yield ""
        yield _indented(_fenced(example.rstrip()))
    if problem.edit and problem.edit.replacement.strip() and problem.edit.replacement not in problem.fix:
        yield _indented(_fenced(problem.edit.replacement))


def _fenced(text: str) -> str:
    """Lines to put there, whatever they hold. Nothing may follow on the line of the closing fence: it would be none.

    A bare carriage return ends a line in Markdown, and what follows it would stand outside of the list and the fence.
    """
    text = re.sub(r"\r\n?", "\n", text)
    fence = fence_around(text)
    return f"{fence}suggestion\n{text}\n{fence}"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" if line else "" for line in text.split("\n"))


def code(text: str) -> str:
    """A piece of text as code in a line of Markdown, whatever it holds."""
    return f"`{visible_path(text).replace('`', chr(39))}`"


def plain(text: str) -> str:
    """Words of ours, with parts of the post in backticks; nothing a post says may become Markdown or a mention."""
    pieces = re.split(r"(?<!`)`([^`]+)`(?!`)", " ".join(text.split()))
    words = "".join(f"`{each}`" if at % 2 else _quiet(each.replace("`", "'")) for at, each in enumerate(pieces))
    return re.sub(r"^([-+=:]|\d+(?=[.)]))", _not_a_list, words)


def _not_a_list(found: re.Match[str]) -> str:
    """The first sign of a line, as one that begins no list and underlines nothing."""
    return f"{found[1]}<!-- -->" if found[1].isdigit() else f"\\{found[1]}"


def _quiet(text: str) -> str:
    """Text that GitHub makes nothing of: it looks for names and numbers where escapes are gone; those are broken up."""
    escaped = re.sub(r"([\\*_\[\]<>|~!$&])", r"\\\1", text)
    unlinked = re.sub(r"://", r":\\//", re.sub(r"(?i)(?<![^\W_])www\.", lambda found: found[0][:-1] + r"\.", escaped))
    return re.sub(r"[@#]|(?i:\bGH(?=-\d))", r"\g<0><!-- -->", unlinked)
