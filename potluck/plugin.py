"""Where Pelican meets us: the signals we listen to.

What differs from stock Pelican in the order of a run is in ``potluck.build.site``; here is only what any plugin may do.
"""

from __future__ import annotations

from typing import Any

from pelican.plugins import signals

from potluck.pages.environment import furnish
from potluck.pages.generators.cards import CardsGenerator
from potluck.pages.generators.diagrams import DiagramsGenerator
from potluck.pages.generators.docs import DocsGenerator
from potluck.pages.generators.files import (
    FeedStyleGenerator,
    PicturesGenerator,
    SheetsGenerator,
    ThemeFilesGenerator,
)
from potluck.pages.generators.lists import ArchiveGenerator, NumbersGenerator, SeriesGenerator
from potluck.pages.generators.redirects import MovedGenerator, RedirectsGenerator
from potluck.pages.generators.search import SearchGenerator
from potluck.pages.generators.sitemap import SitemapGenerator
from potluck.pages.generators.static_pages import NotFoundGenerator
from potluck.pages.generators.subscriptions import BlogrollGenerator, EventsGenerator
from potluck.pages.generators.write import WriteGenerator
from potluck.pages.theme.sheets import Theme
from potluck.pages.views.wrapped import remember_links
from potluck.settings import Settings

GENERATORS = (
    ArchiveGenerator,
    SeriesGenerator,
    NotFoundGenerator,
    WriteGenerator,
    DocsGenerator,
    PicturesGenerator,
    ThemeFilesGenerator,
    SheetsGenerator,
    DiagramsGenerator,
    CardsGenerator,
    FeedStyleGenerator,
    EventsGenerator,
    NumbersGenerator,
    SearchGenerator,
    BlogrollGenerator,
    SitemapGenerator,
    MovedGenerator,
    RedirectsGenerator,
)


def connect() -> None:
    """Connect our handlers to Pelican's signals."""
    remember_links()
    signals.generator_init.connect(_furnish)
    signals.get_generators.connect(_generators)
    signals.readers_init.connect(_without_rst)


def _furnish(generator: Any) -> None:
    furnish(generator.env, Settings.from_pelican(generator.settings), Theme.of(generator.settings))


def _without_rst(readers: Any) -> None:
    """Posts are Markdown; Pelican's reader of another markup would only warn of languages that Docutils lacks."""
    readers.reader_classes.pop("rst", None)


def _generators(_pelican: Any) -> tuple[type, ...]:
    return GENERATORS
