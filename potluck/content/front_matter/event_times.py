"""A meetup's day and its times, each on a line of its own, in whatever order: one line each for its start and end."""

from __future__ import annotations

import re

from msgspec.structs import replace

from potluck.content.front_matter import keys
from potluck.content.front_matter.meant_dates import likely_date, likely_moment, span_of, time_at_end
from potluck.content.front_matter.synonyms import SYNONYMS
from potluck.content.front_matter.yaml_block import Field
from potluck.content.rules import shape
from potluck.content.source import Source
from potluck.problems import Edit, Problem

START, END = f"{keys.INNER}start", f"{keys.INNER}end"
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
LONGEST = 40
"""Characters of a time, or a time from and a time until."""


def in_moments(written: list[Field], source: Source, problems: list[Problem]) -> list[Field]:
    """The fields, a meetup's day and times among them put together; one problem, where that can be told."""
    said = [each for each in written if _role(each) and isinstance(each.value, str) and each.line == each.last_line]
    times = [each for each in said if _is_time(str(each.value))]
    days = [each for each in said if _role(each) == START and _day(str(each.value))]
    starts = [each for each in times if _role(each) == START]
    ends = [each for each in times if _role(each) == END]
    if len(days) != 1 or len(starts) != 1 or len(ends) > 1:
        return written
    moment = f"{_day(str(days[0].value))} {starts[0].value}"
    span = span_of(f"{moment} - {ends[0].value}" if ends else moment)
    begin = span[0] if span else None if ends else likely_moment(moment)
    if begin is None or " " not in begin or (span and any(_role(each) == END for each in said if each not in ends)):
        return written
    moments = {START: begin, **({END: span[1]} if span else {})}
    better = [f"{key.removeprefix(keys.INNER)}: {value}" for key, value in moments.items()]
    parts = sorted((*days, *starts, *ends), key=lambda each: each.line)
    problems.append(_told(better, parts, source))
    whole = [replace(parts[0], key=key, value=value) for key, value in moments.items()]
    at = written.index(parts[0])
    return [*written[:at], *whole, *(each for each in written[at:] if each not in parts)]


def _told(better: list[str], parts: list[Field], source: Source) -> Problem:
    """The problem of lines that are to be these instead; what stands between them stays."""
    first, last = parts[0].line, parts[-1].line
    indent = re.match(r"\s*", source.lines[first - 1])
    lines = [f"{indent[0] if indent else ''}{line}" for line in better]
    mine = {each.line for each in parts}
    between = [source.lines[number - 1] for number in range(first, last) if number not in mine]
    title = "The day of a meetup and its time stand on one line."
    fix = f"Write: `{better[0]}`" if len(better) == 1 else "Write:\n\n" + "\n".join(lines)
    fix += ", and nothing else of the day and the time." if len(better) == 1 else ""
    edit = Edit(first, last, "\n".join([*lines, *between]))
    return shape.KEY_UNKNOWN.at(source.relative, first, 1, title=title, fix=fix, edit=edit)


def _role(field: Field) -> str:
    """Whether a line says when a meetup starts or ends; empty where it says neither."""
    if not field.key.startswith(keys.INNER):
        return ""
    name = keys.canonical(field.key)
    meant = START if name.removeprefix(keys.INNER) in keys.TIMES else SYNONYMS.get(name, name)
    return meant if meant in (START, END) else ""


def _day(text: str) -> str:
    """The day that a text without a time names, as ISO has it; empty where it names none, or a time."""
    if ISO_DAY.match(text.strip()):
        return text.strip()
    day = None if time_at_end(text) or len(text) > LONGEST else likely_date(text)
    return str(day) if day else ""


def _is_time(text: str) -> bool:
    """Whether a text is a time of day, or one from and one until, and no day."""
    if len(text) > LONGEST or ISO_DAY.match(text[:10]) or likely_date(text):
        return False
    return bool(time_at_end(f"at {text}") or span_of(f"2000-01-01 {text}"))
