"""From files to posts, people and pages: people first, then what they wrote."""

from __future__ import annotations

import copy
import logging
import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from potluck.content import names, uniqueness
from potluck.content.document import Document, KeptDocument, read_document
from potluck.content.event import read_event
from potluck.content.kept import Kept, Written, keep, restore, same_head
from potluck.content.models import PageFields, PersonFields, PostFields
from potluck.content.page import Page
from potluck.content.people import People
from potluck.content.person import Person
from potluck.content.post import Post, Tag
from potluck.content.post_name import Naming, name_post
from potluck.content.rules import reading, shape
from potluck.content.source import Source, UnreadableError, read_source
from potluck.content.tree import (
    POSTS,
    Found,
    ImageFile,
    Kind,
    Tree,
    add_file,
    explore,
    person_misplaced,
    same_but_for_case,
)
from potluck.content.typed import read_fields
from potluck.content.values import Surroundings
from potluck.problems import Problem
from potluck.settings import Settings

logger = logging.getLogger(__name__)
OUR_MISTAKE = "This file could not be taken apart. The mistake is probably ours."
TELL_US = "Tell the maintainers the name of the file, so that they can mend the program that reads it."
IMAGE_ADVICE = "Put the image into the post's own folder or into `content/images/`, and write its name as it is there."


class Loader:
    """Reads one content folder; the results are in its attributes after `load()`."""

    def __init__(
        self,
        content_dir: Path,
        settings: Settings,
        kept: Kept | None = None,
        changed: Collection[str] = (),
        *,
        came: Collection[str] = (),
        gone: Collection[str] = (),
    ) -> None:
        self.content_dir = content_dir
        self._kept = kept
        self._came, self._gone = frozenset(came), frozenset(gone)
        self._unsure = frozenset(changed).union(kept.again if kept else ())
        self.raw: dict[str, Written] = {}
        """What could be used, by the path of its file, before it was compared with the rest."""
        self._again: list[str] = []
        self.taken: set[str] = set()
        """The files that were not read, but taken as they were."""
        self.settings = settings
        self.zone = ZoneInfo(settings.timezone)
        self.posts: list[Post] = []
        self.people: list[Person] = []
        self.pages: list[Page] = []
        self.documents: list[Document] = []
        self.problems: list[Problem] = []
        self.directory = People(())
        self.spellings: dict[str, str] = {}
        self._images: dict[str, ImageFile] = {}
        self._refused: set[str] = set()
        self._before: dict[str, Any] = {}
        self._is_taken = False

    @cached_property
    def tree(self) -> Tree:
        """What lies in the folder."""
        return explore(self.content_dir)

    def load(self) -> None:
        """Read everything."""
        self.problems += self.tree.problems
        self._images = {self._inside(image): image for image in self.tree.images}
        self._refused = {each.path for each in self.tree.problems if each.is_error}
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

    def take(self) -> bool:
        """Take everything as it was, but for the files that changed; answers whether that could be.

        It can't where anything was wrong with anything, or is now. No file came or went, but for the posts in ``came``
        and ``gone``, as whoever calls this knows; so nothing else need be listed.
        """
        kept = self._kept
        if kept is None or not kept.is_whole:
            return False
        self._is_taken = True
        base = f"{self.content_dir.name}/"
        self._images = {inside: ImageFile(self.content_dir / inside, f"{base}{inside}") for inside in kept.images}
        self._before = {each.relative: each for each in (*kept.persons, *kept.posts, *kept.pages)}
        found = [*self._unsure - self._before.keys() - self._came]
        if found or not self._come_alone(base):
            return False
        self._take_all(kept.persons, Kind.PERSON)
        self.directory = People(self.people)
        if kept.people != self.bylines:
            return False
        self._take_all(kept.posts, Kind.POST)
        self._take_all(kept.pages, Kind.PAGE)
        for relative in sorted(self._came):
            self._read(self._place(relative, Kind.POST))
        if not self.problems:
            self._settle(kept.spellings if self._are_heads_the_same() else None)
        return not self.problems and len(self.raw) == len(self.posts) + len(self.pages) + len(self.people)

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
        for each in records:
            if each.relative in self._gone:
                continue
            if each.relative in self._unsure:
                self._read(self._place(each.relative, kind))
            else:
                self._take_record(each, kind)

    def _place(self, relative: str, kind: Kind) -> Found:
        """A file of content whose name is good."""
        inside = relative.partition("/")[2]
        return Found(self.content_dir / inside, relative, inside, kind)

    def _are_heads_the_same(self) -> bool:
        """Whether nothing changed but texts."""
        if self._came or self._gone:
            return False
        by_handle = self.directory.by_handle
        befores = (restore(self._before[each], self.content_dir, self.zone, by_handle) for each in self._unsure)
        return all((now := self.raw.get(each.source.relative)) is not None and same_head(each, now) for each in befores)

    def _settle(self, spellings: dict[str, str] | None = None) -> None:
        """Compare all with all: who wrote, how tags are spelt, and who has which address.

        With the ``spellings`` of the last time nothing of that is another.
        """
        if spellings is None:
            known = {person.handle for person in self.people}
            self.posts = self._one_spelling([post for post in self.posts if known.issuperset(_handles(post))])
            self.posts, self.pages, taken = uniqueness.one_at_each_address(self.posts, self.pages, self.people)
            self.problems += taken
        else:
            self.spellings = spellings
            self.posts = self._spelt(self.posts, spellings) if spellings else self.posts
        kept: list[Post | Page | Person] = [*self.posts, *self.pages, *self.people]
        published = {each.source.relative for each in kept}
        for document in self.documents:
            if not document.published:
                document.settle(document.source.relative in published)

    def _of(self, *kinds: Kind) -> Iterable[Found]:
        return (found for found in self.tree.texts if found.kind in kinds)

    def _inside(self, image: ImageFile) -> str:
        return image.path.relative_to(self.content_dir).as_posix()

    def keep(self) -> Kept:
        """What can be taken as it is the next time."""
        found = keep(self.raw.values(), self.bylines, [*self._images], self.zone)
        published: list[Post | Page | Person] = [*self.posts, *self.pages, *self.people]
        found.again += self._again
        found.withheld = sorted(self.raw.keys() - {each.source.relative for each in published})
        found.spellings = self.spellings
        found.is_whole = not (self.problems or found.again or found.withheld)
        return found

    def look_again(self, relative: str) -> tuple[Written, Document] | None:
        """What one file holds now, if nothing but its text is other than when all was read; else None."""
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
        if now is None or alone.problems != known or not same_head(before, now):
            return None
        self.raw[relative] = now
        document = alone.documents[0]
        document.settle(published=True)
        return now, document

    def _where(self, relative: str) -> Found | None:
        """The file of something that is known."""
        if not self._is_taken:
            return self._by_path.get(relative)
        return self._place(
            relative, next(kind for kind, each in _KINDS.items() if isinstance(self.raw[relative], each))
        )

    @cached_property
    def _by_path(self) -> dict[str, Found]:
        return {found.relative: found for found in self.tree.texts}

    @property
    def read_anew(self) -> frozenset[str]:
        """The files that were read, rather than taken as they were."""
        return (
            self._unsure - self._gone
            if self._is_taken
            else frozenset(each.relative for each in self.tree.texts) - self.taken
        )

    @property
    def untouched(self) -> frozenset[str]:
        """The files that were not even listed."""
        return frozenset(self.taken) if self._is_taken else frozenset()

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
        found.update((each.relative, each) for each in self._kept.posts if same or each.image is None)
        return {path: each for path, each in found.items() if path not in self._unsure}

    def _bring(self, found: Found) -> None:
        """Take a file as it was read the last time, or read it."""
        record = self._restorable.get(found.relative)
        if record is None or found.problem or found.relative in self._refused:
            self._read(found)
            return
        self._take_record(record, found.kind)

    def _take_record(self, record: Any, kind: Kind) -> None:
        written = restore(record, self.content_dir, self.zone, self.directory.by_handle)
        self._shelf(kind).append(written)
        self.raw[record.relative] = written
        self.taken.add(record.relative)
        self.documents.append(KeptDocument(kind, written.source, self.settings.max_front_matter_bytes))

    def _read(self, found: Found) -> None:
        try:
            self._take(found)
        except Exception as reason:  # one file that we fail at must not cost the community all the others
            logger.debug("%s could not be read", found.relative, exc_info=reason)
            self._withdraw(found)
            self.problems.append(reading.UNREADABLE.at(found.relative, title=OUR_MISTAKE, fix=TELL_US))

    def _take(self, found: Found) -> None:
        try:
            source = read_source(found.path, found.relative, self.settings.max_post_bytes)
        except UnreadableError as reason:
            self.problems.append(reason.problem)
            return
        document = read_document(source, found.kind, self.settings)
        problems = [*document.front.problems]
        if found.kind is Kind.POST and document.says_who:
            self._take_for_person(found, document)
            return
        if not any(each.id == shape.EMPTY_FILE.id for each in problems):
            problems += self._make(found, document)
        usable = found.problem is None and found.relative not in self._refused
        usable = usable and not any(each.is_error for each in problems)
        if not usable:
            self._withdraw(found)
        elif (shelf := self._shelf(found.kind)) and shelf[-1].source is source:
            self.raw[found.relative] = shelf[-1]
            if problems:
                self._again.append(found.relative)
        self.problems += problems
        self.documents.append(self._understood(document) if usable else document)
        source.let_go()

    def _understood(self, document: Document) -> Document:
        """The document, ready to be taken apart again: its entries take more room than what was made of them."""
        return KeptDocument(document.kind, document.source, self.settings.max_front_matter_bytes, published=False)

    def _take_for_person(self, found: Found, document: Document) -> None:
        """Somebody's own file among the posts: where it belongs is all there is to say, whatever else was."""
        if found.problem in self.problems:
            self.problems.remove(found.problem)
        self.problems.append(person_misplaced(found.relative, self.content_dir.name))
        self.documents.append(document)

    def _stand_ins(self) -> Iterable[Person]:
        """People whose own file has a problem: their posts wait for them, and need no problem of their own."""
        known = {person.handle for person in self.people}
        for document in self.documents:
            handle = document.source.path.stem.lower()
            if handle not in known:
                name = document.front.fields.get("name")
                yield Person(handle, str(name.value) if name else handle, document.source)

    def _withdraw(self, found: Found) -> None:
        """Take back what was made of a file that can't be published."""
        shelf = self._shelf(found.kind)
        if shelf and shelf[-1].source.relative == found.relative:
            shelf.pop()

    def _shelf(self, kind: Kind) -> list[Any]:
        shelves: dict[Kind, list[Any]] = {Kind.POST: self.posts, Kind.PERSON: self.people, Kind.PAGE: self.pages}
        return shelves[kind]

    def _make(self, found: Found, document: Document) -> list[Problem]:
        make = {Kind.POST: self._post, Kind.PERSON: self._person, Kind.PAGE: self._page}[found.kind]
        return make(found, document)

    def _surroundings(self, inside: str) -> Surroundings:
        return Surroundings(self.settings, self.zone, self.directory, lambda text: self._find_image(inside, text))

    def _person(self, found: Found, document: Document) -> list[Problem]:
        fields, problems = read_fields(PersonFields, document.front, document.source, self._surroundings(found.inside))
        if fields is not None:
            values = {name: getattr(fields, name) for name in _PLAIN_PERSON}
            if fields.github and not fields.github_account:
                values["github_account"] = fields.github.url.rpartition("/")[2]
            self.people.append(
                Person(
                    handle=found.path.stem.lower(),
                    source=document.source,
                    links=tuple(link for kind in _LINKS if (link := getattr(fields, kind))),
                    bio_line=document.body_line,
                    **values,
                )
            )
        return problems

    def _post(self, found: Found, document: Document) -> list[Problem]:
        fields, problems = read_fields(PostFields, document.front, document.source, self._surroundings(found.inside))
        front = document.front
        title = str(front.fields["title"].value) if "title" in front.fields else ""
        naming = name_post(found, bool(front.fields.get("date")), title, fields.slug if fields else None)
        if found.problem is None and naming.problem:
            problems.append(naming.problem)
        if not _says_something(document.body) and not any(each.is_error for each in front.problems):
            problems.append(_no_text(document))
        if fields is not None and naming.slug:
            event, wrong = read_event(fields, front.fields, document.source)
            problems += wrong
            post = self._typed_post(fields, naming, document)
            if post:
                self.posts.append(replace(post, event=event) if event else post)
        return problems

    def _typed_post(self, fields: PostFields, naming: Naming, document: Document) -> Post | None:
        moment = fields.date or naming.moment(self.zone)
        if moment is None:
            return None
        return Post(
            slug=naming.slug,
            title=fields.title,
            date=moment.at,
            has_time=moment.has_time,
            authors=fields.authors,
            body_line=document.body_line,
            source=document.source,
            lang=fields.lang or self.settings.default_lang,
            tags=fields.tags,
            summary=fields.summary,
            image=fields.image,
            image_alt=fields.image_alt,
            updated=fields.updated.at if fields.updated else None,
            status=fields.status,
            series=fields.series,
            translation_of=fields.translation_of,
            aliases=fields.aliases,
            canonical=fields.canonical,
            discussion=fields.discussion,
            math=fields.math,
        )

    def _page(self, found: Found, document: Document) -> list[Problem]:
        fields, problems = read_fields(PageFields, document.front, document.source, self._surroundings(found.inside))
        name = found.path.parent.name if found.path.stem == "index" else found.path.stem
        slug = (fields.slug if fields else None) or names.slugify(name)
        if found.problem is None and (taken := uniqueness.reserved(slug, found.relative)):
            problems.append(taken)
        if fields is not None and slug:
            self.pages.append(
                Page(
                    slug=slug,
                    title=fields.title,
                    body_line=document.body_line,
                    source=document.source,
                    lang=fields.lang or self.settings.default_lang,
                    summary=fields.summary,
                    status=fields.status,
                    translation_of=fields.translation_of,
                    aliases=fields.aliases,
                    math=fields.math,
                )
            )
        return problems

    def _find_image(self, inside: str, text: str) -> Path | str:
        """The image that front matter names, or what to do about there being none."""
        if "://" in text or "\\" in text:
            return IMAGE_ADVICE
        bare = text.removeprefix("{static}").removeprefix("{filename}")
        folder = posixpath.dirname(inside)
        rooted = bare.startswith("/")
        wanted = posixpath.normpath(bare.lstrip("/") if rooted else posixpath.join(folder, bare))
        if image := self._images.get(wanted):
            beside = wanted.startswith(f"{folder}/") and (inside.endswith("/index.md") or folder == "authors")
            return image.path if beside or wanted.startswith("images/") else IMAGE_ADVICE
        alike = [each for each in self._images if each.lower() == wanted.lower()]
        return f"Write: `{posixpath.relpath(alike[0], folder)}`" if alike else IMAGE_ADVICE

    def _one_spelling(self, posts: list[Post]) -> list[Post]:
        """Give each tag the spelling that most posts use, so that nobody renames it for everybody."""
        spellings: dict[str, Counter[str]] = {}
        for post in posts:
            for tag in post.tags:
                spellings.setdefault(tag.slug, Counter())[tag.name] += 1
        best = {
            slug: Tag(min(counts, key=lambda name: (-counts[name], name)), slug)
            for slug, counts in spellings.items()
            if len(counts) > 1
        }
        return self._spelt(posts, {slug: tag.name for slug, tag in best.items()})

    def _spelt(self, posts: list[Post], spellings: dict[str, str]) -> list[Post]:
        self.spellings = spellings
        best = {slug: Tag(name, slug) for slug, name in spellings.items()}
        return [
            replace(post, tags=tuple(best.get(tag.slug, tag) for tag in post.tags))
            if any(tag.slug in best for tag in post.tags)
            else post
            for post in posts
        ]


_KINDS: dict[Kind, type] = {Kind.POST: Post, Kind.PERSON: Person, Kind.PAGE: Page}
_LINKS = ("website", "github", "gitlab", "mastodon", "bluesky", "linkedin", "twitter", "youtube", "orcid")
_PLAIN_PERSON = ("name", "pronouns", "role", "joined", "avatar", "feed", "email", "github_account")


def _handles(post: Post) -> list[str]:
    return [person.handle for person in post.authors]


def _says_something(body: str) -> bool:
    """Whether a text has anything for readers: more than comments."""
    if len(body) > SHORT:
        return True
    return bool(COMMENT.sub("", body).strip())


SHORT = 2_000
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def _no_text(document: Document) -> Problem:
    source: Source = document.source
    title = "There is nothing but a comment below the second `---`." if document.body.strip() else ""
    return shape.EMPTY_BODY.at(source.relative, min(document.body_line, len(source.lines)), title=title)
