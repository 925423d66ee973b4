"""Puts the index of a part together, as Pagefind would have made it of the same words.

Pages are numbered in the order they are added. Of each word it is listed on which pages it stands, and where there, by
weight; of a title, where in that. Numbers that ascend are written as steps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import Any

import cbor2

from potluck.quick_json import as_json
from potluck.search.packed import array, as_file, joined, named, number, numbers, steps, text
from potluck.search.text import PLAIN, Passage, Searched
from potluck.search.vocabulary import ENTRY, Form, Forms, Vocabulary

Looked = tuple[str, str | None]
"""A stem, and how it stands with its accents."""
Weighed = dict[Looked, list[tuple[int, int]]]
"""Weights and places of each."""
Standing = list[Any]
"""Where a word stands, three items a page: its number, the places there, packed, and how many numbers those are."""
CHUNK = 20_000
"""So many numbers, or a few more, are in a file of words: a browser fetches one for each word it looks for."""
_NONE = numbers(())
_PLAIN = number(-PLAIN - 1)
_ONCE = [array(2, _PLAIN + number(place)) + _NONE for place in range(4096)]
"""What most entries are: once, in plain text, and not in the title."""
_AHEAD = [array(3, number(pages)) for pages in range(256)]


class Making:
    """A part of an index. Its words are those that ``vocabulary`` knows; texts are added one by one."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.words: set[str] = set()
        """Those of its texts."""
        self._pages: list[tuple[str, int]] = []
        self._files: dict[str, bytes] = {}
        self._standing: dict[str, Standing] = defaultdict(list)
        self._accented: dict[str, dict[str, Standing]] = defaultdict(lambda: defaultdict(list))
        self._filters: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))

    def add(self, searched: Searched, said: list[Passage]) -> None:
        """A text and its words, each of them known."""
        page, standing = len(self._pages), self._standing
        title = searched.heading()
        plain, other = _places(said, self._vocabulary.forms)
        titled = _titled(title, self._vocabulary.forms)
        for stem, accented in chain(other, titled):
            if accented is None and stem in plain:
                other[stem, None] += [(PLAIN, place) for place in plain.pop(stem)]
        for stem, places in plain.items():
            if len(places) == 1 and places[0] < 4096:
                standing[stem] += page, _ONCE[places[0]], 3
            else:
                packed = _PLAIN + joined(steps(places))
                standing[stem] += page, array(len(places) + 1, packed) + _NONE, len(places) + 2
        for stem, accented in other.keys() | titled.keys():
            located = _located(other[stem, accented])
            inside = [-1, *steps(titled[stem, accented])] if (stem, accented) in titled else []
            pages = standing[stem]
            if accented is not None:
                pages = self._accented[stem][accented]
            pages += page, numbers(located) + numbers(inside), len(located) + len(inside) + 1
        self.words.update(title.split(), *(words for _, words in said))
        self._keep(searched, title, " ".join(chain.from_iterable(words for _, words in said)))

    def _keep(self, searched: Searched, title: str, content: str) -> None:
        """What is shown of a text that is found."""
        filters = searched.filters()
        for name, values in filters.items():
            for value in values:
                self._filters[name][value].append(len(self._pages))
        count = content.count(" ") + 1
        shown = {"url": searched.url, "content": content, "word_count": count, "filters": filters}
        data = as_json({**shown, "meta": {"title": title}, "anchors": []}).encode()
        name = self._file("fragment", "fragment", data)
        self._pages.append((name, count))

    def _file(self, folder: str, kind: str, data: bytes) -> str:
        name = named(self._vocabulary.language, data)
        self._files[f"{folder}/{name}.pf_{kind}"] = as_file(data)
        return name

    def files(self) -> dict[str, bytes]:
        """Its files by path, with those that Pagefind puts beside them."""
        chunks = [
            (first, last, self._file("index", "index", array(1, array(count, data))))
            for first, last, count, data in _bounded(self._chunks())
        ]
        filters = [
            (name, self._file("filter", "filter", cbor2.dumps([name, sorted(values.items())])))
            for name, values in sorted(self._filters.items())
        ]
        pages = self._pages
        version = self._vocabulary.version
        table = cbor2.dumps([version, pages, chunks, filters, [], ["title"] if pages else []])
        name = named(self._vocabulary.language, table)
        beside = {**self._vocabulary.files, ENTRY: self._vocabulary.entry(name, len(pages))}
        return {**beside, **self._files, f"pagefind.{name}.pf_meta": as_file(table)}

    def _chunks(self) -> Iterator[tuple[str, str, int, bytes]]:
        """First and last word of each file of words, how many there are, and they, packed."""
        packed: list[bytes] = []
        size, first = 0, ""
        for word, standing in sorted(self._standing.items()):
            first = first if packed else word
            accented = sorted(self._accented[word].items()) if word in self._accented else ()
            forms = b"".join(array(2, text(form) + _packed(pages)) for form, pages in accented)
            packed.append(array(3, text(word) + _packed(standing) + array(len(accented), forms)))
            size += sum(standing[2::3])
            if size >= CHUNK:
                yield first, word, len(packed), b"".join(packed)
                packed, size = [], 0
        if packed:
            yield first, word, len(packed), b"".join(packed)


def _packed(standing: Standing) -> bytes:
    """The pages as steps, and the places on each."""
    parts: list[bytes] = []
    before = 0
    for page, places in zip(standing[::3], standing[1::3], strict=True):
        ahead, before = page - before, page
        parts += _AHEAD[ahead] if ahead < 256 else array(3, number(ahead)), places
    return array(len(standing) // 3, b"".join(parts))


def _places(said: list[Passage], forms: dict[str, Forms]) -> tuple[dict[str, list[int]], Weighed]:
    """Where each stem stands that has no other form, in plain text; and with what weight and where all others do."""
    plain: dict[str, list[int]] = defaultdict(list)
    other: Weighed = defaultdict(list)
    place = 0
    for weight, words in said:
        is_plain = weight == PLAIN
        for form in map(forms.__getitem__, words):
            if is_plain and form.__class__ is str:
                plain[form].append(place)
            else:
                for stem, accented, parts in _all(form):
                    other[stem, accented].append((max(1, weight // parts), place))
            place += 1
    return plain, other


def _titled(title: str, forms: dict[str, Forms]) -> dict[Looked, list[int]]:
    """Where the words of a title stand in it."""
    found: dict[Looked, list[int]] = defaultdict(list)
    for place, word in enumerate(title.split()):
        for stem, accented, _ in _all(forms[word]):
            found[stem, accented].append(place)
    return found


def _all(forms: Forms) -> tuple[Form, ...]:
    return (Form(forms, None, 1),) if isinstance(forms, str) else forms


def _located(places: list[tuple[int, int]]) -> list[int]:
    """Places by their weight, which goes before them as a negative number."""
    by_weight: dict[int, list[int]] = defaultdict(list)
    for weight, place in sorted(places):
        by_weight[weight].append(place)
    return [value for weight, some in by_weight.items() for value in (-weight - 1, *steps(some))]


def _bounded(chunks: Iterator[tuple[str, str, int, bytes]]) -> Iterator[tuple[str, str, int, bytes]]:
    """Chunks, their first and last word shortened to what tells them from those of their neighbours."""
    known = [*chunks]
    for at, (first, last, count, data) in enumerate(known):
        before, after = (known[at - 1][1] if at else ""), (known[at + 1][0] if at + 1 < len(known) else "")
        first = first[: _alike(before, first) + 1] if at else first
        short = last[: _alike(last, after) + 1] if after else last
        yield first, (short if short >= first else last), count, data


def _alike(one: str, other: str) -> int:
    """How many signs two words begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
