"""From an old site to files of ours: bylines, places, links, pictures, redirects and texts, in that order."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from potluck.content.names import slugify
from potluck.moving.arrange.addresses import Addresses, beside
from potluck.moving.arrange.arranged import Arranged
from potluck.moving.arrange.broken_links import cure
from potluck.moving.arrange.leads import Gone, Lead, Leads, ToEntry, ToFile, hosts_by_evidence
from potluck.moving.arrange.people import Bylines, Newcomer, profile_fields
from potluck.moving.arrange.pictures import Pictures, is_picture
from potluck.moving.arrange.places import settle
from potluck.moving.arrange.redirects import redirects
from potluck.moving.arrange.writing import (
    document,
    first_heading,
    front_matter,
    originals_of,
    post_fields,
    readable,
    say_language,
    say_zone,
    tags_of,
)
from potluck.moving.bodies.prose import Reference, readdressed, references, substituted
from potluck.moving.model import SOURCE, Entry, Kind, Note, OldSite
from potluck.progress import Tell
from potluck.settings import Settings
from potluck.unseen import without_unseen

WORDLESS = re.compile(r"(?<!!)\[\]\((?P<address>[^()\s]{1,500})\)")
BARE = re.compile(
    rf"^ {{0,3}}\[[^\]\n]+\]:.*$|(?<![\w(<\"'=])(?P<address>{SOURCE}[^\s<>()\[\]\"'`]*[\w/])", re.MULTILINE
)
"""A link of the source's that stands in the text itself, neither in a link nor in a definition."""


@dataclass(frozen=True)
class Here:
    """What the content folder holds that no import made, and where earlier imports put things.

    `permalinks` are taken; `people` are handles to names; `earlier` leads from a source to its file.
    """

    permalinks: frozenset[str] = frozenset()
    people: Mapping[str, str] = field(default_factory=dict)
    earlier: Mapping[str, str] = field(default_factory=dict)


Found = list[tuple[Reference, Lead]]
"""The links of a text, and where they led."""


def arrange(site: OldSite, settings: Settings, here: Here, step: Tell = lambda *_: None) -> Arranged:
    """Give everything its place, and meet every source's fate (in `site.fates`)."""
    return _Arranging(site, settings, here, step).run()


class _Arranging:
    def __init__(self, site: OldSite, settings: Settings, here: Here, step: Tell) -> None:
        self.site, self.settings, self.step = site, settings, step
        self.out = Arranged()
        bylines = Bylines(site, settings, here.people)
        self.here = here.permalinks
        self.places = settle(site, settings, here.permalinks, here.earlier)
        hosts_by_evidence(site)
        say_language(site, settings)
        say_zone(site, settings)
        self.pictures = Pictures(settings, site.files)
        self.found: dict[str, Found] = {}
        self.titles = {entry.source: entry.title or first_heading(entry.body) for entry in site.entries}
        self.handles = {each.source: bylines.of(each) for each in site.entries if each.kind is Kind.POST}
        _know_everybody(site, bylines)
        self.leads = Leads(site)
        self.leads.take_forwarded()
        tags = {slugify(tag) for each in site.entries if each.status == "published" for tag in tags_of(each)}
        self.addresses = Addresses(site, self.places, bylines, self.pictures, self.leads, tags, self.out)

    def run(self) -> Arranged:
        """Follow all links first: where a picture goes depends on how many texts show it."""
        site, addresses = self.site, self.addresses
        for number, entry in enumerate(site.entries):
            self.step("Following links", number, len(site.entries))
            self._look(entry)
        self.out.redirects = redirects(site, self.places, self.here, addresses.bylines, set(addresses.tags))
        originals = originals_of(site.entries, self.places, (self.settings.default_lang, site.lang))
        for number, entry in enumerate(site.entries):
            self.step("Writing", number, len(site.entries))
            self._write(entry, originals)
        write_people(addresses, self.settings)
        self.out.pictures = self.pictures.placed
        self.out.settle_fates(site)
        for name, reason in self.pictures.refused.items():
            site.skip(name, reason)
        return self.out

    # ── Links ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _look(self, entry: Entry) -> None:
        """Find where an entry's links led, and whether it needs a folder for its pictures."""
        self._give_words(entry)
        cure(entry)
        found: Found = []
        for reference in references(entry.body):
            if reference.url.startswith("data:image/") and (name := self.pictures.from_data(reference.url)):
                found.append((reference, ToFile(name)))
            elif (lead := self.leads.follow(entry, reference.url)) is not None:
                found.append((reference, lead))
        self.found[entry.source] = found
        if isinstance(self.leads.follow(entry, entry.canonical), (ToEntry, Gone)):
            entry.canonical = ""  # the old site's own address, which leads here
        shown = {lead.name for _, lead in found if isinstance(lead, ToFile)}
        if entry.image and isinstance(lead := self.leads.follow(entry, entry.image), ToFile):
            shown.add(lead.name)
        shown |= {part for part in entry.parts if is_picture(part)}
        usable = [name for name in sorted(shown) if self.pictures.usable(name)]
        self.pictures.uses.update(usable)
        self.places[entry.source].in_folder |= bool(usable)

    def _give_words(self, entry: Entry) -> None:
        """An address that a template wrote right into the text becomes a link with the title of what it leads to, and
        so does a link without words, as MyST has them."""

        def link(found: re.Match[str]) -> str:
            lead = self.leads.follow(entry, found["address"]) if found["address"] else None
            if lead is None:
                return found[0]
            title = self.titles.get(lead.source, "") if isinstance(lead, ToEntry) else ""
            name = posixpath.basename(found["address"].removeprefix(SOURCE).partition("#")[0])
            words = title or ("" if found.re is WORDLESS else name)
            return f"[{_in_brackets(words)}]({found['address']})"

        for sign, pattern in (("[](", WORDLESS), (SOURCE, BARE)):
            if sign in entry.body:
                entry.body = substituted(entry.body, pattern, link)

    # ── Texts ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _write(self, entry: Entry, originals: Mapping[str, str]) -> None:
        place = self.places[entry.source]
        found = self.found.pop(entry.source)
        entry.body = readdressed(entry.body, ((each, self.addresses.of(entry, each, lead)) for each, lead in found))
        body = readable(entry)
        aliases = self.out.redirects.aliases.get(entry.source, [])
        fields = post_fields(entry, place, self.handles.get(entry.source, []), aliases, self.settings)
        if (original := originals.get(entry.source)) and "lang" in fields:
            fields["translation_of"] = original
        if entry.image and entry.kind is Kind.POST:
            self._main_picture(entry, fields)
        for part in entry.parts:
            self._bring_part(entry, part)
        text = self._within_bounds(entry, fields, body)
        self.out.texts[place.inside] = text
        self.out.origin[place.inside] = entry.source
        self.out.becomes(entry.source, place.inside)
        entry.body = ""

    def _main_picture(self, entry: Entry, fields: dict[str, object]) -> None:
        lead = self.leads.follow(entry, entry.image)
        if isinstance(lead, ToFile) and (path := self.addresses.of_picture(entry, lead)):
            fields["image"] = path
            if entry.image_alt:
                fields["image_alt"] = entry.image_alt
            return
        entry.ask(f"Its picture for lists, `{entry.image[:120]}`, is not among the files; the line was left out.")

    def _bring_part(self, entry: Entry, part: str) -> None:
        """A file that lay in the post's own folder comes along, whether or not the post names it."""
        place = self.places[entry.source]
        if is_picture(part) and not self.pictures.is_shared(part):
            if target := self.pictures.place(part, f"{place.folder}/{place.name}"):
                self.out.becomes(part, target)
        elif not is_picture(part):
            entry.ask(f"The file `{part}` of its folder is no picture, and a site takes no others beside a post.")
            self.site.skip(part, "A site takes no such files beside a post.")

    def _within_bounds(self, entry: Entry, fields: dict[str, object], body: str) -> str:
        top = front_matter(fields)
        limit = self.settings.max_front_matter_bytes
        while len(top.encode()) > limit - 20 and (fields.get("aliases") or fields.get("summary")):
            aliases = fields.pop("aliases", None)
            if isinstance(aliases, list):
                place = self.places[entry.source]
                self.out.redirects.lines.update((alias.lstrip("/"), place.permalink) for alias in aliases)
            else:
                fields.pop("summary")
            top = front_matter(fields)
        text = document(top, body)
        if len(text.encode()) > self.settings.max_post_bytes:
            size = len(text.encode())
            entry.ask(
                f"It has {size:,} bytes; the site takes {self.settings.max_post_bytes:,} (MAX_POST_BYTES). "
                "Raise that in pelicanconf.py, or divide the post."
            )
        return text


def _in_brackets(words: str) -> str:
    return re.sub(r"([\[\]])", r"\\\1", words)


def _know_everybody(site: OldSite, bylines: Bylines) -> None:
    """Add the people whom only bylines name to those the site knew, each with the old paths of their page."""
    known = {id(person) for person in site.people}
    for newcomer in bylines.people.values():
        person = newcomer.person
        if id(person) not in known:
            site.people.append(person)
        words = dict.fromkeys((slugify(newcomer.name), slugify(person.key), person.key.replace(" ", "-")))
        person.old_urls += [pattern.replace("{slug}", word) for pattern in site.author_urls for word in words if word]


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
        bio = readdressed(person.bio, _links(addresses, Entry(inside, body=person.bio), inside))
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
