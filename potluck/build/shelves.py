"""What a build knew of posts and texts, as it stands in the store: on shelves, so that an edit changes two of them.

A file's path alone says on which shelf its record is. All shelves are always there, and one that is missing or spoilt
means that nothing is remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

import msgspec

from potluck.build.store import Store
from potluck.build.touched import Memory
from potluck.content.kept import Kept, encoded, encoded_posts, unkept, unkept_posts
from potluck.keeping import Spoilt
from potluck.pages.kept_text import KeptText, kept_texts

WRITTEN, POSTS, TEXTS = "written", "posts ", "texts "
SHELVES = 256

T = TypeVar("T")


def remembered(store: Store, content: Path) -> Memory | None:
    """What the last build knew; None where that is not kept, or spoilt."""
    try:
        head = store.get(WRITTEN)
        if head is None:
            return None
        written = unkept(head, content)
        for text in _all_of(store, POSTS):
            written.posts += unkept_posts(text, content)
        texts: dict[str, KeptText] = {}
        for text in _all_of(store, TEXTS):
            texts.update(kept_texts(text))
    except (Spoilt, ValueError):
        return None
    return Memory(written, texts)


def _all_of(store: Store, kind: str) -> Iterator[bytes]:
    """The texts of all shelves, one at a time: together they are large. Raises Spoilt at the end if one is missing."""
    found = 0
    for _, text in store.below(kind):
        found += 1
        yield text
    if found != SHELVES:
        raise Spoilt(kind)


def rows(
    written: Kept, texts: Mapping[str, KeptText], before: Memory | None, content: Path
) -> Iterator[tuple[str, str]]:
    """What is to be kept, each text with its name in the store; of shelves, those that are other than ``before``."""
    yield WRITTEN, encoded(replace(written, posts=[]), content)
    for shelf, records in _changed(_by_path(written), _by_path(before.written) if before else None):
        yield f"{POSTS}{shelf}", encoded_posts(records.values(), content)
    for shelf, known in _changed(texts, before.texts if before else None):
        yield f"{TEXTS}{shelf}", msgspec.json.encode(known).decode()


def _by_path(written: Kept) -> dict[str, Any]:
    return {each.relative: each for each in written.posts}


def _changed(now: Mapping[str, T], before: Mapping[str, Any] | None) -> Iterator[tuple[int, dict[str, T]]]:
    """The shelves on which anything is another than before, with all that is to be there; without before, all."""
    numbers: Iterable[int] = range(SHELVES)
    if before is not None:
        others = [path for path, each in now.items() if before.get(path) is not each]
        numbers = {_shelf_of(path) for path in (*others, *(before.keys() - now.keys()))}
    shelves: dict[int, dict[str, T]] = {number: {} for number in numbers}
    for path in [path for path in now if _shelf_of(path) in shelves] if shelves else ():
        shelves[_shelf_of(path)][path] = now[path]
    yield from shelves.items()


def _shelf_of(path: str) -> int:
    return crc32(path.encode("utf-8", "surrogatepass")) % SHELVES
