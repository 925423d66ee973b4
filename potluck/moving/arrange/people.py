"""Who wrote what: the people the old site knew, those its bylines name, and the handle of each here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from potluck.content.front_matter.person_values import EMAIL, MOST_PRONOUNS
from potluck.content.front_matter.post_values import MAX_AUTHORS
from potluck.content.names import HANDLE, WINDOWS_RESERVED, slugify
from potluck.content.people import SEPARATORS, plain
from potluck.content.profiles import profile_link
from potluck.moving.arrange.writing import one_line
from potluck.moving.model import Entry, Note, OldPerson, OldSite
from potluck.settings import Settings

NOBODY = frozenset(("", "admin", "author", "none", "unknown", "anonymous", "your name", "your-handle"))
ROLES = {
    "mentor": ("prof", "professor", "instructor", "teacher", "mentor", "coach", "true"),
    "organiser": ("organiser", "organizer", "admin", "administrator", "owner", "editor", "maintainer", "host"),
}
BEHIND_NAME = re.compile(r"(?<=\S)\s*\([^()]*\)\s*\Z")
"""A company, or a nickname, in parentheses behind a name."""
FREE_MAIL = re.compile(r"\(?(?<![\w.+-])[\w.+-]++@[\w.-]+\)?")


@dataclass
class Newcomer:
    """A person as they will stand in `content/authors/`."""

    handle: str
    person: OldPerson
    only_in_bylines: bool = False
    known_here: bool = False
    """Whether somebody of this handle and name was here before; their file is left alone."""
    posts: int = 0
    notes: list[Note] = field(default_factory=list)

    @property
    def name(self) -> str:
        return one_line(self.person.name)[:100] or one_line(self.person.key)[:100] or self.handle


class Bylines:
    """Leads from what a byline says to people's handles, making a person for each name that is nobody's yet."""

    def __init__(self, site: OldSite, settings: Settings, here: Mapping[str, str]) -> None:
        """`here` are the handles that are in use already, with the name of each."""
        self.site, self.settings, self.here = site, settings, here
        self.people: dict[str, Newcomer] = {}
        self._index: dict[str, str] = {}
        for person in site.people:
            self._add(person, only_in_bylines=False)

    def of(self, entry: Entry) -> list[str]:
        """The handles of an entry's authors; the site's own author, or the community, where it names nobody."""
        handles = list(dict.fromkeys(handle for text in entry.authors for handle in self._handles(text)))
        if not handles:
            handles = self._fallback(entry)
        if len(handles) > MAX_AUTHORS:
            entry.ask(f"It has {len(handles)} authors; a post can have {MAX_AUTHORS}, and the rest were left out.")
            handles = handles[:MAX_AUTHORS]
        for handle in handles:
            self.people[handle].posts += 1
        return handles

    def handle_of(self, text: str) -> str | None:
        return self._index.get(text.strip().lower()) or self._index.get(plain(text) or "\0")

    def _handles(self, text: str) -> list[str]:
        if known := self._index.get(text.strip().lower()):
            return [known]
        text = " ".join(FREE_MAIL.sub(" ", text).split()) or text.split("@")[0].strip(" (<")
        if text.strip().lower() in NOBODY:
            known = self.handle_of(text)
            return [known] if known else []
        text = text.replace("**", "").strip()
        if known := self.handle_of(text.removeprefix("@")):
            return [known]
        if len(apart := _apart(text)) > 1:
            return [handle for part in apart for handle in self._handles(part)]
        if (bare := BEHIND_NAME.sub("", text)) != text and (known := self.handle_of(bare)):
            return [known]
        if re.fullmatch(r"-\s*\S+(?:\s+-\s*\S+)+", text):
            text = re.sub(r"(?:\A|\s)-", ",", text)
        if bare != text:
            return [self._add(OldPerson(bare, name=text, also=[text]), only_in_bylines=True)]
        parts = [named for part in SEPARATORS.split(text) if (named := part.removeprefix("by ").strip(" ;:,-*"))]
        if len(parts) > 1:
            return [handle for part in parts for handle in self._handles(part)]
        text = parts[0] if parts else text
        if known := self.handle_of(text.removeprefix("@")):
            return [known]
        return [self._add(OldPerson(text, name=text.removeprefix("@")), only_in_bylines=True)]

    def _fallback(self, entry: Entry) -> list[str]:
        default = self.site.default_author
        if default and default.strip().lower() not in NOBODY:
            entry.changed("It names no author; the old site's own author stands there.")
            return self._handles(default)
        name = self.site.title or "The community"
        entry.ask(f"It names no author. “{name}” stands there until somebody puts in who wrote it.")
        return self._handles(name) or [self._add(OldPerson("community", name="The community"), only_in_bylines=True)]

    def _add(self, person: OldPerson, *, only_in_bylines: bool) -> str:
        known = self._index.get(person.key.strip().lower())
        if known and not only_in_bylines:
            _merge(self.people[known].person, person)
            for text in (person.name, *person.also):
                self._index.setdefault(plain(text) or text.strip().lower(), known)
            return known
        handle, is_known = self._free_handle(person)
        self.people[handle] = Newcomer(handle, person, only_in_bylines, is_known)
        for text in (person.key, *person.also):
            self._index.setdefault(text.strip().lower(), handle)
        for text in (person.name, person.key, *person.also):
            if plain(text):
                self._index.setdefault(plain(text), handle)
        return handle

    def _free_handle(self, person: OldPerson) -> tuple[str, bool]:
        key = person.key.strip().removeprefix("@").lower()
        is_handle = HANDLE.match(key) and key.isascii() and key not in WINDOWS_RESERVED
        base = key if is_handle else slugify(person.key) or slugify(person.name) or "member"
        handle, number = base[:80], 1
        name = person.name or person.key
        while handle in self.people or (handle in self.here and plain(self.here[handle]) != plain(name)):
            number += 1
            handle = f"{base[:80]}-{number}"
        return handle, handle in self.here


def _apart(text: str) -> list[str]:
    """The people of a byline that names companies in parentheses: what separates people stands between those."""
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[0])
        return f"\0{len(held) - 1}\0"

    if "(" not in text:
        return [text]
    parts = SEPARATORS.split(re.sub(r"\([^()]*\)", hold, text))
    whole = (re.sub("\0(\\d+)\0", lambda found: held[int(found[1])], part).strip(" ;:,-*") for part in parts)
    return [part.removeprefix("and ") for part in whole if part]


def _merge(one: OldPerson, other: OldPerson) -> None:
    """Add what a second source tells of the same person."""
    for name in ("name", "bio", "role", "pronouns", "email", "joined", "avatar"):
        if not getattr(one, name):
            setattr(one, name, getattr(other, name))
    one.links = {**other.links, **one.links}
    one.old_urls += other.old_urls
    one.also += other.also
    one.source = one.source or other.source


def alike(newcomer: Newcomer, others: Iterable[Newcomer]) -> Newcomer | None:
    """The one person with a file at the source whom a name in a byline may mean as well."""
    word = plain(newcomer.person.key).replace(" ", "")
    known = [each for each in others if not each.only_in_bylines and each is not newcomer]
    near = [
        each
        for each in known
        if len(word) > 2
        and (word in plain(each.name).split() or word.startswith(each.handle) or each.handle.startswith(word))
    ]
    return near[0] if len(near) == 1 else None


def profile_fields(newcomer: Newcomer, settings: Settings) -> dict[str, str]:
    """The front matter of a person's file; links that are no profile are left out and noted."""
    person = newcomer.person
    fields = {"name": newcomer.name}
    if person.pronouns:
        fields["pronouns"] = one_line(person.pronouns)[:MOST_PRONOUNS]
    word = person.role.strip().lower()
    known = (role for role, words in ROLES.items() if role in settings.roles and word in words)
    if role := word if word in settings.roles else next(known, ""):
        fields["role"] = role
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", person.joined[:10]):
        fields["joined"] = person.joined[:10]
    for kind, value in person.links.items():
        value = value.strip()
        if not value or value.lower() in ("none", "null", "#", "n/a"):
            continue
        if profile_link(kind, value):
            fields[kind] = value
        else:
            newcomer.notes.append(Note(f"`{kind}: {value[:80]}` is no address on that site; it was left out.", True))
    if person.email and EMAIL.match(person.email.removeprefix("mailto:")):
        newcomer.notes.append(Note("The e-mail address was left out: people put theirs in themselves (`email:`)."))
    return fields
