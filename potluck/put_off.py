"""Modules that others import and seldom use, imported when they do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from importlib import import_module
from types import ModuleType
from typing import Any


@contextmanager
def put_off(*names: str) -> Iterator[None]:
    """Have something else in the place of these modules, which nobody has imported yet, for whoever imports them now.

    Whoever imports one of them later gets it as it is, as do those once they ask for anything of it.
    """
    in_place = {name: _Module(name) for name in names if name not in sys.modules}
    sys.modules.update(in_place)
    for name, module in in_place.items():  # as Python does for whoever writes `import urllib.request`
        package, _, own = name.rpartition(".")
        if package in sys.modules:
            setattr(sys.modules[package], own, module)
    try:
        yield
    finally:
        for name in in_place:
            del sys.modules[name]


@contextmanager
def without(name: str) -> Iterator[None]:
    """Have nobody find a module that takes long to import, which whoever looks for it can do without."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # by which Python knows that there is none
    try:
        yield
    finally:
        del sys.modules[name]


class PutOff:
    """Something of a module, or made of that, which is there once it is asked for anything."""

    def __init__(self, get: Callable[[], Any]) -> None:
        self._get = get

    @cached_property
    def _itself(self) -> Any:
        return self._get()

    def __call__(self, *given: Any, **named: Any) -> PutOff:
        return PutOff(lambda: self._itself(*given, **named))

    def __getitem__(self, key: Any) -> PutOff:
        return PutOff(lambda: self._itself[key])  # in annotations

    def __getattr__(self, name: str) -> Any:
        _refuse_pythons_own(name)
        return getattr(self._itself, name)

    def __mro_entries__(self, _: tuple[Any, ...]) -> tuple[()]:
        return ()  # a class is made of it, for Pelican's own watcher, which nothing here begins


class _Module(ModuleType):
    """In a module's place: all that is imported from it meanwhile is put off."""

    def __getattr__(self, name: str) -> Any:
        _refuse_pythons_own(name)
        put_off = PutOff(lambda: getattr(import_module(self.__name__), name))
        return put_off if sys.modules.get(self.__name__) is self else put_off._itself


def _refuse_pythons_own(name: str) -> None:
    """Python asks every module, and object, for names that nobody means. Raises AttributeError for these."""
    if name.startswith("__"):
        raise AttributeError(name)
