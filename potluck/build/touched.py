"""Which views a change may have touched: only their notes need to be asked whether pages are as they were.

A view's notes follow from its own file and from the posts around it: its neighbours in time, its series, its
translations, its people's other posts, posts with the same tags and keywords, and whatever its links lead to. So what
changed, and all that stands so to what changed, before or after, is touched. Where that can't be told, everything is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

import msgspec

from potluck.build.came_or_went import lists_that_flipped, names_of
from potluck.content.kept import Kept, heads_of, only_shown
from potluck.content.names import IMAGE_SUFFIXES, slugify
from potluck.content.shelved import Shelved, gone_from
from potluck.pages.texts.kept_text import KeptText
from potluck.pages.texts.related import keys_of, weighs_the_same
from potluck.pages.views.table import Table

MANY = 500
"""From so many changed files on, looking at everything costs no more."""
FROM_PLACES = frozenset(
    """
    people all_tags all_series years archive menu home invitation blogroll held_back facts shared sheets_are_linked
    articles drafts hidden_articles dates tags authors categories pages hidden_pages draft_pages
    """.split()
)
"""Names in templates whose answers follow from where posts stand, unless a post or person is given to them: they name
posts, and what these are called is noted of each.
"""


_PLACE = ("date", "slug", "status", "series", "translation_of")
"""What else of a post's head decides with which posts it goes well (``potluck.pages.texts.related``)."""


class Touched(msgspec.Struct, frozen=True):
    """The keys of views; of those in ``related``, only what goes well with a post may be another.

    ``in_place`` is whether every post is where it was: nothing changed but texts, titles and summaries.
    """

    views: frozenset[str]
    related: frozenset[str]
    in_place: bool


class Memory(msgspec.Struct, frozen=True):
    """What the last build knew: what was written, and its texts by path; ``has_keywords`` is whether these have any."""

    written: Kept
    texts: Shelved[KeptText]
    has_keywords: bool


def touched(before: Memory, now: Kept, table: Table, changed: Collection[str]) -> Touched | None:
    """The views that may have been touched by the change of these files (named as in a listing); None for all."""
    if any(PurePosixPath(name).suffix.lower() in IMAGE_SUFFIXES for name in changed):
        return None
    old = before.written
    if (old.people, old.images, old.withheld, old.spellings) != (now.people, now.images, now.withheld, now.spellings):
        return None
    if table.bodies.too_complicated or len(changed) > MANY:
        return None
    views, anew = set[str](), table.edition.library.read_anew
    for mine, theirs, prefixes in ((old.pages, now.pages, ("d:",)), (old.persons, now.persons, ("d:", "p:"))):
        pairs = list(_differing(_by_path(mine), _by_path(theirs), anew))
        if any(one is None or two is None or heads_of(one) != heads_of(two) for one, two in pairs):
            return None
        for _, two in pairs:
            views.update(f"{each}{two.handle if each == 'p:' else two.relative}" for each in prefixes)
    posts = list(_differing(old.posts, now.posts, anew))
    if len(posts) > MANY:
        return None
    for one, two in posts:
        views.update(f"d:{each.relative}" for each in (one, two) if each)
    moved = [(one, two) for one, two in posts if one is None or two is None or heads_of(one) != heads_of(two)]
    in_place = not moved or (table.is_by_date and all(_is_only_shown_otherwise(*each) for each in moved))
    table.bodies.know_all()
    around = _Around(before, now, table)
    if not in_place:
        views.update(around.by_place(moved))
    return Touched(frozenset(views), frozenset(around.by_keywords(posts)) - views, in_place)


def _is_only_shown_otherwise(one: Any, two: Any) -> bool:
    """Whether a post has another title or the like, and all else on the site stays where it is."""
    if one is None or two is None:
        return False
    but = only_shown(two)
    return bool(heads_of(one, but) == heads_of(two, but))


def _differing(old: Mapping[str, Any], new: Mapping[str, Any], anew: Collection[str]) -> Iterator[tuple[Any, Any]]:
    """(before, after) of each record that came, went or is another, by path; ``anew`` are those that may be others."""
    for path in {*anew}.union(gone_from(old, new, [path for path in anew if path in new])):
        one, two = old.get(path), new.get(path)
        if one is None or two is None or one.sha256 != two.sha256:  # what else decides on a head was compared already
            yield from () if one is two else ((one, two),)


def _by_path(records: Iterable[Any]) -> dict[str, Any]:
    return {each.relative: each for each in records}


class _Around:
    """What stands around posts, before and after."""

    def __init__(self, before: Memory, now: Kept, table: Table) -> None:
        self._before, self._now, self._table = before, now, table
        self._listed = table.edition.listed

    def _is_listed(self, record: Any) -> bool:
        hidden = record.relative in self._now.withheld or record.status != "published"
        return not hidden and record.date <= self._table.edition.at

    def _spot(self, record: Any) -> int:
        """Where a post stands, or would stand, among those that are listed now."""
        listed, count = self._listed, len(self._listed)

        def place(back: int) -> tuple[datetime, str]:
            post = listed[count - 1 - back]
            return post.date, post.permalink

        return count - bisect_left(range(count), (record.date, _permalink(record)), key=place)

    def by_keywords(self, posts: Collection[tuple[Any, Any]]) -> Iterator[str]:
        """Posts that may be related to others than before: they share a tag or keyword that came or went."""
        if not self._table.bodies.with_keywords:
            return  # nobody ever asked which are
        if (came := self._only_one_that_came(posts)) is not None:
            yield from _beside_new(self._table, came)
            return
        slack = len(posts) + 2  # each may have moved all others by one place
        counts: Counter[str] = Counter()
        spots: list[tuple[str, int]] = []
        for one, two in posts:
            same_head = one is not None and two is not None and _stands_where_it_stood(one, two)
            had = self._keys(one, self._before.texts) if one is not None and self._is_listed(one) else set()
            has = self._keys(two, self._texts()) if two is not None and self._is_listed(two) else set()
            for record, keys in ((one, had - has if same_head else had), (two, has - had if same_head else has)):
                spots += [(key, self._spot(record)) for key in keys]
            counts.update(had - has)
            counts.subtract(has - had)
        yield from beside_keys(self._table, counts, spots, slack)

    def _only_one_that_came(self, posts: Collection[tuple[Any, Any]]) -> int | None:
        """Where the one post stands that is listed now and was not, if it is all that changed; else None."""
        if len(posts) != 1:
            return None
        ((one, two),) = posts
        if two is None or not self._is_listed(two) or (one is not None and self._is_listed(one)):
            return None
        position = self._spot(two) - 1
        is_there = 0 <= position < len(self._listed) and self._listed[position].source.relative == two.relative
        return position if is_there else None

    def _texts(self) -> Mapping[str, KeptText]:
        return self._table.bodies.known

    def _keys(self, record: Any, texts: Mapping[str, KeptText]) -> set[str]:
        text = texts.get(record.relative)
        return set(keys_of(record.tags, text.keywords if text else ""))

    def by_place(self, moved: Iterable[tuple[Any, Any]]) -> Iterator[str]:
        """Views that stand beside posts whose heads changed, in one way or another."""
        series: set[str] = set()
        groups: set[str] = set()
        people: set[str] = set()
        records = [each for pair in moved for each in pair if each is not None]
        names = {"archive/"}  # a year's page, or all of them
        for record in records:
            spot = self._spot(record)
            yield from (f"d:{post.relative}" for post in self._listed[max(0, spot - 2) : spot + 2])
            if record.series:
                series.add(slugify(record.series))
            groups.add(record.translation_of or record.slug)
            people.update(record.authors)
            names.update(names_of(record))
            yield from (f"t:{tag.slug}" for tag in record.tags)
        yield from (f"s:{slug}" for slug in series)
        for person in (self._table.edition.library.people.get(handle) for handle in people):
            if person:  # a person whose own file has a problem has no views
                yield from (f"p:{person.handle}", f"d:{person.relative}")
        posts = (self._before.written.posts.values(), self._now.posts.values())
        before, now = (self._firsts(each, people) for each in posts)
        yield from (f"d:{relative}" for firsts in (before, now) for relative in firsts.values())
        names.update(f"authors/{handle.casefold()}/" for handle in before.keys() ^ now.keys())
        names.update(lists_that_flipped(records, *(partial(filter, self._is_listed, each) for each in posts)))
        came = {id(record) for record in posts[1]}
        all_records = (*posts[1], *(record for record in posts[0] if id(record) not in came))  # most are the very same
        named = {name for name in {record.series for record in all_records} if name and slugify(name) in series}
        for record in all_records:
            if record.series in named or (record.translation_of or record.slug) in groups:
                yield f"d:{record.relative}"
        yield from self._linked(names)

    def _firsts(self, posts: Iterable[Any], people: Collection[str]) -> dict[str, str]:
        """The path of the first post that each of these people brought, by handle, if there is any."""
        first: dict[str, tuple[datetime, str, str]] = {}
        for record in posts:
            for handle in record.authors:
                if handle in people and self._is_listed(record):
                    mine = (record.date, _permalink(record), record.relative)
                    first[handle] = min(first.get(handle, mine), mine)
        return {handle: relative for handle, (_, _, relative) in first.items()}

    def _linked(self, names: Collection[str]) -> Iterator[str]:
        """Views of texts with a link that may lead to what goes by one of these names."""
        people = {each.relative: each.handle for each in self._now.persons}
        before, now = self._before.texts, self._texts()
        others = [(path, text) for path, text in before.items() if now.get(path) is not text]
        linking = [(path, text) for path, text in (*now.items(), *others) if text.links]  # most are the very same
        every = _folded([url for _, text in linking for _, url in text.links])
        some = [name for name in names if name in every]  # to look into one long text takes no time
        for path, text in linking if some else ():
            urls = _folded([url for _, url in text.links])
            if any(map(urls.__contains__, some)):
                yield f"d:{path}"
                if path in people:
                    yield f"p:{people[path]}"


def _folded(urls: Iterable[str]) -> str:
    """Links as one text in which names are looked for, however they are written."""
    return unquote("\n".join(urls)).casefold()


def _stands_where_it_stood(one: Any, two: Any) -> bool:
    """Whether for posts that may go well with it a post is where it was, but for its tags and keywords."""
    return all(getattr(one, name) == getattr(two, name) for name in _PLACE)


def _beside_new(table: Table, position: int) -> Iterator[str]:
    """Posts that may be related to others than before since the post in this position came."""
    related = table.related
    for key in related.keys_at(position):
        count = len(related.places(key))
        if not weighs_the_same(key, count - 1, count):
            yield from (f"d:{post.relative}" for post in related.with_key(key))
    yield from (f"d:{post.relative}" for post in related.changed_by(position))


def beside_keys(table: Table, counts: Mapping[str, int], spots: Iterable[tuple[str, int]], slack: int) -> Iterator[str]:
    """Posts that look at places (tag or keyword, place in the list) where one came or went.

    ``counts`` is by how many more posts had each before, ``slack`` by how many places a post may have moved.
    """
    related = table.related
    for key, change in counts.items():
        count = len(related.places(key))
        if not weighs_the_same(key, count + change, count):
            yield from (f"d:{post.relative}" for post in related.with_key(key))
    for key, spot in spots:
        yield from (f"d:{post.relative}" for post in related.beside(key, spot, slack))


def _permalink(record: Any) -> str:
    return f"{record.date.year:04}/{record.date.month:02}/{record.slug}/"
