"""What a page read, written down as it is rendered: if all of it is the same the next time, so is the page.

Templates see people, posts and lists through objects that note each thing they are asked for, so filters, macros and
functions are covered alike. A note is a path (``d:content/posts/x.md``, an attribute, a call, a slice …) and a digest
of what stood there. ``Ledger.holds`` follows the same paths on today's objects and compares. What can't be followed or
put into a digest is noted as ``EVERYTHING``, which never holds: a doubt costs a rendering, never a stale page.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from gettext import NullTranslations
from pathlib import PurePath
from types import BuiltinFunctionType, BuiltinMethodType, FunctionType, MethodType
from typing import Any, TypeVar

from markupsafe import Markup

from potluck.content.page import Page as StaticText
from potluck.content.person import Person
from potluck.content.post import Post

T = TypeVar("T")
Notes = dict[str, str | None]
"""What was read, by path, with a digest of what stood there; None for one that is asked for later."""

EVERYTHING = "*"
STEP = "\t"
_PLAIN = (str, int, float, bool, type(None), bytes, dt.date, dt.timedelta, dt.tzinfo, PurePath, Enum)
_CALLABLE = (FunctionType, MethodType, BuiltinFunctionType, BuiltinMethodType)


class NotPlain(Exception):
    """A value whose content can't be told."""


class View:
    """Something that a template may ask for its attributes, each of which is noted.

    ``view_key`` names it in every build. Attributes in ``LIGHT`` follow from what its author wrote at the head of its
    file (``light_digest`` tells that apart); all others are looked at one by one. ``digest_of`` may know a shorter way.
    """

    LIGHT: frozenset[str] = frozenset()

    @property
    def view_key(self) -> str:
        """Which one it is, in every build."""
        raise NotImplementedError

    def light_digest(self) -> str:
        """A digest of all that the attributes in ``LIGHT`` follow from."""
        raise NotImplementedError

    def digest_of(self, name: str) -> str | None:
        """A digest of what an attribute, or a method that makes text, is made of, where that costs less; else None."""
        return None

    def __getattribute__(self, name: str) -> Any:
        if _now.page is None or name[0] == "_" or name in _OWN:
            return object.__getattribute__(self, name)
        return _now.page.attribute(self, name)


_OWN = frozenset(("view_key", "LIGHT", "light_digest", "digest_of"))


class _Now:
    page: Page | None = None


_now = _Now()


class Page:
    """The notes of one page, kept while it is rendered: ``with page: …``.

    ``names`` is what only this page was given; paths that begin there (``n:``) are its own, all others every page's.
    ``watched`` are the names that stand for something of the site, rather than a setting.
    """

    def __init__(self, names: Mapping[str, Any], watched: frozenset[str] = frozenset()) -> None:
        self.names = names
        self._watched = watched
        self._given: dict[str, Any] = {}
        self.notes: Notes = {}

    def __enter__(self) -> Page:
        _now.page = self
        return self

    def __exit__(self, *_: object) -> None:
        _now.page = None

    def attribute(self, view: View, name: str) -> Any:
        """The attribute of a view, noted."""
        try:
            value = self.unnoted(lambda: object.__getattribute__(view, name))
        except AttributeError:
            self.notes[view.view_key] = None  # what is there or not follows from the file
            raise
        if name in view.LIGHT:
            self.notes[view.view_key] = None
            return value
        return self.wrap(value, f"{view.view_key}{STEP}{name}", view, name)

    def named(self, name: str, value: Any) -> Any:
        """What a name stands for in a template, noted if it is of the site."""
        if name in self.names:
            if name not in self._given:
                self._given[name] = self.unnoted(lambda: given(name, value))
            return self._given[name]
        return self.wrap(value, f"c:{name}") if name in self._watched else value

    def touch(self, view: View, name: str) -> None:
        """Note an attribute that is not asked for now, since what was made of it is at hand."""
        self.wrap(None, f"{view.view_key}{STEP}{name}", view, name)

    def apart(self, make: Callable[[], T]) -> tuple[T, Notes]:
        """What ``make`` answers, and the notes of what it read, which are taken down here as well."""
        part = Page(self.names, self._watched)
        part._given = self._given
        try:
            with part:
                answer = make()
        finally:
            _now.page = self
        self.notes.update(part.notes)
        return answer, part.notes

    def unnoted(self, work: Callable[[], Any]) -> Any:
        """What work answers; what it reads on the way is covered by its answer."""
        _now.page = None
        try:
            return work()
        finally:
            _now.page = self

    def wrap(self, value: Any, path: str, view: View | None = None, name: str = "") -> Any:
        """A value as a template gets it: noted now, or when it is looked into."""
        known = self.unnoted(lambda: _short(view, name)) if view is not None else None
        if isinstance(value, _CALLABLE):
            return self._call(value, path, known)
        if known is not None:
            self.notes[path] = known
            return value
        if isinstance(value, list | tuple) and type(value) in (list, tuple):
            return SeenList(value, path)
        if isinstance(value, (*_PLAIN, View, Mapping, list, tuple)) or is_dataclass(value) or _is_wrapper(value):
            try:
                self.notes[path] = self.unnoted(lambda: digest(value))
            except NotPlain:
                self.notes[EVERYTHING] = None
            return value
        return Seen(value, path)

    def _call(self, function: Callable[..., Any], path: str, known: str | None) -> Callable[..., Any]:
        def noted(*args: Any, **kwargs: Any) -> Any:
            if _now.page is not self:
                return function(*args, **kwargs)
            try:
                given = json.dumps([[encode(each) for each in args], {k: encode(v) for k, v in kwargs.items()}])
            except NotPlain:
                self.notes[EVERYTHING] = None
                given = ""
            bare = {key: unwrapped(value) for key, value in kwargs.items()}
            value = self.unnoted(lambda: function(*map(unwrapped, args), **bare))
            if not given:
                return value
            if known is not None and isinstance(value, str):
                self.notes[f"{path}{STEP}({given}"] = known
                return value
            return self.wrap(value, f"{path}{STEP}({given}")

        return noted


class Seen:
    """Any object, whose attributes are noted as they are asked for."""

    def __init__(self, thing: Any, path: str) -> None:
        self._thing, self._path = thing, path

    def __getattr__(self, name: str) -> Any:
        value = _quietly(lambda: getattr(self._thing, name))
        if _now.page is None or name[0] == "_":
            return value
        return _now.page.wrap(value, f"{self._path}{STEP}{name}")

    def __str__(self) -> str:
        if _now.page is not None:
            _now.page.notes[EVERYTHING] = None
        return str(self._thing)

    def __bool__(self) -> bool:
        return bool(_note(f"{self._path}{STEP}#bool", bool(self._thing)))

    def __iter__(self) -> Iterator[Any]:
        if _now.page is not None:
            _now.page.notes[EVERYTHING] = None
        return iter(self._thing)

    def __len__(self) -> int:
        return int(_note(f"{self._path}{STEP}#len", len(self._thing)))


class SeenList(Sequence[Any]):
    """A list that notes which part of it was asked for: its length, whether it is empty, a window, or all of it."""

    def __init__(self, items: Sequence[Any], path: str) -> None:
        self._items, self._path = items, path

    def __getitem__(self, index: Any) -> Any:
        step = f"[{index.start}:{index.stop}:{index.step}]" if isinstance(index, slice) else f"[{index}]"
        try:
            part = self._items[index]
        except IndexError:
            _note(f"{self._path}{STEP}{step}", None)
            raise
        _note(f"{self._path}{STEP}{step}", part)
        return part

    def __len__(self) -> int:
        return int(_note(f"{self._path}{STEP}#len", len(self._items)))

    def __bool__(self) -> bool:
        return bool(_note(f"{self._path}{STEP}#bool", bool(self._items)))

    def __iter__(self) -> Iterator[Any]:
        _note(f"{self._path}{STEP}#all", self._items)
        return iter(self._items)

    def __contains__(self, item: object) -> bool:
        _note(f"{self._path}{STEP}#all", self._items)
        return item in self._items

    def __reversed__(self) -> Iterator[Any]:
        _note(f"{self._path}{STEP}#all", self._items)
        return iter(self._items[::-1])

    def __add__(self, other: Any) -> list[Any]:
        return [*self, *other]

    def __radd__(self, other: Any) -> list[Any]:
        return [*other, *self]

    def __eq__(self, other: object) -> bool:
        return list(self) == (list(other) if isinstance(other, Sequence) else other)

    def __hash__(self) -> int:
        return id(self)


def _note(path: str, value: Any) -> Any:
    page = _now.page
    if page is not None and path not in page.notes:
        try:
            page.notes[path] = page.unnoted(lambda: digest(value))
        except NotPlain:
            page.notes[EVERYTHING] = None
    return value


def _quietly(work: Callable[[], Any]) -> Any:
    return _now.page.unnoted(work) if _now.page is not None else work()


def unwrapped(value: Any) -> Any:
    """The object itself, without what notes its use."""
    if isinstance(value, Seen):
        return value._thing
    return value._items if isinstance(value, SeenList) else value


def given(name: str, value: Any) -> Any:
    """What only one page is given, as its template gets it: lists and what has an inside are noted when looked into."""
    if type(value) in (list, tuple):
        return SeenList(value, f"n:{name}")
    try:
        canonical(value)
    except NotPlain:
        return Seen(value, f"n:{name}")
    return value


def what_is_given(names: Mapping[str, Any]) -> str:
    """A digest of what a page is given, but for the inside of what ``given`` lets it look into."""
    parts = []
    for name, value in sorted(names.items()):
        try:
            parts.append(f"{name}={'list' if type(value) in (list, tuple) else canonical(value)}")
        except NotPlain:
            parts.append(f"{name}={type(value).__name__}")
    return short("\n".join(parts))


def now() -> Page | None:
    """The page that is being rendered, if its reads are noted."""
    return _now.page


def digest(value: Any) -> str:
    """A digest of all that a value says. Raises NotPlain."""
    return short(canonical(value))


def short(text: str) -> str:
    """A digest of a text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()


def canonical(value: Any) -> str:
    """A value as text that says all of it; a view only says which it is, since its attributes are noted themselves."""
    kind = type(value)
    if kind is str or kind is int or value is None or kind is bool:
        return repr(value)
    if isinstance(value, View):
        return f"<{value.view_key}>"
    if isinstance(value, SeenList | Seen):
        return canonical(unwrapped(value))
    if isinstance(value, list | tuple | set | frozenset):
        inside = [canonical(each) for each in value]
        return f"{kind.__name__}[{','.join(sorted(inside) if isinstance(value, set | frozenset) else inside)}]"
    if isinstance(value, Mapping):
        return f"{{{','.join(f'{canonical(key)}:{canonical(each)}' for key, each in value.items())}}}"
    if isinstance(value, Enum | PurePath):
        return f"{kind.__name__}({value})"
    if isinstance(value, _PLAIN):
        return f"{kind.__name__}({value!r})"
    if isinstance(value, Post | StaticText | Person):
        return f"{light(value)} {value.source.sha256}"
    if is_dataclass(value) and not isinstance(value, type):
        parts = (f"{each.name}={canonical(getattr(value, each.name))}" for each in fields(value))
        return f"{kind.__qualname__}({','.join(parts)})"
    if _is_wrapper(value):
        return f"{kind.__name__}({value.name!r},{value.slug!r})"
    raise NotPlain(kind.__name__)


def light(document: Post | StaticText | Person) -> str:
    """All that a file says, but for its text."""
    parts = [type(document).__name__, document.source.relative]
    for each in fields(document):
        if each.name in _TEXTS:
            continue
        value = getattr(document, each.name)
        if each.name == "authors":
            value = [person.handle for person in value]
        parts.append(f"{each.name}={canonical(value)}")
    return short("\n".join(parts))


_TEXTS = frozenset(("body", "body_line", "bio", "bio_line", "source"))


def _is_wrapper(value: Any) -> bool:
    """Whether it is a tag, author or category of Pelican's: these are told by name and slug."""
    return any(each.__name__ == "URLWrapper" for each in type(value).__mro__[1:])


def _short(view: View | None, name: str) -> str | None:
    return view.digest_of(name) if view is not None else None


def encode(value: Any) -> Any:
    """An argument of a call as JSON, from which the same is found again in another build. Raises NotPlain."""
    if isinstance(value, Markup):
        return {"markup": str(value)}
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, View):
        return {"view": value.view_key}
    if isinstance(value, Seen | SeenList):
        return {"path": value._path}
    if isinstance(value, list | tuple) and type(value) in (list, tuple):
        return {"list": [encode(each) for each in value]}
    if isinstance(value, Post | StaticText | Person):
        return {"raw": value.source.relative}
    if isinstance(value, NullTranslations):  # of the theme; only a view that tells its own digest is found by it again
        return {"words": value.info().get("language", "")}
    raise NotPlain(type(value).__name__)


class World:
    """Today's objects, found by the paths of yesterday's notes.

    ``view`` finds a view by its key, ``raw`` what stands behind one; ``context`` is what all templates get. Each path
    is followed once.
    """

    def __init__(
        self, view: Callable[[str], View | None], raw: Callable[[str], Any], context: Mapping[str, Any]
    ) -> None:
        self._view, self._raw, self._context = view, raw, context
        self.views: dict[str, View] = {}
        self._known: dict[str, str] = {}

    def digest(self, path: str, names: Mapping[str, Any]) -> str:
        """The digest of what stands at a path today; an empty text where nothing can be said."""
        own = path.startswith("n:")
        if not own and (known := self._known.get(path)) is not None:
            return known
        try:
            found = self._digest(path, names)
        except Exception:  # whatever it is that can't be followed today: the page is made anew
            found = ""
        if not own:
            self._known[path] = found
        return found

    def _digest(self, path: str, names: Mapping[str, Any]) -> str:
        if path == EVERYTHING:
            return ""
        root, *steps = path.split(STEP)
        value = self._root(root, names)
        if isinstance(value, View):
            if not steps:
                return value.light_digest()
            if (known := value.digest_of(steps[0])) is not None:
                return known
        for step in steps:
            value = self._step(value, step, names)
        return digest(value)

    def _root(self, root: str, names: Mapping[str, Any]) -> Any:
        kind, _, name = root.partition(":")
        if kind == "c":
            return self._context[name]
        if kind == "n":
            return names[name]
        found = self.views.get(root) or self._view(root)
        if found is None:
            raise KeyError(root)
        return found

    def _step(self, value: Any, step: str, names: Mapping[str, Any]) -> Any:
        if step == "#len":
            return len(value)
        if step == "#bool":
            return bool(value)
        if step == "#all":
            return value
        if step[0] == "[":
            parts = step[1:-1].split(":")
            if len(parts) > 1:
                return value[slice(*(None if part == "None" else int(part) for part in parts))]
            try:
                return value[int(parts[0])]
            except IndexError:
                return None
        if step[0] == "(":
            args, kwargs = json.loads(step[1:])
            return value(
                *(self._decode(each, names) for each in args),
                **{key: self._decode(each, names) for key, each in kwargs.items()},
            )
        return getattr(value, step)

    def _decode(self, code: Any, names: Mapping[str, Any]) -> Any:
        if not isinstance(code, dict):
            return code
        if "view" in code:
            return self._root(code["view"], names)
        if "raw" in code:
            return self._raw(code["raw"])
        if "markup" in code:
            return Markup(code["markup"])  # noqa: S704 - to be compared, never written
        if "list" in code:
            return [self._decode(each, names) for each in code["list"]]
        root, *steps = code["path"].split(STEP)
        value = self._root(root, names)
        for step in steps:
            value = self._step(value, step, names)
        return value


class Ledger:
    """The notes of every page, of the last build and of this one."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._old_keys: list[tuple[str, str]] = []
        self._old: dict[str, list[Any]] = {}
        self._held: dict[int, bool] = {}
        self._keys: dict[tuple[str, str], int] = {}
        self._pages: dict[str, list[Any]] = {}

    def read(self, text: str) -> None:
        """Take up the notes of the last build."""
        try:
            kept = json.loads(text)
            self._old_keys = [(path, found) for path, found in kept["notes"]]
            self._old = kept["pages"]
        except (ValueError, KeyError, TypeError):
            self._old_keys, self._old = [], {}

    def text(self) -> str:
        """This build's notes."""
        return json.dumps({"notes": list(self._keys), "pages": self._pages}, separators=(",", ":"))

    def know(self, views: Iterable[View]) -> None:
        """Remember views that only their generators know how to find."""
        for view in views:
            self._world.views.setdefault(view.view_key, view)

    def holds(self, path: str, given: str, names: Mapping[str, Any]) -> bool:
        """Whether the page at ``path`` would come out as it did: made by the same means, with the same notes."""
        kept = self._old.get(path)
        if kept is None or kept[0] != given:
            return False
        if not all(self._still(number) for number in kept[1]):
            return False
        if any(self._world.digest(note, names) != found for note, found in kept[2]):
            return False
        self._pages[path] = [given, [self._number(*self._old_keys[number]) for number in kept[1]], kept[2]]
        return True

    def _still(self, number: int) -> bool:
        held = self._held.get(number)
        if held is None:
            path, found = self._old_keys[number]
            held = self._held[number] = found != "" and self._world.digest(path, {}) == found
        return held

    def note(self, path: str, given: str, page: Page) -> None:
        """Keep what a page read as it was rendered."""
        shared, own = [], []
        for note, known in page.notes.items():
            found = self._world.digest(note, page.names) if known is None else known
            if note.startswith("n:"):
                own.append([note, found])
            else:
                shared.append(self._number(note, found))
        self._pages[path] = [given, shared, own]

    def _number(self, path: str, found: str) -> int:
        return self._keys.setdefault((path, found), len(self._keys))
