"""Values as short texts: equal texts, equal values. Notes of what pages read compare these.

What a value says is told in full; of a view only which one it is, since its attributes are noted one by one. A value
whose content can't be told raises NotPlain, and whoever asked has to make do without.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache, lru_cache, partial
from gettext import NullTranslations
from hashlib import blake2b
from operator import attrgetter
from pathlib import PurePath
from typing import Any

import msgspec
from markupsafe import Markup

from potluck.content.model import Post, Written, said_in
from potluck.pages.notes.views import Seen, View, bare, path_of

PLAIN = (str, int, float, bool, type(None), bytes, dt.date, dt.timedelta, dt.tzinfo, PurePath, Enum)
_AS_WRITTEN = frozenset((str, int, bool, type(None)))
"""What is told as Python writes it; most values are that."""
_MOST = frozenset((str, int, bool, type(None), list, dict, tuple))
_OF_THE_TEXT = frozenset(("body_line", "bio_line", "source"))
COMMON = 8
"""Texts of so few characters come again and again: nothing, yes, no, a small number, an empty list."""


class NotPlain(Exception):
    """A value whose content can't be told."""


def digest(value: Any) -> str:
    """A digest of all that a value says. Raises NotPlain."""
    text = canonical(value)
    return short(text) if len(text) > COMMON else _short_of_common(text)


def short(text: str) -> str:
    """A digest of a text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()


_short_of_common = lru_cache(maxsize=1_000)(short)


def canonical(value: Any) -> str:
    """A value as text that says all of it. Raises NotPlain."""
    kind: Any = type(value)
    return repr(value) if kind in _AS_WRITTEN else _way_of(kind)(value)


@cache
def _way_of(kind: Any) -> Callable[[Any], str]:
    """How a value of this type is told."""
    if issubclass(kind, View):
        return lambda value: f"<{bare(value, 'view_key')}>"
    if issubclass(kind, Seen):
        return lambda value: canonical(value._thing)
    if issubclass(kind, list | tuple | set | frozenset):
        return _sequence
    if kind is dict:
        return _mapping
    if issubclass(kind, Enum | PurePath):
        return lambda value: f"{kind.__name__}({value})"
    if issubclass(kind, str):
        return lambda value: f"{kind.__name__}({str.__repr__(value)})"
    if issubclass(kind, PLAIN):
        return lambda value: f"{kind.__name__}({value!r})"
    if issubclass(kind, Written):
        return lambda value: f"{light(value)} {value.source.sha256}"
    if (names := _names_in(kind)) is not None:
        return partial(_record, names)
    if _is_wrapper(kind):
        return lambda value: f"{kind.__name__}({value.name!r},{value.slug!r})"
    return _mapping if issubclass(kind, Mapping) else _not_plain


def has_an_inside(value: Any) -> bool:
    """Whether it is of a kind whose content can't be told, whatever it holds."""
    kind: Any = type(value)
    return _way_of(kind) is _not_plain


def _not_plain(value: Any) -> str:
    raise NotPlain(type(value).__name__)


def _sequence(value: Collection[Any]) -> str:
    kinds: set[Any] = set(map(type, value))
    way = canonical if len(kinds) > 1 else repr if kinds <= _AS_WRITTEN else _way_of(kinds.pop())
    inside = [*map(way, value)]
    return f"{type(value).__name__}[{','.join(sorted(inside) if isinstance(value, set | frozenset) else inside)}]"


@cache
def _names_in(kind: Any) -> tuple[str, ...] | None:
    """What a record of this type has, by name; None for what is no record."""
    if issubclass(kind, msgspec.Struct):
        return tuple(kind.__struct_fields__)
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else None


def _record(names: tuple[str, ...], value: Any) -> str:
    said = [getattr(value, name) for name in names]
    parts = [repr(each) if type(each) in _AS_WRITTEN else canonical(each) for each in said]
    return f"{type(value).__qualname__}({','.join(parts)})"


def _mapping(value: Mapping[Any, Any]) -> str:
    said = [
        f"{repr(key) if type(key) is str else canonical(key)}:"
        f"{repr(each) if type(each) in _AS_WRITTEN else canonical(each)}"
        for key, each in value.items()
    ]
    return f"{{{','.join(said)}}}"


def light(document: Written) -> str:
    """All that a file says, but for its text."""
    kind = Post if isinstance(document, Post) else type(document)
    said = [each if _is_written_so(each) else (canonical(each),) for each in _of_the_head(kind)(document)]
    return short(repr((kind.__name__, document.relative, said)))


def _is_written_so(value: Any) -> bool:
    kind = type(value)
    return kind in _AS_WRITTEN or (kind is tuple and (not value or type(value[0]) is str))


@cache
def _of_the_head(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    """Asks for all that stands at the head of such a file; of people only which they are."""
    names = [name for name in said_in(kind) if name not in _OF_THE_TEXT]
    return attrgetter(*("handles" if name == "authors" else name for name in names))


def is_told_whole(value: Any) -> bool:
    """Whether a value is told as a whole; others are noted when they are looked into."""
    kind: Any = type(value)
    return kind in _MOST or _is_whole(kind) or (kind is type and is_dataclass(value))


@cache
def _is_whole(kind: Any) -> bool:
    return issubclass(kind, (*PLAIN, View, Mapping, list, tuple)) or _names_in(kind) is not None or _is_wrapper(kind)


@cache
def _is_wrapper(kind: Any) -> bool:
    """Whether it is the type of a tag, author or category of Pelican's: these are told by name and slug."""
    return any(each.__name__ == "URLWrapper" for each in kind.__mro__[1:])


def encode(value: Any) -> Any:
    """An argument of a call as JSON, from which the same is found again in another build. Raises NotPlain."""
    if isinstance(value, View):
        return {"view": bare(value, "view_key")}
    if isinstance(value, Markup):
        return {"markup": str(value)}
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Seen):
        return {"path": path_of(value._home, value._rest)}
    if isinstance(value, list | tuple) and type(value) in (list, tuple):
        return {"list": [encode(each) for each in value]}
    if isinstance(value, Written):
        return {"raw": value.source.relative}
    if isinstance(value, NullTranslations):  # of the theme; only a view that tells its own digest is found by it again
        return {"words": value.info().get("language", "")}
    raise NotPlain(type(value).__name__)


def unwrapped(value: Any) -> Any:
    """The object itself, without what notes its use."""
    return value._thing if isinstance(value, Seen) else value
