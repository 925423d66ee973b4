"""What a link of the old site becomes here: the file it leads to, a page that every site has, or its old address."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from potluck.content.names import slugify
from potluck.moving.arrange.arranged import Arranged
from potluck.moving.arrange.leads import Gone, Lead, Leads, ToEntry, ToFile, ToPlace, ToWeb
from potluck.moving.arrange.people import Bylines
from potluck.moving.arrange.pictures import Pictures
from potluck.moving.arrange.places import Place
from potluck.moving.bodies.prose import Reference
from potluck.moving.model import SOURCE, Entry, OldSite


def beside(inside: str, target: str) -> str:
    """The path from one file to another."""
    return posixpath.relpath(target, posixpath.dirname(inside))


@dataclass
class Addresses:
    """Puts addresses into texts; counts links, and those that are gone, in `out`. `tags` are the slugs that exist."""

    site: OldSite
    places: Mapping[str, Place]
    bylines: Bylines
    pictures: Pictures
    leads: Leads
    tags: Collection[str]
    out: Arranged

    def of(self, entry: Entry, reference: Reference, lead: Lead) -> str | None:
        """The address to put; none leaves the old one."""
        self.out.links += 1
        inside = self.places[entry.source].inside
        if isinstance(lead, ToEntry):
            return beside(inside, self.places[lead.source].inside) + lead.fragment
        if isinstance(lead, ToPlace):
            return self._of_place(lead.subject)
        if isinstance(lead, ToFile):
            return self._of_file(entry, reference, lead)
        if isinstance(lead, ToWeb):
            entry.changed(f"`{reference.url[:120]}` had no `{lead.address.removesuffix(reference.url)}` in front.")
            return lead.address
        return self._of_nothing(entry, reference, lead)

    def _of_nothing(self, entry: Entry, reference: Reference, lead: Gone) -> str | None:
        self.out.links_gone += 1
        if reference.url.startswith(SOURCE):
            entry.ask(f"The link `{reference.url.removeprefix(SOURCE)[:120]}` led to nothing that moves in.")
            return lead.address or f"/{lead.path.lstrip('/')}"
        what = "picture" if reference.is_image else "link"
        there = " It leads to the old site now." if lead.address else ""
        entry.ask(f"The {what} `{reference.url[:120]}` led to nothing that moves in.{there}")
        return lead.address + reference.url[len(reference.url.partition("#")[0]) :] if lead.address else None

    def _of_place(self, subject: str) -> str:
        kind, _, name = subject.partition(":")
        if kind == "tag":
            return f"/tags/{slugify(name)}/" if slugify(name) in self.tags else "/tags/"
        if kind == "author":
            handle = self.bylines.handle_of(name)
            return f"/authors/{handle}/" if handle else "/people/"
        if kind == "at":
            return f"/{name}"
        return "/feed.xml" if kind == "feed" else "/"

    def of_picture(self, entry: Entry, lead: ToFile) -> str | None:
        """The path from an entry to a picture, which is given a place here; none where it does not move in."""
        place = self.places[entry.source]
        folder = "images" if self.pictures.is_shared(lead.name) else f"{place.folder}/{place.name}"
        target = self.pictures.place(lead.name, folder)
        if target is None:
            return None
        self.out.becomes(lead.name, target)
        return beside(place.inside, target)

    def _of_file(self, entry: Entry, reference: Reference, lead: ToFile) -> str | None:
        if (beside_it := self.of_picture(entry, lead)) is not None:
            return beside_it
        reason = self.pictures.refused.get(lead.name, "")
        path = lead.path or next((each for each, name in self.site.public.items() if name == lead.name), lead.name)
        if self.site.url.startswith("http"):
            entry.ask(f"The file `{lead.name}` stays where it was: the link leads to the old site. {reason}".strip())
            return f"{self.site.url}/{path.lstrip('/')}"
        self.out.links_gone += 1
        entry.ask(f"The file `{lead.name}` does not move in. {reason} Put it somewhere and mend the link.")
        return f"/{path.lstrip('/')}" if reference.url.startswith(SOURCE) else None
