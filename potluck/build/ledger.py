"""The notes of the last build, asked: which pages would come out as they did?

Notes are kept by view (``potluck.build.notebook``). So a build asks only the views that its changes may have touched
(``potluck.build.touched`` says which), and learns which pages to render. Everything else is read from the store when it
is wanted.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import compress
from typing import Any

import msgspec

from potluck.build.answers import VIEW, Answers
from potluck.build.lists import Lists
from potluck.build.notebook import LISTS, NAMES, OPEN, PAGES, Notebook
from potluck.build.record import Record
from potluck.build.store import Store
from potluck.content.aside import Aside
from potluck.keeping import Spoilt
from potluck.pages.notes.views import EVERYONES
from potluck.pages.notes.world import World

RELATED = "related"
"""How the questions begin that ask which posts go well with one."""


class Ledger(Notebook):
    """The notes of the last build and of this one. ``store`` is asked only after ``follow``."""

    def __init__(self, world: World, store: Store) -> None:
        super().__init__(world, store)
        self._paths: dict[int, str] = {}
        """The pages by their number, after ``settle``."""
        self._in_order: list[str] | None = None
        self._dirty: set[int] = set()
        self._were_open: set[str] = set()
        """The pages that nobody could follow in the last build."""
        self._is_sure = False
        self._touched: frozenset[str] = frozenset()
        self._in_place = False

    def follow(
        self,
        views: Collection[str] | None,
        related: Collection[str] = (),
        apart: Collection[str] = (),
        *,
        in_place: bool = False,
    ) -> None:
        """Take up the notes of the last build, and ask those of these views; None asks all of them.

        Of the views in ``related``, only the notes of what is related to them are asked. Notes that tell of no view, or
        of several, are asked always, but for the names in ``apart``. ``in_place`` says that every post is where it was:
        nothing changed but texts, titles and summaries. Where the notes are missing or spoilt, every page is rendered
        (``is_following``).
        """
        self._is_sure, self._in_place = views is not None, in_place
        self._touched = frozenset(views or ())
        try:
            pages, names, lists, opened = map(self.store.get, (PAGES, NAMES, LISTS, OPEN))
            if pages is None or names is None or lists is None or opened is None:
                return
            self._pages, self._names = msgspec.json.decode(pages, type=dict[str, int]), set(json.loads(names))
            self.lists, self._were_open = Lists(lists), set(json.loads(opened))
            self._next = self._next_kept = max(self._pages.values(), default=-1) + 1
            self._is_following = True
            if views is None:
                for name, text in self.store.below(VIEW):
                    self._answers.take(name, text)
            self._ask(self._answers.homes if views is None else self._asked_of(views, apart), related)
        except (Spoilt, ValueError, TypeError, AttributeError):
            self._is_following = self._is_spoilt = False
            self._pages, self._next, self._next_kept, self._names, self.lists = {}, 0, -1, set(), Lists()
            self._answers, self._dirty, self._were_open = Answers(self._world, self._kept), set(), set()

    def settle(self) -> None:
        """All is kept: what was held to be kept is let go, and the next changes are those of texts alone."""
        self._answers, self._dirty = Answers(self._world, self._kept), set()
        self._records, self._gone = Aside(), set()
        self._is_following = self._is_sure = self._in_place = True
        self._paths = {number: path for path, number in self._pages.items()}

    def ask_again(self, views: Collection[str], related: Collection[str], apart: Collection[str]) -> list[str]:
        """The pages that read something else than before in these views, after ``settle`` and a change of texts.

        Raises Spoilt where the notes can't be relied on.
        """
        self._dirty, self._answers.changed = set(), {}
        self._ask(self._asked_of(views, apart), related)
        dirty = [self._paths[number] for number in sorted(self._dirty)]
        return [path for path in dirty if self._pages.get(path) in self._dirty]

    @property
    def pages(self) -> Collection[str]:
        """The paths of all pages that can be followed."""
        return self._pages.keys()

    def _asked_of(self, views: Collection[str], apart: Collection[str]) -> set[str]:
        """These views, and what tells of none or of several."""
        return {*views, *self._names}.difference(f"{EVERYONES}{name}" for name in apart)

    def _ask(self, views: Iterable[str], related: Iterable[str]) -> None:
        """Ask these views once more; whoever read something else is dirty. Raises Spoilt."""
        for home in views:
            self._dirty.update(self._answers.ask(home))
        for home in related:
            self._dirty.update(self._answers.ask(home, RELATED))
        if self._is_spoilt:
            raise Spoilt(VIEW)

    def untouched(self, views: Mapping[str, str]) -> set[str]:
        """What follows from one of these views each, and that one is known to be as it was in the last build."""
        if not (self._is_following and self._is_sure):
            return set()
        touched = self._touched
        return {each for each, view in views.items() if view not in touched}

    def are_untouched(self, views: Collection[str]) -> bool:
        """Whether what changed since the last build is known to have left all these views as they were."""
        return self._is_following and self._is_sure and self._touched.isdisjoint(views)

    def made_of_same(self, texts: Mapping[str, Collection[str]]) -> set[str]:
        """The names of what is made of texts (their paths, by that name) that are all known to be as they were."""
        if not (self._is_following and self._is_sure):
            return set()
        touched = {view.partition(":")[2] for view in self._touched}
        return {name for name, paths in texts.items() if touched.isdisjoint(paths)}

    @property
    def in_place(self) -> bool:
        """Whether it is known that every post is where it was: paths, lists and numbers are those of the last build."""
        return self._is_following and self._is_sure and self._in_place

    def sorted_out(self) -> tuple[set[str], set[str]]:
        """Where all is in place: the pages that are as they were, which are kept, and all those to be asked.

        The former read nothing that is another, and what they were given follows from where posts are.
        """
        assert self.in_place
        dirty = {*compress(self._pages, map(self._dirty.__contains__, self._pages.values()))}
        asked = dirty | self.lists.wide | self._were_open
        self._not_settled = frozenset(asked)
        return self._pages.keys() - asked, asked

    def has(self, path: str) -> bool:
        """Whether what a page read is noted, so that it can be followed."""
        return path in self._pages

    def settles(self, path: str) -> bool:
        """Whether nothing of the site that the page at ``path`` read is another; what it was given is not looked at."""
        page = self._pages.get(path)
        return self._is_following and page is not None and page not in self._dirty

    def pages_below(self, folder: str) -> Sequence[str]:
        """The pages of the last build in a folder, and below."""
        if self._in_order is None:
            self._in_order = sorted(self._pages)
        start = f"{folder}/" if folder else ""
        return self._in_order[bisect_left(self._in_order, start) : bisect_left(self._in_order, f"{start}\U0010ffff")]

    def settled(self, paths: Iterable[str]) -> set[str]:
        """Those of these pages of posts that are as they were, which are kept."""
        if not (self._is_following and self._is_sure):
            return set()
        pages, dirty = self._pages, self._dirty
        found = {path for path in paths if (page := pages.get(path)) is not None and page not in dirty}
        self._there.update(found)
        return found

    def is_safe(self, path: str, *, is_list: bool, is_same: bool = False, has_same_posts: bool = False) -> bool:
        """Whether the page at ``path`` is as it was, and what it was given need not be looked at.

        A post's page is given that post. A list is given posts, their order and number; ``is_same`` is whether all of
        them are known to be as they were, ``has_same_posts`` whether the page's own posts and the number of pages are.
        """
        is_given_the_same = not is_list or self._in_place or (is_same and path not in self.lists.wide)
        if has_same_posts and path not in self.lists.far:
            is_given_the_same = True
        return self._is_sure and is_given_the_same and self.settles(path)

    def holds(self, path: str, given: str, names: Mapping[str, Any]) -> bool:
        """Whether the page at ``path`` would come out as it did: made by the same means, with the same notes."""
        if not self.settles(path):
            return False
        kept = self._record(path)
        return kept is not None and self._is_given(kept, given, names)

    def _is_given(self, kept: Record, given: str, names: Mapping[str, Any]) -> bool:
        """Whether a page is made by the means it was made by, and what it read of what it is given is the same."""
        own = kept.own.items()
        return kept.given == given and all(found and self._world.digest(note, names) == found for note, found in own)

    def with_other_parts(self, path: str, given: str, names: Mapping[str, Any] | None) -> Record | None:
        """What is kept of a page of which parts alone may be others; None of any other page.

        Without ``names``, what the page reads of what it is given only decides which parts it has.
        """
        kept = self._record(path) if self._is_following and path in self._pages else None
        if kept is None or not kept.parts or kept.given != given:
            return None
        if names is not None and not self._is_given(kept, given, names):
            return None
        is_around = any(self._answers.changed.get(home, 0) & bits for home, bits in kept.frame.items())
        return None if is_around else kept

    def is_other(self, home: str) -> bool:
        """Whether something that was asked of a view is another."""
        return home in self._answers.changed

    def found(self, code: Any) -> Any:
        """What stands today for what a part was given."""
        return self._world.decode(code, {})
