"""What a link in a text may lead to that comes or goes as posts do: the posts themselves, and lists of theirs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from potluck.content.names import slugify

WHILE_ANY = (("series", "series/"), ("event", "events.ics"))
"""What is there while any listed post has such a line."""


def lists_that_flipped(
    moved: Collection[Any], before: Callable[[], Iterable[Any]], now: Callable[[], Iterable[Any]]
) -> Iterator[str]:
    """The addresses that came or went with the records that ``moved``; asks what was listed ``before``, and is now."""
    for field, address in WHILE_ANY:
        if any(getattr(each, field) for each in moved):
            were, are = (any(getattr(each, field) for each in listed()) for listed in (before, now))
            if were != are:
                yield address


def names_of(record: Any) -> Iterator[str]:
    """What a link that leads to a post, or to a list that it alone may keep alive, has in it."""
    path = PurePosixPath(record.relative)
    yield (path.parent.name if path.stem == "index" else path.stem).casefold()
    yield record.slug.casefold()
    yield from (alias.strip("/").casefold() for alias in record.aliases)
    yield from (tag.slug for tag in record.tags)
    if record.series:
        yield slugify(record.series)
