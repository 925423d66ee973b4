"""Where the links and images of a text lead on the site.

``potluck.content`` knows what a relative link means; here a link to a post's file becomes its permalink, and a link to
nothing in this edition leaves only its words, so that no reader meets a dead one (the check tells its author).
How a text is rendered, and where it is kept without its links, is for ``bodies``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import cache, cached_property

from msgspec.structs import replace

from potluck.content.aside import Aside
from potluck.content.model import Written
from potluck.content.names import slugify
from potluck.content.source import Source
from potluck.content.targets import GENERATED, ImageTarget, SiteTarget, TextTarget
from potluck.markup import Rendered, relink
from potluck.markup.hosts import leads_away
from potluck.markup.sanitise import on_page
from potluck.pages.addresses import Addresses
from potluck.pages.edition import Edition
from potluck.pages.texts.pictures import Pictures

Resolve = Callable[[str, str], "str | None"]
"""Where a link in a tag leads; None where it leads nowhere."""


class Links:
    """Knows where links lead in one edition."""

    def __init__(self, edition: Edition, addresses: Addresses, pictures: Pictures) -> None:
        self._edition, self._addresses, self._pictures = edition, addresses, pictures
        self._lists = SiteMade(edition)

    def resolver(self, source: Source) -> Resolve:
        """Tells where the links of one text lead."""

        def resolve(tag: str, url: str) -> str | None:
            target = self._edition.library.resolve(source, url)
            if isinstance(target, ImageTarget):
                path = self._pictures.path_of(target.image)
                return self._addresses.link(path) if path else None
            if isinstance(target, TextTarget):
                if tag == "img" or not self._edition.shows(target.document):
                    return None
                return self._link(target)
            if isinstance(target, SiteTarget):
                return self._link(target) if self._lists.has(target.permalink) else None
            return target.url

        return resolve

    def _link(self, target: TextTarget | SiteTarget) -> str:
        place = target.fragment
        if isinstance(target, TextTarget):
            place = on_page(place)
        return self._addresses.link(target.permalink) + (f"#{place}" if place else "")


class SiteMade:
    """What the site makes itself in one edition: lists, their feeds, and files at its root.

    ``potluck.content`` knows what there may be. Here it is known what there is: no list of a tag whose posts all wait,
    and no calendar before there is a meetup. It is asked only where a text links to such a page.
    """

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def has(self, permalink: str) -> bool:
        """Whether there is such a page or file."""
        if permalink in GENERATED:
            return permalink not in self._left_out
        return permalink.startswith("archive/") or permalink in self._lists

    @cached_property
    def _lists(self) -> frozenset[str]:
        """The lists of posts, and their feeds."""
        edition, told = self._edition, self._edition.library.overview
        lists = {f"tags/{slug}/" for slug in edition.places_by_tag}
        lists |= {f"series/{slugify(name)}/" for name in edition.places_in(told.by_series)}
        lists |= {f"authors/{handle}/" for handle in edition.places_in(told.by_handle)}
        kinds = ("xml", "json") if edition.settings.json_feeds else ("xml",)
        return frozenset(lists).union(f"{each}feed.{kind}" for each in lists for kind in kinds)

    @cached_property
    def _left_out(self) -> frozenset[str]:
        """What a site has as soon as there is anything to put there."""
        edition, settings = self._edition, self._edition.settings
        there = {
            "feed.json": settings.json_feeds,
            "series/": bool(edition.places_in(edition.library.overview.by_series)),
            "events.ics": bool(edition.meetups),
            "people.opml": bool(edition.with_blogs),
            "write/": settings.write_page and bool(settings.repository),
            "search/": settings.search,
        }
        return frozenset(path for path, is_there in there.items() if not is_there)


AT_HAND = 200
"""How many texts are held in memory."""
_END = "\0"
"""Behind the first image of a text that is laid aside: no HTML of ours has such a character."""
Pairs = Sequence[tuple[str, str]]
"""The links of a text within the site, as (tag, link)."""


class Linked:
    """The last few at hand, and others laid aside, for the page or feed that comes to them much later."""

    def __init__(self, links: Links, pictures: Pictures) -> None:
        self._links, self._pictures = links, pictures
        self._recent: dict[str, Rendered] = {}
        self._aside = Aside()
        self._keys: dict[str, str] = {}

    def of(self, document: Written, facts: Rendered | None, rendered: Callable[[], Rendered]) -> Rendered:
        """A text with its links set: as it was laid aside, if the ``facts`` are known, else as it is ``rendered``."""
        path = document.relative
        found = self._recent.get(path)
        if found is None:
            if len(self._recent) >= AT_HAND:
                self._recent.clear()
            found = self._recent[path] = self._laid(path, facts) or self._set(
                document, rendered(), self._links.resolver(document.source)
            )
        return found

    def _laid(self, path: str, facts: Rendered | None) -> Rendered | None:
        laid = self._aside.get(path) if facts else None
        if facts is None or laid is None:
            return None
        image, _, html = laid.partition(_END)
        return replace(facts, html=html, first_image=image or None)

    def lay(self, document: Written, rendered: Rendered, name: bytes, links: Pairs) -> None:
        """Set the links of a new text and lay it aside, while it is at hand; its key follows from the same answers."""
        resolve = cache(self._links.resolver(document.source))
        self._set(document, rendered, resolve)
        self._keys[document.relative] = self._told_apart(name, links, resolve)

    def _set(self, document: Written, rendered: Rendered, resolve: Resolve) -> Rendered:
        found = relink(rendered, resolve, self._pictures.shown_at)
        self._aside.lay(document.relative, f"{found.first_image or ''}{_END}{found.html}")
        return found

    def first_image(self, document: Written, links: Pairs) -> str | None:
        """The link of the first image of this site that a text shows."""
        resolve = self._links.resolver(document.source)
        answers = (resolve(tag, url) for tag, url in links if tag == "img")
        return next((answer for answer in answers if answer and not leads_away(answer)), None)

    def images(self, document: Written, links: Pairs) -> list[str | None]:
        """Where each image of a text leads; None for one that does not."""
        resolve = self._links.resolver(document.source)
        return [resolve(tag, url) for tag, url in links if tag == "img"]

    def key(self, document: Written, name: bytes, links: Callable[[], Pairs]) -> str:
        """Tells a text apart from every other: its ``name`` as rendered, and where its links and images lead now."""
        found = self._keys.get(document.relative)
        if found is None:
            found = self._told_apart(name, links(), self._links.resolver(document.source))
            self._keys[document.relative] = found
        return found

    def _told_apart(self, name: bytes, links: Pairs, resolve: Resolve) -> str:
        hashed = hashlib.blake2b(name, digest_size=9)
        for tag, url in links:
            answer = resolve(tag, url)
            shown = self._pictures.shown_at(answer) if tag == "img" and answer else None
            hashed.update(f"{url}\0{answer}\0{shown}\0".encode("utf-8", "surrogatepass"))
        return hashed.hexdigest()

    def forget(self, path: str) -> None:
        """Have no text of this file."""
        self._recent.pop(path, None)
        self._aside.forget(path)
        self._keys.pop(path, None)

    def let_go(self) -> None:
        self._recent.clear()
        self._keys.clear()
        self._aside = Aside()
