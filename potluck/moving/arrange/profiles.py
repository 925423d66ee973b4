"""The files of people: front matter, bio and picture of everybody who is new here."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from potluck.moving.arrange.addresses import Addresses, beside
from potluck.moving.arrange.leads import ToEntry, ToFile
from potluck.moving.arrange.people import Newcomer, profile_fields
from potluck.moving.arrange.writing import document, front_matter
from potluck.moving.bodies.prose import Reference, references, replaced, written
from potluck.moving.model import Entry, Note
from potluck.settings import Settings
from potluck.unseen import without_unseen


def write_people(addresses: Addresses, settings: Settings) -> None:
    """Write the file of each person whom the content folder does not know yet."""
    out = addresses.out
    for newcomer in addresses.bylines.people.values():
        out.newcomers.append(newcomer)
        if newcomer.known_here:
            continue
        person, inside = newcomer.person, f"authors/{newcomer.handle}.md"
        fields: dict[str, object] = dict(profile_fields(newcomer, settings))
        if person.avatar and (picture := _avatar(addresses, newcomer)):
            fields["avatar"] = picture
        links = _links(addresses, Entry(inside, body=person.bio), inside)
        bio = replaced(person.bio, [(each.start, each.end, written(new, each.style)) for each, new in links])
        out.texts[inside] = document(front_matter(fields), without_unseen(bio))
        out.origin[inside] = person.source or f"byline {person.key}"
        if person.source:
            out.becomes(person.source, inside)


def _links(addresses: Addresses, bio: Entry, inside: str) -> Iterable[tuple[Reference, str]]:
    """The links of a bio that lead to a text which moves in, with their new addresses."""
    for reference in references(bio.body):
        lead = addresses.leads.follow(bio, reference.url)
        if isinstance(lead, ToEntry):
            yield reference, beside(inside, addresses.places[lead.source].inside) + lead.fragment


def _avatar(addresses: Addresses, newcomer: Newcomer) -> str:
    """The name of a person's picture, which is put beside their file; empty where it is not among the files."""
    person = newcomer.person
    lead = addresses.leads.follow(Entry(person.source), person.avatar)
    if isinstance(lead, ToFile):
        addresses.pictures.uses[lead.name] -= 1000
        if target := addresses.pictures.place(lead.name, "authors"):
            addresses.out.becomes(lead.name, target)
            return posixpath.basename(target)
    what = f"The picture `{person.avatar[:120]}` is not among the files; add one as `avatar:`."
    newcomer.notes.append(Note(what, needs_person=True))
    return ""
