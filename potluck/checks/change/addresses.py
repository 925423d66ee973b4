"""The addresses that readers have: which of them a change takes away, and whose those of posts were that are gone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from potluck.checks.change.history import GitError
from potluck.checks.change.owners import Brought
from potluck.content.document import read_document
from potluck.content.library import Library
from potluck.content.model import Page, Person, Post, Status
from potluck.content.names import own_name, read_post_name, slugify
from potluck.content.source import UnreadableError, decode
from potluck.content.tree import Kind


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


def vacated(brought: Brought) -> dict[str, str]:
    """The address of each post that was there once, and not before the change any more, with the path of its file.

    The address is the one that its name tells. Raises GitError.
    """
    found = {}
    for path in brought.site.history.deleted_until(brought.revision, f"{brought.library.content_dir.name}/posts"):
        named = read_post_name(own_name(PurePosixPath(path)))
        if path.endswith(".md") and path not in brought.existed and named.date and named.slug:
            found[f"{named.date:%Y/%m}/{named.slug}/"] = path
    return found


def wrote(path: str, brought: Brought) -> tuple[Person, ...]:
    """Who of the people wrote a post that is gone, as it said before it was deleted; nobody if that can't be told."""
    try:
        source = decode(Path(path), path, brought.site.history.before_it_went(path))
        byline = read_document(source, Kind.POST, brought.site.settings).front.byline
    except (GitError, UnreadableError):
        return ()
    return brought.before.directory.named(byline)
