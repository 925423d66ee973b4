"""Pelican's own readers, imported when somebody asks for them: with Docutils and the like they take long to import.

Texts are read by ``potluck.content``, so where no plugin of somebody's takes part, nobody asks. Then this module is in
the place of ``pelican.readers`` until anything of that is wanted but its class of all readers, of which each generator
makes one.
"""

from __future__ import annotations

import sys
from functools import cached_property
from importlib import import_module
from typing import Any

NAME = "pelican.readers"


class Readers:
    """The readers that a generator has, made when it asks them something."""

    def __init__(self, *given: Any) -> None:
        self._given = given

    @cached_property
    def _theirs(self) -> Any:
        return bring_in().Readers(*self._given)

    def __getattr__(self, name: str) -> Any:
        _refuse_pythons_own(name)
        return getattr(self._theirs, name)


def __getattr__(name: str) -> Any:
    _refuse_pythons_own(name)
    return getattr(bring_in(), name)


def put_off() -> None:
    """Import Pelican without its readers, if nobody has imported it yet."""
    if "pelican" not in sys.modules:
        sys.modules[NAME] = sys.modules[__name__]
        pelican: Any = import_module("pelican")
        pelican.readers = sys.modules[NAME]


def bring_in() -> Any:
    """Pelican's module itself, in its own place."""
    if sys.modules.get(NAME) is sys.modules[__name__]:
        del sys.modules[NAME]
    theirs: Any = import_module(NAME)
    generators: Any = import_module("pelican.generators")
    generators.Readers = theirs.Readers
    return theirs


def _refuse_pythons_own(name: str) -> None:
    """Python asks every module, and object, for names that nobody means. Raises AttributeError for these."""
    if name.startswith("__"):
        raise AttributeError(name)
