"""What pages asked of each view, compared with what the view would answer today."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from potluck.build.asked import Asked, of_all, of_one
from potluck.pages.notes.views import path_of
from potluck.pages.notes.world import World

VIEW = "view "
"""How the store calls the notes of a view."""


class Answers:
    """The questions that were asked of views, each by its home, as ``kept`` has them under their name in the store.

    ``told`` are others of which the digests are known, and nothing else is to be.
    """

    def __init__(
        self, world: World, kept: Callable[[str], str | None], told: Sequence[Mapping[str, Asked]] = ()
    ) -> None:
        self._world, self._kept, self._told = world, kept, told
        self._asked: dict[str, Asked] = {}
        self.changed: dict[str, int] = {}
        """Of views that were asked anew, the bits of questions with another answer."""

    def take(self, name: str, text: str | bytes) -> None:
        """Take up what the store keeps under this name."""
        home = name.removeprefix(VIEW)
        self._asked[home] = Asked.of(text, home)

    def of(self, home: str) -> Asked:
        """What was asked of a view."""
        asked = self._asked.get(home)
        if asked is None:
            text = self._kept(f"{VIEW}{home}")
            asked = self._asked[home] = Asked.of(text, home) if text else self._told_of(home)
        return asked

    def _told_of(self, home: str) -> Asked:
        found = next((told[home] for told in self._told if home in told), None)
        return found.told_again() if found else Asked()

    def knows(self, home: str, question: str) -> bool:
        """Whether a view was asked this, by any page."""
        asked = self._asked.get(home) or self.of(home)
        return (of_all(home, question) if '"' in question else question) in asked.bits

    @property
    def all(self) -> Mapping[str, Asked]:
        """What is known of each view by now."""
        return self._asked

    @property
    def homes(self) -> list[str]:
        """The views that anything is known of by now."""
        return list(self._asked)

    def ask(self, home: str, start: str = "") -> Iterator[int]:
        """Ask a view all that begins so once more: the pages that would get another answer."""
        asked = self.of(home)
        digests = asked.digests
        changed = 0
        for short, bit in asked.bits.items():
            question = of_one(home, short)
            if not question.startswith(start):
                continue
            found = self._world.digest(path_of(home, question), {})
            if found != digests[bit] or not found:
                digests[bit] = found
                changed |= 1 << bit
        if changed:
            asked.answer(digests)
            self.changed[home] = self.changed.get(home, 0) | changed
            yield from asked.who_asked(changed)

    def note(self, home: str, questions: Mapping[str, str | None], names: Mapping[str, Any]) -> int | None:
        """The bits of what a page asked of a view, which was given ``names``; None if an answer can't be told."""
        asked, bits = self._asked.get(home) or self.of(home), 0
        known = asked.bits
        new: dict[str, str] = {}
        for question, found in questions.items():
            bit = known.get(question)
            if bit is None:
                short = of_all(home, question)
                bit = known.get(short)
                if bit is None:
                    bit = len(known) + len(new)
                    new[short] = found or self._world.digest(path_of(home, question), names)
            bits |= 1 << bit
        if new:
            asked.add(new)
        return None if bits & asked.untold else bits

    def bits(self, home: str, questions: Iterable[str]) -> int:
        """The bits of questions that were noted."""
        known = self.of(home).bits
        return sum(1 << known[of_all(home, each)] for each in questions)

    def rest(self) -> None:
        """Hold what is known in as little room as can be, for as long as nobody adds to it."""
        for asked in self._asked.values():
            asked.rest()

    def rows(self) -> Iterator[tuple[str, str]]:
        """What is to be kept, by its name in the store; each is let go of as it is asked for."""
        for home in self.homes:
            asked = self._asked.pop(home)
            if asked.is_changed:
                yield f"{VIEW}{home}", asked.text(home)
