"""A meetup that a post announces or tells of: what, when and where."""

from __future__ import annotations

import datetime as dt

import msgspec


class Event(msgspec.Struct, frozen=True):
    """A meetup. `start` and `end` are aware, in the site's time zone; without a time it takes whole days.

    `said_end` tells whether its end was given, or is the usual one.
    """

    name: str
    start: dt.datetime
    end: dt.datetime
    has_time: bool
    said_end: bool = False
    place: str = ""
    link: str = ""
