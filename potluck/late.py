"""Patterns that are compiled when they are first used.

To compile one takes a tenth of a millisecond, and most texts need few of those that Markdown has, or that find what is
wrong: whoever edits one text would wait for the others in vain. A pattern that is asked at every line or sign is none
of these.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from types import ModuleType
from typing import Any, cast

_at_once = re.compile


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` gives, to whoever searches with it."""
    return cast("re.Pattern[str]", _Late(pattern, flags))


@contextmanager
def all_late(*packages: str) -> Iterator[None]:
    """Have all patterns late that these packages compile while they are imported.

    Those of others stay as they are: ``gettext``, for one, hands its own to ``re.finditer``, which takes no late one.
    """

    def compiled(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        package = sys._getframe(1).f_globals["__name__"].partition(".")[0]
        return late(pattern, flags) if package in packages else _at_once(pattern, flags)

    re.compile = compiled
    try:
        yield
    finally:
        re.compile = _at_once


def none_late() -> None:
    """Put true patterns where `all_late` put late ones, for others' code, which may hand them to ``re`` itself."""
    for name, module in [*sys.modules.items()]:
        if isinstance(module, ModuleType) and not name.startswith(f"{__package__}."):  # a plugin may put None there
            for holder in (module, *(each for each in [*vars(module).values()] if isinstance(each, type))):
                for key, value in [*vars(holder).items()]:
                    if type(value) is _Late:
                        setattr(holder, key, value._compiled)


class _Late:
    """Has a pattern's methods, each from when it was first asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return _at_once(self.pattern, self.flags)

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._compiled, name)
        setattr(self, name, method)
        return method
