"""What people have written, typed: posts, pages, and what they say of themselves."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from potluck.content.names import is_permalink
from potluck.content.profiles import ProfileLink
from potluck.content.source import Source


class Person(msgspec.Struct, frozen=True):
    """A member as their file describes them.

    `handle` is lower case; `bio` is Markdown that begins at line `bio_line` of the file; `avatar` is an image beside
    it; `feed` is that of a blog of their own; `email` is only ever shown obfuscated; `github_account` is the account
    that may speak for this person.
    """

    handle: str
    name: str
    source: Source
    pronouns: str | None = None
    role: str = "member"
    joined: dt.date | None = None
    avatar: Path | None = None
    links: tuple[ProfileLink, ...] = ()
    feed: str | None = None
    email: str | None = None
    github_account: str | None = None
    bio_line: int = 1

    @property
    def relative(self) -> str:
        """The person's file, as problems name it."""
        return self.source.relative

    @property
    def permalink(self) -> str:
        """The path of the person's page, without a slash in front."""
        return f"authors/{self.handle}/"

    @property
    def website(self) -> str:
        """The address of the person's own site; empty without one."""
        return next((link.url for link in self.links if link.kind == "website"), "")

    @property
    def bio(self) -> str:
        """The bio, taken from its source each time."""
        return self.source.below(self.bio_line)

    @property
    def body(self) -> str:
        """The bio, under the name that every Markdown text has."""
        return self.bio

    @property
    def body_line(self) -> int:
        """The line of the file on which the bio begins."""
        return self.bio_line


class Event(msgspec.Struct, frozen=True):
    """A meetup. `start` and `end` are aware, in the site's time zone; without a time it takes whole days.

    `said_end` tells whether its end was given, or is the usual one.
    """

    name: str
    start: dt.datetime
    end: dt.datetime
    has_time: bool
    said_end: bool = False
    place: str = ""
    link: str = ""


class Status(StrEnum):
    """Who gets to see a post."""

    PUBLISHED = "published"
    DRAFT = "draft"
    """Built locally and in previews, never published."""
    HIDDEN = "hidden"
    """Published, and not listed anywhere."""


class Tag(msgspec.Struct, frozen=True):
    """A subject: the name readers see and the slug in its address."""

    name: str
    slug: str

    @property
    def permalink(self) -> str:
        """The path of the tag's page, without a slash in front."""
        return f"tags/{self.slug}/"


class Text:
    """What posts and pages have in common: where they stand."""

    __slots__ = ()
    source: Source
    body_line: int

    @property
    def relative(self) -> str:
        """The file, as problems name it."""
        return self.source.relative

    @property
    def body(self) -> str:
        """The text, taken from its source each time."""
        return self.source.below(self.body_line)


@dataclass(frozen=True, repr=False)
class Post(Text):
    """A post that can be published.

    `date` and `updated` are aware, in the site's time zone; `body` is Markdown that begins at line `body_line` of the
    file; `aliases` are paths without a slash in front; `translation_of` is the slug of the post it translates.
    """

    slug: str
    title: str
    date: dt.datetime
    has_time: bool
    authors: tuple[Person, ...]
    body_line: int
    source: Source
    lang: str
    tags: tuple[Tag, ...] = ()
    summary: str | None = None
    image: Path | None = None
    image_alt: str | None = None
    updated: dt.datetime | None = None
    status: Status = Status.PUBLISHED
    series: str | None = None
    translation_of: str | None = None
    aliases: tuple[str, ...] = ()
    canonical: str | None = None
    discussion: str | None = None
    math: bool = False
    event: Event | None = None

    @property
    def at(self) -> dt.datetime:
        """When it appears, in whatever time zone: for comparisons."""
        return self.date

    @property
    def handles(self) -> tuple[str, ...]:
        """The handles of its people, in the order of the byline."""
        return tuple(person.handle for person in self.authors)

    @property
    def is_meetup(self) -> bool:
        """Whether it tells of a meetup."""
        return self.event is not None

    @cached_property
    def permalink(self) -> str:
        """The post's path for ever, without a slash in front: `2017/06/my-first-meetup/`."""
        return f"{self.date.year:04}/{self.date.month:02}/{self.slug}/"

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where the post is and where it was, without slashes in front."""
        return (self.permalink, *self.aliases)

    @property
    def first_permalink(self) -> str:
        """Where the post was first, as far as its aliases tell: what it is known by for good."""
        return next((alias for alias in self.aliases if is_permalink(alias)), self.permalink)

    @property
    def in_own_folder(self) -> bool:
        """Whether the post is a folder, so that the images beside its `index.md` are its own."""
        return self.relative.endswith("/index.md")


class Page(Text, msgspec.Struct, frozen=True):
    """A page that can be published; `body` is Markdown that begins at line `body_line` of the file."""

    slug: str
    title: str
    body_line: int
    source: Source
    lang: str
    summary: str | None = None
    status: Status = Status.PUBLISHED
    translation_of: str | None = None
    aliases: tuple[str, ...] = ()
    math: bool = False

    @property
    def permalink(self) -> str:
        """The page's path, without a slash in front: `about/`."""
        return f"{self.slug}/"


Written = Post | Page | Person


def said_in(kind: Any) -> tuple[str, ...]:
    """The names of all that a post, a page or a person says, by the type of it."""
    names: tuple[str, ...] = kind.__match_args__
    return names
