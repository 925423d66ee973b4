"""Values in what templates are given that are made when the first template asks: most builds make few pages.

They stand in the common context under their name. Contexts of templates (``potluck.pages.theme.quick_templates``) and
notes (``potluck.pages.notes.world``) see the value itself; nothing else may look where a plugin has no hand in it.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import cached_property
from typing import Any


class Later:
    """Stands for what ``make`` answers."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    @cached_property
    def value(self) -> Any:
        """What it stands for, made once."""
        return self._make()


def make_all(context: MutableMapping[str, Any]) -> None:
    """Put every value in its place, for whoever may look there."""
    for name, each in context.items():
        if type(each) is Later:
            context[name] = each.value
