"""Figures as they were measured, kept in a file, and the ratios they are judged by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """What one scenario cost one contestant; ``cpu`` and ``wall`` in seconds, ``peak`` in bytes."""

    contestant: str
    posts: int
    scenario: str
    cpu: float
    wall: float
    peak: int


@dataclass(frozen=True)
class Limit:
    """A ratio that is to hold at 10,000 posts: our ``scenario`` over the other's, in ``what`` (cpu or peak)."""

    scenario: str
    other: str
    at_most: float
    what: str = "cpu"


LIMITS = (
    Limit("cold", "hugo", 0.6),
    Limit("cold", "eleventy", 1.0),
    Limit("cold", "pelican", 0.45),
    Limit("body", "hugo", 0.015),
    Limit("post", "hugo", 0.05),
    Limit("nothing", "hugo", 0.01),
    Limit("served", "hugo", 0.02),
    Limit("cold", "hugo", 0.15, "peak"),
)
"""What we mean to reach; docs/performance.md says what was reached."""


class Figures:
    """Figures by contestant, posts and scenario; of several, the least counts, since noise only ever adds."""

    def __init__(self, figures: Iterable[Figure] = ()) -> None:
        self._least: dict[tuple[str, int, str], Figure] = {}
        for figure in figures:
            self.add(figure)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._least.values())

    def add(self, figure: Figure) -> None:
        """Note a figure."""
        key = (figure.contestant, figure.posts, figure.scenario)
        known = self._least.get(key)
        if known is None or figure.cpu < known.cpu:
            self._least[key] = figure

    def get(self, contestant: str, posts: int, scenario: str) -> Figure | None:
        """A figure, or None where it was not measured."""
        return self._least.get((contestant, posts, scenario))

    def ratio(self, limit: Limit, posts: int, ours: str = "ours") -> float | None:
        """Ours over the other's; None where one of them was not measured."""
        mine, other = self.get(ours, posts, limit.scenario), self.get(limit.other, posts, limit.scenario)
        if mine is None or other is None:
            return None
        return float(getattr(mine, limit.what) / max(getattr(other, limit.what), 1e-9))

    @property
    def sizes(self) -> list[int]:
        """The numbers of posts, small to large."""
        return sorted({figure.posts for figure in self})

    @property
    def contestants(self) -> list[str]:
        """Who was measured, in the order of measuring."""
        return list(dict.fromkeys(figure.contestant for figure in self))

    def save(self, file: Path) -> None:
        """Write them as JSON."""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps([asdict(each) for each in self], indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, file: Path) -> Figures:
        """Read what ``save`` wrote; none where there is no such file."""
        known = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else []
        return cls(Figure(**each) for each in known)
