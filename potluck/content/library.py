"""Everything the community has written, read and typed, and what is wrong with the rest.

It is put together by ``potluck.content.gathering``.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import msgspec
from msgspec.structs import force_setattr, replace

from potluck.content import targets
from potluck.content.document import Document
from potluck.content.homes import POSTS, SHELVES
from potluck.content.kept import ONLY_SHOWN, Kept, only_shown
from potluck.content.model import Page, Person, Post, Status, Written
from potluck.content.names import slugify
from potluck.content.nearest import NearAddresses
from potluck.content.overview import Overview
from potluck.content.people import People
from potluck.content.source import Source
from potluck.content.targets import Missing, Target
from potluck.content.tree import ImageFile
from potluck.problems import Problem


class Library(msgspec.Struct, frozen=True, eq=False, dict=True):
    """The content of one site.

    `posts` are newest first, `people` by handle in order of handle, `pages` in order of slug. A file that can't be used
    is in none of them and has an error in `problems`; `documents` are all files that could be read as text, these too.
    """

    content_dir: Path
    posts: tuple[Post, ...]
    people: Mapping[str, Person]
    pages: tuple[Page, ...]
    images: tuple[ImageFile, ...]
    problems: tuple[Problem, ...]
    documents: Sequence[Document] = ()
    directory: People = msgspec.field(default_factory=lambda: People(()))
    archive_at_once: int = 1000
    """With more posts, each year has a page of its own in the archive."""
    keep: Callable[[], Kept] | None = None
    """Makes records of what can be taken as it is the next time (``potluck.content.kept``)."""
    look_again: Callable[[str, Collection[str]], tuple[Written, Document] | None] | None = None
    """Reads one file once more, and tells what it holds if nothing but its text, and these fields, changed."""
    read_anew: frozenset[str] = frozenset()
    """The files that were read, rather than taken as they were, as problems name them."""

    untouched: frozenset[str] = frozenset()
    """The files that were not even listed, since they are known to be as they were."""
    as_read: Mapping[str, Written] | None = None
    """Everything but images by its path, if it stands as it was read."""

    kept_overview: Overview | None = None

    @cached_property
    def overview(self) -> Overview:
        """What lists ask of every post."""
        return self.kept_overview or Overview.of(self.posts)

    def post(self, path: str) -> Post | None:
        """The post that is in a file, by its path as problems name it."""
        found = self.named(path)
        return found if isinstance(found, Post) else None

    def person(self, handle: str) -> Person | None:
        """The person with this handle."""
        return self.people.get(handle.lower())

    def find_person(self, text: str) -> Person | None:
        """The one person whom a handle or name means; none when it is nobody's, or several people's."""
        found = self.directory.find(text)
        return found[0] if len(found) == 1 else None

    def knows(self, path: str) -> bool:
        """Whether a file (named as in problems), or anything below it, played a part when all was read."""
        played = (*self._places, *(each.relative for each in self.images), *(each.path for each in self.problems))
        return any(each == path or each.startswith(f"{path}/") for each in played)

    def retell(self, path: str) -> Post | None:
        """Have the post in a file (named as in problems) say what the file says now; answers the post.

        None, and nothing is done, where the file holds no post, or anything changed but a text, a title or a summary.
        Whoever holds the post holds it still; what was made of it is for them to make again.
        """
        post = self._everything.get(path)
        place = self._places.get(path)
        if self.look_again is None or place is None or not isinstance(post, Post):
            return None
        found = self.look_again(path, only_shown(post))
        if found is None or not isinstance(found[0], Post):
            return None
        now, document = found
        vars(post).update(
            source=now.source, body_line=now.body_line, **{each: getattr(now, each) for each in ONLY_SHOWN}
        )
        documents = list(self.documents)
        documents[place] = document
        force_setattr(self, "documents", tuple(documents))
        return post

    def documents_at(self, paths: Collection[str]) -> list[Document]:
        """What was read of these files (named as in problems), in the order of ``documents``."""
        places = sorted(place for path in paths if (place := self._places.get(path)) is not None)
        return [self.documents[place] for place in places]

    @cached_property
    def _places(self) -> dict[str, int]:
        """Where each document is among them, by its path."""
        return {each.relative: place for place, each in enumerate(self.documents)}

    def narrowed(self, paths: Collection[str]) -> Library:
        """The library with only what is in these files (named as in problems), and the people who wrote the posts."""
        posts = tuple(post for post in self.posts if post.relative in paths)
        pages = tuple(page for page in self.pages if page.relative in paths)
        people = {handle: each for handle, each in self.people.items() if each.relative in paths}
        people.update((person.handle, person) for post in posts for person in post.authors)
        people = dict(sorted(people.items()))
        return replace(self, posts=posts, people=people, pages=pages, as_read=None, kept_overview=None)

    def resolve(self, source: Source, url: str) -> Target:
        """Where a link in a file leads; never out of the content folder.

        A file in the wrong place is read as if it were among the posts, where it will be told to go.
        """
        inside = self._inside(source.path)
        target = targets.resolve(self, inside, url)
        if not isinstance(target, Missing) or inside.partition("/")[0] in SHELVES:
            return target
        there = targets.resolve(self, f"{POSTS}/{source.path.name}", url)
        return target if isinstance(there, Missing) and not there.nearest else there

    def at(self, inside: str) -> Written | ImageFile | None:
        """What is in a file, by its path below the content folder."""
        return self.named(f"{self.content_dir.name}/{inside}")

    def named(self, path: str) -> Written | ImageFile | None:
        """What is in a file, by its path as problems name it."""
        return self._everything.get(path)

    @cached_property
    def _everything(self) -> Mapping[str, Written | ImageFile]:
        """Everything by its path, as problems name it."""
        if self.as_read is not None:
            return {**{each.relative: each for each in self.images}, **self.as_read}
        return {each.relative: each for each in (*self.images, *self.written)}

    @property
    def written(self) -> tuple[Written, ...]:
        """All posts, pages and people."""
        return (*self.posts, *self.pages, *self.people.values())

    @cached_property
    def withheld(self) -> frozenset[str]:
        """Files that can't be published, by their path below the content folder."""
        return frozenset(self._inside(each.source.path) for each in self.documents if not each.published)

    @cached_property
    def by_folded(self) -> Mapping[str, str]:
        """Paths below the content folder, by their lower-case form."""
        paths = (each.relative for each in (*self.images, *self.written))
        return {inside.lower(): inside for path in paths if (inside := path.partition("/")[2])}

    @cached_property
    def by_folder(self) -> Mapping[str, Sequence[str]]:
        """The same lower-case paths by the folder they are in."""
        found: dict[str, list[str]] = {}
        for path in self.by_folded:
            found.setdefault(posixpath.dirname(path), []).append(path)
        return found

    @cached_property
    def by_permalink(self) -> Mapping[str, Written]:
        """Everything that has a page, by its permalink or an alias."""
        found: dict[str, Written] = {}
        written: tuple[Post | Page, ...] = (*self.posts, *self.pages)
        for each in written:
            found.update((alias, each) for alias in each.aliases)
        found.update((each.permalink, each) for each in written)
        found.update((person.permalink, person) for person in self.people.values())
        return found

    @cached_property
    def near_addresses(self) -> NearAddresses:
        """By what a post's address is looked for that has a slip in it."""
        return NearAddresses(self.by_permalink)

    @cached_property
    def generated(self) -> frozenset[str]:
        """The addresses of pages that the site makes itself."""
        listed = [post for post in self.posts if post.status is Status.PUBLISHED]
        tags = {tag.permalink for post in listed for tag in post.tags}
        series = {f"series/{slugify(post.series)}/" for post in listed if post.series}
        lists = {*tags, *series, *(person.permalink for person in self.people.values())}
        feeds = {f"{each}feed.{kind}" for each in lists for kind in ("xml", "json")}
        is_divided = len(listed) > self.archive_at_once
        years = {f"archive/{year}/" for year in {post.at.year for post in listed}} if is_divided else set()
        return targets.GENERATED | tags | series | feeds | years

    def _inside(self, path: Path) -> str:
        """A path below the content folder, with forward slashes."""
        text, root = str(path), str(self.content_dir)
        return text[len(root) + 1 :].replace("\\", "/") if text.startswith(root) else text
