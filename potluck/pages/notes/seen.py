"""Lists and other objects as templates get them while reads are noted: each note tells which part was looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from potluck.pages.notes.telling import NotPlain, canonical, has_an_inside, short
from potluck.pages.notes.views import NOW, OWN, Seen, onward


class _Measured(Seen):
    """What has a length, or is true or not."""

    def __init__(self, thing: Any, home: str, rest: str) -> None:
        self._thing, self._home, self._rest = thing, home, rest

    def __len__(self) -> int:
        return int(self._note("#len", len(self._thing)))

    def __bool__(self) -> bool:
        return bool(self._note("#bool", bool(self._thing)))

    def _note(self, step: str, value: Any) -> Any:
        """A value that was found by one step more, noted, unless all of what it is a part of is."""
        page = NOW.page
        if page is not None and not page.has(self._home, onward(self._rest, "#all")):
            page.note(self._home, onward(self._rest, step), value)
        return value


class SeenThing(_Measured):
    """Any object, whose attributes are noted as they are asked for."""

    def __getattr__(self, name: str) -> Any:
        page = NOW.page
        if page is None or name[0] == "_":
            return _quietly(lambda: getattr(self._thing, name))
        return page.wrap(page.unnoted(lambda: getattr(self._thing, name)), self._home, onward(self._rest, name))

    def __str__(self) -> str:
        _leave_open()
        return str(self._thing)

    def __iter__(self) -> Iterator[Any]:
        _leave_open()
        return iter(self._thing)


class SeenList(_Measured, Sequence[Any]):
    """A list that notes which part of it was asked for: its length, whether it is empty, a window, or all of it."""

    def __getitem__(self, index: Any) -> Any:
        step = f"[{index.start}:{index.stop}:{index.step}]" if isinstance(index, slice) else f"[{index}]"
        try:
            part = self._thing[index]
        except IndexError:
            self._note(step, None)
            raise
        self._note(step, part)
        return part

    def __iter__(self) -> Iterator[Any]:
        return iter(self._note("#all", self._thing))

    def __contains__(self, item: object) -> bool:
        return item in self._note("#all", self._thing)

    def __reversed__(self) -> Iterator[Any]:
        return iter(self._note("#all", self._thing)[::-1])

    def __add__(self, other: Any) -> list[Any]:
        return [*self, *other]

    def __radd__(self, other: Any) -> list[Any]:
        return [*other, *self]

    def __eq__(self, other: object) -> bool:
        return list(self) == (list(other) if isinstance(other, Sequence) else other)

    def __hash__(self) -> int:
        return id(self)

    def __repr__(self) -> str:
        return repr(self._note("#all", self._thing))


def _leave_open() -> None:
    if NOW.page is not None:
        NOW.page.is_open = True


def _quietly(work: Callable[[], Any]) -> Any:
    return NOW.page.unnoted(work) if NOW.page is not None else work()


def given(name: str, value: Any) -> Any:
    """What only one page is given, as its template gets it: lists and what has an inside are noted when looked into."""
    if type(value) in (list, tuple):
        return SeenList(value, OWN, f"{OWN}{name}")
    return SeenThing(value, OWN, f"{OWN}{name}") if _said(value) is None else value


def what_is_given(names: Mapping[str, Any]) -> str:
    """A digest of what a page is given, but for the inside of what ``given`` lets it look into."""
    parts = []
    for name, value in sorted(names.items()):
        said = "list" if type(value) in (list, tuple) else _said(value)
        parts.append(f"{name}={type(value).__name__ if said is None else said}")
    return short("\n".join(parts))


def _said(value: Any) -> str | None:
    """A value as text that says all of it; None where that can't be."""
    try:
        return None if has_an_inside(value) else canonical(value)
    except NotPlain:
        return None
