"""What the home page shows of a community at a glance: who sits at the table, who is new, what it writes about."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from potluck.pages.alphabet import in_order
from potluck.pages.views.events import EventView, next_event
from potluck.pages.views.people import PersonView, by_role

if TYPE_CHECKING:
    from potluck.pages.views.article import PostArticle
    from potluck.pages.views.series import SeriesView
    from potluck.pages.views.table import Table
    from potluck.pages.views.tags import TagView

SEATS = 9
LATELY = 40
"""From so many of the newest posts the seats are filled first."""
NEWCOMERS = 3
NEW_FOR = timedelta(days=120)
"""How long somebody is new: from their first post to the newest post of all, so that no clock is asked."""
TAGS = 16
SERIES = 8


class Home:
    """Asked by the home page alone; each answer is worked out when it is."""

    def __init__(self, table: Table) -> None:
        self._table = table

    @cached_property
    def next_event(self) -> EventView | None:
        return next_event(self._table)

    @cached_property
    def seats(self) -> list[PersonView]:
        """Who wrote lately comes first, then everyone else in the order of the directory."""
        edition = self._table.edition
        lately = dict.fromkeys(person.handle for post in edition.listed[:LATELY] for person in post.authors)
        found = [self._table.person(handle) for handle in list(lately)[:SEATS]]
        if len(found) < SEATS:
            everyone = (person for _, members in by_role(self._table) for person in members)
            found += [person for person in everyone if person.handle not in lately]
        return found[:SEATS]

    @cached_property
    def newcomers(self) -> list[tuple[PersonView, PostArticle]]:
        """Who brought a first post lately, the latest first, each with that post."""
        edition = self._table.edition
        if not edition.listed:
            return []
        found: dict[str, PostArticle] = {}
        for post in edition.listed:
            if post.date < edition.listed[0].date - NEW_FOR or len(found) >= NEWCOMERS:
                break
            for person in post.authors:
                if edition.is_debut(post, person.handle):
                    found[person.handle] = self._table.article(post)
        return [(self._table.person(handle), article) for handle, article in list(found.items())[:NEWCOMERS]]

    @cached_property
    def tags(self) -> list[TagView]:
        """What is written about most, the most first."""
        return sorted(self._table.tags, key=lambda tag: (-tag.count, *in_order(tag.name), tag.slug))[:TAGS]

    @cached_property
    def series(self) -> list[SeriesView]:
        """The series that went on last, the latest first."""
        every = self._table.series.values()
        return sorted(every, key=lambda series: (series.articles[-1].date, series.slug), reverse=True)[:SERIES]
