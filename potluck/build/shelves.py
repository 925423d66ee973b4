"""What a build knew of posts and texts, as it stands in the store: on shelves, so that an edit changes two of them.

A file's path alone says on which shelf its record is. All shelves are always there, and one that is missing or spoilt
means that nothing is remembered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TypeVar
from zlib import crc32

import msgspec
from msgspec.structs import replace

from potluck.build.store import Store
from potluck.build.touched import Memory
from potluck.content.kept import Kept, encoded, encoded_posts, unkept, unkept_posts
from potluck.keeping import Spoilt
from potluck.pages.texts.kept_text import KeptText, kept_texts

WRITTEN, POSTS, TEXTS = "written", "posts ", "texts "
SHELVES = 256

T = TypeVar("T")


def remembered(store: Store, content: Path) -> Memory | None:
    """What the last build knew; None where that is not kept, or spoilt."""
    texts: dict[str, KeptText] = {}
    shelves: dict[str, Collection[str]] = {}
    try:
        head = store.get(WRITTEN)
        if head is None:
            return None
        written = unkept(head, content)
        for shelf, text in _all_of(store, POSTS):
            records = unkept_posts(text, content, written.tags)
            shelves[shelf] = [each.relative for each in records]
            written.posts += records
        for shelf, text in _all_of(store, TEXTS):
            known = kept_texts(text)
            shelves[shelf] = known.keys()
            texts.update(known)
    except (Spoilt, ValueError):
        return None
    return Memory(written, texts, shelves)


def _all_of(store: Store, kind: str) -> Iterator[tuple[str, bytes]]:
    """All shelves by name, one at a time: together they are large. Raises Spoilt at the end if one is missing."""
    found = 0
    for shelf in store.below(kind):
        found += 1
        yield shelf
    if found != SHELVES:
        raise Spoilt(kind)


def rows(
    written: Kept, texts: Mapping[str, KeptText], before: Memory | None, anew: Collection[str], content: Path
) -> Iterator[tuple[str, str]]:
    """What is to be kept, each text with its name in the store; of shelves, those that are other than ``before``.

    ``anew`` are the paths of all that may be another than it was, or is new.
    """
    tags = {tag: number for number, tag in enumerate(before.written.tags)} if before else {}
    for shelf, records in _changed(POSTS, {each.relative: each for each in written.posts}, anew, before):
        yield shelf, encoded_posts(records.values(), content, tags)
    for shelf, known in _changed(TEXTS, texts, anew, before):
        yield shelf, msgspec.json.encode(known).decode()
    yield WRITTEN, encoded(replace(written, posts=[], tags=[*tags]), content)


def _changed(
    kind: str, now: Mapping[str, T], anew: Collection[str], before: Memory | None
) -> Iterator[tuple[str, dict[str, T]]]:
    """The shelves on which anything may be another than ``before``, whole; without it, all shelves."""
    if before is None:
        shelves: dict[str, dict[str, T]] = {f"{kind}{number}": {} for number in range(SHELVES)}
        for path, each in now.items():
            shelves[shelf_of(kind, path)][path] = each
        yield from shelves.items()
        return
    others = {path: shelf_of(kind, path) for path in sorted(anew)}
    names = {*others.values()}
    had = ((shelf, paths) for shelf, paths in before.shelves.items() if shelf.startswith(kind))
    names |= {shelf for shelf, paths in had if not all(map(now.__contains__, paths))}
    for shelf in names:
        paths = dict.fromkeys((*before.shelves[shelf], *(path for path in others if others[path] == shelf)))
        yield shelf, {path: now[path] for path in paths if path in now}


def shelf_of(kind: str, name: str) -> str:
    """On which shelf of a kind something stands, by its name alone."""
    return f"{kind}{crc32(name.encode('utf-8', 'surrogatepass')) % SHELVES}"
