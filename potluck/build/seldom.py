"""What Pelican imports and a build of ours seldom needs, imported when somebody asks for it: all that takes long.

Texts are read by ``potluck.content``, dates by our own rules, what was done is told by the desk, and the server and its
watcher are ours. So something else is in the place of these modules while Pelican is imported. Whoever imports one of
them later gets it as it is, as does Pelican once it asks for anything of it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from types import ModuleType
from typing import Any

from potluck.late import all_late, none_late

READERS = "pelican.readers"
SELDOM = (
    *(READERS, "pelican.server", "rich.console", "rich.logging", "dateutil.parser", "watchfiles"),
    *("multiprocessing", "urllib.request"),
)


class PutOff:
    """Something of a module, or made by calling that, which is there once it is asked for anything."""

    def __init__(self, get: Callable[[], Any]) -> None:
        self._get = get

    @cached_property
    def _itself(self) -> Any:
        return self._get()

    def __call__(self, *given: Any, **named: Any) -> PutOff:
        return PutOff(lambda: self._itself(*given, **named))

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


def put_off() -> None:
    """Import Pelican without what it seldom needs, if nobody has imported it yet."""
    if "pelican" in sys.modules:
        return
    in_place = {name: _Module(name) for name in SELDOM if name not in sys.modules}
    sys.modules.update(in_place)
    for name, module in in_place.items():  # as Python does for whoever writes `import urllib.request`
        package, _, own = name.rpartition(".")
        if package in sys.modules:
            setattr(sys.modules[package], own, module)
    try:
        with all_late("pelican", "jinja2", "html", "_markupbase"):
            import_module("pelican")
    finally:
        for name in in_place:
            del sys.modules[name]


def bring_in() -> None:
    """Give plugins all of what they may look for: readers where generators have them, modules where others have them,
    and patterns for ``re.sub``.
    """
    none_late()
    for name in SELDOM:
        import_module(name)
    import_module("pelican.generators").Readers = import_module(READERS).Readers  # type: ignore[attr-defined]


def _refuse_pythons_own(name: str) -> None:
    """Python asks every module, and object, for names that nobody means. Raises AttributeError for these."""
    if name.startswith("__"):
        raise AttributeError(name)
