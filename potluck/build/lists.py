"""Which lists of posts are as they were, so that their pages need not be asked one by one."""

from __future__ import annotations

import json
from collections.abc import Collection

from potluck.pages.notes.views import OWN, STEP

OF_A_LIST = tuple(f"{OWN}{name}{more}" for name in ("articles", "dates") for more in (STEP, "_"))
"""How what a page reads of its own begins, if that is its place in a list, and what stands there."""


OF_A_PAGE = tuple(
    f"{OWN}{name}_page{STEP}{asked}{end}"
    for name in ("articles", "dates")
    for asked in ("object_list", "is_front", "place", "newer_url", "older_url", "has_other_pages")
    for end in (STEP, "\n")
)
"""How what a page reads begins (with a line's end behind it) that follows from its own posts and how many pages there
are.
"""


class Lists:
    """The lists of the last build, of which ``text`` tells, and of this one."""

    def __init__(self, text: str = "[{},[],[]]") -> None:
        """Raises ValueError, TypeError for another text."""
        self._text: str | None = text
        """What is known, if that is all that was."""
        self._before, wide, far = json.loads(text)
        self._now: dict[str, tuple[str, str]] = {}
        self.far = set(far)
        """The pages that look at more of a list than at their own posts."""
        self.wide = set(wide)
        """The pages that look at more of what they are given than at their place in a list."""

    def is_same(self, name: str, said: str) -> bool:
        """Whether a list was the same the last time: ``said`` is a digest of its posts and of what else is given."""
        return self.same_from(name, said, "") == 1

    def same_from(self, name: str, said: str, rest: str) -> int:
        """From which of its pages on a list is as it was, counted from the newest: 1, 2, or 0 where that isn't known.

        ``said`` is a digest of its posts and of what else is given, ``rest`` one without the posts of the first page,
        but with the number of pages.
        """
        self._now[name], self._text = (said, rest), None
        was_said, was_rest = self._before.get(name, ("", ""))
        if was_said == said:
            return 1
        return 2 if rest and was_rest == rest else 0

    def stays(self, name: str) -> bool:
        """Keep of a list what was noted the last time, since it is known to be the same; whether anything was."""
        if name in self._before:
            self._now[name], self._text = self._before[name], None
        return name in self._before

    def note(self, path: str, own: Collection[str]) -> None:
        """Note of a page whether what it read of its own is more than its place in a list, and its posts there."""
        is_wide = not all(note.startswith(OF_A_LIST) for note in own)
        is_far = not all(f"{note}\n".startswith(OF_A_PAGE) for note in own)
        self.note_kind(path, is_wide=is_wide, is_far=is_far)

    def note_kind(self, path: str, *, is_wide: bool, is_far: bool) -> None:
        """Note of a page whether it looks at more than its place in a list, and at more than its own posts there."""
        for pages, is_among in ((self.wide, is_wide), (self.far, is_far)):
            if is_among != (path in pages):
                self._text = None
                pages ^= {path}

    def text(self, pages: Collection[str]) -> str:
        """All that is known of them, and of these pages."""
        if self._text and self.wide.union(self.far).issubset(pages):
            return self._text
        kept = [sorted(each for each in among if each in pages) for among in (self.wide, self.far)]
        return json.dumps([self._now or self._before, *kept], separators=(",", ":"))
