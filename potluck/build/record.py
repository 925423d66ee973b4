"""What is kept of a page between builds: what it was given, which views it read, and where its parts stand in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from potluck.quick_json import as_json, from_json


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

    Of a page with parts, ``frame`` has which questions were asked around them: the bits of each home's.
    """

    given: str
    own: Mapping[str, str]
    homes: Sequence[str]
    frame: Mapping[str, int] = msgspec.field(default_factory=dict)
    parts: Sequence[Placed] = ()

    def text(self) -> str:
        """All of it as JSON, which ``of`` reads."""
        number = {home: each for each, home in enumerate(self.homes)}
        whole: list[Any] = [self.given, self.own, self.homes]
        if self.parts:
            whole.append([(number[home], bits) for home, bits in self.frame.items()])
            whole += [(*each[:5], [number[home] for home in each.homes]) for each in self.parts]
        return as_json(whole)

    @classmethod
    def of(cls, text: str) -> Record:
        """A record as ``text`` wrote it."""
        given, own, homes, *more = from_json(text)
        frame: list[tuple[int, int]] = more[0] if more else []
        parts: list[tuple[int, int, str, str, list[Any], list[int]]] = more[1:]
        return cls(
            given,
            own,
            homes,
            {homes[number]: bits for number, bits in frame},
            [Placed(*each[:5], [homes[number] for number in each[5]]) for each in parts],
        )
