"""What every template may use beside Pelican's own names; much of it is made when one asks."""

from __future__ import annotations

from typing import Any

import msgspec

from potluck.pages.later import Later
from potluck.pages.views.archive import Archive
from potluck.pages.views.cards import Cards
from potluck.pages.views.facts import Facts
from potluck.pages.views.home import Home
from potluck.pages.views.people import by_role
from potluck.pages.views.table import Table

BLOGROLL = "people.opml"
INVITATION = "write-for-us"
"""The slug of the page that invites readers to write."""


class PageLink(msgspec.Struct, frozen=True):
    """A page's title and where it is."""

    title: str
    url: str


def for_templates(table: Table) -> dict[str, Any]:
    """The names, and what they stand for."""
    archive, cards, edition = Archive(table), Cards(table), table.edition
    return {
        "people": Later(lambda: by_role(table)),
        "all_tags": Later(lambda: table.tags),
        "all_series": Later(lambda: list(table.series.values())),
        "years": Later(lambda: [(year, archive.posts_of(year)) for year in table.counts_by_year]),
        "archive": archive,
        "menu": _menu(table),
        "home": Home(table),
        "invitation": _invitation(table),
        "blogroll": BLOGROLL if edition.with_blogs else "",
        "shared": cards,
        "facts": Facts(table, cards),
        "sheets_are_linked": table.sheets_are_linked,
        "held_back": [table.article(post) for post in edition.held_back],
    }


def _invitation(table: Table) -> PageLink | None:
    """The page that says how to bring a post, if the community has one."""
    pages = table.edition.pages
    return next((PageLink(each.title, each.permalink) for each in pages if each.slug == INVITATION), None)


def _menu(table: Table) -> list[tuple[str, str]]:
    """(title, path) of the pages in the menu."""
    pages = {page.slug: page for page in table.edition.pages}
    chosen = table.edition.settings.menu or tuple(pages)
    return [(pages[slug].title, pages[slug].permalink) for slug in chosen if slug in pages]
