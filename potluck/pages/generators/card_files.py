"""Cards as files: those that are not kept in the cache are drawn, by ``potluck.cards``."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain, islice
from pathlib import Path

import msgspec

from potluck.cards.card import SIZE, Card
from potluck.cards.drawing import draw, fingerprint
from potluck.cards.plain import drawn_or_plain, without_words
from potluck.copied import Copy, can_copy
from potluck.media import Cache, File, Picture, Prepared
from potluck.pages.views.table import Table
from potluck.workshop import Bounds, OutOfBounds, Workshop

FOR_ONE_CARD = Bounds(seconds=5, memory=1_000_000_000)
FEW = 8
"""So many cards are drawn by a copy of this process: to start others takes longer than to draw them."""
TOGETHER = 8
"""So many go to a process at a time."""


class _Wanted(msgspec.Struct, frozen=True):
    """A card on its way: where it goes, what stands on it, its fingerprint, and whether the cache has it."""

    path: str
    card: Card
    name: str
    is_kept: bool


class CardFiles:
    """The cards of a site, as the cache keeps them by what stands on them."""

    def __init__(self, folder: Path, jobs: int) -> None:
        self._cache = Cache(folder)
        self._jobs = jobs

    @classmethod
    def of_site(cls, table: Table) -> CardFiles:
        """Those of one site, in its cache."""
        return cls(Path(table.pelican["CACHE_PATH"]) / "cards", table.edition.settings.jobs)

    def data(self, cards: Iterable[tuple[str, Card]]) -> Iterator[tuple[str, bytes]]:
        """Path and PNG of each card; those that are not kept are drawn, side by side, a few ahead of whoever asks."""
        ahead: deque[_Wanted] = deque()
        for outcome in _drawn(self._missing(cards, ahead), self._jobs):
            yield from self._kept(ahead)
            wanted = ahead.popleft()
            data = outcome if isinstance(outcome, bytes) else draw(without_words(wanted.card))
            file = File("PNG", *SIZE, len(data), hashlib.sha256(data).hexdigest())
            self._cache.put(wanted.name, Prepared(Picture((file,)), (data,)))
            yield wanted.path, data
        yield from self._kept(ahead)

    def _missing(self, cards: Iterable[tuple[str, Card]], ahead: deque[_Wanted]) -> Iterator[Card]:
        """Those of the cards that are to be drawn; all that were gone through are put behind those ``ahead``."""
        for path, card in cards:
            name = fingerprint(card)
            is_kept = self._cache.get(name) is not None
            ahead.append(_Wanted(path, card, name, is_kept))
            if not is_kept:
                yield card

    def _kept(self, ahead: deque[_Wanted]) -> Iterator[tuple[str, bytes]]:
        """Path and PNG of the cards before the next that is to be drawn."""
        while ahead and ahead[0].is_kept:
            wanted = ahead.popleft()
            yield wanted.path, self._cache.data(wanted.name, 0) or drawn_or_plain(wanted.card)


def _drawn(cards: Iterator[Card], jobs: int) -> Iterator[bytes | OutOfBounds]:
    """What comes of each card, within bounds, in so many processes."""
    few = list(islice(cards, FEW + 1))
    if len(few) > FEW or not can_copy():
        studio = Workshop(FOR_ONE_CARD, workers=jobs, needs=(drawn_or_plain.__module__,))
        try:
            yield from studio.do_all(drawn_or_plain, ((card,) for card in chain(few, cards)), TOGETHER)
        finally:
            studio.close(entirely=len(few) > FEW)
        return
    with closing(Copy(FOR_ONE_CARD)) as at:
        for card in few:
            try:
                yield at.do(drawn_or_plain, card)
            except OutOfBounds as error:
                yield error
