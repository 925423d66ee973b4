"""A content folder read, and all that is in it gathered into a library.

Most builds need little of a large folder: everything is taken as it was the last time but for the files that changed.
Nothing is listed then and few files are read; whoever calls knows which changed, came and went. Where that is not
enough to be sure of the rest, the whole folder is read by ``potluck.content.loading``.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from operator import attrgetter, eq, itemgetter
from pathlib import Path
from typing import Any, TypeVar, overload

from msgspec.structs import replace

from potluck.content.document import Document
from potluck.content.homes import POSTS
from potluck.content.kept import Kept, keep, restore, stays_in_place
from potluck.content.kept_post import KeptPost, posts_later
from potluck.content.library import Library
from potluck.content.loading import Loader
from potluck.content.model import Page, Person, Post, Tag, Written
from potluck.content.people import People
from potluck.content.shelved import Shelved
from potluck.content.tree import Found, ImageFile, Kind, Tree, add_file, same_but_for_case
from potluck.garbage import left_alone
from potluck.settings import Settings

T = TypeVar("T")


class OnDemand(Sequence[T]):
    """Holds what ``make`` answers, which is asked once, and only if need be."""

    def __init__(self, make: Callable[[], Iterable[T]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> tuple[T, ...]:
        return tuple(self._make())

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...

    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        return self._made[index]

    def __len__(self) -> int:
        return len(self._made)

    def __iter__(self) -> Iterator[T]:
        return iter(self._made)


class Taking(Loader):
    """Takes a content folder as it was, but for files that ``changed``; ``came`` and ``gone`` are some of these."""

    def __init__(
        self,
        content_dir: Path,
        settings: Settings,
        kept: Kept | None,
        changed: Collection[str],
        came: Collection[str],
        gone: Collection[str],
    ) -> None:
        super().__init__(content_dir, settings, kept, changed)
        self._came, self._gone = frozenset(came), frozenset(gone)
        self._before: Mapping[str, Any] = {}

    def take(self) -> bool:
        """Take everything as it was, but for the files that changed; answers whether that could be.

        It can't where anything was wrong with anything, or is now. No file came or went, but for the posts in ``came``
        and ``gone``, as whoever calls this knows; so nothing else need be listed.
        """
        kept = self._kept
        if kept is None or not kept.is_whole:
            return False
        base = f"{self.content_dir.name}/"
        self._images = {inside: ImageFile(self.content_dir / inside, f"{base}{inside}") for inside in kept.images}
        self._before = ChainMap({each.relative: each for each in (*kept.persons, *kept.pages)}, kept.posts)
        others = [each for each in self._unsure - self._came if each not in self._before]  # pictures, folders
        if others or not self._come_alone(base):
            return False
        self._take_all(kept.persons, Kind.PERSON)
        self.directory = People(self.people)
        if kept.people != self.bylines:
            return False
        self._take_posts(kept)
        self._take_all(kept.pages, Kind.PAGE)
        for relative in sorted(self._came):
            self._read(self._place(relative, Kind.POST))
        if not self.problems:
            self._settle(kept.spellings if self._is_all_in_place() else None)
        return not self.problems and len(self.raw) == len(self.published)

    def _take_posts(self, kept: Kept) -> None:
        self._take_all(kept.posts.values(), Kind.POST)

    def _come_alone(self, base: str) -> bool:
        """Whether the posts that came are files in the folder of posts, with names that are good beside the others'."""
        if not self._came:
            return True
        tree = Tree()
        folder = f"{base}{POSTS}/"
        for relative in self._came:
            name = relative.removeprefix(folder)
            if "/" in name or not add_file(self.content_dir / POSTS / name, relative, f"{POSTS}/{name}", tree):
                return False
        known = {each for each in self._before if each.startswith(folder)} - self._gone
        return not same_but_for_case([*known, *self._came])

    def _take_all(self, records: Iterable[Any], kind: Kind) -> None:
        """Take what did not change, all that stands together at once: there may be very many."""
        for is_unsure, some in groupby(records, lambda each: each.relative in self._unsure):
            if is_unsure:
                for each in some:
                    if each.relative not in self._gone:
                        self._read(self._place(each.relative, kind))
            else:
                self._take_records([*some], kind)

    def _place(self, relative: str, kind: Kind) -> Found:
        """A file of content whose name is good."""
        inside = relative.partition("/")[2]
        return Found(self.content_dir / inside, relative, inside, kind)

    def _is_all_in_place(self) -> bool:
        """Whether nothing changed but texts, and what is only shown of posts: nothing else is compared with others."""
        if self._came or self._gone:
            return False
        befores = (restore(self._before[each], self._among) for each in self._unsure)
        pairs = ((before, self.raw.get(before.source.relative)) for before in befores)
        return all(now is not None and stays_in_place(before, now) for before, now in pairs)

    def _where(self, relative: str) -> Found | None:
        return self._place(relative, self._kind_of(self.raw[relative]))

    @property
    def all_documents(self) -> Sequence[Document]:
        """All files, those that were taken as they were when somebody asks: only checks do."""
        return OnDemand(lambda: (*self._kept_documents(), *self.documents))

    def _kept_documents(self) -> Iterator[Document]:
        for relative, written in self.raw.items():
            if relative in self.taken:
                yield self._kept_document(written, self._kind_of(written))

    def _kind_of(self, written: Written) -> Kind:
        return next(kind for kind, each in _KINDS.items() if isinstance(written, each))

    @property
    def read_anew(self) -> frozenset[str]:
        """The files that were read, rather than taken as they were."""
        return self._unsure - self._gone

    @property
    def untouched(self) -> frozenset[str]:
        """The files that were not even listed."""
        return frozenset(self.taken)


class Unmoved(Taking):
    """Takes a content folder in which only texts changed, or what is only shown of posts: of all other posts nothing is
    read, and they stay in their order.
    """

    def take(self) -> bool:
        """Take everything so; answers whether that could be."""
        if self._came or self._gone or not self._kept or not isinstance(self._kept.posts, Shelved):
            return False
        self.overview = self._kept.overview
        return self.overview is not None and super().take() and self._is_all_in_place()

    def _take_posts(self, kept: Kept) -> None:
        assert self.overview
        paths, among = self.overview.paths, replace(self._among, records=kept.posts)
        posts = posts_later(self.overview, among)
        self.raw.update(zip(paths, posts, strict=True))
        self.taken.update(paths)
        if kept.spellings:
            tags = {slug: Tag(name, slug) for slug, name in kept.spellings.items()}
            posts = posts_later(self.overview, replace(among, tags=tags))
        for path in [each for each in self._unsure if each in kept.posts]:
            del self.raw[path]
            self.taken.discard(path)
            self._read(self._place(path, Kind.POST))
            if path in self.raw:
                posts[paths.index(path)] = self._spelt(self.posts, kept.spellings).pop()
                self.posts.clear()
        self.posts = posts

    def _settle(self, spellings: dict[str, str] | None = None) -> None:
        if spellings is not None:
            super()._settle({})  # all tags are spelt by now
            self.spellings = spellings

    def _records(self) -> Kept:
        assert self._kept and isinstance(self._kept.posts, Shelved)
        anew = [each for each in self.raw.values() if type(each) is not KeptPost]
        found = keep(anew, self.bylines, [*self._images], self.zone)
        found.posts = self._kept.posts.but(found.posts)
        return found


_KINDS: dict[Kind, type] = {Kind.POST: Post, Kind.PERSON: Person, Kind.PAGE: Page}


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
            for way in (Unmoved, Taking):
                taking = way(content_dir.resolve(), settings, kept, changed, came, gone)
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
        posts=tuple(loader.posts) if loader.overview else _newest_first(loader.posts),
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
        kept_overview=loader.overview,
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
