"""Where an entry goes: its day, its slug, its file, and the permalink that follows from them, each taken once."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from potluck.content.names import slugify
from potluck.content.uniqueness import RESERVED_TOPS
from potluck.moving.model import Entry, Kind, OldSite
from potluck.moving.moments import zone_named
from potluck.settings import Settings

BY_YEAR = 100
"""Sites with more posts get a folder for each year."""
MAX_WORDS = 90


@dataclass
class Place:
    """Where an entry is here. `name` is its file's name without folder and suffix; `folder` the one above it."""

    kind: Kind
    folder: str
    name: str
    slug: str
    day: dt.date | None
    moment: dt.datetime | None
    in_folder: bool = False

    @property
    def inside(self) -> str:
        """The file's path below the content folder."""
        end = "/index.md" if self.in_folder else ".md"
        return f"{self.folder}/{self.name}{end}"

    @property
    def permalink(self) -> str:
        """The address here, without a slash in front."""
        if self.kind is Kind.PAGE or self.day is None:
            return f"{self.slug}/"
        return f"{self.day.year:04}/{self.day.month:02}/{self.slug}/"


def settle(site: OldSite, settings: Settings, here: Iterable[str], earlier: Mapping[str, str]) -> dict[str, Place]:
    """A place for every entry, by its source.

    `here` are permalinks of files that no import made; `earlier` is where earlier imports put an entry, by source, as a
    path below the content folder.
    """
    return _Settling(site, settings, here, earlier).run()


class _Settling:
    def __init__(self, site: OldSite, settings: Settings, here: Iterable[str], earlier: Mapping[str, str]) -> None:
        self.site, self.settings, self.earlier = site, settings, earlier
        self.taken = {permalink.lower() for permalink in here}
        self.zone = settings.zone
        self.old_zone = zone_named(site.zone) or self.zone
        dated = [entry for entry in site.entries if entry.date and entry.kind is Kind.POST]
        days = [(self._here(each.date) if each.has_time else each.date).date() for each in dated if each.date]
        self.first_day, self.last_day = min(days, default=dt.date(2000, 1, 1)), max(days, default=dt.date(2000, 1, 1))
        self.by_year = len(site.entries) > BY_YEAR

    def run(self) -> dict[str, Place]:
        """Those that were here before keep their place; the rest take what is free, originals before translations."""
        main = self.site.lang or self.settings.default_lang
        ordered = sorted(
            self.site.entries,
            key=lambda entry: (entry.source not in self.earlier, entry.lang not in ("", main), entry.source),
        )
        return {entry.source: self._place(entry) for entry in ordered}

    def _here(self, date: dt.datetime) -> dt.datetime:
        return (date if date.tzinfo else date.replace(tzinfo=self.old_zone)).astimezone(self.zone)

    def _place(self, entry: Entry) -> Place:
        moment = self._here(entry.date) if entry.date and entry.has_time else None
        day = moment.date() if moment else entry.date.date() if entry.date else None
        if entry.kind is Kind.POST and day is None:
            is_draft = entry.status == "draft"
            day = self.last_day if is_draft else self.first_day
            entry.ask(
                f"It has no date. It is filed under {day}, the day of the {'new' if is_draft else 'old'}est post."
            )
        if entry.kind is Kind.PAGE:
            day = moment = None
        if known := self._known(entry, day, moment):
            return known
        return self._new(entry, day, moment)

    def _known(self, entry: Entry, day: dt.date | None, moment: dt.datetime | None) -> Place | None:
        inside = self.earlier.get(entry.source)
        if not inside:
            return None
        bare = inside.removesuffix("/index.md").removesuffix(".md")
        folder, name = posixpath.split(bare)
        slug = name[11:] if day else name
        place = Place(entry.kind, folder, name, slug, day, moment, inside.endswith("/index.md"))
        if (day and not name.startswith(f"{day}-")) or place.permalink.lower() in self.taken:
            return None
        self.taken.add(place.permalink.lower())
        return place

    def _new(self, entry: Entry, day: dt.date | None, moment: dt.datetime | None) -> Place:
        nothing = f"post-{hashlib.sha256(f'{entry.source}{entry.title}'.encode()).hexdigest()[:8]}"
        words = (slugify(entry.slug) or slugify(entry.title) or nothing)[:MAX_WORDS].strip("-")
        is_page = entry.kind is Kind.PAGE
        folder = "pages" if is_page else f"posts/{day.year:04}" if self.by_year and day else "posts"
        for slug in self._choices(entry, words):
            name = f"{day}-{slug}" if day else slug
            place = Place(entry.kind, folder, name, slug, day, moment, bool(entry.parts))
            is_reserved = is_page and (slug in RESERVED_TOPS or (slug.isdigit() and len(slug) == 4))
            if place.permalink.lower() not in self.taken and not is_reserved:
                break
        if slug != words:
            entry.changed(f"Its address ends in `{slug}`, since `{words}` was taken.")
        self.taken.add(place.permalink.lower())
        return place

    def _choices(self, entry: Entry, words: str) -> Iterable[str]:
        yield words
        if entry.lang and entry.lang != (self.site.lang or self.settings.default_lang):
            yield f"{words}-{entry.lang.lower()}"
        if entry.kind is Kind.PAGE:
            above = slugify(posixpath.basename(posixpath.dirname(entry.source.partition("#")[0])))
            yield f"{above}-{words}".strip("-")
            yield f"{words}-page"
        yield from (f"{words}-{number}" for number in itertools.count(2))
