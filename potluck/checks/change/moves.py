"""Files that a change gave another name or place, and files that it copied: the same text stands elsewhere now."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

ALIKE = 0.6
"""The part of their lines that two texts share, one of which was made of the other."""
SHORTEST = 3
"""Lines. Of texts with fewer that are not the very same, nothing can be told."""
MOST = 50
"""Files on either side that are held against one another: who brings more brings them with a maintainer."""


class Moves(msgspec.Struct, frozen=True):
    """Where texts are now, and where they were: `moved` files are not there any more under their old names, `copied`
    ones are. Both tell for the new path the old one."""

    moved: Mapping[str, str]
    copied: Mapping[str, str]


NO_MOVES = Moves({}, {})


def moves_of(gone: Mapping[str, str], still: Mapping[str, str], new: Mapping[str, str]) -> Moves:
    """Which new texts were made of which old ones; all three are texts by path."""
    moved: dict[str, str] = {}
    copied: dict[str, str] = {}
    for path, text in [*new.items()][:MOST]:
        free = {each: old for each, old in gone.items() if each not in moved.values()}
        if source := _likest(text, free):
            moved[path] = source
        elif source := _likest(text, still):
            copied[path] = source
    return Moves(moved, copied)


def _likest(text: str, others: Mapping[str, str]) -> str | None:
    """The other text that is most like this one, if there is one that is like it."""
    found = {path: likeness(text, other) for path, other in [*others.items()][:MOST]}
    best = max(found, key=lambda path: (found[path], path), default=None)
    return best if best is not None and found[best] >= ALIKE else None


def likeness(one: str, other: str) -> float:
    """The part of their lines that two texts share, from 0 to 1; blank lines don't count."""
    if one == other:
        return 1.0
    mine, theirs = ({line.strip() for line in text.splitlines()} - {"", "---"} for text in (one, other))
    if min(len(mine), len(theirs)) < SHORTEST:
        return 0.0
    return len(mine & theirs) / max(len(mine), len(theirs))
