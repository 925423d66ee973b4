"""What notes which parts of it are read: the base of articles and people as templates see them; and paths of notes.

A path begins at a view (``d:content/posts/x.md``), a name that every template is given (``c:menu``) or one that only a
page was given (``n:articles``); attributes, calls and slices follow, each a step. ``potluck.pages.notes.reads`` writes
the notes; this module only knows which page is being rendered.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

STEP = "\t"
OWN = "n:"
"""Paths that begin so belong to one page: they lead to what only this page was given."""
EVERYONES = "c:"
"""Paths that begin so lead to a name that every template is given."""
THEME = "f:theme"
"""The view that tells of the theme's files."""
TEXT = "#text"
"""All the text of a view; no attribute is called so."""
SEVERAL = "several"
"""The home of notes that tell of more than one view."""
_MENTION = re.compile(r'\{"(view|raw|path)":("(?:[^"\\]|\\.)*")\}')


@lru_cache(maxsize=4_096)
def home_of(path: str) -> tuple[str, str]:
    """(home, rest) of a note: the view or name it tells of, and what of it. ``path_of`` puts them together again."""
    root, _, rest = path.partition(STEP)
    if '{"' not in rest:  # most of them
        return (OWN, path) if root.startswith(OWN) else (root, rest)
    views = {root} if not root.startswith((OWN, EVERYONES)) else set()
    for kind, quoted in _MENTION.findall(rest):
        said = json.loads(quoted) if "\\" in quoted else quoted[1:-1]
        if kind == "path" and said.startswith(OWN):
            return OWN, path
        views.add({"view": said, "raw": f"d:{said}", "path": said.partition(STEP)[0]}[kind])
    if root.startswith(OWN):
        return OWN, path
    if not views or views == {root}:
        return root, rest
    return (views.pop(), path) if len(views) == 1 and root.startswith(EVERYONES) else (SEVERAL, path)


def path_of(home: str, rest: str) -> str:
    """The path of a note that is kept under ``home``."""
    if home in (SEVERAL, OWN) or rest.startswith(EVERYONES):
        return rest
    return f"{home}{STEP}{rest}" if rest else home


def onward(rest: str, step: str) -> str:
    """What stands one step on from there, of the same home."""
    return f"{rest}{STEP}{step}" if rest else step


class _Now:
    page: Any = None


NOW = _Now()
"""Which page is being rendered, if its reads are noted: a ``reads.Page``."""
bare = object.__getattribute__
"""An attribute of a view without a note, and without Python's way to ``View``'s own: for what is asked most."""


if TYPE_CHECKING:
    worked_out = cached_property
else:

    class worked_out(cached_property):  # noqa: N801 - stands where that does
        """An attribute of a view that is worked out once; neither a lock nor ``View``'s own way stands before it."""

        def __get__(self, view: Any, owner: Any = None) -> Any:
            if view is None:
                return self
            found = bare(view, "__dict__")[self.attrname] = self.func(view)
            return found


class View:
    """Something that a template may ask for its attributes, each of which is noted.

    ``view_key`` names it in every build. Attributes in ``LIGHT`` follow from what its author wrote at the head of its
    file (``light_digest`` is a digest of that). Those in ``OF_TEXT`` show all of its text, and are noted as that
    (``TEXT``). Those in ``FACTS`` follow from head and text as well, but change less often: the page about this view,
    which shows its text anyhow, notes them with the text, and any other page notes each by itself. So it is with all
    other attributes. ``digest_of`` may know a cheaper digest of one, and has to know one for ``TEXT``, or none of this
    is done.
    """

    LIGHT: frozenset[str] = frozenset()
    OF_TEXT: frozenset[str] = frozenset()
    FACTS: frozenset[str] = frozenset()

    @property
    def view_key(self) -> str:
        """Which one it is, in every build."""
        raise NotImplementedError

    def light_digest(self) -> str:
        """A digest of all that the attributes in ``LIGHT`` follow from."""
        raise NotImplementedError

    def digest_of(self, name: str) -> str | None:
        """A digest of what an attribute, or a method that makes text, is made from, if that is cheaper; else None."""
        return None

    def complete(self, name: str = "") -> bool:
        """Make what is made on demand only, if ``name`` may be among it; answers whether there was anything to make."""
        return False

    def __repr__(self) -> str:
        """Which one it is, and none of what it holds: a theme may print it, and somebody's address is in there."""
        return f"<{bare(self, 'view_key')}>"

    def __getattribute__(self, name: str) -> Any:
        page = NOW.page
        if page is None:
            return bare(self, name)
        if name in page.covered.get(id(self), NOTHING):
            NOW.page = None
            try:
                return bare(self, name)
            except AttributeError:
                pass
            finally:
                NOW.page = page
        elif name[0] == "_" or name in UNNOTED:
            return bare(self, name)
        return page.attribute(self, name)


def keys_of(things: Iterable[Any]) -> list[str] | None:
    """Which views a list holds; None if there is something else in it."""
    things = list(things)
    if not all(issubclass(each, View) for each in set(map(type, things))):
        return None
    return [bare(each, "view_key") for each in things]


def forget_answers(view: View) -> None:
    """Let a view work out its answers anew."""
    known = vars(view)
    for name in [name for name in known if isinstance(getattr(type(view), name, None), cached_property)]:
        del known[name]


NOTHING: frozenset[str] = frozenset()
UNNOTED = frozenset(("view_key", "LIGHT", "light_digest", "digest_of", "complete"))
"""What a view may be asked without a note, beside all that begins with a line below."""


class Seen:
    """Something else that notes how it is used: what it stands for, and where it was found, as ``home_of`` has it."""

    _thing: Any
    _home: str
    _rest: str
