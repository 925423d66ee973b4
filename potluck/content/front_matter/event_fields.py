"""From the lines below `event:` to a meetup, with what is wrong with them."""

from __future__ import annotations

import datetime as dt
import re

from potluck.content.front_matter.dates import Moment
from potluck.content.front_matter.models import PostFields
from potluck.content.front_matter.yaml_block import Field
from potluck.content.model import Event
from potluck.content.rules import fields as rules
from potluck.content.source import Source
from potluck.problems import Edit, Problem

USUAL_LENGTH = dt.timedelta(hours=3)
"""How long an evening is taken to last when nobody says."""
LONGEST = dt.timedelta(days=31)


def read_event(fields: PostFields, entries: dict[str, Field], source: Source) -> tuple[Event | None, list[Problem]]:
    """The event that a post's fields make, or none, with what is wrong with it."""
    first = min((each.line for key, each in entries.items() if key.startswith("event.")), default=None)
    if first is None:
        return None, []
    start, end = fields.event_start, fields.event_end
    if start is None:
        return None, [rules.EVENT_START.at(source.relative, first)]
    whole = dt.timedelta(0) if start.has_time else dt.timedelta(days=1)
    if end is None:
        ends = start.at + (USUAL_LENGTH if start.has_time else whole)
    else:
        ends = end.at + (dt.timedelta(0) if end.has_time else dt.timedelta(days=1))
        if not start.at < ends <= start.at + LONGEST:
            line = entries["event.end"].line
            title = "This event ends before it starts." if ends <= start.at else ""
            return None, [_end_wrong(start, end, line, title, source)]
    return (
        Event(
            name=fields.event_name or fields.title,
            start=start.at,
            end=ends,
            has_time=start.has_time,
            said_end=end is not None,
            place=fields.event_place or "",
            link=fields.event_link or "",
        ),
        [],
    )


def _end_wrong(start: Moment, end: Moment, line: int, title: str, source: Source) -> Problem:
    """The problem of an end before the start, or long after it: with the start's day and the time as it is."""
    said = source.lines[line - 1]
    found = re.search(r"\d{4}-\d\d-\d\d", said)
    if found is None or not (start.has_time and end.has_time) or start.at.date() == end.at.date():
        return rules.EVENT_END.at(source.relative, line, title=title)
    later = end.at.timetz() > start.at.timetz()
    day = start.at.date() + dt.timedelta(days=0 if later else 1)
    better = said.replace(found[0], f"{day}", 1)
    fix = f"If it ends at that time on {'that day' if later else 'the day after'}, write: `{better.strip()}`"
    return rules.EVENT_END.at(source.relative, line, title=title, fix=fix, edit=Edit(line, line, better))
