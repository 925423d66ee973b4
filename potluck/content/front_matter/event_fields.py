"""From the lines below `event:` to a meetup, with what is wrong with them."""

from __future__ import annotations

import datetime as dt

from potluck.content.event import Event
from potluck.content.front_matter.models import PostFields
from potluck.content.front_matter.yaml_block import Field
from potluck.content.rules import events
from potluck.content.source import Source
from potluck.problems import Problem

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
        return None, [events.START_MISSING.at(source.relative, first)]
    whole = dt.timedelta(0) if start.has_time else dt.timedelta(days=1)
    if end is None:
        ends = start.at + (USUAL_LENGTH if start.has_time else whole)
    else:
        ends = end.at + (dt.timedelta(0) if end.has_time else dt.timedelta(days=1))
        if not start.at < ends <= start.at + LONGEST:
            line = entries["event.end"].line
            title = "This event ends before it starts." if ends <= start.at else ""
            return None, [events.END_WRONG.at(source.relative, line, title=title)]
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
