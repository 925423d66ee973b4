"""One run of Pelican, in our order: read, decide what is out, compose, write, sweep.

``pelicanconf.py`` names this class as ``PELICAN_CLASS``, so that ``pelican`` by hand and ``invoke build`` do the same.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, MutableMapping
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.generators import ArticlesGenerator, PagesGenerator, SourceFileGenerator, StaticGenerator
from pelican.plugins._utils import get_plugin_name

from potluck.build.by_plugins import ByPlugins, has_others_than_ours, usable_plugins
from potluck.build.conf import MADE_BY_US
from potluck.build.inputs import CONTENT
from potluck.build.ledger import RELATED, Ledger
from potluck.build.look import Look
from potluck.build.own_folders import refuse_output
from potluck.build.places import Places
from potluck.build.reading_problems import reading_problems
from potluck.build.shelves import remembered, rows
from potluck.build.store import Store
from potluck.build.touched import FROM_PLACES, MANY, Memory, touched
from potluck.build.writer import OutputWriter
from potluck.content.gathering import load
from potluck.content.kept import Kept
from potluck.content.library import Library
from potluck.garbage import left_alone
from potluck.markup.shelf import Shelf
from potluck.media import AT_THE_CHECK, FOR_ONE_IMAGE, Cache, Digests
from potluck.pages.addresses import Addresses
from potluck.pages.edition import Edition, now
from potluck.pages.generators.cards import CardsGenerator
from potluck.pages.generators.posts import PostsGenerator
from potluck.pages.generators.redirects import REDIRECTS, REDIRECTS_FILE, read_redirects
from potluck.pages.generators.search import SearchGenerator
from potluck.pages.generators.static_pages import StaticPagesGenerator
from potluck.pages.notes.world import World
from potluck.pages.parts import forget_all_parts
from potluck.pages.reading import learn
from potluck.pages.texts import rendering
from potluck.pages.texts.bodies import Bodies
from potluck.pages.texts.kept_text import KeptText
from potluck.pages.texts.pictures import Pictures
from potluck.pages.texts.related import keys_of
from potluck.pages.theme.sheets import Theme
from potluck.pages.views.table import Table
from potluck.problems import Problem, Severity
from potluck.settings import Settings
from potluck.workbench import Workbench
from potluck.workshop import Workshop

IN_PLACE_OF = {ArticlesGenerator: PostsGenerator, PagesGenerator: StaticPagesGenerator}
"""Pelican's generators that would read ``content/`` by their own rules, and ours."""
LEFT_OUT = (SourceFileGenerator, StaticGenerator)
"""Those that would give out files of it as they are."""
ALLOCATIONS = 50_000
"""After so many objects a build looks for garbage: a page leaves a few, and what it notes stays."""
BEFORE_PAGES = (CardsGenerator, SearchGenerator)
"""Those that have other processes beside this one, which is smallest before it knows what pages read."""


class ProblemsFound(Exception):
    """The site was built, but not all of ``content/`` could be used. The message lists every problem."""

    exitcode = 1

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        lines = (f"{each.path}:{each.line or 1}: {each.title} {each.fix}" for each in problems)
        super().__init__("some of content/ could not be used.\n" + "\n".join(lines))


class Site(Pelican):  # type: ignore[misc]  # Pelican has no types
    """Pelican, fed from our library. After a run, ``table``, ``writer`` and ``removed`` tell what it did."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.ours = Settings.from_pelican(settings)
        settings.setdefault("SITESUBTITLE", self.ours.tagline)
        settings[REDIRECTS] = read_redirects(Path(settings["PATH"]).parent / REDIRECTS_FILE)
        super().__init__(settings)
        self.table: Table | None = None
        self.writer: OutputWriter | None = None
        self.removed = 0
        self.by_plugins: frozenset[str] = frozenset()
        """The files that plugins put into the output folder themselves."""
        self.only: frozenset[str] | None = None
        self.found: Look | None = None
        """What the last build left, if that may be relied on; ``store`` has what its pages read."""
        self.store: Store | None = None
        self.ledger: Ledger | None = None
        self.written: Kept | None = None
        self._places: Places | None = None
        self._memory: Memory | None = None
        self._collects = True
        self._shelf = Shelf(Path(settings["CACHE_PATH"]) / "rendered.sqlite")
        self.problems: list[Problem] = []

    def init_plugins(self) -> None:
        """Register the plugins; the first that can't be ends it: Pelican would show a traceback, and go on without."""
        self.plugins = usable_plugins(self.settings)
        for plugin in self.plugins:
            plugin.register()
        self.settings["PLUGINS"] = [get_plugin_name(each) for each in self.plugins]

    def run(self) -> None:
        """Build the site. Raises ProblemsFound once all that can be built is built, if something could not, and
        CannotBuild where the output folder holds something else.
        """
        output, root = Path(self.output_path), Path(self.path).parent
        refuse_output(output, Path(self.path), root)
        ready = rendering.stand_ready() if self._has_a_few_texts() else None
        with closing(ready) if ready else nullcontext():
            with left_alone(for_good=True):
                self._memory = self._remembered()
            bounds = FOR_ONE_IMAGE if self.only is None else AT_THE_CHECK
            with Workshop(bounds, workers=self.ours.jobs) as workshop, left_alone(for_good=True):
                library = self._load()
                self.read(library if self.only is None else library.narrowed(self.only), workshop, ready)
        has_others = self.only is None and has_others_than_ours(self.plugins)
        theirs = ByPlugins(output, Path(self.settings["CACHE_PATH"]), root) if has_others else None
        self._collects = gc.isenabled()
        gc.disable()  # until all that lasts is made: see ``_get_writer``
        try:
            super().run()
        finally:
            gc.unfreeze()
            if self._collects:
                gc.enable()
        assert self.table and self.writer
        self._sweep(theirs)
        self.problems = reading_problems(self.table)
        if self.store is not None and not self.settings.get("WATCHING"):
            forget_all_parts()
            self.table.bodies.let_go()
        errors = [each for each in self.problems if each.severity is Severity.ERROR]
        if errors:
            raise ProblemsFound(errors)

    def _sweep(self, theirs: ByPlugins | None) -> None:
        """Remove from the output folder what neither this run nor a plugin made."""
        assert self.writer
        found = self.found if self.found and self.found.outcome else None
        strays = found.strays | found.spoilt if found else None
        if self.ledger and self.writer.was_empty:  # nor is there a plugin that might write files of its own
            strays = frozenset()
        if self.writer.may_hold_halves:
            strays = None
        if theirs:
            self.by_plugins = theirs.found(self.writer.paths)
            self.writer.paths |= self.by_plugins
        self.removed = self.writer.sweep(strays)

    def _has_a_few_texts(self) -> bool:
        """Whether a few texts are to be rendered, as far as can be seen at once, and nobody stands at hand for them."""
        if self.found is None or self.found.outcome is None or self.settings.get("WATCHING"):
            return False
        return 0 < sum(name.endswith(".md") for name in self.found.changed - self.found.gone) <= rendering.FEW

    def _remembered(self) -> Memory | None:
        """What the last build knew of the content, if that may be relied on."""
        learn({})
        if self.found is None or self.found.outcome is None or self.store is None or self.only is not None:
            return None
        return remembered(self.store, Path(self.path).resolve())

    def _load(self) -> Library:
        if self._memory is None or self.found is None:
            return load(Path(self.path), self.ours)
        base = Path(self.path).resolve().name
        changed, came, gone = (
            {f"{base}/{name.removeprefix(CONTENT)}" for name in names}
            for names in (self.found.changed, self.found.came, self.found.gone)
        )
        return load(Path(self.path), self.ours, self._memory.written, changed, came=came, gone=gone)

    def read(self, library: Library, workshop: Workshop, ready: Workbench | None = None) -> None:
        """Lay the table for one edition of ``library``; ``ready`` is a process that stands ready for its texts."""
        edition = Edition.of(library, self.ours, now())
        addresses = Addresses(self.ours)
        images = Path(self.settings["CACHE_PATH"]) / "images"
        pictures = Pictures(edition, addresses, Cache(images), Digests(images / "digests.json"), workshop)
        earlier = self._memory.texts if self._memory else None
        with_keywords = self._wants_keywords()
        known = self._known_texts(library, with_keywords=with_keywords)
        bounds = rendering.FOR_ONE_TEXT if self.only is None else rendering.AT_THE_CHECK
        bodies = Bodies(
            edition, addresses, pictures, self._shelf, known, earlier, ready, bounds, with_keywords=with_keywords
        )
        self.table = Table(
            edition,
            addresses,
            pictures,
            bodies,
            pelican=self.settings,
            is_partial=self.only is not None,
            is_ours_alone=self.found is not None,
            kept=(self._memory.written.posts, self._memory.texts) if self._memory else (),
        )
        self.settings["TABLE"] = self.table
        if self.settings.get("WATCHING"):
            self.table.know_all()

    def _wants_keywords(self) -> bool:
        """Whether anybody is to ask for keywords, which serve to find posts that go well with one: who did, whoever may
        in ways of their own, and templates that say so. One that has it put together, so that it is seen only as it
        asks, has the build begin anew.
        """
        if self.found is None or self.settings.get("BEGUN_ANEW") or (self._memory and self._memory.has_keywords):
            return True
        return Theme.of(self.settings).mentions(RELATED)

    def _known_texts(self, library: Library, *, with_keywords: bool) -> MutableMapping[str, KeptText]:
        """The texts that come out as they did: nobody is mentioned whom nobody could mention before."""
        if self._memory is None or self._memory.has_keywords != with_keywords:
            return {}
        if sorted(each.handle for each in self._memory.written.persons) != [*library.people]:
            return {}
        known = self._memory.texts.but({})
        for path in library.read_anew:
            known.pop(path, None)
        return known

    def _get_generator_classes(self) -> list[type]:
        """Pelican's list of generators, with ours in place of those that read ``content/`` themselves."""
        found = super()._get_generator_classes()
        classes = [IN_PLACE_OF.get(each, each) for each in found if each not in LEFT_OUT]
        return sorted(classes, key=lambda each: each not in BEFORE_PAGES)

    def _get_writer(self) -> OutputWriter:
        assert self.table
        self.writer = OutputWriter(self.output_path, settings=self.settings)
        self.writer.begin(MADE_BY_US[-1])
        if self.found is not None and self.store is not None and self.only is None:
            context = self.table.context
            self.ledger = Ledger(World(self.table.view, self.table.raw, context), self.store)
            self.writer.follow(self.ledger, context)
            self._take_up(self.table, self.ledger)
        gc.freeze()  # what was made so far stays to the end, so looking for garbage in it is in vain
        if self._collects:
            gc.set_threshold(ALLOCATIONS)
            gc.enable()
        if self.found:
            self.writer.take_up(self.found.left.outputs, self.found.spoilt)
        self.writer.settle()
        return self.writer

    def _take_up(self, table: Table, ledger: Ledger) -> None:
        """Have the ledger ask what this build's changes may have touched."""
        library, found = table.edition.library, self.found
        self.written = library.keep() if library.keep else None
        self._places = self._kept_places(table, ledger.store)
        if found is None or found.outcome is None:
            return
        views = None
        if found.outcome.holds_at(table.edition.at):
            table.edition.hold_within(found.outcome.bounds)
            if self._memory and self.written:
                views = touched(self._memory, self.written, table, found.changed)
        if views is None:
            ledger.follow(None)
        else:
            apart: Collection[str] = FROM_PLACES if views.in_place else ()
            ledger.follow(views.views | found.beside, views.related, apart, in_place=views.in_place)

    def _kept_places(self, table: Table, store: Store) -> Places | None:
        """Where tags and keywords are: the table gets them, if what the last build kept of them still holds. None where
        nobody is to ask.
        """
        if not table.bodies.with_keywords:
            return None
        places = Places(store, table.edition.listed, table.edition.paths, table.bodies.keywords)
        anew = table.bodies.anew | table.edition.library.read_anew
        if self._memory and len(anew) < MANY:
            posts, texts = self._memory.written.posts, self._memory.texts
            records = {path: posts[path] for path in anew if path in posts}
            had = {
                path: keys_of(each.tags, texts[path].keywords if path in texts else "")
                for path, each in records.items()
            }
            if places.take_up(had):
                table.places = places
        return places

    def keep(self) -> Iterator[tuple[str, str]]:
        """What the next build is to know of the content, each with its name in the store; made as it is asked for."""
        if self.table is not None and self.written is not None:
            written, self.written = self.written, None
            before = self._memory if self.ledger and self.ledger.is_following else None  # else nothing else stays
            self._memory = None
            library, bodies = self.table.edition.library, self.table.bodies
            anew = bodies.anew | library.read_anew
            yield from rows(written, library.overview, bodies.kept(), before, anew, library.content_dir)
            if self._places is not None:
                yield from self._places.rows(alone=before is None)
