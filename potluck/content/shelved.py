"""What is kept by the path of a file, on shelves that are read when somebody asks for something on them.

An edit of a text asks about few of very many posts, and a path alone says on which shelf something is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, ItemsView, Iterable, Iterator, Mapping, MutableMapping, ValuesView
from typing import Generic, TypeVar
from zlib import crc32

from potluck.keeping import Lost, Spoilt

SHELVES = 256

T = TypeVar("T")


def shelf_of(kind: str, name: str) -> str:
    """On which shelf of a kind something stands, by its name alone."""
    return f"{kind}{crc32(name.encode('utf-8', 'surrogatepass')) % SHELVES:02x}"


def empty(kind: str) -> dict[str, dict[str, T]]:
    """All shelves of a kind, with nothing on them."""
    return {f"{kind}{number:02x}": {} for number in range(SHELVES)}


def gone_from(before: Mapping[str, T], now: Mapping[str, T], anew: Collection[str]) -> Collection[str]:
    """The paths that are not there ``now``; all that were not there ``before`` are in ``anew``."""
    if len(before) == len(now) and all(map(before.__contains__, anew)):
        return ()  # which is known without a look at very many
    return {*before}.difference(now)


class Shelved(MutableMapping[str, T], Generic[T]):
    """What stands at ``paths`` on the shelves of one kind; ``read`` answers (name, what is on it) of those whose
    names begin so. Raises Lost where that can't be read, or is not all that was there.

    What is put here stands here alone, and nothing is written.
    """

    def __init__(
        self, kind: str, paths: Iterable[str], read: Callable[[str], Iterable[tuple[str, Mapping[str, T]]]]
    ) -> None:
        self._kind, self._read = kind, read
        self._paths = dict.fromkeys(paths)
        self._found: dict[str, T] = {}
        self._shelves: dict[str, Mapping[str, T]] = {}

    def but(self, others: Mapping[str, T]) -> Shelved[T]:
        """The same, the very same things, but for these others."""
        found = Shelved(self._kind, self._paths, self._known)
        found.update(others)
        return found

    def on(self, shelf: str) -> Mapping[str, T]:
        """What was kept on a shelf."""
        if shelf not in self._shelves:
            self._take(shelf)
        return self._shelves[shelf]

    def whole(self) -> dict[str, T]:
        """All of it, which is read now as far as it was not."""
        if len(self._shelves) < SHELVES:
            self._take(self._kind)
        try:
            return {path: self._found[path] for path in self._paths}
        except KeyError as error:
            raise Lost(self._kind) from error

    def _take(self, start: str) -> None:
        """Read what is on the shelves whose names begin so."""
        try:
            for shelf, known in self._read(start):
                if shelf not in self._shelves:
                    self._shelves[shelf] = known
                    for path, each in known.items():
                        self._found.setdefault(path, each)
        except (Spoilt, ValueError) as error:
            raise Lost(start) from error
        if len(self._shelves) < SHELVES and start not in self._shelves:
            raise Lost(start)

    def _known(self, start: str) -> Iterable[tuple[str, Mapping[str, T]]]:
        if start == self._kind:
            self.whole()
            return self._shelves.items()
        return ((start, self.on(start)),)

    def __getitem__(self, path: str) -> T:
        if path not in self._paths:
            raise KeyError(path)
        if path not in self._found:
            self.on(shelf_of(self._kind, path))
        try:
            return self._found[path]
        except KeyError as error:
            raise Lost(path) from error

    def __setitem__(self, path: str, each: T) -> None:
        self._found[path] = each
        self._paths[path] = None

    def __delitem__(self, path: str) -> None:
        del self._paths[path]
        self._found.pop(path, None)

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def items(self) -> ItemsView[str, T]:
        """All pairs, which are had sooner together."""
        return self.whole().items()

    def values(self) -> ValuesView[T]:
        """Likewise."""
        return self.whole().values()
