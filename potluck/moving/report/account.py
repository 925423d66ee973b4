"""The account of an import: a line for each source, with what it became, what was changed, and what needs a person."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from potluck.counted import counted
from potluck.moving.arrange.people import alike
from potluck.moving.front_matter import words_in
from potluck.moving.model import Entry, Note
from potluck.moving.run import MovedIn

MAX_SAID = 300
"""Letters of what a key of front matter says."""


@dataclass
class Line:
    """One source file or item."""

    source: str
    what: str = ""
    became: list[str] = field(default_factory=list)
    skipped: str = ""
    changed: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)


@dataclass
class Account:
    """All lines, in the order of the sources, and the people who have no source but a byline."""

    moved: MovedIn
    says_more: list[str] = field(default_factory=list)
    """Sources whose front matter says something that is shown nowhere here."""

    @cached_property
    def lines(self) -> list[Line]:
        site = self.moved.site
        entries = {entry.source: entry for entry in site.entries}
        found = []
        for unit in site.units:
            fate = site.fates[unit]
            line = Line(unit, fate.what, list(fate.became), fate.skipped)
            if unit in entries:
                _take(line, entries[unit].notes)
                if said := _in_words(entries[unit]):
                    line.changed.append(f"Its front matter says more, which has no place here: {said}.")
                    self.says_more.append(unit)
            for inside in fate.became:
                self._add_check(line, inside)
            found.append(line)
        return found

    def _add_check(self, line: Line, inside: str) -> None:
        """What our own check mended in a file, and what it left."""
        if line.what == "picture" and not inside.startswith("authors/"):
            return
        path = f"{self.moved.content.name}/{inside}"
        line.changed += list(dict.fromkeys(self.moved.mended.done.get(path, [])))
        for each in self.moved.mended.left.get(path, []):
            at = f"Line {each.line}: " if each.line else ""
            line.needs += [f"{at}{each.title} ({each.id})"] if each.is_error else []

    @cached_property
    def people(self) -> list[Line]:
        """A line for each person: where they came from, and what is missing."""
        found = []
        for newcomer in sorted(self.moved.arranged.newcomers, key=lambda each: each.handle):
            line = Line(newcomer.person.source or "bylines", "person", [f"authors/{newcomer.handle}.md"])
            if newcomer.known_here:
                line.changed.append("Was here already; the file was left alone.")
            elif newcomer.only_in_bylines:
                other = alike(newcomer, self.moved.arranged.newcomers)
                perhaps = f" Perhaps it is {other.name} (`{other.handle}`)?" if other else ""
                line.needs.append(
                    f"Only bylines name “{newcomer.name}” (posts: {newcomer.posts}); the file has no bio yet.{perhaps}"
                )
            _take(line, [*newcomer.person.notes, *newcomer.notes])
            self._add_check(line, line.became[0])
            found.append(line)
        return found

    @cached_property
    def counts(self) -> Counter[str]:
        """How many of each kind came, and how many sources were left out."""
        found: Counter[str] = Counter()
        found["imported"] = sum(bool(line.became) for line in self.lines)
        found["skipped"] = len(self.lines) - found["imported"]
        entries = self.moved.site.entries
        found["posts"] = sum(entry.kind.value == "post" for entry in entries)
        found["drafts"] = sum(entry.kind.value == "post" and entry.status == "draft" for entry in entries)
        found["pages"] = len(entries) - found["posts"]
        found["people"] = len(self.moved.arranged.newcomers)
        found["pictures"] = len(self.moved.arranged.pictures)
        if not entries:  # an export of ours, whose files are not looked into
            whats = Counter(fate.what for fate in self.moved.site.fates.values() if fate.became)
            found["drafts"] = self.moved.arranged.drafts
            found |= Counter(posts=whats["post"], pages=whats["page"], people=whats["person"])
            found["pictures"] = whats["picture"]
        redirects = self.moved.arranged.redirects
        found["redirects"] = sum(map(len, redirects.aliases.values())) + len(redirects.lines)
        found["sources"] = len(self.moved.site.units)
        found["links"], found["links_gone"] = self.moved.arranged.links, self.moved.arranged.links_gone
        return found

    @property
    def what_came(self) -> str:
        """How many of each kind came, in words."""
        counts = self.counts
        drafts = f" ({counted(counts['drafts'], 'draft')} among them)" if counts["drafts"] else ""
        return (
            f"{counted(counts['posts'], 'post')}{drafts}, {counted(counts['pages'], 'page')}, "
            f"{counted(counts['people'], 'person', 'people')} and {counted(counts['pictures'], 'picture')}"
        )

    @cached_property
    def by_reason(self) -> dict[str, list[str]]:
        """Sources that were left out, by the reason."""
        found: dict[str, list[str]] = {}
        for line in self.lines:
            if line.skipped:
                found.setdefault(line.skipped, []).append(line.source)
        return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))

    @property
    def needing(self) -> list[Line]:
        """Lines with work for a person."""
        return [line for line in (*self.lines, *self.people) if line.needs]


def _in_words(entry: Entry) -> str:
    """What nobody asked for in a text's front matter, where it says something: two words, or other letters."""
    said = {key: " ".join(words_in(value).split())[:MAX_SAID] for key, value in entry.unread.items()}
    return "; ".join(f"`{key}`: {text}" for key, text in said.items() if " " in text or not text.isascii())


def _take(line: Line, notes: list[Note]) -> None:
    for note in notes:
        (line.needs if note.needs_person else line.changed).append(note.text)


def as_json(account: Account) -> str:
    """One object: `kind`, `counts`, `sources`, `people`, `moves`, `redirects`, `notes`."""
    moved = account.moved
    data: dict[str, Any] = {
        "kind": moved.site.kind,
        "title": moved.site.title,
        "address": moved.site.url,
        "dry_run": moved.dry_run,
        "counts": dict(account.counts),
        "notes": [asdict(note) for note in moved.site.notes],
        "sources": [_plain(line) for line in account.lines],
        "people": [_plain(line) for line in account.people],
        "moves": {name: files for name, files in asdict(moved.moves).items() if files},
        "redirects": {f"/{old}": f"/{new}" for old, new in sorted(moved.arranged.redirects.lines.items())},
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _plain(line: Line) -> dict[str, Any]:
    return {key: value for key, value in asdict(line).items() if value}
