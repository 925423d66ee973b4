"""A site that stays in memory from one save to the next, so that a changed text costs what it changes.

While somebody writes, nearly every save is one of these: the text of a post or two, or its title or summary. Then what
stands in memory takes up what is new, the notes tell which pages and feeds show it, and these are made once more. Where
anything else changed, or anything is in doubt, the site is built as ever (``potluck.build.run``), and that stays.

What is kept on the disk is not touched on this short way: it tells of the last whole build, so the next build, in
whatever process, finds the changed texts and the pages that are not as they were left, whenever this one was killed.
"""

from __future__ import annotations

import gc
import os
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from potluck.build.built import Built
from potluck.build.conf import MADE_BY_US
from potluck.build.leaving import RUN, Laid
from potluck.build.run import build_to_stay
from potluck.build.touched import FROM_PLACES, beside_keys
from potluck.build.turn import in_turn
from potluck.clock import now
from potluck.content.model import Post
from potluck.pages.generators.card_files import CardFiles
from potluck.pages.notes.telling import light
from potluck.pages.notes.views import View, forget_answers
from potluck.pages.parts import forget_parts
from potluck.pages.texts.kept_text import KeptText
from potluck.pages.views.article import PostArticle
from potluck.pages.views.cards import Cards
from potluck.pages.views.table import Table
from potluck.workshop import close_all

Shown = Callable[[Post], None]
"""Is told of a post whose page is there with what is new, while all else is still to be brought up to date."""
FEW = 20
"""How many changed texts are taken up at once; after more, the whole site is looked at."""


class Standing:
    """Builds a site again and again, for as long as somebody writes."""

    def __init__(self, settings_file: Path, content: Path | None = None) -> None:
        self._settings_file, self._content = settings_file, content
        self._held: _Held | None = None

    def build(self, changed: Collection[str] = (), shown: Shown | None = None) -> Built:
        """Bring the site up to date. ``changed`` are the files of content that changed since the last time, named as in
        problems, and nothing else did; without any, everything is looked at. Raises CannotBuild.

        Where it is the text of one post, its page is made first, and ``shown`` told of it before all else.
        """
        if self._held is not None and 0 < len(changed) <= FEW:
            built = self._short_way(self._held, changed, shown)
            if built is not None:
                return built
        return self._whole_way()

    def prepare(self) -> None:
        """Have the site in memory for the next change, also if nothing had to be built. Raises CannotBuild."""
        if self._held is None:
            self._whole_way(even_if_unchanged=True)

    def _short_way(self, held: _Held, changed: Collection[str], shown: Shown | None) -> Built | None:
        """What a change of texts came to; None where it is to be built as ever."""
        try:
            with in_turn(held.memory):
                return held.take_up(changed, shown)
        except Exception:  # whatever it was: the whole way meets it as well, and tells it properly
            return None

    def _whole_way(self, *, even_if_unchanged: bool = False) -> Built:
        if self._held is not None:
            self._held = None  # two sites need not stand side by side
            gc.unfreeze()
            gc.collect()
        built, laid = build_to_stay(self._settings_file, self._content, even_if_unchanged=even_if_unchanged)
        if laid is not None:
            self._held = _Held.of(built, laid)
            gc.freeze()  # what stays need not be looked through for garbage after every save
        return built


@dataclass(frozen=True)
class _Retold:
    """A post that says something else, and what was known of its text, and is. ``is_shown_otherwise`` is whether what
    stands above the text is another as well.
    """

    post: Post
    before: KeptText
    after: KeptText
    is_shown_otherwise: bool

    @property
    def key(self) -> str:
        return f"d:{self.post.relative}"


class _Held:
    """A site in memory, all of whose pages can be made once more, each by itself."""

    def __init__(self, built: Built, laid: Laid) -> None:
        site = laid.site
        assert site.table and site.writer and site.ledger
        self._built, self._run = built, laid.run
        self._table, self._writer, self._ledger = site.table, site.writer, site.ledger
        self._output, self.memory = laid.inputs.output, laid.inputs.memory
        self._store = site.ledger.store
        self._place = self._output.stat().st_ino
        self._table.bodies.know_all()
        self._table.bodies.settle()
        close_all()
        self._ledger.settle()

    @classmethod
    def of(cls, built: Built, laid: Laid) -> _Held | None:
        """A site to hold; None for one with pages that nobody can follow, or that a plugin has a hand in."""
        site = laid.site
        if site.writer is None or site.ledger is None or site.writer.again.keys() != site.ledger.pages:
            return None
        return cls(built, laid)

    def take_up(self, changed: Collection[str], shown: Shown | None = None) -> Built | None:
        """Bring the pages up to date that show these texts; None where anything but texts may have changed."""
        started = time.perf_counter()
        if not self._is_as_left() or not self._holds_at(now()):
            return None
        with self._store as store:
            if store.get(RUN) != self._run:  # somebody else built meanwhile
                return None
            made = self._table.bodies.made
            texts = []
            for path in sorted(changed):
                if not self._is_nothing(path):
                    text = self._retold(path)
                    if text is None:
                        return None
                    texts.append(text)
            self._write(texts, shown)
        return self._built._replace(
            written=self._writer.written,
            kept=len(self._writer.paths) - self._writer.written,
            removed=self._writer.removed,
            seconds=time.perf_counter() - started,
            parsed=self._table.bodies.made - made,
            rendered=self._writer.rendered,
        )

    def _is_as_left(self) -> bool:
        """Whether the output folder is the one that was written."""
        try:
            whole = all((self._output / each).is_file() for each in MADE_BY_US)
            return whole and self._output.stat().st_ino == self._place
        except OSError:
            return False

    def _holds_at(self, moment: datetime) -> bool:
        since, until = self._table.edition.holds
        return since <= moment < until

    def _is_nothing(self, path: str) -> bool:
        """Whether a file came and went again, as editors leave them, and was never read."""
        library = self._table.edition.library
        is_gone = path.isprintable() and not os.path.lexists(library.content_dir.parent / path)
        return is_gone and not library.knows(path)

    def _retold(self, path: str) -> _Retold | None:
        """A post that says something else, and stands where it stood."""
        view = self._table.view(f"d:{path}")
        if not isinstance(view, PostArticle):
            return None
        head = light(view.post)
        post = self._table.edition.library.retell(path)
        if post is None or post is not view.post:
            return None
        found = self._table.bodies.retell(post)
        if found is None:
            return None
        before, after = found
        is_shown_otherwise = light(post) != head
        is_more = before.has_diagrams != after.has_diagrams or _images(before) != _images(after)
        if is_more or (is_shown_otherwise and not self._table.is_by_date):
            return None
        return _Retold(post, before, after, is_shown_otherwise)

    def _write(self, texts: Collection[_Retold], shown: Shown | None) -> None:
        retitled = [each.post for each in texts if each.is_shown_otherwise]
        views = {each.key for each in texts}
        related = set(_related(self._table, texts)) - views
        for key in (*views, *related):
            view = self._table.view(key)
            if isinstance(view, View):
                forget_answers(view)
        for post in retitled:
            self._table.article(post).begin_again()
        forget_parts({*views, *related})
        self._writer.begin_again()
        if texts:
            pages = dict.fromkeys(self._ledger.ask_again(views, related, FROM_PLACES))
            pages.update((path, None) for path in self._tampered_with(views))
            for path in self._first_shown(texts, pages, shown):
                self._writer.again[path]()
            for make in self._writer.each_time:
                make()
        if retitled:
            cards: Cards = self._table.context["shared"]
            for path, data in CardFiles.of_site(self._table).data(card for post in retitled for card in cards.of(post)):
                self._writer.write_bytes(path, data)
            close_all()
        if len(self._writer.again) != len(self._ledger.pages):  # which had the same names before
            raise LookupError("a page came that nobody can follow")

    def _first_shown(self, texts: Collection[_Retold], pages: Collection[str], shown: Shown | None) -> Iterator[str]:
        """These pages; that of the one post whose text changed comes first, and ``shown`` is told once it is made."""
        first = ""
        if shown and len(texts) == 1:
            (only,) = texts
            first = getattr(self._table.view(only.key), "save_as", "")
            if first in pages:
                yield first
                shown(only.post)
        yield from (path for path in pages if path != first)

    def _tampered_with(self, views: Iterable[str]) -> Iterator[str]:
        """The pages of these views that are not as they were written. All others are looked at by the next build."""
        for key in views:
            path = getattr(self._table.view(key), "save_as", "")
            if path in self._writer.again and not self._writer.look_at(path):
                yield path


def _images(text: KeptText) -> list[tuple[str, str]]:
    return [(tag, url) for tag, url in text.links if tag == "img"]


def _related(table: Table, texts: Iterable[_Retold]) -> Iterable[str]:
    """Views of posts that may be related to others than before."""
    counts: Counter[str] = Counter()
    spots: list[tuple[str, int]] = []
    for each in texts:
        position = table.position(each.post)
        if position is None:
            continue
        had, has = set(each.before.keywords.split()), set(each.after.keywords.split())
        if had != has:
            table.related.retell(each.post, had, has)
            spots += [(word, position) for word in had ^ has]
            counts.update(had - has)
            counts.subtract(has - had)
    return beside_keys(table, counts, spots, slack=0)
