"""Which picture other sites show for a link to a page here, and where it is.

A post's is the picture it names, or its first, if that is large enough; else it gets a card, as people, tags and the
site do. Cards are drawn by ``potluck.cards`` and kept in the cache by what stands on them. ``CARDS`` turns them off.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import msgspec
from babel.lists import format_list

from potluck.cards import Card, Plate, draw, fingerprint
from potluck.cards.card import SIZE
from potluck.cards.plain import drawn_or_plain, without_words
from potluck.content.person import Person
from potluck.content.post import Post
from potluck.copied import Copy, can_copy
from potluck.media import Cache, File, Picture, Prepared
from potluck.pages.generator import OwnGenerator
from potluck.pages.plates import glaze
from potluck.pages.reading import locale
from potluck.workshop import Bounds, OutOfBounds, Workshop

if TYPE_CHECKING:
    from potluck.pages.table import Table

FILE = "card@1200.png"
"""What a card is called, in the folder of its page. No file of a member's can have the sign in its name."""
WIDE_ENOUGH = 600
"""Pixels; a narrower picture is shown as a thumbnail by most sites, and a card does better."""
FOR_ONE_CARD = Bounds(seconds=5, memory=1_000_000_000)
FEW = 8
"""So many cards are drawn by a copy of this process: to start others takes longer than to draw them."""
TOGETHER = 8
"""So many go to a process at a time."""


class Shared(msgspec.Struct, frozen=True):
    """A picture as other sites are told of it: its path, kind, size in pixels, and what it shows."""

    path: str
    media_type: str
    width: int
    height: int
    alt: str


class _Wanted(msgspec.Struct, frozen=True):
    """A card on its way: where it goes, what stands on it, its fingerprint, and whether the cache has it."""

    path: str
    card: Card
    name: str
    is_kept: bool


class Cards:
    """The cards of one edition, found by the page they are for."""

    def __init__(self, table: Table, folder: Path) -> None:
        self._table = table
        self._settings = table.edition.settings
        self._cache = Cache(folder)

    def for_post(self, post: Post) -> Shared | None:
        """What is shown for a post."""
        return self._picture(post) or self._shared(post.permalink, lambda: self._of_post(post))

    def for_person(self, person: Person) -> Shared | None:
        """What is shown for a person's page."""
        return self._shared(person.permalink, lambda: self._of_person(person))

    def for_tag(self, name: str, slug: str) -> Shared | None:
        """What is shown for a tag's page."""
        return self._shared(f"tags/{slug}/", lambda: self._of_tag(name))

    def for_site(self) -> Shared | None:
        """What is shown for every other page."""
        return self._shared("", self._of_site)

    def all(self, leaves: Callable[[Mapping[str, str]], Collection[str]]) -> Iterator[tuple[str, Card]]:
        """Path and words of every card of this edition, but for those that are left alone: ``leaves`` is given the view
        that each follows from, by path, and answers which those are.
        """
        if not self._settings.cards:
            return
        posts = {post.permalink + FILE: post for post in self._table.edition.posts}
        people = {person.permalink + FILE: person for person in self._table.edition.library.people.values()}
        tags = {tag.url + FILE: tag for tag in self._table.tags}
        views = {path: f"d:{post.relative}" for path, post in posts.items()}
        views |= {path: f"p:{person.handle}" for path, person in people.items()}
        left = leaves(views | {path: f"t:{tag.slug}" for path, tag in tags.items()})
        yield FILE, self._of_site()
        for post in (post for path, post in posts.items() if path not in left):
            yield from self.of(post)
        for path, person in people.items():
            if path not in left:
                yield path, self._of_person(person)
        for path, tag in tags.items():
            if path not in left:
                yield path, self._of_tag(tag.name)

    def of(self, post: Post) -> Iterator[tuple[str, Card]]:
        """Path and words of a post's card, if it has one."""
        if self._settings.cards and not self._picture(post):
            yield post.permalink + FILE, self._of_post(post)

    def data(self, cards: Iterable[tuple[str, Card]]) -> Iterator[tuple[str, bytes]]:
        """Path and PNG of each card; those that are not kept are drawn, side by side, a few ahead of whoever asks."""
        ahead: deque[_Wanted] = deque()
        for outcome in _drawn(self._missing(cards, ahead), self._settings.jobs):
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

    def _shared(self, place: str, make: Callable[[], Card]) -> Shared | None:
        if not self._settings.cards:
            return None
        card = make()
        words = " · ".join(part for part in (card.title, card.below, card.above) if part)
        return Shared(place + FILE, "image/png", *SIZE, words)

    def _picture(self, post: Post) -> Shared | None:
        file = post.image or self._first_picture(post)
        card = self._table.pictures.card_of(file) if file else None
        if card is None or card[1] < WIDE_ENOUGH:
            return None
        path, width, height = card
        kind = path[path.rfind(".") + 1 :].lower().replace("jpg", "jpeg")
        return Shared(path, f"image/{kind}", width, height, post.image_alt or post.title)

    def _first_picture(self, post: Post) -> Path | None:
        first = self._table.bodies.first_image(post)
        return self._table.pictures.file_at(first) if first else None

    def _of_post(self, post: Post) -> Card:
        names = [person.name for person in post.authors]
        return Card(
            above=self._settings.sitename,
            title=post.title,
            below=str(format_list(names, locale=locale(self._settings.default_lang))) if names else "",
            lang=post.lang,
            accent=self._settings.accent,
            plates=tuple(self._plate(person) for person in post.authors[:4]),
        )

    def _of_person(self, person: Person) -> Card:
        return Card(
            above=self._settings.sitename,
            title=person.name,
            below=self._host,
            lang=self._settings.default_lang,
            accent=self._settings.accent,
            plates=(self._plate(person, with_face=True),),
            portrait=True,
        )

    def _of_tag(self, name: str) -> Card:
        settings = self._settings
        return Card(settings.sitename, name, self._host, settings.default_lang, settings.accent)

    def _of_site(self) -> Card:
        settings = self._settings
        return Card(self._host, settings.sitename, settings.tagline, settings.default_lang, settings.accent)

    @cached_property
    def _host(self) -> str:
        """The site's address as people say it."""
        parts = urlsplit(self._settings.home)
        return f"{parts.netloc}{parts.path}"

    def _plate(self, person: Person, *, with_face: bool = False) -> Plate:
        face = self._table.pictures.bytes_of(person.avatar) if with_face and person.avatar else b""
        return Plate(glaze(person.handle), person.name[:1].upper(), face)


class CardsGenerator(OwnGenerator):
    """Writes the cards."""

    def generate_output(self, writer: Any) -> None:
        """Write them; what a change of texts, or of some posts, can't have changed is left alone."""
        table = cast("Table", self.settings["TABLE"])
        edition = table.edition
        if not edition.settings.cards:
            return
        anew = [post for post in edition.posts if post.relative in edition.library.read_anew]
        places = {post.permalink + FILE for post in anew}
        cards: Iterator[tuple[str, Card]]
        if writer.leaves_those(lambda path: path.rpartition("/")[2] == FILE and path not in places):
            cards = (card for post in anew for card in table.cards.of(post))
        else:
            cards = table.cards.all(writer.leaves_untouched)
        for path, data in table.cards.data(cards):
            writer.write_bytes(path, data)


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
