"""What readers can subscribe to beside feeds: the calendar of meetups (RFC 5545), and people's blogs (OPML 2.0).

The calendar holds meetups that are over as well, so that nobody's calendar forgets where they were. Its names for them
never change, and its stamps are the posts' own dates, so that the same posts make the same calendar. In the list stands
only what people say in their own files: an address under `website`, and one under `feed` if they name it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from potluck.content.model import Event, Person, Post
from potluck.pages.generators.own import OwnGenerator
from potluck.pages.views.common import BLOGROLL
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


class BlogrollGenerator(OwnGenerator):
    """Writes the list, if anybody has a blog."""

    def generate_output(self, writer: Any) -> None:
        edition = self.table.edition
        if edition.with_blogs:
            writer.write_text(BLOGROLL, opml(edition.settings.sitename, edition.with_blogs))


def opml(title: str, people: Iterable[Person]) -> str:
    """The list as XML. Who names a feed can be subscribed to; who names only a site is a link."""
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = title
    body = ElementTree.SubElement(root, "body")
    for person in people:
        site = person.website
        if person.feed:
            about = {"type": "rss", "text": person.name, "xmlUrl": person.feed, "htmlUrl": site}
        else:
            about = {"type": "link", "text": person.name, "url": site}
        ElementTree.SubElement(body, "outline", {name: value for name, value in about.items() if value})
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'
