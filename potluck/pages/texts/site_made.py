"""What the site makes itself in one edition: lists, their feeds, and files at its root.

``potluck.content`` knows what there may be. Here it is known what there is: no list of a tag whose posts all wait, and
no calendar before there is a meetup.
"""

from __future__ import annotations

from functools import cached_property

from potluck.content.names import slugify
from potluck.content.targets import GENERATED
from potluck.pages.edition import Edition


class SiteMade:
    """Knows it of one edition; asked only where a text links to such a page."""

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
