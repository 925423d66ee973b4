"""The calendar of all meetups (RFC 5545).

The calendar holds those that are over as well, so that nobody's calendar forgets where they were. Its names for them
never change, and its stamps are the posts' own dates, so that the same posts make the same calendar.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from potluck.content.event import Event
from potluck.content.post import Post
from potluck.pages.generators.own import OwnGenerator
from potluck.pages.views.table import Table

if TYPE_CHECKING:
    from icalendar import Calendar

PATH = "events.ics"
PRODUCT = "-//Potluck//Meetups//EN"


class EventsGenerator(OwnGenerator):
    """Writes the calendar, if there was ever a meetup."""

    def generate_output(self, writer: Any) -> None:
        if not writer.is_still_without(PATH) and (posts := self.table.edition.meetups):
            writer.write_bytes(PATH, calendar(posts, self.table).to_ical())


def calendar(posts: Iterable[Post], table: Table) -> Calendar:
    """The calendar of these posts' meetups, in order of their start."""
    from icalendar import Calendar  # takes long, and most builds have no meetup
    from icalendar import Event as Entry

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
