"""What one build of the site shows: the library, minus what must wait.

Drafts and posts dated ahead are kept in local builds, marked, and left out when publishing. What depends on the moment
asks ``has_come``, so that a build knows until when it holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import compress
from operator import attrgetter

import msgspec

from potluck.clock import now
from potluck.content.library import Library
from potluck.content.model import Page, Person, Post, Status, Written
from potluck.pages.alphabet import in_order
from potluck.settings import Settings

__all__ = ["Edition", "now"]

A_LONG_DAY = timedelta(days=2)


class Gathered(msgspec.Struct, frozen=True):
    """What the listed posts are asked for in one go: to come to each of very many takes longer than to ask it.

    Their paths, those of each person, and those that are in a series, or translations; all of them newest first.
    """

    paths: list[str]
    by_handle: dict[str, list[Post]]
    in_series: list[Post]
    translations: list[Post]


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
    _asked: list[datetime] = []

    @classmethod
    def of(cls, library: Library, settings: Settings, moment: datetime) -> Edition:
        """Sort the library's posts by what may be shown at ``moment``."""
        listed: list[Post] = []
        hidden: list[Post] = []
        waiting: list[Post] = []
        draft, not_listed = Status.DRAFT, Status.HIDDEN  # looked up once: there are very many posts
        may_be_ahead = True  # until one is past by more than clocks in any zone differ: posts are newest first
        for post in library.posts:
            status = post.status
            may_be_ahead = may_be_ahead and moment - post.at < A_LONG_DAY
            if status is draft or (may_be_ahead and post.at > moment):
                waiting.append(post)
            else:
                (hidden if status is not_listed else listed).append(post)
        held_back = () if settings.publishing else tuple(waiting)
        return cls(library, settings, moment, tuple(listed), tuple(hidden), held_back)

    @cached_property
    def posts(self) -> tuple[Post, ...]:
        """Every post that gets a page."""
        return self.listed + self.hidden + self.held_back

    @cached_property
    def meetups(self) -> tuple[Post, ...]:
        """The listed posts that tell of a meetup, newest first."""
        return tuple([post for post in self.listed if post.is_meetup])

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every static page that is shown, in the library's order."""
        return tuple(page for page in self.library.pages if not self.settings.publishing or page.status != Status.DRAFT)

    @cached_property
    def with_aliases(self) -> tuple[Post | Page, ...]:
        """What is shown and was elsewhere before."""
        documents = self.documents
        return tuple(compress(documents, map(attrgetter("aliases"), documents)))

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
        """The documents of this edition, by where they are in memory, which is asked sooner than a permalink."""
        return frozenset(map(id, self.documents))

    @cached_property
    def gathered(self) -> Gathered:
        """What is asked of every listed post in most builds."""
        paths, in_series, translated = [], [], []
        by_handle: dict[str, list[Post]] = defaultdict(list)
        for post in self.listed:
            paths.append(post.relative)
            for handle in post.handles:
                by_handle[handle].append(post)
            if post.series:
                in_series.append(post)
            if post.translation_of:
                translated.append(post)
        return Gathered(paths, by_handle, in_series, translated)

    @property
    def posts_by_handle(self) -> dict[str, list[Post]]:
        """The listed posts of each person, newest first."""
        return self.gathered.by_handle

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
