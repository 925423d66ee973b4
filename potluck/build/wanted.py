"""The pages and feeds that have to be asked for, where all others are known to be as they were.

Generators go through lists of very many pages: what is worked out here lets them pass over a list at a glance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

FEED = "feed "
"""What the ledger calls a feed, before its path."""
_NUMBER = re.compile(r"[0-9]+")


class Wanted:
    """Pages by their paths, and feeds. ``numbers`` are all that stand in these names, as the number of a list's page
    does.
    """

    def __init__(self, names: Set[str]) -> None:
        self.names = names
        self.numbers = frozenset(int(each) for name in names for each in _NUMBER.findall(name))
        self._paths = [name.removeprefix(FEED) for name in names]
        self._folders = frozenset(above for path in self._paths for above in _folders_above(path))

    def is_near(self, *paths: str) -> bool:
        """Whether anything is wanted in the folder of one of these paths, or below."""
        return any(path.rpartition("/")[0] in self._folders for path in paths)

    def begins_with(self, *starts: str) -> bool:
        """Whether a path that is wanted begins so."""
        return any(path.startswith(starts) for path in self._paths)


def _folders_above(path: str) -> Iterator[str]:
    """The folder that a file is in, and all above it; that of the site is an empty text."""
    while path:
        path = path.rpartition("/")[0]
        yield path
