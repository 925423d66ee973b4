"""A content folder read, and all that is in it gathered into a library."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby
from operator import attrgetter, eq, itemgetter
from pathlib import Path

from potluck.content.kept import Kept
from potluck.content.library import Library
from potluck.content.loading import Loader
from potluck.content.model import Page, Post
from potluck.content.taking import Taking
from potluck.garbage import left_alone
from potluck.settings import Settings


def load(
    content_dir: Path,
    settings: Settings,
    kept: Kept | None = None,
    changed: Collection[str] = (),
    *,
    came: Collection[str] | None = None,
    gone: Collection[str] = (),
) -> Library:
    """Read a content folder.

    Never raises because of what is in it: whatever can't be used is in `problems`. Reads no clock and no network; the
    same files make the same library. What is `kept` is taken as it was, but for the files that `changed`;
    `came` and `gone` are those of them that are new, or not there any more, if that is known.
    """
    with left_alone():
        if came is not None and not settings.held_back:
            taking = Taking(content_dir.resolve(), settings, kept, changed, came, gone)
            if taking.take():
                return _library(taking)
        loader = Loader(content_dir.resolve(), settings, kept, changed)
        loader.load()
        if not loader.taken.issubset(each.relative for each in loader.published):  # what becomes of them is another
            return load(content_dir, settings)
    return _library(loader)


def load_part(content_dir: Path, settings: Settings) -> Library:
    """Read a folder that has a part of the content, where no text is withheld for what it leans on that is missing."""
    with left_alone():
        loader = Loader(content_dir.resolve(), settings)
        loader.load()
    loader.posts = [each for each in loader.raw.values() if isinstance(each, Post)]
    loader.pages = [each for each in loader.raw.values() if isinstance(each, Page)]
    return _library(loader)


def _library(loader: Loader) -> Library:
    return Library(
        content_dir=loader.content_dir,
        posts=_newest_first(loader.posts),
        people={person.handle: person for person in sorted(loader.people, key=lambda each: each.handle)},
        pages=tuple(sorted(loader.pages, key=lambda page: page.slug)),
        images=loader.images,
        problems=tuple(sorted(loader.problems, key=lambda each: (each.path, each.line or 0, each.id))),
        documents=loader.all_documents,
        directory=loader.directory,
        archive_at_once=loader.settings.archive_at_once,
        keep=loader.keep,
        look_again=loader.look_again,
        untouched=loader.untouched,
        read_anew=loader.read_anew,
        as_read=loader.as_read,
    )


def _newest_first(posts: Sequence[Post]) -> tuple[Post, ...]:
    """Posts by date, those of one moment by permalink, which is worked out for these alone."""
    clocks = [(at.date(), at.time()) for at in [post.at for post in posts]]  # the site's, made the fastest in two
    timed = sorted(zip(clocks, posts, strict=True), key=itemgetter(0), reverse=True)
    moments = [moment for moment, _ in timed]
    if not any(map(eq, moments, moments[1:])):
        return tuple([post for _, post in timed])
    found: list[Post] = []
    for _, alike in groupby(timed, itemgetter(0)):
        several = [post for _, post in alike]
        found += sorted(several, key=attrgetter("permalink"), reverse=True) if len(several) > 1 else several
    return tuple(found)
