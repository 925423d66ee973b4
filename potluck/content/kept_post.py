"""Posts as they were read the last time, made from their records: most of a post only when somebody asks for it.

Most builds ask of few posts among very many, so a post that nobody asks about takes little time and room. What a record
is, and how it is kept, is for ``potluck.content.kept``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache, cached_property
from itertools import repeat
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from potluck.content.model import Event, Person, Post, Tag, said_in
from potluck.content.overview import Overview
from potluck.content.source import Source, UnreadableError, read_source


class ChangedMeanwhile(OSError):
    """A file is not as it was when it was looked at."""


class KeptSource(Source):
    """A source whose text is read when it is asked for. Raises ChangedMeanwhile then, if it is another.

    There are as many as posts, so it holds little beside its record: ``base`` is where ``relative`` starts from.
    """

    record: Any
    base: Path

    if not TYPE_CHECKING:
        sha256 = property(lambda self: self.record.sha256)
        size = property(lambda self: self.record.size)
        windows_line_ends = property(lambda self: self.record.windows_line_ends)

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return Source, (self.path, self.relative, self.text, self.sha256, self.size, self.windows_line_ends)

    @cached_property
    def path(self) -> Path:
        """Where the file is."""
        return self.base / self.relative

    @cached_property
    def text(self) -> str:
        """What the file says."""
        try:
            found = read_source(self.path, self.relative, self.size)
        except UnreadableError:  # it grew, or is gone
            found = None
        if found is None or found.sha256 != self.sha256:
            raise ChangedMeanwhile(0, "a file was changed meanwhile; build again", self.relative)
        return found.text


class _Plain:
    """A field that stands in the record as it is."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, post: KeptPost | None, owner: type) -> Any:
        return self if post is None else getattr(post.record, self._name)


class _Later:
    """A field that is made from the record when it is asked for."""

    def __init__(self, make: Callable[[KeptPost], Any]) -> None:
        self._make = make

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, post: KeptPost | None, owner: type) -> Any:
        if post is None:
            return self
        value = vars(post)[self._name] = self._make(post)
        return value


class Among(msgspec.Struct, frozen=True):
    """What posts were read among: the folder that paths start from, the time zone, and people by handle.

    ``records`` are those of posts that have none yet, by path, ``tags`` those that are spelt otherwise, by slug.
    """

    base: Path
    zone: ZoneInfo
    people: Mapping[str, Person]
    records: Mapping[str, Any] = {}
    tags: Mapping[str, Tag] = {}


class KeptPost(Post):
    """A post as it was read the last time: most of it is made when somebody asks, since most builds ask of few."""

    among: Among
    record: Any = _Later(lambda post: post.among.records[post.relative])

    if not TYPE_CHECKING:
        handles, relative, at = _Plain("authors"), _Plain("relative"), _Plain("date")

    @property
    def is_meetup(self) -> bool:
        """Whether it tells of a meetup: few do, and all are asked."""
        return self.record.event is not None


def _permalink(post: KeptPost) -> str:
    record = post.record
    written: datetime = record.date  # by the clock of the site
    return f"{_month(written.year, written.month)}{record.slug}/"


@cache
def _month(year: int, month: int) -> str:
    """The folder of a month's posts."""
    return f"{year:04}/{month:02}/"


def _event(post: KeptPost) -> Event | None:
    event: Event | None = post.record.event
    zone = post.among.zone
    return replace(event, start=event.start.astimezone(zone), end=event.end.astimezone(zone)) if event else None


def _tags(post: KeptPost) -> tuple[Tag, ...]:
    spelt = post.among.tags
    tags: tuple[Tag, ...] = post.record.tags
    return tuple([spelt.get(tag.slug, tag) for tag in tags]) if spelt else tags


_MADE: dict[str, Callable[[KeptPost], Any]] = {
    "authors": lambda post: tuple(post.among.people[handle] for handle in post.record.authors),
    "date": lambda post: post.record.date.astimezone(post.among.zone),
    "updated": lambda post: post.record.updated and post.record.updated.astimezone(post.among.zone),
    "source": lambda post: kept_source(post.record, post.among),
    "event": _event,
    "permalink": _permalink,
    "tags": _tags,
}
_STRAIGHT = frozenset(("translation_of", "aliases"))
"""What it asks as well, and few posts have: with them, what is held for each post would take nearly twice the room."""
for _name in {*said_in(Post), *_MADE}:
    _field: _Later | _Plain = _Later(_MADE[_name]) if _name in _MADE else _Plain(_name)
    if isinstance(_field, _Later):
        _field.__set_name__(KeptPost, _name)
    setattr(KeptPost, _name, property(attrgetter(f"record.{_name}")) if _name in _STRAIGHT else _field)


def kept_source(record: Any, among: Among) -> KeptSource:
    """The source of what a record was made of."""
    source = _new(KeptSource)
    _set(source, "record", record)  # one by one, which takes less room than a dictionary of its own
    _set(source, "base", among.base)
    _set(source, "relative", record.relative)
    return source


def posts_later(overview: Overview, among: Among) -> list[Post]:
    """The posts of an overview, of which nothing is read before somebody asks for more."""
    posts: list[Post] = [*map(_new, repeat(KeptPost, len(overview.paths)))]
    for post, path, slug in zip(posts, overview.paths, overview.slugs, strict=True):
        known = post.__dict__  # which takes half the time of three attributes
        known["relative"], known["slug"], known["among"] = path, slug, among
    return posts


def kept_posts(records: Iterable[Any], among: Among) -> Iterator[KeptPost]:
    """The posts of these records. Raises KeyError where one of their authors is not among the people."""
    for record in records:
        for handle in record.authors:
            among.people[handle]
        post = _new(KeptPost)
        known = {
            "record": record,
            "among": among,
            "relative": record.relative,
            "at": record.date,
            "slug": record.slug,
            "status": record.status,
            "tags": record.tags,
            "series": record.series,
            "handles": record.authors,
        }
        _set(post, "__dict__", known)  # at once, since there are very many
        yield post


_new, _set = object.__new__, object.__setattr__
