"""Where each tag and keyword is among the listed posts, kept between builds: to tell what goes well with one post, few
of them are read, where all were read of ten thousand posts.

Posts are numbered from the oldest, so a new one leaves all numbers as they are. What is kept holds as long as the same
posts stand in the same order; each tag and word alone says on which shelf its numbers are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import msgspec

from potluck.build.store import Store
from potluck.content.model import Post
from potluck.content.shelved import empty, shelf_of
from potluck.keeping import Spoilt
from potluck.pages.texts.related import everywhere, keys_of

PLACES, ORDER = "places ", "order"


class Places(dict[str, list[int]]):
    """The positions of each tag and keyword among ``posts``, which are newest first; read when somebody asks.

    ``paths`` are those of the posts, ``keywords_of`` gives the keywords of one, with spaces between.
    """

    def __init__(
        self, store: Store, posts: Sequence[Post], paths: Sequence[str], keywords_of: Callable[[Post], str]
    ) -> None:
        super().__init__()
        self._store, self._posts, self._paths, self._keywords_of = store, posts, paths, keywords_of
        self._came: dict[str, set[int]] = {}
        self._went: dict[str, set[int]] = {}
        self._holds = False
        self._is_new = True
        """Whether other posts are there than were, or in another order."""
        self._is_whole = False

    def take_up(self, had: Mapping[str, Collection[str]]) -> bool:
        """Take up what the last build kept, if it still holds.

        ``had`` are the paths of posts that may have other tags or keywords, each with those that it had. A post that
        came behind all others (in time) is found here; any other makes what was kept worthless.
        """
        try:
            count, digest = msgspec.json.decode(self._store.get(ORDER) or "", type=tuple[int, str])
        except (Spoilt, msgspec.MsgspecError):
            return False
        newer = len(self._posts) - count
        if newer < 0 or _digest(self._paths[newer:]) != digest:
            return False
        self._holds, self._is_new = True, newer > 0
        listed = {*self._paths[:newer]}.union(had).intersection(self._paths)
        for position in map(self._paths.index, listed):
            post = self._posts[position]
            before = set(had[post.relative] if position >= newer else ())
            now = set(keys_of(post.tags, self._keywords_of(post)))
            for keys, where in ((now - before, self._came), (before - now, self._went)):
                for key in keys:
                    where.setdefault(key, set()).add(len(self._posts) - 1 - position)
        return True

    def __missing__(self, key: str) -> list[int]:
        if not self._is_whole:
            try:
                last = len(self._posts) - 1
                found = self[key] = [
                    last - number for number in reversed(self._now(self._kept(shelf_of(PLACES, key)), key))
                ]
                return found
            except Spoilt:
                self._holds, self._is_new, self._is_whole = False, True, True
                self.update(everywhere(self._posts, self._keywords_of))
        return self.setdefault(key, [])

    def _kept(self, shelf: str) -> dict[str, list[int]]:
        """The numbers on a shelf. Raises Spoilt."""
        try:
            return msgspec.json.decode(self._store.get(shelf) or "", type=dict[str, list[int]])
        except msgspec.MsgspecError as error:
            raise Spoilt(shelf) from error

    def _now(self, kept: Mapping[str, list[int]], key: str) -> list[int]:
        """The numbers of the posts that have a tag or keyword, the least first."""
        before = kept.get(key, [])
        if key not in self._came and key not in self._went:
            return before
        return sorted({*before}.difference(self._went.get(key, ())).union(self._came.get(key, ())))

    def rows(self, *, alone: bool) -> Iterator[tuple[str, str]]:
        """What is to be kept, each text with its name in the store; all of it if nothing else stays (``alone``).

        Raises Spoilt.
        """
        if alone or not self._holds:
            last = len(self._posts) - 1
            shelves: dict[str, dict[str, list[int]]] = empty(PLACES)
            for key, places in everywhere(self._posts, self._keywords_of).items():
                shelves[shelf_of(PLACES, key)][key] = [last - place for place in reversed(places)]
        else:
            keys = self._came.keys() | self._went.keys()
            shelves = {shelf: self._kept(shelf) for shelf in {shelf_of(PLACES, key) for key in keys}}
            for key in keys:
                shelves[shelf_of(PLACES, key)][key] = self._now(shelves[shelf_of(PLACES, key)], key)
        for shelf, numbers in shelves.items():
            kept = {key: each for key, each in sorted(numbers.items()) if each}
            yield shelf, msgspec.json.encode(kept).decode()
        if alone or self._is_new:
            yield ORDER, msgspec.json.encode((len(self._paths), _digest(self._paths))).decode()


def _digest(paths: Sequence[str]) -> str:
    """Tells which posts these are, and in which order."""
    return hashlib.sha256("\n".join(paths).encode("utf-8", "surrogatepass")).hexdigest()
