"""The addresses that readers have, and which of them a change takes away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from potluck.content.library import Library
from potluck.content.names import slugify
from potluck.content.page import Page
from potluck.content.post import Post, Status


def lost_addresses(before: Library, library: Library, moment: dt.datetime) -> dict[str, str]:
    """The addresses of pages that `before` had and the library has no more, each with the file that it came from."""
    had = dict(_given(before, moment))
    kept = {address for address, _ in _given(library, moment)} if had else set()
    return {address: path for address, path in had.items() if address not in kept}


def _given(library: Library, moment: dt.datetime) -> Iterator[tuple[str, str]]:
    """Every page that is out at a moment: where it is, without a slash in front, and a file that it is there for."""
    documents: tuple[Post | Page, ...] = (*library.posts, *library.pages)
    for each in documents:
        if each.status is Status.DRAFT or (isinstance(each, Post) and each.at > moment):
            continue
        yield from ((address, each.relative) for address in (each.permalink, *each.aliases))
        if isinstance(each, Post) and each.status is Status.PUBLISHED:
            yield from ((tag.permalink, each.relative) for tag in each.tags)
            if each.series:
                yield f"series/{slugify(each.series)}/", each.relative
                yield "series/", each.relative
    for person in library.people.values():
        yield person.permalink, person.relative
