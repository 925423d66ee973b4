"""Parts that stand on several pages, such as a post in a list or its entry in a feed: each is made once.

What a part reads of the site is noted on every page that shows it (``pages.notes.reads``), as if it were made there.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Sequence
from typing import Any, TypeVar
from weakref import WeakSet

from jinja2.runtime import Macro

from potluck.pages.notes import reads
from potluck.pages.notes.noted import Inlay, Lasting, Notes
from potluck.pages.notes.views import EVERYONES, Seen, View, bare, path_of

T = TypeVar("T")

AT_HAND = 20_000
"""How many parts are kept, some 2 kB each; those that were not asked for longest are let go.

Lists go through all posts again and again, always in the same order: what can't hold all of them holds none in time.
"""
LARGE = 300
"""From so many characters on, a part that stands by itself in a page is told apart from what is around it."""
_TOLD = (str, int, float, bool)
UNKNOWN = ""
"""Stands for whatever a part read that was made while nothing was noted."""
_EVERY: WeakSet[Parts] = WeakSet()


def forget_parts(views: Collection[str]) -> None:
    """Let go of all parts, wherever they are kept, that read one of these views."""
    for parts in _EVERY:
        parts.forget(views)


def forget_all_parts() -> None:
    """Let go of all parts, wherever they are kept, once no page is to be made any more."""
    for parts in _EVERY:
        parts.forget_all()


def forget_parts_of_posts() -> None:
    """Let go of all parts that were made of a single post, which hardly another page shows."""
    for parts in _EVERY:
        parts.forget_of_posts()


class Parts:
    """Parts by what they are made of. A part may depend on its key and on what is noted, and on nothing else."""

    def __init__(self, at_hand: int = AT_HAND) -> None:
        self._at_hand = at_hand
        self._made: OrderedDict[Hashable, tuple[Any, Lasting | None]] = OrderedDict()
        self._readers: dict[str, set[Hashable]] | None = None
        """The parts that read each view, once somebody has asked."""
        _EVERY.add(self)

    def forget(self, views: Collection[str]) -> None:
        """Let go of every part that read one of these views, or may have."""
        if self._readers is None:
            self._readers = {}
            for key, (_, notes) in self._made.items():
                self._note_readers(key, notes)
        for view in (*views, UNKNOWN):
            for key in self._readers.pop(view, ()):
                self._made.pop(key, None)

    def drop(self, key: Hashable) -> None:
        """Let go of the part of this name, if it is there."""
        self._made.pop(key, None)

    def forget_all(self) -> None:
        self._made.clear()
        self._readers = None

    def forget_of_posts(self) -> None:
        for key in [key for key in self._made if isinstance(key, tuple) and any(map(_is_post, key))]:
            del self._made[key]
        self._readers = None

    def _note_readers(self, key: Hashable, notes: Lasting | None) -> None:
        if self._readers is not None:
            for home in (UNKNOWN,) if notes is None else [home for home, _ in notes.told]:
                self._readers.setdefault(home, set()).add(key)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` answers, asked the first time only."""
        page = reads.now()
        if page is None:
            known = self._made.get(key)
            if known is None:
                known = self._keep(key, make(), None)
            self._made.move_to_end(key)
            unnoted: T = known[0]
            return unnoted
        answer, notes = self.noted(key, make, page)
        page.take(notes)
        return answer

    def noted(self, key: Hashable, make: Callable[[], T], page: reads.Page) -> tuple[T, Notes | Lasting]:
        """A part and what it read, which is not taken down on the page yet."""
        known = self._made.get(key)
        if known is not None and known[1] is not None:
            self._made.move_to_end(key)
            return known[0], known[1]
        answer, notes = page.apart(make)
        if not notes.own:  # else it is made of what only this page was given
            self._keep(key, answer, notes.lasting())
        return answer, notes

    def _keep(self, key: Hashable, made: Any, notes: Lasting | None) -> tuple[Any, Lasting | None]:
        if len(self._made) >= self._at_hand:
            self._made.popitem(last=False)
        self._made[key] = made, notes
        self._note_readers(key, notes)
        return self._made[key]

    def once(self, macro: Callable[..., Any], *given: Any) -> Any:
        """For templates: what a macro makes of this post, person, text or number.

        The macro is one that was imported without the context, so that it sees nothing but what it is given, and the
        site.
        """
        key = [_name(each) for each in given]
        return macro(*given) if None in key else self.get((macro, *key), lambda: macro(*given))

    def placed(self, macro: Callable[..., Any], *given: Any) -> Any:
        """``once`` where it is shown just here, in the open page (``potluck.pages.theme.quick_code``)."""
        page = reads.now()
        key = [_name(each) for each in given]
        if page is None or None in key:
            return self.once(macro, *given)
        answer, notes = self.noted((macro, *key), lambda: macro(*given), page)
        if len(answer) < LARGE or notes.own or notes.is_open or not notes.notes:
            page.take(notes)
            return answer
        inlay = Inlay.of(answer, macro, given, notes)
        page.inlays.append(inlay)
        return inlay

    def entry(self, macro: Any, given: Sequence[Any], page: reads.Page) -> str:
        """What a macro makes of these that depends on nothing else, for every page that shows it among others."""
        key = (macro.known_as, *map(_name, given))
        said: str
        if None in key:
            said = macro.plain(*given)
        else:
            said, notes = self.noted(key, lambda: macro.plain(*given), page)
            page.take(notes)
        return said


def _is_post(name: Hashable) -> bool:
    return isinstance(name, str) and name.startswith("d:")


def _name(value: Any) -> Hashable:
    """Tells a value apart from every other; None for one that can't be told by a name.

    What every template is given is told by the name it has there: all pages of a build see the same.
    """
    if isinstance(value, View):
        key: str = bare(value, "view_key")
        return key
    if isinstance(value, _TOLD):
        return type(value), value
    if isinstance(value, Macro):
        return getattr(value, "known_as", None) or None
    if isinstance(value, Seen):
        path = path_of(value._home, value._rest)
        return path if path.startswith(EVERYONES) else None
    if isinstance(value, list | tuple):
        names = tuple(map(_name, value))
        return None if None in names else names
    return None
