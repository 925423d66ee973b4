"""What a person, or another tool, did on the branch itself since our last publication, and the next one would undo.

No source has it, so nobody would miss it before a reader does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from potluck.publish.history import Changes

_OF_THE_HOST = frozenset((".nojekyll", "CNAME"))
"""Files that GitHub itself may write; a domain that would be lost is a concern of its own."""
_OF_A_PAGE = (".html", ".css", ".js", ".map", ".woff", ".woff2", ".ttf", ".json")
"""Another tool's pages, which are a concern of their own where they would be gone, and what goes with them."""


@dataclass(frozen=True)
class Hand:
    """Paths of files that are on the branch neither as our last publication left them nor as the next has them."""

    put: tuple[str, ...] = ()  #: would be gone
    edited: tuple[str, ...] = ()  #: would be written over
    taken: tuple[str, ...] = ()  #: would be back

    def __bool__(self) -> bool:
        return bool(self.put or self.edited or self.taken)

    def lines(self) -> Iterator[str]:
        """A line for each."""
        yield from (f"/{path}  (was put there, and would be gone)" for path in self.put)
        yield from (f"/{path}  (was changed there, and would be written over)" for path in self.edited)
        yield from (f"/{path}  (was removed there, and would be back)" for path in self.taken)


def changed_by_hand(ours: Mapping[str, str] | None, now: Mapping[str, str], after: Mapping[str, str]) -> Hand:
    """What would be undone. Each site is given as path → id of the contents.

    ``ours`` is what our last publication held; None where none was ever made: then the branch is another tool's site,
    which ours replaces, and only files that its pages don't come with count.
    """
    if ours is None:
        alien = now.keys() - after.keys() - _OF_THE_HOST
        return Hand(put=tuple(sorted(path for path in alien if not path.endswith(_OF_A_PAGE))))
    done = Changes.between(ours, now)
    touched = [
        path for path in (*done.added, *done.changed) if path not in _OF_THE_HOST and after.get(path) != now[path]
    ]
    return Hand(
        put=tuple(sorted(path for path in touched if path not in after)),
        edited=tuple(sorted(path for path in touched if path in after)),
        taken=tuple(path for path in done.removed if path in after and path not in _OF_THE_HOST),
    )
