"""Addresses of posts that are gone: readers still follow links to them, and expect what was there, or its author."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path, PurePosixPath

from potluck.checks.change.history import GitError, History
from potluck.content.document import read_document
from potluck.content.names import own_name, read_post_name
from potluck.content.people import People
from potluck.content.person import Person
from potluck.content.source import UnreadableError, decode
from potluck.content.tree import Kind
from potluck.settings import Settings


def vacated(history: History, revision: str, existed: Collection[str], content: str) -> dict[str, str]:
    """The address of each post that was there once, and not at a revision any more, with the path of its file.

    The address is the one that its name tells. Raises GitError.
    """
    found = {}
    for path in history.deleted_until(revision, f"{content}/posts"):
        named = read_post_name(own_name(PurePosixPath(path)))
        if path.endswith(".md") and path not in existed and named.date and named.slug:
            found[f"{named.date:%Y/%m}/{named.slug}/"] = path
    return found


def wrote(path: str, history: History, people: People, settings: Settings) -> tuple[Person, ...]:
    """Who of the people wrote a post that is gone, as it said before it was deleted; nobody if that can't be told."""
    try:
        data = history.before_it_went(path)
        byline = read_document(decode(Path(path), path, data), Kind.POST, settings).front.byline
    except (GitError, UnreadableError):
        return ()
    return people.named(byline)
