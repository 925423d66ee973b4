"""Where Pelican meets us: the signals we listen to.

What differs from stock Pelican in the order of a run is in ``potluck.build.site``; here is only what any plugin may do.
"""

from __future__ import annotations

from typing import Any

from pelican.plugins import signals

from potluck.pages.archive import ArchiveGenerator
from potluck.pages.blogroll import BlogrollGenerator
from potluck.pages.cards import CardsGenerator
from potluck.pages.diagrams import DiagramsGenerator
from potluck.pages.docs import DocsGenerator
from potluck.pages.events import EventsGenerator
from potluck.pages.feeds.style import FeedStyleGenerator
from potluck.pages.gallery import PicturesGenerator
from potluck.pages.moved import MovedGenerator
from potluck.pages.numbers import NumbersGenerator
from potluck.pages.redirects import RedirectsGenerator
from potluck.pages.search import SearchGenerator
from potluck.pages.series import SeriesGenerator
from potluck.pages.sitemap import SitemapGenerator
from potluck.pages.static_pages import NotFoundGenerator
from potluck.pages.theme.environment import furnish
from potluck.pages.theme.files import ThemeFilesGenerator
from potluck.pages.theme.linked import SheetsGenerator
from potluck.pages.theme.sheets import Theme
from potluck.pages.write import WriteGenerator
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
