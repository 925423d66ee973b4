"""What pages read, written down page by page, and kept in the store from one build to the next.

What a page read is noted by ``pages.notes.reads``. Here it is kept by view: for each, what pages asked of it, a digest
of each answer, and which pages asked. Who asks these notes which pages to make is ``potluck.build.ledger``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from potluck.build.answers import Answers
from potluck.build.asked import Asked, elsewhere
from potluck.build.lists import Lists
from potluck.build.record import Placed, Record, alike
from potluck.build.store import Store
from potluck.content.aside import Aside
from potluck.keeping import Spoilt
from potluck.pages.notes.reads import Page
from potluck.pages.notes.views import EVERYONES, SEVERAL
from potluck.pages.notes.world import World

PAGE, PAGES, NAMES, LISTS, OPEN = "page ", "pages", "names", "lists", "open"
"""How the store calls the notes of a page, the list of pages, that of names without a view, what is known of lists of
posts, and the pages that nobody can follow."""


class Share(NamedTuple):
    """What a copy of this process noted of the pages that it made: their numbers there and what is kept of each, what
    they asked of each view, whether a page looks at more of a list than most do, and those that nobody can follow.
    """

    pages: dict[str, int]
    records: dict[str, str]
    asked: Mapping[str, Asked]
    kinds: dict[str, tuple[bool, bool]]
    open: set[str]


class Notebook:
    """The notes of the last build and of this one. ``store`` has those of the last, if they are relied on."""

    def __init__(self, world: World, store: Store) -> None:
        self._world, self.store = world, store
        self._is_following = False
        self._answers = Answers(world, self._kept)
        self._pages: dict[str, int] = {}
        self._next, self._next_kept = 0, -1
        """The number of the next new page, now, and as it is kept."""
        self._records = Aside()
        self._not_ours: tuple[Answers, Aside] | None = None
        """In a copy of the process that began, what that one noted."""
        self._told: dict[str, Asked] = {}
        """In a copy, what it told that one of already."""
        self._there: set[str] = set()
        self._not_settled: frozenset[str] | None = None
        """The pages that were not left alone all at once."""
        self._gone: set[str] = set()
        self._names: set[str] = set()
        self.lists = Lists()
        self._open: set[str] = set()
        """The pages of this build that nobody can follow."""
        self._is_spoilt = False

    @property
    def is_following(self) -> bool:
        """Whether the notes of the last build are relied on."""
        return self._is_following

    def keep(self, *paths: str) -> None:
        """The pages at these paths are there as they were."""
        self._there.update(paths)

    def note(
        self,
        path: str,
        given: str,
        page: Page,
        frame: Mapping[str, Collection[str]] | None = None,
        parts: Sequence[Placed] = (),
    ) -> None:
        """Keep what a page read as it was rendered, and its parts, around which it read what is in ``frame``; of one
        that can't be followed, nothing.
        """
        before = self._homes(path)
        as_before = self._asked_as_before(path, page, frame or {})
        asked = self._asked(page, as_before)
        if asked is None:
            self._forget(path, before)
            self._open.add(path)
            return
        number = self._pages.get(path)
        is_new = number is None
        if number is None:
            number = self._pages[path] = self._next
            self._next += 1
        for home, bits in asked.items():
            self._answers.of(home).read_by(number, bits, is_new=is_new)
        for home in before:
            if home not in page.notes:
                self._answers.of(home).leave(number)
        self._there.add(path)
        self.lists.note(path, page.own)
        around = {
            home: asked[home] if len(questions) == len(page.notes[home]) else self._answers.bits(home, questions)
            for home, questions in (frame or {}).items()
        }
        kept = Record(given, page.own, [*page.notes], around, parts, alike(page.notes))
        self._records.put(path, kept.text())

    def note_parts(self, path: str, kept: Record, page: Page, parts: Sequence[Placed]) -> bool:
        """Keep what parts of a page read that were made anew; answers whether that can be followed."""
        if not self.add(path, page):
            return False
        homes = [*dict.fromkeys((*kept.frame, *(home for each in parts for home in each.homes)))]
        for home in {*kept.homes}.difference(homes):
            self._answers.of(home).leave(self._pages[path])
        self._records.put(path, replace(kept, homes=homes, parts=parts, alike=()).text())
        return True

    def add(self, path: str, page: Page) -> bool:
        """Keep that a page read this as well, beside what it read before; answers whether that can be followed."""
        asked, number = self._asked(page), self._pages.get(path)
        if number is None or asked is None:
            return False
        for home, bits in asked.items():
            self._answers.of(home).also_read_by(number, bits)
        self.keep(path)
        return True

    def _asked(self, page: Page, but: Collection[str] = ()) -> dict[str, int] | None:
        """The bits of what a page asked, by home, but for some; None if it can't be followed."""
        notes = page.notes.items()
        asked = {home: self._answers.note(home, each, page.names) for home, each in notes if home not in but}
        told = {home: bits for home, bits in asked.items() if bits is not None}
        return None if page.is_open or len(told) < len(asked) or not all(page.own.values()) else told

    def _asked_as_before(self, path: str, page: Page, but: Collection[str]) -> set[str]:
        """The views, but for some, of which a page asked just what it asked the last time, and which nobody else asked
        in this build: all that is kept of them stays.
        """
        notes, known = page.notes, self._answers.all
        return {
            home
            for questions, homes in self._alike(path)
            for home in homes
            if home in notes and notes[home].keys() == questions and home not in known and home not in but
        }

    def _alike(self, path: str) -> Iterator[tuple[Set[str], Sequence[str]]]:
        """What a long list asked of each of many views the last time."""
        kept = self._record(path) if self._is_following and path in self._pages else None
        return ((dict.fromkeys(questions).keys(), homes) for questions, homes in (kept.alike if kept else ()))

    @property
    def knows(self) -> Callable[[str, str], bool]:
        """Tells whether the digest of a note (home, question) is known to be today's."""
        return self._answers.knows

    def knows_for(self, path: str) -> Callable[[str, str], bool]:
        """The same for the page at ``path``, which need not look up what it asked of many the last time."""
        before = {home: questions for questions, homes in self._alike(path) for home in homes}
        known = self.knows
        if not before:
            return known
        return lambda home, question: question in before[home] if home in before else known(home, question)

    def rest(self) -> None:
        """Hold what was noted in as little room as can be."""
        self._answers.rest()

    def begin_share(self) -> None:
        """Note, in a copy of this process, what is made from here on apart from all else.

        What was noted before stays where it is: to let go of it would be to write all over the memory that is shared.
        """
        if self._not_ours:
            self._told.update(self._answers.all)
        self._not_ours = self._not_ours or (self._answers, self._records)
        self._is_following = False  # nor may two processes use one connection to the store
        self._answers = Answers(self._world, self._kept, (self._told, self._not_ours[0].all))
        self._records = Aside()
        self._there, self._open = set(), set()

    def share(self) -> Share:
        """What was noted since ``begin_share``; more is noted afresh."""
        pages = {path: self._pages[path] for path in self._there}
        kinds = {path: (path in self.lists.wide, path in self.lists.far) for path in pages}
        found = Share(pages, dict(self._records.all()), self._answers.all, kinds, self._open)
        self.begin_share()
        return found

    def take_over(self, share: Share) -> None:
        """Take up what a copy of this process noted."""
        before = {path: self._homes(path) for path in (*share.pages, *share.open)} if self._is_following else {}
        numbers: dict[int, int] = {}
        for path, theirs in share.pages.items():
            if path not in self._pages:
                self._pages[path], self._next = self._next, self._next + 1
            numbers[theirs] = self._pages[path]
        self._there.update(share.pages)
        for path in share.open:
            self._forget(path, before.get(path, ()))
        self._open.update(share.open)
        moved: dict[str, list[int]] = {}
        for home, asked in share.asked.items():
            if there := self._answers.of(home).take_over(asked, numbers, are_new=not self._is_following):
                moved[home] = there
        for path, text in share.records.items():
            if not moved and not before:
                self._records.put(path, text)
                continue
            record = Record.of(text)
            for home in before.get(path, ()):
                if home not in record.homes:
                    self._answers.of(home).leave(self._pages[path])
            frame = {home: elsewhere(bits, moved.get(home, ())) for home, bits in record.frame.items()}
            self._records.put(path, replace(record, frame=frame).text() if frame != record.frame else text)
        for path, (is_wide, is_far) in share.kinds.items():
            self.lists.note_kind(path, is_wide=is_wide, is_far=is_far)

    def changes(self) -> tuple[Iterator[tuple[str, str]], list[str]] | None:
        """What is to be written into the store, and what is to go from there; None if the store was spoilt."""
        asked = self._pages.keys() if self._not_settled is None else self._pages.keys() & self._not_settled
        for path in asked - self._there:
            self._forget(path, self._homes(path))
        names = {home for home in self._answers.homes if home == SEVERAL or home.startswith(EVERYONES)}
        self._names.update(names)
        return None if self._is_spoilt else (self._rows(), sorted(self._gone))

    def _rows(self) -> Iterator[tuple[str, str]]:
        yield from self._answers.rows()
        for path, text in self._records.all():
            yield f"{PAGE}{path}", text
        if self._gone or self._next != self._next_kept:
            yield PAGES, msgspec.json.encode(self._pages).decode()
        yield NAMES, json.dumps(sorted(self._names))
        yield LISTS, self.lists.text(self._pages.keys())
        yield OPEN, json.dumps(sorted(self._open))

    def _forget(self, path: str, homes: Iterable[str]) -> None:
        number = self._pages.pop(path, None)
        if number is not None:
            for home in homes:
                self._answers.of(home).leave(number)
            self._gone.add(f"{PAGE}{path}")
        self._records.forget(path)

    def _homes(self, path: str) -> list[str]:
        """The views that a page read when it was rendered last."""
        kept = self._record(path) if path in self._pages else None
        return list(kept.homes) if kept else []

    def _kept(self, name: str) -> str | None:
        """A text of the last build. Where it is spoilt its answers are worked out anew, and nothing is kept."""
        try:
            return self.store.get(name) if self._is_following else None
        except Spoilt:
            self._is_spoilt = True
            return None

    def _record(self, path: str) -> Record | None:
        text = self._records.get(path) or self._kept(f"{PAGE}{path}")
        return Record.of(text) if text else None
