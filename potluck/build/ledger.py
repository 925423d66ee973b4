"""The notes of every page, kept between builds and turned round: from what was read to who read it.

What a page read is written down by ``pages.notes.reads``. Here it is kept by view: for each, what pages asked of it,
a digest of each answer, and which pages asked. So a build asks only the views that its changes may have touched
(``potluck.build.touched`` says which), and learns which pages to render. Everything else is read from the store when it
is wanted.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from potluck.build.asked import Asked, of_all, of_one
from potluck.build.store import Store
from potluck.content.aside import Aside
from potluck.keeping import Spoilt
from potluck.pages.notes.paths import EVERYONES, OWN, SEVERAL, STEP, path_of
from potluck.pages.notes.reads import Page
from potluck.pages.notes.world import World

VIEW, PAGE, PAGES, NAMES, LISTS = "view ", "page ", "pages", "names", "lists"
"""How the store calls the notes of a view, those of a page, the list of pages, that of names without a view, and what
is known of lists of posts."""
OF_A_LIST = tuple(f"{OWN}{name}{more}" for name in ("articles", "dates") for more in (STEP, "_"))
"""How what a page reads of its own begins, if that is its place in a list, and what stands there."""
RELATED = "related"
"""How the questions begin that ask which posts go well with one."""


class Ledger:
    """The notes of the last build and of this one. ``store`` is asked only after ``follow``."""

    def __init__(self, world: World, store: Store) -> None:
        self._world, self.store = world, store
        self._is_following = False
        self._notes: dict[str, Asked] = {}
        self._pages: dict[str, int] = {}
        self._paths: dict[int, str] = {}
        """The pages by their number, after ``settle``."""
        self._next = 0
        self._dirty: set[int] = set()
        self._records = Aside()
        self._there: set[str] = set()
        self._gone: set[str] = set()
        self._names: set[str] = set()
        self._lists: dict[str, str] = {}
        self._listed: dict[str, str] = {}
        self._wide: set[str] = set()
        self._open: set[str] = set()
        self._were_open: set[str] = set()
        """The pages that nobody can follow: those of this build, and of the last."""
        self._is_spoilt = False
        self._is_sure = False
        self._by_texts_only = False

    def follow(
        self,
        views: Collection[str] | None,
        related: Collection[str] = (),
        apart: Collection[str] = (),
        *,
        by_texts_only: bool = False,
    ) -> None:
        """Take up the notes of the last build, and ask those of these views; None asks all of them.

        Of the views in ``related``, only the notes of what is related to them are asked. Notes that tell of no view, or
        of several, are asked always, but for the names in ``apart``. ``by_texts_only`` says that nothing changed but
        texts. Where the notes are missing or spoilt, every page is rendered (``is_following``).
        """
        self._is_sure, self._by_texts_only = views is not None, by_texts_only
        try:
            pages, names, lists = self.store.get(PAGES), self.store.get(NAMES), self.store.get(LISTS)
            if pages is None or names is None or lists is None:
                return
            self._pages, self._names = json.loads(pages), set(json.loads(names))
            self._lists, wide, were_open = json.loads(lists)
            self._wide, self._were_open = set(wide), set(were_open)
            self._next = max(self._pages.values(), default=-1) + 1
            self._is_following = True
            if views is None:
                for name, text in self.store.below(VIEW):
                    home = name.removeprefix(VIEW)
                    self._notes[home] = Asked.of(text, home)
                asked: Iterable[str] = list(self._notes)
            else:
                asked = self._asked_of(views, apart)
            for home in asked:
                self._ask(home)
            for home in related:
                self._ask(home, RELATED)
            if self._is_spoilt:
                raise Spoilt(VIEW)
        except (Spoilt, ValueError, TypeError, AttributeError):
            self._is_following = self._is_spoilt = False
            self._notes, self._pages, self._next, self._dirty, self._names = {}, {}, 0, set(), set()
            self._lists, self._wide, self._were_open = {}, set(), set()

    def settle(self) -> None:
        """All is kept: what was held to be kept is let go, and the next changes are those of texts alone."""
        self._notes, self._records, self._gone, self._dirty = {}, Aside(), set(), set()
        self._is_following = self._is_sure = self._by_texts_only = True
        self._paths = {number: path for path, number in self._pages.items()}

    def ask_again(self, views: Collection[str], related: Collection[str], apart: Collection[str]) -> list[str]:
        """The pages that read something else than before in these views, after ``settle`` and a change of texts.

        Raises Spoilt where the notes can't be relied on.
        """
        self._dirty = set()
        for home in self._asked_of(views, apart):
            self._ask(home)
        for home in related:
            self._ask(home, RELATED)
        if self._is_spoilt:
            raise Spoilt(VIEW)
        dirty = [self._paths[number] for number in sorted(self._dirty)]
        return [path for path in dirty if self._pages.get(path) in self._dirty]

    @property
    def pages(self) -> Collection[str]:
        """The paths of all pages that can be followed."""
        return self._pages.keys()

    def _asked_of(self, views: Collection[str], apart: Collection[str]) -> set[str]:
        """These views, and what tells of none or of several."""
        return {*views, *self._names}.difference(f"{EVERYONES}{name}" for name in apart)

    def _ask(self, home: str, start: str = "") -> None:
        """Compare what pages noted of a view with what is there today; whoever read something else is dirty."""
        notes = self._of(home)
        digests = notes.digests
        changed = 0
        for short, bit in notes.bits.items():
            question = of_one(home, short)
            if not question.startswith(start):
                continue
            found = self._world.digest(path_of(home, question), {})
            if found != digests[bit] or not found:
                digests[bit] = found
                changed |= 1 << bit
        if changed:
            notes.answer(digests)
            self._dirty.update(notes.who_asked(changed))

    @property
    def is_following(self) -> bool:
        """Whether the notes of the last build are relied on."""
        return self._is_following

    @property
    def by_texts_only(self) -> bool:
        """Whether it is known that nothing changed since the last build but texts."""
        return self._is_following and self._is_sure and self._by_texts_only

    def sorted_out(self) -> tuple[set[str], set[str]]:
        """After a change of texts alone: the pages that are as they were, which are kept, and all those to be asked.

        The former read nothing that is another, and what they were given follows from what stands above texts.
        """
        assert self.by_texts_only
        dirty = {path for path, number in self._pages.items() if number in self._dirty}
        asked = dirty | self._wide | self._were_open
        settled = self._pages.keys() - asked
        self._there |= settled
        return settled, asked

    def knows(self, home: str, question: str) -> bool:
        """Whether the digest of a note is known to be today's."""
        return of_all(home, question) in self._of(home).bits

    def settles(self, path: str) -> bool:
        """Whether nothing of the site that the page at ``path`` read is another; what it was given is not looked at."""
        page = self._pages.get(path)
        return self._is_following and page is not None and page not in self._dirty

    def is_safe(self, path: str, *, is_list: bool, is_same: bool = False) -> bool:
        """Whether the page at ``path`` is as it was, and what it was given need not be looked at.

        A post's page is given that post. A list is given posts, their order and number, which follow from what stands
        above texts; ``is_same`` is whether all of them are known to be as they were.
        """
        is_given_the_same = not is_list or self._by_texts_only or (is_same and path not in self._wide)
        return self._is_sure and is_given_the_same and self.settles(path)

    def is_same_list(self, name: str, said: str) -> bool:
        """Whether a list was the same the last time: ``said`` is a digest of its posts and of what else is given."""
        self._listed[name] = said
        return self._lists.get(name) == said

    def holds(self, path: str, given: str, names: Mapping[str, Any]) -> bool:
        """Whether the page at ``path`` would come out as it did: made by the same means, with the same notes."""
        if not self.settles(path):
            return False
        kept = self._record(path)
        if kept is None or kept[0] != given:
            return False
        return all(found and self._world.digest(note, names) == found for note, found in kept[1].items())

    def keep(self, path: str) -> None:
        """The page at ``path`` is there as it was."""
        self._there.add(path)

    def note(self, path: str, given: str, page: Page) -> None:
        """Keep what a page read as it was rendered; of one that can't be followed, nothing."""
        before = self._homes(path)
        asked = {home: self._asked(home, questions, page) for home, questions in page.notes.items()}
        if page.is_open or None in asked.values() or not all(page.own.values()):
            self._forget(path, before)
            self._open.add(path)
            return
        number = self._pages.get(path)
        is_new = number is None
        if number is None:
            number = self._pages[path] = self._next
            self._next += 1
        for home, bits in asked.items():
            self._of(home).read_by(number, bits or 0, is_new=is_new)
        for home in before:
            if home not in asked:
                self._of(home).leave(number)
        self._there.add(path)
        if all(note.startswith(OF_A_LIST) for note in page.own):
            self._wide.discard(path)
        else:
            self._wide.add(path)
        self._records.put(path, json.dumps([given, page.own, list(asked)], separators=(",", ":")))

    def add(self, path: str, page: Page) -> bool:
        """Keep that a page read this as well, beside what it read before; answers whether that can be followed."""
        asked = {home: self._asked(home, questions, page) for home, questions in page.notes.items()}
        number = self._pages.get(path)
        if number is None or page.is_open or None in asked.values() or not all(page.own.values()):
            return False
        for home, bits in asked.items():
            self._of(home).also_read_by(number, bits or 0)
        self.keep(path)
        return True

    def _asked(self, home: str, questions: Mapping[str, str | None], page: Page) -> int | None:
        """The bits of what a page asked of a view; None if one of the answers can't be told."""
        notes, bits = self._of(home), 0
        new: dict[str, str] = {}
        for question, found in questions.items():
            short = of_all(home, question)
            bit = notes.bits.get(short)
            if bit is None:
                bit = len(notes.bits) + len(new)
                new[short] = found or self._world.digest(path_of(home, question), page.names)
            bits |= 1 << bit
        if new:
            notes.add(new)
        return None if bits & notes.untold else bits

    def changes(self) -> tuple[Iterator[tuple[str, str]], list[str]] | None:
        """What is to be written into the store, and what is to go from there; None if the store was spoilt."""
        for path in [path for path in self._pages if path not in self._there]:
            self._forget(path, self._homes(path))
        names = {home for home in self._notes if home == SEVERAL or home.startswith(EVERYONES)}
        self._names.update(names)
        return None if self._is_spoilt else (self._rows(), sorted(self._gone))

    def _rows(self) -> Iterator[tuple[str, str]]:
        for home in list(self._notes):
            notes = self._notes.pop(home)
            if notes.is_changed:
                yield f"{VIEW}{home}", notes.text(home)
        for path, text in self._records.all():
            yield f"{PAGE}{path}", text
        yield PAGES, json.dumps(self._pages, separators=(",", ":"))
        yield NAMES, json.dumps(sorted(self._names))
        lists = [self._listed or self._lists, sorted(self._wide & self._pages.keys()), sorted(self._open)]
        yield LISTS, json.dumps(lists, separators=(",", ":"))

    def _forget(self, path: str, homes: Iterable[str]) -> None:
        """Keep nothing of a page."""
        number = self._pages.pop(path, None)
        if number is not None:
            for home in homes:
                self._of(home).leave(number)
            self._gone.add(f"{PAGE}{path}")
        self._records.forget(path)

    def _of(self, home: str) -> Asked:
        notes = self._notes.get(home)
        if notes is None:
            text = self._kept(f"{VIEW}{home}")
            notes = self._notes[home] = Asked.of(text, home) if text else Asked()
        return notes

    def _homes(self, path: str) -> list[str]:
        """The views that a page read when it was rendered last."""
        kept = self._record(path) if path in self._pages else None
        return list(kept[2]) if kept else []

    def _kept(self, name: str) -> str | None:
        """A text of the last build. Where it is spoilt its answers are worked out anew, and nothing is kept."""
        try:
            return self.store.get(name) if self._is_following else None
        except Spoilt:
            self._is_spoilt = True
            return None

    def _record(self, path: str) -> Any:
        """What is kept of a page: what it was given, its own notes, and the views it read."""
        text = self._records.get(path) or self._kept(f"{PAGE}{path}")
        return json.loads(text) if text else None
