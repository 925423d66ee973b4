"""Which lists of posts are as they were, so that their pages need not be asked one by one."""

from __future__ import annotations

import json
from collections.abc import Collection

from potluck.pages.notes.paths import OWN, STEP

OF_A_LIST = tuple(f"{OWN}{name}{more}" for name in ("articles", "dates") for more in (STEP, "_"))
"""How what a page reads of its own begins, if that is its place in a list, and what stands there."""


class Lists:
    """The lists of the last build, of which ``text`` tells, and of this one."""

    def __init__(self, text: str = "[{},[]]") -> None:
        """Raises ValueError, TypeError for another text."""
        self._before, wide = json.loads(text)
        self._now: dict[str, str] = {}
        self.wide = set(wide)
        """The pages that look at more of what they are given than at their place in a list."""

    def is_same(self, name: str, said: str) -> bool:
        """Whether a list was the same the last time: ``said`` is a digest of its posts and of what else is given."""
        self._now[name] = said
        return bool(self._before.get(name) == said)

    def note(self, path: str, own: Collection[str]) -> None:
        """Note of a page whether what it read of its own is more than its place in a list."""
        if all(note.startswith(OF_A_LIST) for note in own):
            self.wide.discard(path)
        else:
            self.wide.add(path)

    def text(self, pages: Collection[str]) -> str:
        """All that is known of them, and of these pages."""
        return json.dumps([self._now or self._before, sorted(each for each in self.wide if each in pages)])
