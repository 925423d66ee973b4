"""Posts, people and pages as they were read the last time, so that a file that did not change need not be read again.

Only what stands above the text is kept; the text itself is read from its file when somebody asks for it. What is kept
is plain JSON: nothing in it could run. Whether a file is as it was is for the caller to know; what was made of it may
also have depended on who writes here and which images there are, so these are kept beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, MutableMapping, Sequence
from pathlib import Path
from sys import intern
from typing import Annotated, Any, get_type_hints
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from potluck.content.kept_post import Among, KeptPost, kept_posts, kept_source
from potluck.content.model import Event, Page, Person, Post, Tag, Written, said_in
from potluck.content.overview import Overview

_APART = frozenset(("source", "authors"))
"""Fields that are kept in another form."""
_NOT_OF_THE_HEAD = frozenset(("relative", "sha256", "size", "windows_line_ends", "body_line", "bio_line"))
ONLY_SHOWN = frozenset(("title", "summary"))
"""What readers see of a post, and nothing else follows from: neither where it stands nor what goes well with it."""
_NUMBER = Annotated[int, msgspec.Meta(ge=0)]
"""Stands for a tag in text, since many posts have the same few."""
_WHERE = [("relative", str), ("sha256", str), ("size", int), ("windows_line_ends", bool)]


def _record(kind: type, more: Iterable[tuple[str, Any]] = ()) -> tuple[type, tuple[str, ...]]:
    """A record for the fields of one kind, and their names."""
    hints = get_type_hints(kind, localns={"Event": Event})
    plain = [(name, hints[name]) for name in said_in(kind) if name not in _APART]
    typed = [(name, tuple[Tag | _NUMBER, ...] if name == "tags" else hint) for name, hint in plain]
    record = msgspec.defstruct(f"Kept{kind.__name__}", [*_WHERE, *more, *typed], array_like=True)
    return record, tuple(name for name, _ in plain)


_POST, _POST_FIELDS = _record(Post, [("authors", tuple[str, ...])])
_PAGE, _PAGE_FIELDS = _record(Page)
_PERSON, _PERSON_FIELDS = _record(Person)
_RECORDS: dict[type, tuple[type, tuple[str, ...]]] = {
    Post: (_POST, _POST_FIELDS),
    Page: (_PAGE, _PAGE_FIELDS),
    Person: (_PERSON, _PERSON_FIELDS),
}


class Kept(msgspec.Struct):
    """What could be used, and what it was read among.

    ``posts``, by path, ``pages`` and ``persons`` are records, which ``restore`` makes whole, but for the paths in
    ``again``: something was wrong with these. ``people`` are handle and name of everybody whom a byline could mean,
    ``images`` the paths that a post could name. ``withheld`` are the paths of what was not published in the end,
    ``spellings`` the names of tags that are not always written alike, by slug. ``is_whole`` is whether nothing was
    wrong with anything. ``tags`` are those that stand by their number where posts are encoded by themselves,
    ``textless`` the paths of what has no text that can be shown. ``overview`` tells of all posts.
    """

    posts: MutableMapping[str, Any]
    pages: list[Any]
    persons: list[Any]
    people: list[tuple[str, str]]
    images: list[str]
    again: list[str]
    withheld: list[str]
    spellings: dict[str, str]
    is_whole: bool = False
    tags: list[Tag] = []
    textless: list[str] = []
    overview: Overview | None = None


_LISTS = {"posts": dict[str, _POST], "pages": list[_PAGE], "persons": list[_PERSON]}  # type: ignore[valid-type]
_WHOLE = msgspec.defstruct("Whole", [(name, _LISTS.get(name, hint)) for name, hint in get_type_hints(Kept).items()])


def keep(written: Iterable[Written], people: list[tuple[str, str]], images: list[str], zone: ZoneInfo) -> Kept:
    """Records of what was written. What would not come back the same is among ``again``."""
    found = Kept({}, [], [], people, images, [], [], {})
    for each in written:
        if type(each) is KeptPost:  # as it was
            found.posts[each.relative] = each.record
            continue
        source = each.source
        kind = _kind(each)
        record, names = _RECORDS[kind]
        where = (source.relative, source.sha256, source.size, source.windows_line_ends)
        authors = [tuple(person.handle for person in each.authors)] if isinstance(each, Post) else []
        made = record(*where, *authors, *(getattr(each, name) for name in names))
        if kind is Post:
            found.posts[source.relative] = made
        else:
            (found.pages if kind is Page else found.persons).append(made)
        if not all(_comes_back(moment, zone) for moment in _moments(each)):
            found.again.append(source.relative)
    return found


def encoded_posts(records: Iterable[Any], content: Path, tags: dict[Tag, int]) -> str:
    """Some posts' records as text, with numbers for tags: those that have none yet are put with the others."""
    numbered = [replace(each, tags=tuple([tags.setdefault(tag, len(tags)) for tag in each.tags])) for each in records]
    return encoded(numbered, content)


def encoded(value: Any, content: Path) -> str:
    """Records as text, with paths below the content folder."""

    def path(value: Any) -> str:
        if isinstance(value, Path):
            return value.relative_to(content).as_posix()
        raise NotImplementedError(type(value))

    return msgspec.json.encode(value, enc_hook=path).decode()


def heads_of(record: Any, but: Collection[str] = ()) -> tuple[Any, ...]:
    """All that a record says of what stands above the text, ``but`` for these fields."""
    names = [name for name in record.__struct_fields__ if name not in _NOT_OF_THE_HEAD and name not in but]
    return tuple(_said(getattr(record, name)) for name in names)


def only_shown(post: Any) -> Collection[str]:
    """The fields of a post, or of its record, that may be others while all else on the site stays where it is.

    (The title of a meetup also stands in the calendar, and that of a renamed post where it was.)
    """
    return () if post.event or post.aliases else ONLY_SHOWN


def stays_in_place(one: Written, two: Written) -> bool:
    """Whether two readings of a file differ in nothing but its text and what is only shown of a post."""
    may_differ = ONLY_SHOWN if isinstance(one, Post) else frozenset()
    return _kind(one) is _kind(two) and differing(one, two).issubset(may_differ)


def differing(one: Written, two: Written) -> frozenset[str]:
    """What two readings of a file say otherwise above its text, both as a thing of the same kind."""
    _, names = _RECORDS[_kind(one)]
    heads = [name for name in (*names, "authors") if name not in _NOT_OF_THE_HEAD and hasattr(one, name)]
    return frozenset(name for name in heads if _said(getattr(one, name)) != _said(getattr(two, name)))


def _said(value: Any) -> Any:
    """A value as it compares: Python finds a moment of an hour that comes twice unequal in every other zone."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC)
    if isinstance(value, Event):
        return replace(value, start=value.start.astimezone(dt.UTC), end=value.end.astimezone(dt.UTC))
    return value


def unkept(text: str | bytes, content: Path) -> Kept:
    """What ``encoded`` made a text of. Raises ValueError for any other."""
    whole = _decoded(text, _WHOLE, content)
    return Kept(*(getattr(whole, name) for name in Kept.__struct_fields__))


def unkept_posts(text: str | bytes, content: Path, tags: Sequence[Tag]) -> list[Any]:
    """What ``encoded_posts`` made a text of, with ``tags`` by their numbers. Raises ValueError for any other."""
    records: list[Any] = _decoded(text, list[_POST], content)  # type: ignore[valid-type]
    known, tag_of = _AUTHORS.setdefault, tags.__getitem__
    try:
        for each in records:  # many say the same, which need not be held for each of them
            each.lang = intern(each.lang)
            each.authors = known(each.authors, each.authors)
            each.tags = tuple(map(tag_of, each.tags))
    except (IndexError, TypeError) as error:
        raise ValueError(str(error)) from error
    return records


def _decoded(text: str | bytes, kind: Any, content: Path) -> Any:
    def path(kind: type, value: Any) -> Path:
        if kind is Path and isinstance(value, str) and ".." not in value.split("/") and not value.startswith("/"):
            return content / value
        raise ValueError("not a path")

    try:
        return msgspec.json.decode(text, type=kind, dec_hook=path)
    except (msgspec.MsgspecError, ValueError, TypeError) as error:
        raise ValueError(str(error)) from error


def restore(record: Any, among: Among) -> Written:
    """What a record was made of. Raises KeyError where one of its authors is not among the people."""
    kind: type = _KIND_OF[type(record)]
    if kind is Post:
        return next(kept_posts((record,), among))
    _, names = _RECORDS[kind]
    written: Written = kind(**{name: getattr(record, name) for name in names}, source=kept_source(record, among))
    return written


def _kind(written: Written) -> type:
    return Post if isinstance(written, Post) else type(written)


_AUTHORS: dict[tuple[str, ...], tuple[str, ...]] = {}
_KIND_OF = {record: kind for kind, (record, _) in _RECORDS.items()}


def _moments(written: Written) -> Iterable[dt.datetime]:
    if isinstance(written, Post):
        yield written.date
        if written.updated:
            yield written.updated
        if written.event:
            yield from (written.event.start, written.event.end)


def _comes_back(moment: dt.datetime, zone: ZoneInfo) -> bool:
    """Whether a moment is the same, on the clock too, once it was written as a moment of UTC."""
    back = moment.astimezone(dt.UTC).astimezone(zone)
    return (back.replace(tzinfo=None), back.fold) == (moment.replace(tzinfo=None), moment.fold)
