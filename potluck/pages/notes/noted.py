"""Notes of what was read of the site, each with a digest of what stood there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

_ALIKE: dict[tuple[str, ...], dict[str, str | None]] = {}
"""What is noted of a view is much the same for all, but for the digests: notes that last share it."""
MANY = 1_000
"""So many kinds of notes are shared; there are a few dozen."""


class Lasting(NamedTuple):
    """Notes that are kept with a part, without the digests: these are known once a page that shows it is."""

    told: tuple[tuple[str, Mapping[str, str | None]], ...] = ()
    is_open: bool = False

    @property
    def notes(self) -> Mapping[str, Mapping[str, str | None]]:
        """The notes by home and rest."""
        return dict(self.told)

    @property
    def own(self) -> Mapping[str, str]:
        """What was read of what only one page was given: nothing."""
        return {}


class Notes:
    """What was read of the site: a digest by home and rest, None for one that nobody has worked out yet.

    ``own`` has what was read of what only one page was given, by path. Notes that are open don't tell all.
    """

    def __init__(self) -> None:
        self.notes: dict[str, dict[str, str | None]] = {}
        self.own: dict[str, str] = {}
        self.is_open = False

    def take(self, more: Notes | Lasting) -> None:
        """Take these down here as well; a digest that is known here stays."""
        for home, rests in more.told if isinstance(more, Lasting) else more.notes.items():
            mine = self.notes.get(home)
            if mine is None:
                self.notes[home] = dict(rests)
                continue
            if rests.keys() <= mine.keys():
                continue
            for rest, found in rests.items():
                if rest not in mine:
                    mine[rest] = found
        self.own.update(more.own)
        self.is_open = self.is_open or more.is_open

    def lasting(self) -> Lasting:
        """All but what only one page was given."""
        return Lasting(tuple([(home, _alike(rests)) for home, rests in self.notes.items()]), self.is_open)


def _alike(rests: Mapping[str, str | None]) -> Mapping[str, str | None]:
    """The same without digests, shared by all that are alike; one that names a view has no like and is not shared."""
    names = tuple(rests)
    found = _ALIKE.get(names)
    if found is None:
        found = dict.fromkeys(names)
        if len(_ALIKE) < MANY and not any('"' in name for name in names):
            _ALIKE[names] = found
    return found


class Inlay(Markup):
    """The text of a part in a page, told apart from what is around it; what is around does not depend on it.

    With it go the macro that made it, what the macro was given, and the notes of what it read. So where only a part
    would be another, the page is as it was but for that part (``potluck.build.inlays``).
    """

    macro: Callable[..., Any]
    given: Sequence[Any]
    notes: Notes | Lasting

    @classmethod
    def of(cls, text: str, macro: Callable[..., Any], given: Sequence[Any], notes: Notes | Lasting) -> Inlay:
        """A text as a part that these made."""
        inlay = cls(text)
        inlay.macro, inlay.given, inlay.notes = macro, given, notes
        return inlay
