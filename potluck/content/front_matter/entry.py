"""One entry of front matter as whoever mends it sees it: its lines, and what they may say."""

from __future__ import annotations

import re

import msgspec

from potluck.content.front_matter import keys
from potluck.content.front_matter.layout import entry_key
from potluck.content.front_matter.yaml_block import Field, NotSimpleError, parse
from potluck.problems import Problem, Rule


class Entry(msgspec.Struct, frozen=True):
    """A `name: value` line with the lines that belong to it; the first is line `first` of the file."""

    lines: list[str]
    first: int
    inner: bool = False
    """Whether it stands below `event:`, where other names are known."""

    @property
    def last(self) -> int:
        return self.first + len(self.lines) - 1

    def key_of(self, line: str) -> str | None:
        """The known key that a line seems to give a value to."""
        if not self.inner:
            return entry_key(line)
        found = re.match(r"[a-z]+", line)
        return found.group() if found and self.knows(found.group()) else None

    def knows(self, key: str) -> bool:
        """Whether such an entry may have a key."""
        return f"{keys.INNER}{key}" in keys.EVENT_KEYS if self.inner else keys.is_known(key)


Slip = tuple[Problem, list[Field]] | None


def parts_of(line: str) -> tuple[str, str]:
    """What is before a line's first colon and what is behind it; two empty texts where there is none."""
    key, colon, value = line.partition(":")
    return (key.strip(), value.strip()) if colon else ("", "")


def parse_or_none(lines: list[str], first: int) -> list[Field]:
    """The fields of the mended entry, so that it is not missed as well."""
    try:
        return parse("\n".join(lines), first)
    except NotSimpleError:
        return []


def rewritten(rule: Rule, entry: Entry, path: str, lines: list[str], title: str) -> Slip:
    """The problem of an entry all of which should be these lines, and what they say."""
    problem = rule.mended(path, entry.first, entry.last, "\n".join(lines), title=title, block=True)
    return problem, parse_or_none(lines, entry.first)


def begun(rule: Rule, entry: Entry, path: str, better: str, title: str = "", column: int = 1) -> Slip:
    """The problem of an entry whose first line should be a better one, and what all of it says then."""
    fields = parse_or_none([better, *entry.lines[1:]], entry.first)
    return replaced(rule, entry, path, better, title, column), fields


def replaced(rule: Rule, entry: Entry, path: str, better: str, title: str = "", column: int = 1) -> Problem:
    """The problem of an entry whose first line should be a better one."""
    return rule.mended(path, entry.first, entry.first, better, column, title=title)
