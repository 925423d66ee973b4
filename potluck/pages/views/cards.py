"""Which picture other sites show for a link to a page here, and where it is.

A post's is the picture it names, or its first, if that is large enough; else it gets a card, as people, tags and the
site do. ``CARDS`` turns cards off; ``potluck.pages.generators.card_files`` makes files of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from potluck.cards import Card, Plate
from potluck.cards.card import SIZE
from potluck.content.model import Person, Post
from potluck.markup.typography import set_plain
from potluck.pages.reading import listed
from potluck.pages.views.people import glaze

if TYPE_CHECKING:
    from potluck.pages.views.table import Table

FILE = "card@1200.png"
"""What a card is called, in the folder of its page. No file of a member's can have the sign in its name."""
WIDE_ENOUGH = 600
"""Pixels; a narrower picture is shown as a thumbnail by most sites, and a card does better."""


class Shared(msgspec.Struct, frozen=True):
    """A picture as other sites are told of it: its path, kind, size in pixels, and what it shows."""

    path: str
    media_type: str
    width: int
    height: int
    alt: str


class Cards:
    """The cards of one edition, found by the page they are for."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._settings = table.edition.settings

    def for_post(self, post: Post) -> Shared | None:
        return self._picture(post) or self._shared(post.permalink, lambda: self._of_post(post))

    def for_person(self, person: Person) -> Shared | None:
        return self._shared(person.permalink, lambda: self._of_person(person))

    def for_tag(self, name: str, slug: str) -> Shared | None:
        return self._shared(f"tags/{slug}/", lambda: self._of_tag(name))

    def for_site(self) -> Shared | None:
        """What is shown for every other page."""
        return self._shared("", self._of_site)

    def all(self, leaves: Callable[[Mapping[str, str]], Collection[str]]) -> Iterator[tuple[str, Card]]:
        """Path and words of every card of this edition that is not left as it is.

        ``leaves`` is given, by path, the view that each card follows from, and answers the paths of those that stay.
        """
        if not self._settings.cards:
            return
        posts = self._table.edition.posts
        places = [post.permalink + FILE for post in posts]
        people = {person.permalink + FILE: person for person in self._table.edition.library.people.values()}
        tags = {tag.url + FILE: tag for tag in self._table.tags}
        views = dict(zip(places, [f"d:{post.relative}" for post in posts], strict=True))
        views |= {path: f"p:{person.handle}" for path, person in people.items()}
        left = leaves(views | {path: f"t:{tag.slug}" for path, tag in tags.items()})
        yield FILE, self._of_site()
        for path, post in zip(places, posts, strict=True):
            if path not in left:
                yield from self.of(post)
        yield from ((path, self._of_person(person)) for path, person in people.items() if path not in left)
        yield from ((path, self._of_tag(tag.name)) for path, tag in tags.items() if path not in left)

    def of(self, post: Post) -> Iterator[tuple[str, Card]]:
        """Path and words of a post's card, if it has one."""
        if self._settings.cards and not self._picture(post):
            yield post.permalink + FILE, self._of_post(post)

    def is_as_it_was(self, post: Post) -> bool:
        """Whether a post's card is the one of the last build, or it still has none, where nothing changed but texts,
        titles and summaries.
        """
        record, text = (each.get(post.relative) for each in self._table.kept or ({}, {}))
        if record is None or text is None:
            return False
        bodies = self._table.bodies
        return bool(record.title == post.title and bodies.first_image(post, text.links) == bodies.first_image(post))

    def _shared(self, place: str, make: Callable[[], Card]) -> Shared | None:
        if not self._settings.cards:
            return None
        card = make()
        words = " · ".join(part for part in (card.title, card.below, card.above) if part)
        return Shared(place + FILE, "image/png", *SIZE, words)

    def _picture(self, post: Post) -> Shared | None:
        file = self._table.image_of(post)
        card = self._table.pictures.card_of(file) if file else None
        if card is None or card[1] < WIDE_ENOUGH:
            return None
        path, width, height = card
        kind = path[path.rfind(".") + 1 :].lower().replace("jpg", "jpeg")
        return Shared(path, f"image/{kind}", width, height, post.image_alt or post.title)

    def _of_post(self, post: Post) -> Card:
        names = [person.name for person in post.authors]
        return Card(
            above=self._settings.sitename,
            title=set_plain(post.title, self._settings.signs_of(post.lang)),
            below=listed(names, self._settings.default_lang) if names else "",
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
