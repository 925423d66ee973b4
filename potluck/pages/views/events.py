"""Meetups: as pages show them, and the next one for the home page."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from potluck.content.model import Event
from potluck.markup.typography import set_plain
from potluck.pages.reading import full_date, locale

if TYPE_CHECKING:
    from potluck.pages.views.article import PostArticle
    from potluck.pages.views.table import Table

A_DAY = timedelta(days=1)


class EventView(msgspec.Struct, frozen=True, dict=True):
    """A meetup as templates see it; words are in the site's language."""

    event: Event
    article: PostArticle
    language: str
    signs: str
    """The language in whose signs the words of the post are set, if they are."""

    @property
    def name(self) -> str:
        return set_plain(self.event.name, self.signs)

    @property
    def place(self) -> str:
        return set_plain(self.event.place, self.signs)

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
        start, end = self._clock(self.event.start), self._clock(self.event.end)
        words = self._at(first, start)
        if not self.event.said_end:
            return words
        return f"{words} – {end if first == last else self._at(last, end)}"

    def _at(self, day: str, clock: str) -> str:
        """A day and a time of it, joined as the language does."""
        from babel.dates import get_datetime_format

        return str(get_datetime_format("medium", locale=locale(self.language))).format(clock, day)

    def _written(self, moment: datetime) -> str:
        return moment.isoformat(timespec="minutes") if self.event.has_time else moment.date().isoformat()

    def _day(self, moment: datetime) -> str:
        return full_date(moment, self.language)

    def _clock(self, moment: datetime) -> str:
        from babel.dates import format_time

        # Babel sets narrow spaces, which some of the fonts that readers have are without.
        return str(format_time(moment, "short", locale=locale(self.language))).replace("\u202f", "\u00a0")


def next_event(table: Table) -> EventView | None:
    """The first meetup that is not over; None when nothing is planned."""
    edition = table.edition
    found = [
        (post.event.start, post.permalink, post)
        for post in edition.meetups
        if post.event and not edition.has_come(post.event.end)
    ]
    return table.article(min(found)[2]).event if found else None
