"""What comes of arranging: every file that is to be written, and what became of each source.

An export of ours goes back as it was: every file of its content folder in its place, byte for byte.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field

from potluck.moving.arrange.people import Newcomer
from potluck.moving.arrange.redirects import Redirects
from potluck.moving.export import FOLDER
from potluck.moving.model import Fate, OldSite
from potluck.moving.tree import MAX_TEXT, CannotRead, read_plainly
from potluck.pages.generators.redirects import REDIRECTS_FILE, read_redirects

DRAFT = re.compile(rb"^status:\s*['\"]?draft\b", re.MULTILINE)
KINDS = {"posts": "post", "pages": "page", "authors": "person"}


@dataclass
class Arranged:
    """Everything that is to be written, by path below the content folder."""

    texts: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, tuple[str, bytes | None]] = field(default_factory=dict)
    """Path here to the file's name at the source, with its bytes where they are not those of the source."""
    origin: dict[str, str] = field(default_factory=dict)
    """Path here to the source it came from."""
    became: dict[str, list[str]] = field(default_factory=dict)
    """Source to its paths here."""
    newcomers: list[Newcomer] = field(default_factory=list)
    redirects: Redirects = field(default_factory=Redirects)
    links: int = 0
    links_gone: int = 0
    drafts: int = 0
    """Of an export of ours, whose texts are not looked into."""

    def becomes(self, unit: str, inside: str) -> None:
        """Note that a source is, or is part of, a file here."""
        known = self.became.setdefault(unit, [])
        if inside not in known:
            known.append(inside)
        self.origin.setdefault(inside, unit)

    def settle_fates(self, site: OldSite) -> None:
        """Tell the site what became of everything that moves in."""
        kinds = {entry.source: entry.kind.value for entry in site.entries}
        kinds.update((person.source, "person") for person in site.people if person.source)
        for unit, files in self.became.items():
            site.fates[unit] = Fate(tuple(files), what=kinds.get(unit, "picture"))


def arrange_verbatim(site: OldSite) -> Arranged:
    """Give every file its old place."""
    out = Arranged()
    for name in site.files:
        if name.startswith(FOLDER):
            inside = name.removeprefix(FOLDER)
            out.pictures[inside] = (name, None)
            out.origin[inside] = name
            what = KINDS.get(inside.split("/")[0], "data") if inside.endswith(".md") else "picture"
            site.fates[name] = Fate((inside,), what=what)
            if what == "post":
                with suppress(CannotRead):
                    top = read_plainly(site.files[name], MAX_TEXT).partition(b"\n---")[0]
                    out.drafts += bool(DRAFT.search(top))
    if REDIRECTS_FILE in site.files:
        out.redirects.lines = read_redirects(site.files[REDIRECTS_FILE])
        site.skip(REDIRECTS_FILE, "Its lines were added to ours.")
    return out
