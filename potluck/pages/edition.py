"""What one build of the site shows: the library, minus what must wait.

Drafts and posts dated ahead are kept in local builds, marked, and left out when publishing. What depends on the moment
asks ``has_come``, so that a build knows until when it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import compress, takewhile

import msgspec

from potluck.clock import now
from potluck.content.library import Library
from potluck.content.model import Page, Person, Post, Status, Tag, Written
from potluck.pages.alphabet import in_order
from potluck.settings import Settings

__all__ = ["Edition", "now"]

A_LONG_DAY = timedelta(days=2)


class Edition(msgspec.Struct, frozen=True, dict=True):
    """One issue of the site, made from a library for a moment.

    ``listed``, ``hidden`` and ``held_back`` share no post; each is ordered newest first. ``held_back`` holds drafts and
    posts dated ahead, and is empty when publishing.
    """

    library: Library
    settings: Settings
    at: datetime
    """The moment it is made for. Ask ``has_come`` rather than compare with it."""
    listed: tuple[Post, ...]
    hidden: tuple[Post, ...]
    held_back: tuple[Post, ...]
    _apart: frozenset[int] = frozenset()
    """The places in the library of posts that are not listed."""
    _asked: list[datetime] = []

    @classmethod
    def of(cls, library: Library, settings: Settings, moment: datetime) -> Edition:
        """Sort the library's posts by what may be shown at ``moment``."""
        posts, told = library.posts, library.overview
        lately = takewhile(lambda each: moment - each[1].at < A_LONG_DAY, enumerate(posts))
        ahead = {place for place, post in lately if post.at > moment}  # clocks in any two zones differ by less
        waiting = ahead.union(told.drafts)
        apart = waiting.union(told.hidden)
        listed = tuple([post for place, post in enumerate(posts) if place not in apart]) if apart else posts
        hidden = tuple([posts[place] for place in told.hidden if place not in waiting])
        held_back = () if settings.publishing else tuple([posts[place] for place in sorted(waiting)])
        return cls(library, settings, moment, listed, hidden, held_back, frozenset(apart))

    @cached_property
    def posts(self) -> tuple[Post, ...]:
        """Every post that gets a page."""
        return self.listed + self.hidden + self.held_back

    @cached_property
    def meetups(self) -> tuple[Post, ...]:
        """The listed posts that tell of a meetup, newest first."""
        return tuple([self.library.posts[each] for each in self.library.overview.meetups if each not in self._apart])

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every static page that is shown, in the library's order."""
        return tuple(page for page in self.library.pages if not self.settings.publishing or page.status != Status.DRAFT)

    @cached_property
    def with_aliases(self) -> tuple[Post | Page, ...]:
        """What is shown and was elsewhere before."""
        old = {id(self.library.posts[place]) for place in self.library.overview.aliased}
        posts = compress(self.posts, map(old.__contains__, map(id, self.posts))) if old else ()
        return (*posts, *(page for page in self.pages if page.aliases))

    @cached_property
    def with_blogs(self) -> tuple[Person, ...]:
        """Those who name a site or a feed of their own, in order of name."""
        found = [person for person in self.library.people.values() if person.feed or person.website]
        return tuple(sorted(found, key=lambda person: (*in_order(person.name), person.handle)))

    @property
    def documents(self) -> tuple[Post | Page, ...]:
        """Every post and page that is shown."""
        return (*self.posts, *self.pages)

    @cached_property
    def permalinks(self) -> frozenset[str]:
        people = (f"authors/{handle}/" for handle in self.library.people)
        return frozenset([*(each.permalink for each in self.documents), *people])

    def shows(self, document: Written) -> bool:
        """Whether something of the library has a page in this edition; a link to anything else would be dead."""
        return isinstance(document, Person) or id(document) in self._shown

    @cached_property
    def _shown(self) -> frozenset[int]:
        """The ids of this edition's documents as objects: asking for these is quicker than for permalinks."""
        return frozenset(map(id, self.documents))

    @cached_property
    def paths(self) -> list[str]:
        """The files of the listed posts, newest first."""
        paths = self.library.overview.paths
        return [path for place, path in enumerate(paths) if place not in self._apart] if self._apart else paths

    def places_in(self, places_by_name: Mapping[str, list[int]]) -> Mapping[str, list[int]]:
        """The same places, but for those of posts that are not listed."""
        if not self._apart:
            return places_by_name
        apart = self._apart
        known = {name: [each for each in places if each not in apart] for name, places in places_by_name.items()}
        return {name: places for name, places in known.items() if places}

    @cached_property
    def posts_by_handle(self) -> dict[str, list[Post]]:
        """The listed posts of each person, newest first."""
        post, by_handle = self.library.posts.__getitem__, self.places_in(self.library.overview.by_handle)
        return {handle: [*map(post, places)] for handle, places in by_handle.items()}

    @cached_property
    def places_by_tag(self) -> Mapping[str, list[int]]:
        """Where the listed posts with each tag are in the library, by its slug, newest first."""
        return self.places_in(self.library.overview.by_tag)

    def tag(self, slug: str) -> Tag:
        """A tag of a listed post, as the newest writes it."""
        return next(tag for tag in self.library.posts[self.places_by_tag[slug][0]].tags if tag.slug == slug)

    def is_debut(self, post: Post, handle: str) -> bool:
        """Whether a listed post is the first that this person brought."""
        theirs = self.posts_by_handle.get(handle)
        return theirs is not None and theirs[-1] is post

    def is_scheduled(self, post: Post) -> bool:
        """Whether the post is dated ahead of this edition."""
        return post.date > self.at

    @property
    def moment(self) -> datetime:
        """The moment itself. Whoever asks makes the build hold for this moment only; ``has_come`` does not."""
        self._asked.extend((self.at, self.at + timedelta(microseconds=1)))
        return self.at

    def has_come(self, moment: datetime) -> bool:
        """Whether a moment is past, or now, in this edition."""
        self._asked.append(moment)
        return moment <= self.at

    def hold_within(self, moments: Iterable[datetime]) -> None:
        """Hold no longer than an earlier edition of the same library did: of pages that stay as they were, nobody asks
        anew.
        """
        self._asked.extend(moments)

    @property
    def holds(self) -> tuple[datetime, datetime]:
        """From when until just before when the same library makes the same edition."""
        moments = (*self._around, *self._asked)
        return max(each for each in moments if each <= self.at), min(each for each in moments if each > self.at)

    @cached_property
    def _around(self) -> tuple[datetime, datetime]:
        """The last moment at which a post became due, and the next."""
        past, coming = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
        for post in self.library.posts:  # newest first
            if post.at <= self.at:
                past = post.at
                break
            coming = post.at
        return past, coming
