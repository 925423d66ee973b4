"""What a build knew of posts and texts, as it stands in the store: on shelves, so that an edit reads and writes few.

A file's path alone says on which shelf its record is. All shelves are always there, and one that is missing or spoilt
means that nothing is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from potluck.build.places import ORDER
from potluck.build.store import Store
from potluck.build.touched import Memory
from potluck.content.kept import Kept, encoded, encoded_posts, unkept, unkept_posts
from potluck.content.overview import Overview
from potluck.content.shelved import Shelved, empty, gone_from, shelf_of
from potluck.keeping import Spoilt
from potluck.pages.reading import learn, learned, learned_more
from potluck.pages.texts.kept_text import KeptText, kept_texts

WRITTEN, OVERVIEW, SAID, POSTS, TEXTS = "written", "overview", "said", "posts ", "texts "

T = TypeVar("T")


def remembered(store: Store, content: Path) -> Memory | None:
    """What the last build knew, of which shelves are read as somebody asks; None where that is not kept, or spoilt."""
    try:
        head, told, said = store.get(WRITTEN), store.get(OVERVIEW), store.get(SAID)
        if head is None or told is None or said is None:
            return None
        learn(msgspec.json.decode(said, type=dict[str, str]))
        written, overview = unkept(head, content), msgspec.json.decode(told, type=Overview)
        has_keywords = store.get(ORDER) is not None
    except (Spoilt, ValueError):  # to which msgspec's own error belongs
        return None

    def posts(text: bytes) -> dict[str, Any]:
        return {each.relative: each for each in unkept_posts(text, content, written.tags)}

    others = {each.relative for each in (*written.pages, *written.persons)}
    paths = [*overview.paths, *(path for path in written.withheld if path not in others)]
    written.overview, written.posts = overview, Shelved(POSTS, paths, _reader(store, posts))
    with_text = dict.fromkeys((*paths, *others))
    for each in written.textless:
        with_text.pop(each, None)
    return Memory(written, Shelved(TEXTS, with_text, _reader(store, kept_texts)), has_keywords)


def _reader(
    store: Store, made: Callable[[bytes], Mapping[str, T]]
) -> Callable[[str], Iterator[tuple[str, Mapping[str, T]]]]:
    return lambda start: ((shelf, made(text)) for shelf, text in store.below(start))


def rows(
    written: Kept,
    overview: Overview,
    texts: Mapping[str, KeptText],
    before: Memory | None,
    anew: Collection[str],
    content: Path,
) -> Iterator[tuple[str, str]]:
    """What is to be kept, each text with its name in the store; of shelves, those that are other than ``before``.

    ``anew`` are the paths of all that may be another than it was, or is new.
    """
    tags = {tag: number for number, tag in enumerate(before.written.tags)} if before else {}
    for shelf, records in _changed(POSTS, written.posts, anew, before.written.posts if before else None):
        yield shelf, encoded_posts(records.values(), content, tags)
    for shelf, known in _changed(TEXTS, texts, anew, before.texts if before else None):
        yield shelf, msgspec.json.encode(known).decode()
    if before is None or before.written.overview is not overview:
        yield OVERVIEW, msgspec.json.encode(overview).decode()
    paths = {*written.posts}.union(each.relative for each in (*written.pages, *written.persons))
    kept = replace(written, posts={}, tags=[*tags], overview=None, textless=sorted(paths.difference(texts)))
    yield WRITTEN, encoded(kept, content)
    if before is None or learned_more():
        yield SAID, msgspec.json.encode(learned()).decode()


def _changed(
    kind: str, now: Mapping[str, T], anew: Collection[str], before: Mapping[str, T] | None
) -> Iterator[tuple[str, dict[str, T]]]:
    """The shelves on which anything may be another than ``before``, whole; without it, all shelves."""
    if not isinstance(before, Shelved):
        shelves: dict[str, dict[str, T]] = empty(kind)
        for path, each in now.items():
            shelves[shelf_of(kind, path)][path] = each
        yield from shelves.items()
        return
    paths_of_others = {*anew}.union(gone_from(before, now, [path for path in anew if path in now]))
    others = [path for path in sorted(paths_of_others) if path in before or path in now]
    for shelf in {shelf_of(kind, path) for path in others}:
        paths = dict.fromkeys((*before.on(shelf), *(path for path in others if shelf_of(kind, path) == shelf)))
        yield shelf, {path: now[path] for path in paths if path in now}
