"""Rules about the meetup that a post tells of."""

from __future__ import annotations

from potluck.problems import Example, error, whole_post

_TOP = "title: A walk by the river\nauthor: maria-silva\nevent:\n"


def _with(lines: str) -> Example:
    return whole_post(f"---\n{_TOP}{lines}\n---\n\nIt rained, and nobody minded.")


START_MISSING = error(
    "event-start",
    "This event has no start.",
    why="Readers, and their calendars, could not tell when to come.",
    fix="Add a line such as `  start: 2026-12-03T18:30` below `event:`.",
    bad=_with("  place: The old boathouse"),
    good=_with("  start: 2024-05-04T10:00\n  place: The old boathouse"),
)
END_WRONG = error(
    "event-end",
    "This event lasts longer than a month.",
    why="Calendars would show it on days when nothing takes place, or not at all.",
    fix="Correct `start` or `end`, or delete the line with `end`.",
    bad=_with("  start: 2024-05-04T10:00\n  end: 2024-05-04T08:00"),
    good=_with("  start: 2024-05-04T10:00\n  end: 2024-05-04T12:00"),
)
