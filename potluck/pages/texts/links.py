"""Where the links and images of a text lead on the site.

``potluck.content`` knows what a relative link means; here a link to a post's file becomes its permalink, and a link to
nothing in this edition leaves only its words, so that no reader meets a dead one (the check tells its author).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from potluck.content.names import slugify
from potluck.content.source import Source
from potluck.content.targets import GENERATED, ImageTarget, SiteTarget, TextTarget
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
        return self._addresses.link(target.permalink) + (f"#{target.fragment}" if target.fragment else "")


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
        listed = self._edition.listed
        lists = {tag.permalink for post in listed for tag in post.tags}
        lists |= {f"series/{slugify(post.series)}/" for post in listed if post.series}
        lists |= {f"authors/{handle}/" for handle in self._edition.posts_by_handle}
        return frozenset(lists).union(f"{each}feed.{kind}" for each in lists for kind in ("xml", "json"))

    @cached_property
    def _left_out(self) -> frozenset[str]:
        """What a site has as soon as there is anything to put there."""
        edition, settings = self._edition, self._edition.settings
        there = {
            "series/": any(post.series for post in edition.listed),
            "events.ics": any(post.event for post in edition.listed),
            "people.opml": bool(edition.with_blogs),
            "write/": settings.write_page and bool(settings.repository),
            "search/": settings.search,
        }
        return frozenset(path for path, is_there in there.items() if not is_there)
