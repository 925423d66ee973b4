"""From files to posts, people and pages: people first, then what they wrote, and then all are compared with all.

How one file is read is for ``potluck.content.reading``.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from potluck.content import uniqueness
from potluck.content.document import Document
from potluck.content.kept import Kept, differing, keep, restore
from potluck.content.kept_post import Among, kept_posts
from potluck.content.model import Person, Post, Tag, Written
from potluck.content.overview import Overview
from potluck.content.people import People
from potluck.content.reading import Reading
from potluck.content.tree import Found, ImageFile, Kind, Tree, explore
from potluck.settings import Settings


class Loader(Reading):
    """Reads one content folder; the results are in its attributes after `load()`."""

    def __init__(
        self, content_dir: Path, settings: Settings, kept: Kept | None = None, changed: Collection[str] = ()
    ) -> None:
        super().__init__(content_dir, settings)
        self._kept = kept
        self._unsure = frozenset(changed).union(kept.again if kept else ())
        self.taken: set[str] = set()
        """The files that were not read, but taken as they were."""
        self.spellings: dict[str, str] = {}
        self.overview: Overview | None = None
        """What is kept of all posts, if that is as it was: they are newest first then."""
        self._last_among: Among | None = None

    @cached_property
    def tree(self) -> Tree:
        """What lies in the folder."""
        return explore(self.content_dir, self.settings.held_back)

    def load(self) -> None:
        """Read everything."""
        self.problems += self.tree.problems
        self._refused = {each.path for each in self.tree.problems if each.is_error}
        images = [image for image in self.tree.images if image.relative not in self._refused]
        self._images = {image.path.relative_to(self.content_dir).as_posix(): image for image in images}
        blocked = {id(found.problem): found.problem for found in self.tree.texts if found.problem}
        self.problems += [each for each in blocked.values() if each not in self.tree.problems]
        self._restorable = self._kept_people()
        for found in self._of(Kind.PERSON):
            self._bring(found)
        self.directory = People((*self._stand_ins(), *self.people))
        self._restorable = self._kept_texts()
        for found in self._of(Kind.POST, Kind.PAGE):
            self._bring(found)
        self._settle()

    def _settle(self, spellings: dict[str, str] | None = None) -> None:
        """Compare all with all: who wrote, how tags are spelt, and who has which address.

        With the ``spellings`` of the last time nothing of that is another.
        """
        if spellings is None:
            known = {person.handle for person in self.people}
            self.posts = self._one_spelling([post for post in self.posts if known.issuperset(post.handles)])
            self.posts, self.pages, taken = uniqueness.one_at_each_address(self.posts, self.pages, self.people)
            self.problems += taken
        else:
            self.spellings = spellings
            self.posts = self._spelt(self.posts, spellings) if spellings else self.posts
        published = self.raw if spellings is not None else {each.relative for each in self.published}
        for document in self.documents:
            if not document.published:
                document.published = document.relative in published

    @property
    def published(self) -> tuple[Written, ...]:
        """What can be published of all that was read."""
        return (*self.posts, *self.pages, *self.people)

    def _of(self, *kinds: Kind) -> Iterable[Found]:
        return (found for found in self.tree.texts if found.kind in kinds)

    def keep(self) -> Kept:
        """What can be taken as it is the next time."""
        found = self._records()
        found.again += self._again
        if len(self.published) < len(self.raw):
            found.withheld = sorted(self.raw.keys() - {each.relative for each in self.published})
        found.spellings = self.spellings
        found.is_whole = not (self.problems or found.again or found.withheld)
        return found

    def _records(self) -> Kept:
        return keep(self.raw.values(), self.bylines, [*self._images], self.zone)

    def look_again(self, relative: str, may_differ: Collection[str] = ()) -> tuple[Written, Document] | None:
        """What one file holds now, if nothing but its text is other than when all was read; else None.

        Of what stands above the text, the fields in ``may_differ`` may be others as well.
        """
        before = self.raw.get(relative)
        found = self._where(relative) if before is not None else None
        if before is None or found is None or found.problem or relative in self._refused:
            return None
        alone = copy.copy(self)
        alone.posts, alone.people, alone.pages, alone.documents, alone.problems = [], [], [], [], []
        alone.raw, alone._again = {}, []
        alone._read(found)
        now = alone.raw.get(relative)
        known = [each for each in self.problems if each.path == relative]
        if now is None or alone.problems != known or type(now) is not type(before):
            return None
        if not differing(before, now).issubset(may_differ):
            return None
        self.raw[relative] = now
        document = alone.documents[0]
        document.published = True
        return now, document

    def _where(self, relative: str) -> Found | None:
        """The file of something that is known."""
        return self._by_path.get(relative)

    @cached_property
    def _by_path(self) -> dict[str, Found]:
        return {found.relative: found for found in self.tree.texts}

    @property
    def read_anew(self) -> frozenset[str]:
        """The files that were read, rather than taken as they were."""
        return frozenset(each.relative for each in self.tree.texts) - self.taken

    @property
    def as_read(self) -> dict[str, Written] | None:
        """Everything by its path, if all that was read is published, with its tags as they are spelt there."""
        return self.raw if len(self.raw) == len(self.published) and not self.spellings else None

    @property
    def untouched(self) -> frozenset[str]:
        """The files that were not even listed."""
        return frozenset()

    @property
    def images(self) -> tuple[ImageFile, ...]:
        """The images, in order of path."""
        return tuple(self._images.values())

    @property
    def bylines(self) -> list[tuple[str, str]]:
        """Handle and name of everybody whom a byline could mean."""
        return [(person.handle, person.name) for person in self.directory.by_handle.values()]

    def _kept_people(self) -> dict[str, Any]:
        if self._kept is None:
            return {}
        same = self._kept.images == [*self._images]
        found = {each.relative: each for each in self._kept.persons if same or each.avatar is None}
        return {path: each for path, each in found.items() if path not in self._unsure}

    def _kept_texts(self) -> dict[str, Any]:
        """What may be taken as it was read the last time: nothing, if a byline may mean somebody else by now."""
        if self._kept is None or self._kept.people != self.bylines:
            return {}
        same = self._kept.images == [*self._images]
        found: dict[str, Any] = {each.relative: each for each in self._kept.pages}
        found.update((each.relative, each) for each in self._kept.posts.values() if same or each.image is None)
        return {path: each for path, each in found.items() if path not in self._unsure}

    def _bring(self, found: Found) -> None:
        """Take a file as it was read the last time, or read it."""
        record = self._restorable.get(found.relative)
        if record is None or found.problem or found.relative in self._refused:
            self._read(found)
            return
        self._take_records([record], found.kind)
        self.documents.append(self._kept_document(self.raw[record.relative], found.kind))

    def _take_records(self, records: Sequence[Any], kind: Kind) -> None:
        """Take files as they were read the last time; documents of them are for whoever calls."""
        among = self._among
        written: list[Written] = (
            [*kept_posts(records, among)] if kind is Kind.POST else [restore(each, among) for each in records]
        )
        paths = [each.relative for each in records]
        self._shelf(kind).extend(written)
        self.raw.update(zip(paths, written, strict=True))
        self.taken.update(paths)

    def _kept_document(self, written: Written, kind: Kind) -> Document:
        """A file that was taken as it was."""
        return Document(kind, written.source, self.settings.max_front_matter_bytes, published=True)

    @property
    def all_documents(self) -> Sequence[Document]:
        """All files that could be read as text."""
        return tuple(self.documents)

    @property
    def _among(self) -> Among:
        """What kept posts are among: the same as long as the people are."""
        people = self.directory.by_handle
        if self._last_among is None or self._last_among.people is not people:
            self._last_among = Among(self.content_dir.parent, self.zone, people)
        return self._last_among

    def _stand_ins(self) -> Iterable[Person]:
        """People whose own file has a problem: their posts wait for them, and need no problem of their own."""
        known = {person.handle for person in self.people}
        for document in self.documents:
            handle = document.source.path.stem.lower()
            if handle not in known:
                name = document.front.fields.get("name")
                yield Person(handle, str(name.value) if name else handle, document.source)

    def _one_spelling(self, posts: list[Post]) -> list[Post]:
        """Give each tag the spelling that most people use, or most posts, or the oldest: nobody renames it for all."""
        names: dict[str, set[str]] = {}
        for post in posts:
            for tag in post.tags:
                names.setdefault(tag.slug, set()).add(tag.name)
        used: dict[str, dict[str, list[Post]]] = {slug: {} for slug, each in names.items() if len(each) > 1}
        for post in posts if used else ():
            for tag in post.tags:
                if tag.slug in used:
                    used[tag.slug].setdefault(tag.name, []).append(post)
        best = {slug: min(each, key=lambda name: (*_weight(each[name]), name)) for slug, each in used.items()}
        return self._spelt(posts, best)

    def _spelt(self, posts: list[Post], spellings: dict[str, str]) -> list[Post]:
        self.spellings = spellings
        best = {slug: Tag(name, slug) for slug, name in spellings.items()}
        if not best:
            return posts
        return [
            _with_tags(post, tuple(best.get(tag.slug, tag) for tag in post.tags))
            if any(tag.slug in best for tag in post.tags)
            else post
            for post in posts
        ]


def _weight(posts: list[Post]) -> tuple[int, int, dt.datetime]:
    """How much a spelling counts that stands in these posts; the smallest is best."""
    people = {handle for post in posts for handle in post.handles}
    return -len(people), -len(posts), min(post.at for post in posts)


def _with_tags(post: Post, tags: tuple[Tag, ...]) -> Post:
    """A post with these tags; one that was taken as it was still has its record."""
    found = copy.copy(post)
    object.__setattr__(found, "tags", tags)
    return found
