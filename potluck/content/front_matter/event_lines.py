"""The lines of a meetup that do not stand further in than `event:`, or have its name behind that."""

from __future__ import annotations

from itertools import takewhile

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
    if f"{keys.INNER}start" not in allowed:
        return written
    written = _below_group(_named_group(written, allowed, source, problems), allowed, source, problems)
    if any(each.key.startswith(keys.INNER) and TIME.match(str(each.value)) for each in written):
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
    inner = _of_event(written[at:], allowed)
    first = written[at].line
    if not _has_start(inner) or [each.line for each in inner] != list(range(first, first + len(inner))):
        return written
    better = "\n".join(f"  {source.lines[each.line - 1].strip()}" for each in inner)
    title = f"These lines belong below `{keys.GROUP}:`, each two spaces further in."
    problems.append(shape.KEY_UNKNOWN.mended(source.relative, first, inner[-1].line, better, title=title, block=True))
    return [*written[:at], *_moved_below(inner), *written[at + len(inner) :]]


def _named_group(
    written: list[Field], allowed: tuple[str, ...], source: Source, problems: list[Problem]
) -> list[Field]:
    """The fields, with a meetup's name that stands behind `event:` and its lines right below that; one problem."""
    start = f"{keys.INNER}start"
    at = next((n for n, each in enumerate(written) if each.key == start and each.is_one_line), None)
    if at is None or not source.lines[written[at].line - 1].startswith(f"{keys.GROUP}:"):
        return written
    first, inner = written[at], _of_event(written[at + 1 :], allowed)
    if not _has_start(inner) or inner[-1].line != first.line + len(inner):
        return written
    lines = [f"name: {str(first.value).strip()}", *(source.lines[each.line - 1].strip() for each in inner)]
    better = "\n".join([f"{keys.GROUP}:", *(f"  {line}" for line in lines)])
    title = f"Nothing stands behind `{keys.GROUP}:`; what it is called, and when, stands below it."
    problems.append(shape.SYNTAX.mended(source.relative, first.line, inner[-1].line, better, title=title, block=True))
    name = replace(first, key=f"{keys.INNER}name")
    return [*written[:at], name, *_moved_below(inner), *written[at + 1 + len(inner) :]]


def _of_event(written: list[Field], allowed: tuple[str, ...]) -> list[Field]:
    """The first of these fields, as far as they have names that a meetup's lines have."""
    return list(takewhile(lambda each: f"{keys.INNER}{keys.canonical(each.key)}" in allowed, written))


def _has_start(inner: list[Field]) -> bool:
    return any(keys.canonical(each.key) == "start" for each in inner)


def _moved_below(inner: list[Field]) -> list[Field]:
    """Fields as those below `event:` are called."""
    return [replace(each, key=f"{keys.INNER}{keys.canonical(each.key)}") for each in inner]
