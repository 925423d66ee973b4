"""Meetups as a calendar (RFC 5545).

The calendar holds those that are over as well, so that nobody's calendar forgets where they were. Its names for them
never change, and its stamps are the posts' own dates, so that the same posts make the same calendar.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from icalendar import Calendar
from icalendar import Event as Entry

from potluck.content.event import Event
from potluck.content.post import Post

if TYPE_CHECKING:
    from potluck.pages.views.table import Table

PRODUCT = "-//Potluck//Meetups//EN"


def calendar(posts: Iterable[Post], table: Table) -> Calendar:
    """The calendar of these posts' meetups, in order of their start."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", table.edition.settings.sitename)
    host = urlsplit(table.addresses.absolute("")).hostname
    for post in sorted(posts, key=lambda post: (post.event.start if post.event else post.date, post.permalink)):
        event = post.event
        assert event is not None
        entry = Entry()
        entry.add("uid", f"{post.first_permalink.strip('/').replace('/', '-')}@{host}")
        entry.add("dtstamp", (post.updated or post.date).astimezone(UTC))
        entry.add("summary", event.name)
        entry.add("dtstart", _in_calendar(event, event.start))
        entry.add("dtend", _in_calendar(event, event.end))
        entry.add("url", table.addresses.absolute(post.permalink))
        if event.place:
            entry.add("location", event.place)
        if event.link:
            entry.add("description", event.link)
        made.add_component(entry)
    return made


def _in_calendar(event: Event, moment: datetime) -> date | datetime:
    return moment.astimezone(UTC) if event.has_time else moment.date()
