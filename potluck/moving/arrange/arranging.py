"""From an old site to files of ours: bylines, places, links, pictures, redirects and texts, in that order."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from potluck.content.names import slugify
from potluck.moving.arrange.cures import cure
from potluck.moving.arrange.hosts import hosts_by_evidence
from potluck.moving.arrange.leads import Lead, Leads, ToEntry, ToFile, ToPlace, ToWeb
from potluck.moving.arrange.people import Bylines, Newcomer, profile_fields
from potluck.moving.arrange.pictures import Pictures, is_picture
from potluck.moving.arrange.places import Place, settle
from potluck.moving.arrange.redirects import Redirects, redirects
from potluck.moving.arrange.writing import document, front_matter, post_fields, readable, tags_of
from potluck.moving.bodies.prose import Reference, references, replaced, substituted, written
from potluck.moving.model import SOURCE, Entry, Fate, Kind, Note, OldSite
from potluck.settings import Settings

BARE = re.compile(rf"^ {{0,3}}\[[^\]\n]+\]:.*$|(?<![\w(<\"'=]){SOURCE}(?P<path>[^\s<>()\[\]\"'`]*[\w/])", re.MULTILINE)
"""A link of the source's that stands in the text itself, neither in a link nor in a definition."""
Step = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True)
class Here:
    """What the content folder holds that no import made, and where earlier imports put things.

    `permalinks` are taken; `people` are handles to names; `earlier` leads from a source to its file.
    """

    permalinks: frozenset[str] = frozenset()
    people: Mapping[str, str] = field(default_factory=dict)
    earlier: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Arranged:
    """Everything that is to be written, by path below the content folder, and what became of each source."""

    texts: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, tuple[str, bytes | None]] = field(default_factory=dict)
    origin: dict[str, str] = field(default_factory=dict)
    """Path here to the source it came from."""
    newcomers: list[Newcomer] = field(default_factory=list)
    redirects: Redirects = field(default_factory=Redirects)
    links: int = 0
    links_gone: int = 0


Found = list[tuple[Reference, Lead]]


def arrange(site: OldSite, settings: Settings, here: Here, step: Step = lambda *_: None) -> Arranged:
    """Give everything its place, and meet every source's fate (in `site.fates`)."""
    return _Arranging(site, settings, here, step).run()


class _Arranging:
    def __init__(self, site: OldSite, settings: Settings, here: Here, step: Step) -> None:
        self.site, self.settings, self.step = site, settings, step
        self.out = Arranged()
        self.bylines = Bylines(site, settings, here.people)
        self.places = settle(site, settings, here.permalinks, here.earlier)
        hosts_by_evidence(site)
        _say_language(site, settings)
        self.pictures = Pictures(settings, site.files)
        self.found: dict[str, Found] = {}
        self.became: dict[str, list[str]] = {}
        self.tags: set[str] = set()
        self.titles = {entry.source: entry.title for entry in site.entries}

    def run(self) -> Arranged:
        handles = {each.source: self.bylines.of(each) for each in self.site.entries if each.kind is Kind.POST}
        self._know_everybody()
        self.leads = Leads(self.site)
        self.leads.take_forwarded()
        self.tags = {slugify(tag) for each in self.site.entries if each.status == "published" for tag in tags_of(each)}
        for number, entry in enumerate(self.site.entries):
            self.step("Following links", number, len(self.site.entries))
            self._look(entry)
        self.out.redirects = redirects(self.site, self.places, self.bylines, self.tags)
        originals = _originals(self.site.entries, self.places, (self.settings.default_lang, self.site.lang))
        for number, entry in enumerate(self.site.entries):
            self.step("Writing", number, len(self.site.entries))
            self._write(entry, handles.get(entry.source, []), originals)
        self._people()
        self.out.pictures = self.pictures.placed
        self._fates()
        return self.out

    def _know_everybody(self) -> None:
        """Add the people whom only bylines name to those the site knew, each with the old paths of their page."""
        known = {id(person) for person in self.site.people}
        for newcomer in self.bylines.people.values():
            person = newcomer.person
            if id(person) not in known:
                self.site.people.append(person)
            words = dict.fromkeys((slugify(newcomer.name), slugify(person.key), person.key.replace(" ", "-")))
            person.old_urls += [
                pattern.replace("{slug}", word) for pattern in self.site.author_urls for word in words if word
            ]

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
        shown = {lead.name for _, lead in found if isinstance(lead, ToFile)}
        if entry.image and isinstance(lead := self.leads.follow(entry, entry.image), ToFile):
            shown.add(lead.name)
        shown |= {part for part in entry.parts if is_picture(part)}
        usable = [name for name in sorted(shown) if self.pictures.usable(name)]
        self.pictures.uses.update(usable)
        self.places[entry.source].in_folder |= bool(usable)

    def _give_words(self, entry: Entry) -> None:
        """An address that a template wrote right into the text becomes a link with the title of what it leads to."""
        if SOURCE not in entry.body:
            return

        def link(found: re.Match[str]) -> str:
            lead = self.leads.follow(entry, found[0]) if found["path"] else None
            if lead is None:
                return found[0]
            title = self.titles.get(lead.source, "") if isinstance(lead, ToEntry) else ""
            words = title or posixpath.basename(found["path"].partition("#")[0])
            return "[" + re.sub(r"([\[\]])", r"\\\1", words) + f"]({found[0]})"

        entry.body = substituted(entry.body, BARE, link)

    def _address(self, entry: Entry, reference: Reference, lead: Lead) -> str | None:
        """The address to put; none leaves the old one."""
        self.out.links += 1
        inside = self.places[entry.source].inside
        if isinstance(lead, ToEntry):
            return _beside(inside, self.places[lead.source].inside) + lead.fragment
        if isinstance(lead, ToPlace):
            return self._place_address(entry, lead.subject)
        if isinstance(lead, ToFile):
            return self._file_address(entry, reference, lead)
        if isinstance(lead, ToWeb):
            entry.changed(f"`{reference.url[:120]}` had no `https://` in front.")
            return lead.address
        self.out.links_gone += 1
        if reference.url.startswith(SOURCE):
            entry.ask(f"The link `{reference.url.removeprefix(SOURCE)[:120]}` led to nothing that moves in.")
            return lead.address or f"/{lead.path.lstrip('/')}"
        what = "picture" if reference.is_image else "link"
        there = " It leads to the old site now." if lead.address else ""
        entry.ask(f"The {what} `{reference.url[:120]}` led to nothing that moves in.{there}")
        return lead.address + reference.url[len(reference.url.partition("#")[0]) :] if lead.address else None

    def _place_address(self, entry: Entry, subject: str) -> str | None:
        kind, _, name = subject.partition(":")
        if kind == "tag":
            return f"/tags/{slugify(name)}/" if slugify(name) in self.tags else "/tags/"
        if kind == "author":
            handle = self.bylines.handle_of(name)
            return f"/authors/{handle}/" if handle else "/people/"
        if kind == "at":
            return f"/{name}"
        return "/feed.xml" if kind == "feed" else "/"

    def _file_address(self, entry: Entry, reference: Reference, lead: ToFile) -> str | None:
        place = self.places[entry.source]
        folder = "images" if self.pictures.is_shared(lead.name) else f"{place.folder}/{place.name}"
        target = self.pictures.place(lead.name, folder)
        if target is not None:
            self._becomes(lead.name, target)
            return _beside(place.inside, target)
        reason = self.pictures.refused.get(lead.name, "")
        path = lead.path or next((each for each, name in self.site.public.items() if name == lead.name), lead.name)
        if self.site.url.startswith("http"):
            entry.ask(f"The file `{lead.name}` stays where it was: the link leads to the old site. {reason}".strip())
            return f"{self.site.url}/{path.lstrip('/')}"
        self.out.links_gone += 1
        entry.ask(f"The file `{lead.name}` does not move in. {reason} Put it somewhere and mend the link.")
        return f"/{path.lstrip('/')}" if reference.url.startswith(SOURCE) else None

    # ── Texts ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _write(self, entry: Entry, handles: list[str], originals: Mapping[str, str]) -> None:
        place = self.places[entry.source]
        changes = []
        for reference, lead in self.found.pop(entry.source):
            new = self._address(entry, reference, lead)
            if new is not None and new != reference.url:
                changes.append((reference.start, reference.end, written(new, reference.style)))
        entry.body = replaced(entry.body, changes) if changes else entry.body
        body = readable(entry)
        aliases = self.out.redirects.aliases.get(entry.source, [])
        fields = post_fields(entry, place, handles, aliases, self.settings)
        if (original := originals.get(entry.source)) and "lang" in fields:
            fields["translation_of"] = original
        if entry.image and entry.kind is Kind.POST:
            self._main_picture(entry, fields)
        for part in entry.parts:
            self._bring_part(entry, part)
        text = self._within_bounds(entry, fields, body)
        self.out.texts[place.inside] = text
        self.out.origin[place.inside] = entry.source
        self._becomes(entry.source, f"{place.inside}")
        entry.body = ""

    def _main_picture(self, entry: Entry, fields: dict[str, object]) -> None:
        lead = self.leads.follow(entry, entry.image)
        place = self.places[entry.source]
        if isinstance(lead, ToFile):
            folder = "images" if self.pictures.is_shared(lead.name) else f"{place.folder}/{place.name}"
            if target := self.pictures.place(lead.name, folder):
                self._becomes(lead.name, target)
                fields["image"] = _beside(place.inside, target)
                if entry.image_alt:
                    fields["image_alt"] = entry.image_alt
                return
        entry.ask(f"Its picture for lists, `{entry.image[:120]}`, is not among the files; the line was left out.")

    def _bring_part(self, entry: Entry, part: str) -> None:
        """A file that lay in the post's own folder comes along, whether or not the post names it."""
        place = self.places[entry.source]
        if is_picture(part) and not self.pictures.is_shared(part):
            if target := self.pictures.place(part, f"{place.folder}/{place.name}"):
                self._becomes(part, target)
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

    # ── People and fates ─────────────────────────────────────────────────────────────────────────────────────────
    def _people(self) -> None:
        for newcomer in self.bylines.people.values():
            self.out.newcomers.append(newcomer)
            if newcomer.known_here:
                continue
            fields: dict[str, object] = dict(profile_fields(newcomer, self.settings))
            inside = f"authors/{newcomer.handle}.md"
            if newcomer.person.avatar:
                self._avatar(newcomer, fields)
            body = Entry(inside, body=newcomer.person.bio)
            bio = replaced(
                body.body,
                [(each.start, each.end, written(new, each.style)) for each, new in self._bio_links(body, inside)],
            )
            self.out.texts[inside] = document(front_matter(fields), bio)
            self.out.origin[inside] = newcomer.person.source or f"byline {newcomer.person.key}"
            if newcomer.person.source:
                self._becomes(newcomer.person.source, inside)

    def _bio_links(self, body: Entry, inside: str) -> Iterable[tuple[Reference, str]]:
        for reference in references(body.body):
            lead = self.leads.follow(body, reference.url)
            if isinstance(lead, ToEntry):
                yield reference, _beside(inside, self.places[lead.source].inside) + lead.fragment

    def _avatar(self, newcomer: Newcomer, fields: dict[str, object]) -> None:
        person = newcomer.person
        lead = self.leads.follow(Entry(person.source), person.avatar)
        if isinstance(lead, ToFile):
            self.pictures.uses[lead.name] -= 1000
            if target := self.pictures.place(lead.name, "authors"):
                self._becomes(lead.name, target)
                fields["avatar"] = posixpath.basename(target)
                return
        newcomer.notes.append(
            Note(
                f"The picture `{person.avatar[:120]}` is not among the files; add one as `avatar:`.", needs_person=True
            )
        )

    def _becomes(self, unit: str, inside: str) -> None:
        known = self.became.setdefault(unit, [])
        if inside not in known:
            known.append(inside)
        self.out.origin.setdefault(inside, unit)

    def _fates(self) -> None:
        kinds = {entry.source: entry.kind.value for entry in self.site.entries}
        kinds.update((person.source, "person") for person in self.site.people if person.source)
        for unit, files in self.became.items():
            self.site.fates[unit] = Fate(tuple(files), what=kinds.get(unit, "picture"))
        for name, reason in self.pictures.refused.items():
            self.site.skip(name, reason)


def _say_language(site: OldSite, settings: Settings) -> None:
    """Give every text the old site's language, where that is not ours."""
    ours = settings.default_lang
    if site.lang and site.lang.split("-")[0].lower() != ours.split("-")[0].lower():
        for entry in site.entries:
            entry.lang = entry.lang or site.lang
        site.notes.append(
            Note(
                f"The old site is in another language ({site.lang}) than this one ({ours}), so each post says `lang:`. "
                f'`DEFAULT_LANG = "{site.lang}"` in pelicanconf.py makes it this site\'s language too.',
                needs_person=True,
            )
        )


def _originals(entries: Iterable[Entry], places: Mapping[str, Place], languages: tuple[str, str]) -> dict[str, str]:
    """For each translation, the slug of the post it translates: the one in our language, else in theirs."""
    ours, theirs = languages
    groups: dict[tuple[Kind, str], list[Entry]] = {}
    for entry in entries:
        if entry.translation_key:
            groups.setdefault((entry.kind, entry.translation_key), []).append(entry)
    found = {}
    for group in groups.values():
        if len({entry.lang for entry in group}) < 2:
            continue
        first = min(group, key=lambda entry: (entry.lang not in ("", ours), entry.lang != theirs, entry.source))
        found.update({each.source: places[first.source].slug for each in group if each is not first})
    return found


def _beside(inside: str, target: str) -> str:
    """The path from one file to another."""
    return posixpath.relpath(target, posixpath.dirname(inside))
