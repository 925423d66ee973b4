"""What is kept of a page between builds: what it was given, which views it read, and where its parts stand in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from potluck.quick_json import as_json, from_json

MANY = 100
"""Of so many views the same is asked by a page that is a long list."""


class Placed(NamedTuple):
    """A part in a page: from which of its bytes on, and how many; the template and name of the macro that made it, what
    that was given (as notes have it), and the homes of what it read.
    """

    start: int
    length: int
    template: str
    macro: str
    given: list[Any]
    homes: list[str]


class Record(msgspec.Struct, frozen=True):
    """``given`` is a digest of what only this page was given, ``own`` what it read of that, ``homes`` all else.

    Of a page with parts, ``frame`` has which questions were asked around them: the bits of each home's. ``alike`` are
    homes by the questions that the page asked of each of them, where these are many, as in a long list.
    """

    given: str
    own: Mapping[str, str]
    homes: Sequence[str]
    frame: Mapping[str, int] = msgspec.field(default_factory=dict)
    parts: Sequence[Placed] = ()
    alike: Sequence[tuple[Sequence[str], Sequence[str]]] = ()

    def text(self) -> str:
        """All of it as JSON, which ``of`` reads."""
        number = {home: each for each, home in enumerate(self.homes)}
        alike = [(questions, [number[home] for home in homes]) for questions, homes in self.alike]
        whole: list[Any] = [self.given, self.own, self.homes, alike]
        if self.parts:
            whole.append([(number[home], bits) for home, bits in self.frame.items()])
            whole += [(*each[:5], [number[home] for home in each.homes]) for each in self.parts]
        return as_json(whole)

    @classmethod
    def of(cls, text: str) -> Record:
        """A record as ``text`` wrote it."""
        given, own, homes, alike, *more = from_json(text)
        frame: list[tuple[int, int]] = more[0] if more else []
        parts: list[tuple[int, int, str, str, list[Any], list[int]]] = more[1:]
        return cls(
            given,
            own,
            homes,
            {homes[number]: bits for number, bits in frame},
            [Placed(*each[:5], [homes[number] for number in each[5]]) for each in parts],
            [(questions, [homes[number] for number in numbers]) for questions, numbers in alike],
        )


def alike(notes: Mapping[str, Mapping[str, Any]]) -> list[tuple[Sequence[str], Sequence[str]]]:
    """Homes of which just the same was asked, if these are many."""
    if len(notes) < MANY:
        return []
    found: dict[tuple[str, ...], list[str]] = {}
    for home, questions in notes.items():
        found.setdefault((*questions,), []).append(home)
    return [each for each in found.items() if len(each[1]) >= MANY]
