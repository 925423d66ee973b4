"""One file at a time: from its text to a post, a person or a page, and what is wrong with it.

What files there are, and what they mean for one another, is for ``potluck.content.loading``.
"""

from __future__ import annotations

import logging
import posixpath
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from potluck.content import names, uniqueness
from potluck.content.document import Document, read_document
from potluck.content.front_matter.event_fields import read_event
from potluck.content.front_matter.keys import LINK_KEYS
from potluck.content.front_matter.models import PageFields, PersonFields, PostFields
from potluck.content.front_matter.typed import read_fields
from potluck.content.front_matter.values import Surroundings
from potluck.content.homes import moved_home, person_misplaced
from potluck.content.model import Page, Person, Post, Written
from potluck.content.people import People
from potluck.content.post_name import Naming, name_post
from potluck.content.rules import reading, shape
from potluck.content.source import Source, UnreadableError, read_source
from potluck.content.targets import OTHER_PICTURES
from potluck.content.tree import Found, ImageFile, Kind
from potluck.late import late
from potluck.problems import Problem
from potluck.settings import Settings

logger = logging.getLogger(__name__)
OUR_MISTAKE = "This file could not be taken apart. The mistake is probably ours."
TELL_US = "Tell the maintainers the name of the file, so that they can mend the program that reads it."
PORTRAIT_ADVICE = "Put the picture beside this file, into `content/authors/`, and write its name as it is there."
IMAGE_ADVICE = "Put the image into the post's own folder or into `content/images/`, and write its name as it is there."
_PLAIN_PERSON = ("name", "pronouns", "role", "joined", "avatar", "feed", "email", "github_account")
SHORT = 2_000
COMMENT = late(r"<!--.*?-->", re.DOTALL)


class Reading:
    """Reads files of one content folder; what they hold is in its attributes."""

    def __init__(self, content_dir: Path, settings: Settings) -> None:
        self.content_dir = content_dir
        self.settings = settings
        self.zone = ZoneInfo(settings.timezone)
        self.raw: dict[str, Written] = {}
        """What could be used, by the path of its file, before it was compared with the rest."""
        self.posts: list[Post] = []
        self.people: list[Person] = []
        self.pages: list[Page] = []
        self.documents: list[Document] = []
        self.problems: list[Problem] = []
        self.directory = People(())
        self._images: dict[str, ImageFile] = {}
        self._refused: set[str] = set()
        self._again: list[str] = []
        """The files that could be used, but for which there is something to say."""

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
        if found.kind is not Kind.PERSON and document.says_who:
            self._take_for_person(found, document)
            return
        if found.kind is Kind.PERSON and found.problem is None and document.says_title:
            self._take_for_a_post(found, source)
            return
        if not any(each.id == shape.EMPTY_FILE.id for each in problems):
            make = {Kind.POST: self._post, Kind.PERSON: self._person, Kind.PAGE: self._page}[found.kind]
            problems += make(found, document)
        usable = found.problem is None and found.relative not in self._refused
        usable = usable and not any(each.is_error for each in problems)
        if not usable:
            self._withdraw(found)
        elif (shelf := self._shelf(found.kind)) and shelf[-1].source is source:
            self.raw[found.relative] = shelf[-1]
            if problems:
                self._again.append(found.relative)
        self.problems += problems
        if usable:
            document.let_go()
        self.documents.append(document)
        source.let_go()

    def _take_for_person(self, found: Found, document: Document) -> None:
        """Somebody's own file among the posts: where it belongs is all there is to say, whatever else was."""
        if found.problem in self.problems:
            self.problems.remove(found.problem)
        self.problems.append(person_misplaced(found.relative, self.content_dir.name))
        self.documents.append(read_document(document.source, Kind.PERSON, self.settings))

    def _take_for_a_post(self, found: Found, source: Source) -> None:
        """A post among people: it hears where it belongs, and what else is amiss with a post."""
        document = read_document(source, Kind.POST, self.settings)
        self.problems.append(moved_home(found.relative, self.content_dir.name, [], found.path.name))
        self.problems += document.front.problems
        self.documents.append(document)

    def _withdraw(self, found: Found) -> None:
        """Take back what was made of a file that can't be published."""
        shelf = self._shelf(found.kind)
        if shelf and shelf[-1].source.relative == found.relative:
            shelf.pop()

    def _shelf(self, kind: Kind) -> list[Any]:
        return self.posts if kind is Kind.POST else self.people if kind is Kind.PERSON else self.pages

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
                    links=tuple(link for kind in LINK_KEYS if (link := getattr(fields, kind))),
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
        is_empty = len(document.body) <= SHORT and not COMMENT.sub("", document.body).strip()
        if is_empty and not any(each.is_error for each in front.problems):
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
        slug = (fields.slug if fields else None) or names.slugify(names.own_name(found.path))
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
        suffix = posixpath.splitext(text)[1].lower()
        of_person = inside.startswith("authors/")
        advice = PORTRAIT_ADVICE if of_person else IMAGE_ADVICE
        if suffix in OTHER_PICTURES:
            own = f"{names.slugify(posixpath.splitext(posixpath.basename(text))[0]) or 'photo'}.jpg"
            return f"Save the picture as `{own}`, put that beside this file, and write `{own}` here."
        folder = posixpath.dirname(inside)
        places = (folder,) if of_person or inside.endswith("/index.md") else ()
        if "://" in text and not text.startswith("file:"):
            return f"Pictures on the web can't be used here; save it first. {advice}"
        if "\\" in text or ":" in text:
            return self._near_image(text, folder, places) or advice
        bare = text.removeprefix("{static}").removeprefix("{filename}")
        rooted = bare.startswith("/")
        wanted = posixpath.normpath(bare.lstrip("/") if rooted else posixpath.join(folder, bare))
        if image := self._images.get(wanted):
            beside = wanted.startswith(f"{folder}/") and (inside.endswith("/index.md") or folder == "authors")
            return image.path if beside or wanted.startswith("images/") else advice
        name = posixpath.basename(wanted)
        near = [wanted, wanted.removeprefix(f"{self.content_dir.name}/"), *(f"{each}/{name}" for each in places)]
        alike = ([each for each in self._images if each.lower() == path.lower()] for path in near)
        found = next(filter(None, alike), [])
        if len(found) == 1:
            return f"Write: `{posixpath.relpath(found[0], folder)}`"
        return self._near_image(text, folder, places) or advice

    def _near_image(self, text: str, folder: str, places: tuple[str, ...]) -> str | None:
        """What to write for the image that a text most likely means; none where no image is near."""
        from potluck.content.nearest import meant_image  # which few files need

        found = meant_image(text, (*places, "images"), self._images)
        return f"Write: `{posixpath.relpath(found, folder)}`" if found else None


def _no_text(document: Document) -> Problem:
    source: Source = document.source
    title = "There is nothing but a comment below the second `---`." if document.body.strip() else ""
    return shape.EMPTY_BODY.at(source.relative, min(document.body_line, len(source.lines)), title=title)
