"""Meetups: the next one, for the home page, and all of them as a calendar (RFC 5545).

The calendar holds those that are over as well, so that nobody's calendar forgets where they were. Its names for them
never change, and its stamps are the posts' own dates, so that the same posts make the same calendar.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from babel.dates import format_date, format_time
from icalendar import Calendar
from icalendar import Event as Entry
from pelican.generators import Generator

from potluck.content.event import Event
from potluck.content.post import Post
from potluck.pages.reading import locale

if TYPE_CHECKING:
    from potluck.pages.article import PostArticle
    from potluck.pages.table import Table

PATH = "events.ics"
PRODUCT = "-//Potluck//Meetups//EN"
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class EventView:
    """A meetup as templates see it; words are in the site's language."""

    event: Event
    article: PostArticle
    language: str

    @property
    def name(self) -> str:
        return self.event.name

    @property
    def place(self) -> str:
        return self.event.place

    @property
    def link(self) -> str:
        return self.event.link

    @property
    def start(self) -> str:
        """The start as HTML and JSON-LD take it: a date, or a moment with its offset."""
        return self._written(self.event.start)

    @property
    def end(self) -> str:
        """The last day, or the moment of the end; empty if nobody said."""
        if not self.event.said_end:
            return ""
        return self._written(self.event.end if self.event.has_time else self.event.end - A_DAY)

    @cached_property
    def when(self) -> str:
        """Day and time in words: ``"Thursday, December 3, 2026, 6:30 PM – 9:00 PM"``."""
        first, last = self._day(self.event.start), self._day(self.event.end - timedelta(microseconds=1))
        if not self.event.has_time:
            return first if first == last else f"{first} – {last}"
        words = f"{first}, {self._clock(self.event.start)}"
        if not self.event.said_end:
            return words
        return f"{words} – {'' if first == last else f'{last}, '}{self._clock(self.event.end)}"

    def _written(self, moment: datetime) -> str:
        return moment.isoformat(timespec="minutes") if self.event.has_time else moment.date().isoformat()

    def _day(self, moment: datetime) -> str:
        return str(format_date(moment, "full", locale=locale(self.language)))

    def _clock(self, moment: datetime) -> str:
        # Babel sets narrow spaces, which some of the fonts that readers have are without.
        return str(format_time(moment, "short", locale=locale(self.language))).replace("\u202f", "\u00a0")


def next_event(table: Table) -> EventView | None:
    """The first meetup that is not over; None when nothing is planned."""
    edition = table.edition
    found = [
        (post.event.start, post.permalink, post)
        for post in edition.listed
        if post.event and not edition.has_come(post.event.end)
    ]
    return table.article(min(found)[2]).event if found else None


class EventsGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes the calendar, if there was ever a meetup."""

    def generate_output(self, writer: Any) -> None:
        """Write it."""
        table = cast("Table", self.settings["TABLE"])
        posts = [post for post in table.edition.listed if post.event]
        if posts:
            writer.write_bytes(PATH, calendar(posts, table).to_ical())


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
