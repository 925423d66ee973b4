"""What every old site is read into: posts and pages, people, files, and what each source file became.

A source fills this in and decides nothing about our site: bylines, tags and links are as they were found there. Where
things go here is for `potluck.moving.arrange`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from potluck.moving.moments import When
from potluck.moving.tree import CannotRead, Tree

SOURCE = "source:"
"""The scheme of links that a source has resolved itself: `source:_posts/2020-05-01-walk.md#rain` is that file."""

SMALLER = re.compile(r"-\d{2,4}x\d{2,4}(?=\.\w+\Z)|(?<=content/images/)size/w\d{1,5}(?:h\d{1,5})?/(?:format/\w+/)?")
"""What WordPress and Ghost put into the addresses of the smaller copies of a picture."""

Status = Literal["published", "draft", "hidden"]


class Kind(StrEnum):
    """What an entry is to readers."""

    POST = "post"
    PAGE = "page"


HANDWRITTEN = 60
"""A list's page with fewer letters than this says nothing that ours does not."""


def is_handwritten(body: str) -> bool:
    """Whether somebody wrote more than a few words, without shortcodes and tags."""
    plain = re.sub(r"\{\{(?:(?!\{\{).)*?\}\}|<[^<>]*>", "", body)
    return len(re.sub(r"[\W_]+", "", plain)) >= HANDWRITTEN


@dataclass(frozen=True, slots=True)
class Note:
    """Something the report says of a file: a change that was made, or work that is left for a person."""

    text: str
    needs_person: bool = False


@dataclass
class Entry:
    """A post or page of the old site.

    `source` names where it came from, below the source's root (`export.xml#17` within one file). `authors` are handles
    or names as found. `body` is Markdown whose links are still the old site's, or `source:` links. `old_urls` are paths
    of the old site without a slash in front, the first its permalink. `date` may be naive: then it is in the site's
    zone. Entries of one `translation_key` say the same in several languages. `parts` are files that belong to it.
    """

    source: str
    kind: Kind = Kind.POST
    title: str = ""
    body: str = ""
    date: dt.datetime | None = None
    has_time: bool = False
    updated: dt.datetime | None = None
    authors: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    status: Status = "published"
    slug: str = ""
    lang: str = ""
    translation_key: str = ""
    series: str = ""
    summary: str = ""
    image: str = ""
    image_alt: str = ""
    canonical: str = ""
    math: bool = False
    old_urls: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    unread: dict[str, Any] = field(default_factory=dict)
    """What its front matter says under keys that nobody here asks for."""
    notes: list[Note] = field(default_factory=list)

    def take_date(self, moment: When | None) -> None:
        """Take a date, where there is one."""
        if moment:
            self.date, self.has_time = moment.at, moment.has_time

    def changed(self, text: str) -> None:
        """Note a change, once."""
        self._note(Note(text))

    def ask(self, text: str) -> None:
        """Note what a person has to look at, once."""
        self._note(Note(text, needs_person=True))

    def _note(self, note: Note) -> None:
        if note not in self.notes:
            self.notes.append(note)


@dataclass
class OldPerson:
    """Somebody the old site knew.

    `key` is what bylines call them; `links` are kinds of profile to handles or addresses. `avatar` is a link as in a
    body. `source` is the file that told of them, empty when only a byline did.
    """

    key: str
    name: str = ""
    bio: str = ""
    role: str = ""
    pronouns: str = ""
    email: str = ""
    joined: str = ""
    avatar: str = ""
    links: dict[str, str] = field(default_factory=dict)
    old_urls: list[str] = field(default_factory=list)
    source: str = ""
    also: list[str] = field(default_factory=list)
    """Other names that bylines use for the same person."""
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one source file or item: the files it is now part of, or why it was left out."""

    became: tuple[str, ...] = ()
    skipped: str = ""
    what: str = ""
    """In a word: post, page, person, picture, data."""


@dataclass
class OldSite:
    """A whole old site.

    `units` are the names of all its source files or items, each of which must meet a fate. `files` are files that
    posts may refer to, by their name below the root; `public` leads from a path of the old site to one of them.
    `feeds`, `tag_urls` are old paths to what they served: a feed's subject is `""`, `tag:NAME` or `author:KEY`.
    """

    kind: str
    title: str = ""
    url: str = ""
    base_path: str = ""
    lang: str = ""
    zone: str = ""
    default_author: str = ""
    entries: list[Entry] = field(default_factory=list)
    people: list[OldPerson] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)
    public: dict[str, str] = field(default_factory=dict)
    feeds: dict[str, str] = field(default_factory=dict)
    tag_urls: dict[str, str] = field(default_factory=dict)
    forwarded: dict[str, str] = field(default_factory=dict)
    """Redirects the old site already had: old paths to where they led."""
    author_urls: list[str] = field(default_factory=list)
    """Patterns of the old paths of people's pages, with `{slug}` for their name."""
    hosts: set[str] = field(default_factory=set)
    fates: dict[str, Fate] = field(default_factory=dict)
    passed: dict[str, str] = field(default_factory=dict)
    """Sources that were not looked at, with the reason."""
    lists: dict[str, str] = field(default_factory=dict)
    """Old paths of lists to the path of the same list here, such as `tags/`."""
    notes: list[Note] = field(default_factory=list)

    @classmethod
    def of(cls, kind: str, tree: Tree) -> OldSite:
        """A site of some kind, of which only the files are known."""
        return cls(kind, units=tree.units, files=dict(tree.files), passed=tree.passed)

    @property
    def tags(self) -> list[str]:
        """What entries are tagged with, each once, in the order of the entries."""
        return list(dict.fromkeys(tag for entry in self.entries for tag in entry.tags))

    def ask(self, text: str) -> None:
        """Note what a person has to look at."""
        self.notes.append(Note(text, needs_person=True))

    def skip(self, unit: str, reason: str) -> None:
        """Say why a source file is left out; the first reason stands."""
        self.fates.setdefault(unit, Fate(skipped=reason))

    def text_of(self, tree: Tree, name: str) -> str | None:
        """The text of a file; one that can't be read is left out for that reason."""
        try:
            return tree.text(name)[0]
        except CannotRead as reason:
            self.skip(name, str(reason))
            return None

    def skip_list(self, unit: str, body: str) -> None:
        """Leave the page of a list out, and tell where somebody wrote something on it."""
        self.skip(unit, "A page of a list, which ours makes by itself.")
        if is_handwritten(body):
            self.ask(f"`{unit}` introduced a list of the old site; its words did not move in.")

    def used_settings(self, names: Iterable[str]) -> None:
        """Tell the fate of files that hold settings."""
        for name in names:
            self.skip(name, "The old site's settings; what they say of authors and addresses was used.")

    def served_at(self, address: str) -> None:
        """Take the address of the old site: its host, and the path it is below."""
        parts = urlsplit(address.strip() if "//" in address else f"//{address.strip()}")
        if parts.hostname:
            self.url = self.url or f"{parts.scheme or 'https'}://{parts.netloc}{parts.path}".rstrip("/")
            self.hosts |= {parts.hostname, parts.hostname.removeprefix("www."), f"www.{parts.hostname}"}
        if not self.base_path:
            self.base_path = unquote(parts.path).strip("/")
