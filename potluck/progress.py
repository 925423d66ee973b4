"""How far a long piece of work is, for whoever watches; where nobody does, nothing is told and nothing counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
Tell = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is, and how much there is."""

_listeners: list[Tell] = []


@contextmanager
def told_to(listener: Tell) -> Iterator[None]:
    """Tell a listener of all work that is done meanwhile."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def followed(what: str, items: Sequence[T]) -> Iterator[T]:
    """The items one by one; each counts as done when the next is asked for."""
    for done, item in enumerate(items):
        for tell in _listeners:
            tell(what, done, len(items))
        yield item
    for tell in _listeners:
        tell(what, len(items), len(items))
