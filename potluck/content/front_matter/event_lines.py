"""The lines of a meetup that do not stand further in than `event:`, or have its name behind that."""

from __future__ import annotations

from msgspec.structs import replace

from potluck.content.front_matter import keys
from potluck.content.front_matter.yaml_block import Field
from potluck.content.rules import shape
from potluck.content.source import Source
from potluck.late import late
from potluck.problems import Problem

TIME = late(r"\D{0,8}\d{1,2}(?!\d)")
"""How a time of day begins, and most days do not."""


def grouped(written: list[Field], allowed: tuple[str, ...], source: Source, problems: list[Problem]) -> list[Field]:
    """The fields, with those of a meetup below it that stand elsewhere; one problem."""
    if f"{keys.GROUP}.start" not in allowed:
        return written
    written = _below_group(_named_group(written, allowed, source, problems), allowed, source, problems)
    if any(each.key.startswith(f"{keys.GROUP}.") and TIME.match(str(each.value)) for each in written):
        from potluck.content.front_matter.event_times import in_moments  # which few files need

        return in_moments(written, source, problems)
    return written


def _below_group(
    written: list[Field], allowed: tuple[str, ...], source: Source, problems: list[Problem]
) -> list[Field]:
    """The fields, with those of a meetup below it whose lines do not stand further in than `event:`; one problem."""
    opening = f"{keys.GROUP}:"
    if opening not in source.text:  # which need not be taken apart into lines then
        return written
    at = next(
        (n for n, each in enumerate(written) if each.line > 1 and source.lines[each.line - 2].rstrip() == opening), None
    )
    if at is None or "." in written[at].key:
        return written
    end = at
    while end < len(written) and f"{keys.GROUP}.{keys.canonical(written[end].key)}" in allowed:
        end += 1
    first = written[at].line
    inner = written[at:end]
    if not inner or [each.line for each in inner] != list(range(first, first + len(inner))):
        return written
    if not any(keys.canonical(each.key) == "start" for each in inner):
        return written
    better = "\n".join(f"  {source.lines[each.line - 1].strip()}" for each in inner)
    title = f"These lines belong below `{keys.GROUP}:`, each two spaces further in."
    problems.append(shape.KEY_UNKNOWN.mended(source.relative, first, inner[-1].line, better, title=title, block=True))
    moved = [replace(each, key=f"{keys.GROUP}.{keys.canonical(each.key)}") for each in inner]
    return [*written[:at], *moved, *written[end:]]


def _named_group(
    written: list[Field], allowed: tuple[str, ...], source: Source, problems: list[Problem]
) -> list[Field]:
    """The fields, with a meetup's name that stands behind `event:` and its lines right below that; one problem."""
    start = f"{keys.GROUP}.start"
    at = next((n for n, each in enumerate(written) if each.key == start and each.line == each.last_line), None)
    if at is None or not source.lines[written[at].line - 1].startswith(f"{keys.GROUP}:"):
        return written
    end = at + 1
    while end < len(written) and f"{keys.GROUP}.{keys.canonical(written[end].key)}" in allowed:
        end += 1
    inner = written[at + 1 : end]
    first = written[at]
    if not any(keys.canonical(each.key) == "start" for each in inner) or inner[-1].line != first.line + len(inner):
        return written
    lines = [f"name: {str(first.value).strip()}", *(source.lines[each.line - 1].strip() for each in inner)]
    better = "\n".join([f"{keys.GROUP}:", *(f"  {line}" for line in lines)])
    title = f"Nothing stands behind `{keys.GROUP}:`; what it is called, and when, stands below it."
    problems.append(shape.SYNTAX.mended(source.relative, first.line, inner[-1].line, better, title=title, block=True))
    moved = [replace(each, key=f"{keys.GROUP}.{keys.canonical(each.key)}") for each in inner]
    return [*written[:at], replace(first, key=f"{keys.GROUP}.name"), *moved, *written[end:]]
