"""The calendar of all meetups, which ``calendar`` makes."""

from __future__ import annotations

from typing import Any, cast

from potluck.pages.generators.own import OwnGenerator
from potluck.pages.views.table import Table

PATH = "events.ics"


class EventsGenerator(OwnGenerator):
    """Writes the calendar, if there was ever a meetup."""

    def generate_output(self, writer: Any) -> None:
        """Write it."""
        if writer.is_still_without(PATH):
            return
        table = cast(Table, self.settings["TABLE"])
        posts = table.edition.meetups
        if posts:
            from potluck.pages.generators.calendar import calendar  # takes long, and most builds have no meetup

            writer.write_bytes(PATH, calendar(posts, table).to_ical())
