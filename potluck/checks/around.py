"""The part of a line that changes, with some words on each side, and how far in: as much of a mend as is shown."""

from __future__ import annotations

SHORT = 120
AROUND = 30


def around(old: str, new: str) -> str:
    """The new line; of a long one the part that changes, and some words on each side."""
    if len(new) <= SHORT:
        return new.strip()
    start = _alike(old, new)
    same = _alike(old[::-1], new[::-1]) if old != new else 0
    same = same if same < min(len(old), len(new)) else 0
    first, last = max(0, start - AROUND), min(len(new), max(len(new) - same, start) + AROUND)
    first = new.find(" ", first, start) + 1 if first and " " in new[first:start] else first
    last = new.rfind(" ", max(len(new) - same, start), last) if last < len(new) else last
    shown = new[first : last if last > first else len(new)][: 3 * SHORT].strip()
    return f"{'… ' if first else ''}{shown}{' …' if last < len(new) else ''}"


def further_in(line: str, better: str) -> str:
    """How many spaces belong in front of a line, in words, where that is what changes."""
    now, then = (len(each) - len(each.lstrip(" ")) for each in (line, better))
    return f", with {then} spaces in front" if then > now else ""


def _alike(one: str, two: str) -> int:
    """How many characters two texts begin with alike; found by halves, since a line may have a mistake in each word."""
    low, high = 0, min(len(one), len(two))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == two[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
