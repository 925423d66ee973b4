"""The part of a line that changes, with some words on each side: as much of a mend as a message shows."""

from __future__ import annotations

SHORT = 120
AROUND = 30


def around(old: str, new: str) -> str:
    """The new line; of a long one the part that changes, and some words on each side."""
    if len(new) <= SHORT:
        return new.strip()
    start = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    same = next((at for at, (a, b) in enumerate(zip(old[::-1], new[::-1], strict=False)) if a != b), 0)
    first, last = max(0, start - AROUND), min(len(new), max(len(new) - same, start) + AROUND)
    first = new.find(" ", first, start) + 1 if first and " " in new[first:start] else first
    last = new.rfind(" ", max(len(new) - same, start), last) if last < len(new) else last
    shown = new[first : last if last > first else len(new)][: 3 * SHORT].strip()
    return f"{'… ' if first else ''}{shown}{' …' if last < len(new) else ''}"
