"""A community's blog of any size, the same each time: people, posts, tags, series, and everything a post may hold.

A post's body is Markdown with ``post:NUMBER`` as the target of links to other posts; whoever writes it to disk puts
there what their generator wants.
"""

from __future__ import annotations

import random
import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import accumulate

from benchmarks.code import listing
from benchmarks.words import FIRST_NAMES, LAST_NAMES, TAGS, WITH_ACCENTS, Language

FIRST_DAY = datetime(2004, 3, 1, 18, tzinfo=UTC)
LAST_DAY = datetime(2025, 11, 30, 18, tzinfo=UTC)
PARTS_OF_A_SERIES = 6


@dataclass(frozen=True)
class Member:
    """Somebody who writes; ``bio`` is plain text."""

    handle: str
    name: str
    bio: str


@dataclass(frozen=True)
class Entry:
    """A post. ``number`` counts from 1, oldest first; ``series`` is empty for most."""

    number: int
    slug: str
    title: str
    date: datetime
    authors: tuple[Member, ...]
    tags: tuple[str, ...]
    series: str
    body: str

    def saying(self, words: str) -> Entry:
        """The post with one more sentence at its end, where no summary and no other page shows it."""
        return replace(self, body=f"{self.body}\n{words}\n")


def slug_of(text: str) -> str:
    """A title as part of an address."""
    return re.sub("[^a-z0-9]+", "-", text.casefold()).strip("-")


class Corpus:
    """``posts`` posts by a twentieth as many people (20 at least). ``length`` is the range of words in a post.

    Any post can be had by its number without making the others.
    """

    def __init__(self, posts: int, seed: int = 1, length: tuple[int, int] = (300, 1_200)) -> None:
        self.posts = posts
        self._seed = seed
        self._length = length
        self._language = Language(seed)
        self.members = list(self._people(max(20, posts // 20)))
        self._busy = list(accumulate(1 / (rank + 2) ** 0.6 for rank in range(len(self.members))))
        self._popular = list(accumulate(1 / (rank + 6) for rank in range(len(TAGS))))

    def entries(self) -> Iterator[Entry]:
        """All posts, oldest first."""
        return map(self.entry, range(1, self.posts + 1))

    def entry(self, number: int) -> Entry:
        """A post; the one after the last is the new post that a measurement adds."""
        slug, title, date = self.heading(number)
        chance = self._chance("post", number)
        return Entry(
            number, slug, title, date, self._authors(chance, number), self._tags(chance), self._series(number),
            self._body(chance, number),
        )  # fmt: skip

    def heading(self, number: int) -> tuple[str, str, datetime]:
        """Slug, title and date of a post: what others need to link to it."""
        chance = self._chance("title", number)
        words = self._language.some(chance, chance.randint(1, 4))
        words += [self._language.term(chance) for _ in range(chance.randint(2, 4))]
        chance.shuffle(words)
        title = " ".join(words).capitalize()
        step = (LAST_DAY - FIRST_DAY) / (self.posts + 1)
        return f"{slug_of(title)}-{number}", title, (FIRST_DAY + step * number).replace(microsecond=0, second=0)

    # ── What a post is made of ────────────────────────────────────────────────────────────────────────────────────

    def _chance(self, what: str, number: int) -> random.Random:
        return random.Random(f"{what} {self._seed} {number}")

    def _people(self, count: int) -> Iterator[Member]:
        chance = random.Random(f"people {self._seed}")
        names = [f"{first} {last}" for first in FIRST_NAMES for last in LAST_NAMES]
        chance.shuffle(names)
        for name in names[:count]:
            yield Member(slug_of(name), name, self._prose(chance, chance.randint(25, 60)))

    def _authors(self, chance: random.Random, number: int) -> tuple[Member, ...]:
        """Everybody has written something; some far more than others, and now and then two together."""
        if number <= len(self.members):
            first = self.members[number - 1]
        else:
            first = chance.choices(self.members, cum_weights=self._busy)[0]
        second = chance.choices(self.members, cum_weights=self._busy)[0] if chance.random() < 0.12 else first
        return (first,) if first is second else (first, second)

    def _tags(self, chance: random.Random) -> tuple[str, ...]:
        chosen = (TAGS[bisect(self._popular, chance.random() * self._popular[-1])] for _ in range(chance.randint(2, 4)))
        return tuple(dict.fromkeys(chosen))

    def _series(self, number: int) -> str:
        """One post in ten belongs to a series; its parts are not far from each other."""
        if number % 10:
            return ""
        first = number // 10 // PARTS_OF_A_SERIES
        return " ".join(self._language.term(self._chance("series", first)) for _ in range(2)).capitalize() + f" {first}"

    def _sentence(self, chance: random.Random, number: int = 0) -> str:
        """One sentence; with the number of its post it may hold emphasis, code and links."""
        words = self._language.some(chance, min(32, max(5, round(chance.gauss(15, 6)))))
        words[0] = words[0].capitalize()
        if len(words) > 9 and chance.random() < 0.6:
            words[chance.randint(3, len(words) - 3)] += chance.choice(",,,;:")
        if number:
            at = chance.randint(1, len(words) - 2)
            words[at] = self._adorned(chance, words[at].strip(",;:"), number)
        return " ".join(words) + chance.choice("......?!")

    def _adorned(self, chance: random.Random, word: str, number: int) -> str:
        term = self._language.term
        kinds = (
            (0.07, lambda: f"**{word}**"),
            (0.07, lambda: f"*{word}*"),
            (0.06, lambda: f"`{term(chance)}_{term(chance)}()`"),
            (0.05, lambda: f"[{word} {term(chance)}](https://{term(chance)}.example.com/{term(chance)}/{number}/)"),
            (
                0.015,
                lambda: f"[{word} {term(chance)}](post:{chance.randint(max(1, number - 300), max(1, number - 1))})",
            ),
            (0.01, lambda: chance.choice(WITH_ACCENTS)),
            (0.01, lambda: f'"{word}"'),
        )
        roll = chance.random()
        for share, made in kinds:
            if roll < share:
                return made()
            roll -= share
        return word

    def _prose(self, chance: random.Random, words: int, number: int = 0) -> str:
        sentences: list[str] = []
        while sum(map(len, sentences)) < words * 6:
            sentences.append(self._sentence(chance, number))
        return " ".join(sentences)

    def _list(self, chance: random.Random, number: int) -> str:
        ordered = chance.random() < 0.3
        lines = []
        for position in range(1, chance.randint(3, 7) + 1):
            lines.append(f"{position}." if ordered else "-")
            lines[-1] += f" {self._sentence(chance, number)}"
            if not ordered and chance.random() < 0.12:
                lines += [f"    - {' '.join(self._language.some(chance, 6))}" for _ in range(2)]
        return "\n".join(lines)

    def _table(self, chance: random.Random) -> str:
        columns = chance.randint(2, 4)
        rows = [[self._language.term(chance).capitalize() for _ in range(columns)], ["---"] * columns]
        for _ in range(chance.randint(3, 9)):
            numbers = [f"{chance.randint(1, 9_999):,}" for _ in range(columns - 1)]
            rows.append([self._language.term(chance), *numbers])
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)

    def _body(self, chance: random.Random, number: int) -> str:
        """Sections of paragraphs; half of the posts hold more than prose."""
        wanted = chance.randint(*self._length)
        extras = self._extras(chance, number)
        notes = chance.randint(1, 3) if chance.random() < 0.12 else 0
        blocks = [self._prose(chance, chance.randint(35, 80), number)]
        written = since_heading = 60
        while written < wanted or extras:
            if since_heading > 200:
                level = "##" if since_heading < 260 or "## " not in "\n".join(blocks) else "###"
                heading = " ".join(self._language.some(chance, chance.randint(2, 6))).capitalize()
                blocks.append(f"{level} {heading}")
                since_heading = 0
            paragraph = self._prose(chance, chance.randint(30, 100), number)
            if notes:
                blocks.append(f"[^{notes}]: {self._sentence(chance)}")
                paragraph += f"[^{notes}]"
                notes -= 1
            blocks.append(paragraph)
            if extras and chance.random() < 0.6:
                blocks.append(extras.pop())
            grown = paragraph.count(" ") + 1
            written += grown
            since_heading += grown
        return "\n\n".join(blocks) + "\n"

    def _extras(self, chance: random.Random, number: int) -> list[str]:
        makers = [lambda: self._list(chance, number)] * chance.randint(0, 2)
        if chance.random() < 0.3:
            makers += [lambda: listing(chance, self._language)] * chance.randint(1, 3)
        if chance.random() < 0.15:
            makers.append(lambda: self._table(chance))
        if chance.random() < 0.2:
            makers.append(lambda: f"> {self._prose(chance, 30, number)}")
        chance.shuffle(makers)
        return [made() for made in makers]
