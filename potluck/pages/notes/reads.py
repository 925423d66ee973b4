"""What a page read, written down as it is rendered: if all of it is the same the next time, so is the page.

Templates see people, posts and lists through objects that note each thing they are asked for, so filters, macros and
functions are covered alike. A note is a path (a view or a name, then attributes, calls, slices …) and a digest of what
stood there; ``world`` follows the same path on another day. Notes are kept under the one view that they
tell of, so that only those that a change may have touched need to be asked. What can't be followed or put into a digest
leaves the page *open*: it is rendered every time. A doubt costs a rendering, never a stale page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, cached_property
from types import BuiltinFunctionType, BuiltinMethodType, FunctionType, MethodType
from typing import Any, TypeVar

from potluck.content.model import Written
from potluck.pages.notes.noted import Inlay, Notes
from potluck.pages.notes.seen import SeenList, SeenThing, given
from potluck.pages.notes.telling import NotPlain, digest, encode, is_told_whole, unwrapped
from potluck.pages.notes.views import EVERYONES, NOW, OWN, STEP, TEXT, View, bare, home_of, path_of
from potluck.quick_json import as_json

NOTHING = as_json([[], {}])
"""How a call without arguments is noted."""
_CALLABLE = (FunctionType, MethodType, BuiltinFunctionType, BuiltinMethodType)

T = TypeVar("T")
Knows = Callable[[str, str], bool]


@cache
def _in_sight(kind: Any, is_subject: bool) -> frozenset[str]:
    """What need not be noted of a view whose text is noted, and its head: attributes, and no function."""
    shown = kind.OF_TEXT | kind.FACTS if is_subject else kind.OF_TEXT
    values = (property, cached_property)
    return frozenset(kind.LIGHT) | {name for name in shown if isinstance(getattr(kind, name, None), values)}


def now() -> Page | None:
    """The page that is being rendered, if its reads are noted."""
    page: Page | None = NOW.page
    return page


class Page(Notes):
    """The notes of one page, kept while it is rendered: ``with page: …``.

    ``names`` is what only this page was given, ``watched`` the names that stand for something of the site rather than a
    setting, ``knows`` whether the digest of a note (home, rest) is known already.
    """

    def __init__(
        self,
        names: Mapping[str, Any],
        watched: frozenset[str] = frozenset(),
        knows: Knows = lambda _home, _rest: False,
    ) -> None:
        super().__init__()
        self.names = names
        self.watched = watched
        self._knows = knows
        self.subject: object = None
        """The view that it is about, if that has a text: what follows from this need not be noted one by one."""
        self._given: dict[str, Any] = {}
        self.covered: dict[int, frozenset[str]] = {}
        """What need not be noted of views any more, by where these are in memory: what is in ``LIGHT``, once something
        was asked of it, and in what shows the text, once that is noted.
        """
        self._covering: list[View] = []
        """These views, lest others come to stand there."""
        self.inlays: list[Inlay] = []
        """Parts whose notes are not among those of the page yet."""

    def __enter__(self) -> Page:
        NOW.page = self
        return self

    def __exit__(self, *_: object) -> None:
        NOW.page = None

    def attribute(self, view: View, name: str) -> Any:
        """The attribute of a view, noted."""
        NOW.page = None
        try:
            key: str = bare(view, "view_key")
            value = bare(view, name)
        except AttributeError as error:
            value = self._made_on_demand(view, name, error)
        finally:
            NOW.page = self
        kind: Any = type(view)
        if name not in kind.LIGHT:
            is_subject = view is self.subject
            is_text = name in kind.OF_TEXT or (is_subject and name in kind.FACTS)
            if is_text and type(value) not in _CALLABLE and self._has_text(view, key):
                self._cover(view, _in_sight(kind, is_subject))
                return value
            return self._found(value, key, view, name)
        self.notes.setdefault(key, {})[""] = None
        self._cover(view, kind.LIGHT)
        return value

    def _cover(self, view: View, names: frozenset[str]) -> None:
        """Note none of these attributes of a view any more."""
        self.covered[id(view)] = names
        self._covering.append(view)

    def _has_text(self, view: View, key: str) -> bool:
        """Whether the text of a view is noted, with its head; it is noted now, if it can be told."""
        if not self._is_noted(key, TEXT):
            NOW.page = None
            try:
                known = bare(view, "digest_of")(TEXT)
            finally:
                NOW.page = self
            if known is None:
                return False
            self._put(key, TEXT, known)
        self.notes[key].setdefault("", None)
        return True

    def _made_on_demand(self, view: View, name: str, missing: AttributeError) -> Any:
        try:
            if not view.complete(name):
                raise missing
            return bare(view, name)
        except AttributeError:
            self.notes.setdefault(view.view_key, {})[""] = None  # what is there or not follows from the file
            raise

    def named(self, name: str, value: Any) -> Any:
        """What a name stands for in a template, noted if it is of the site."""
        if name in self.names:
            if name not in self._given:
                self._given[name] = self.unnoted(lambda: given(name, value))
            return self._given[name]
        return self.wrap(value, f"{EVERYONES}{name}", "") if name in self.watched else value

    def apart(self, make: Callable[[], T]) -> tuple[T, Notes]:
        """What ``make`` answers, and the notes of what it read, which are not taken down here. It may stand on other
        pages as well, so it is about nothing.
        """
        part = Page(self.names, self.watched, self._knows)
        part._given = self._given
        try:
            with part:
                answer = make()
        finally:
            NOW.page = self
        return answer, part

    def unnoted(self, work: Callable[[], Any]) -> Any:
        """What work answers; what it reads on the way is covered by its answer."""
        NOW.page = None
        try:
            return work()
        finally:
            NOW.page = self

    def _found(self, value: Any, key: str, view: View, name: str) -> Any:
        """The attribute of a view as a template gets it."""
        if type(value) in _CALLABLE:
            return self._call(value, f"{key}{STEP}{name}", view, name)
        if self._is_noted(key, name):
            return value if is_told_whole(value) else SeenThing(value, key, name)
        NOW.page = None
        try:
            known = bare(view, "digest_of")(name)
        finally:
            NOW.page = self
        if known is not None:
            self._put(key, name, known)
        elif type(value) is list or type(value) is tuple:
            return SeenList(value, key, name)
        elif not is_told_whole(value):
            return SeenThing(value, key, name)
        else:
            self._note_anew(key, name, value)
        return value

    def wrap(self, value: Any, home: str, rest: str) -> Any:
        """A value as a template gets it: noted now, or when it is looked into."""
        if type(value) in _CALLABLE:
            return self._call(value, path_of(home, rest), None, "")
        if type(value) is list or type(value) is tuple:
            return SeenList(value, home, rest)
        if not is_told_whole(value):
            return SeenThing(value, home, rest)
        self.note(home, rest, value)
        return value

    def has(self, home: str, rest: str) -> bool:
        """Whether this note was taken."""
        notes = self.own if home == OWN else self.notes.get(home)
        return notes is not None and rest in notes

    def note(self, home: str, rest: str, value: Any) -> None:
        """Note a value that was found there, unless it is noted already."""
        if not self._is_noted(home, rest):
            self._note_anew(home, rest, value)

    def _note_anew(self, home: str, rest: str, value: Any) -> None:
        NOW.page = None
        try:
            self._put(home, rest, digest(value))
        except NotPlain:
            self.is_open = True
        finally:
            NOW.page = self

    def _is_noted(self, home: str, rest: str) -> bool:
        """Whether this note is there; also if its digest is known, in which case it is noted now."""
        if self.has(home, rest):
            return True
        if home != OWN and self._knows(home, rest):
            self._put(home, rest, None)
            return True
        return False

    def _put(self, home: str, rest: str, found: str | None) -> None:
        """Note a digest, or that somebody knows it."""
        if home == OWN:
            self.own[rest] = found or ""
        else:
            self.notes.setdefault(home, {})[rest] = found

    def _call(self, function: Callable[..., Any], path: str, view: View | None, name: str) -> Callable[..., Any]:
        def noted(*args: Any, **kwargs: Any) -> Any:
            if NOW.page is not self:
                return function(*args, **kwargs)
            if not args and not kwargs:
                value, given = self.unnoted(function), NOTHING
            else:
                bare = {key: unwrapped(value) for key, value in kwargs.items()}
                value = self.unnoted(lambda: function(*map(unwrapped, args), **bare))
                try:
                    given = as_json([[encode(each) for each in args], {k: encode(v) for k, v in kwargs.items()}])
                except NotPlain:
                    self.is_open = True
                    return value
            whole = f"{path}{STEP}({given}"
            if view is not None and isinstance(value, str):
                if name in type(view).OF_TEXT and self._has_text(view, view.view_key):
                    return value
                known = self.unnoted(lambda: view.digest_of(name))
                if known is not None:
                    self._put(*home_of(whole), known)
                    return value
            is_first = path.startswith(EVERYONES) and '{"' not in path  # no other view was given on the way
            if len(args) == 1 and not kwargs and is_first and (only := _home_of_one(args[0])):
                return self.wrap(value, only, whole)
            return self.wrap(value, *home_of(whole))

        return noted


def _home_of_one(thing: object) -> str:
    """The home of what is asked about this alone, as ``home_of`` finds it in the note; empty for what is no view."""
    if isinstance(thing, View):
        key: str = bare(thing, "view_key")
        return key
    return f"d:{thing.relative}" if isinstance(thing, Written) else ""
