"""Which files of the theme a page shows, noted like all else that it reads of the site, and compared the next time.

Of templates a page notes its own: that one is the same if it and all that it extends, includes or imports are. Style
sheets and scripts are noted one by one as they are asked for, also those that the theme doesn't have.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property
from typing import Any, NamedTuple, TypeVar

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError

from potluck.keeping import hash_of
from potluck.pages.notes.noted import Lasting
from potluck.pages.notes.reads import now
from potluck.pages.notes.telling import digest
from potluck.pages.notes.views import THEME, View
from potluck.pages.theme.brought_in import UNKNOWN, BroughtIn, brought_in_by
from potluck.pages.theme.sheets import Theme

T = TypeVar("T")

_TEMPLATES = "templates/"
TOGETHER = "\n"
"""Between the names of files that are shown together, and noted as one; none of them has a line's end."""
_KNOWN = ("jinja2.ext.", "potluck.")
"""How the names of extensions begin that bring in no templates in ways of their own."""


class _Read(NamedTuple):
    """A template's source: its hash (empty where there is none), and what it brings in."""

    hash: str
    brought_in: BroughtIn = BroughtIn((), shows_something=False)


def note_template(name: str) -> None:
    """Note that the page at hand is made by this template."""
    note(f"{_TEMPLATES}{name}")


def note(*files: str) -> None:
    """Note that the page at hand shows these files of the theme, if they are there."""
    page = now()
    if page is not None:
        page.take(_notes_of(files))


@cache
def _notes_of(files: tuple[str, ...]) -> Lasting:
    asked = {TOGETHER.join(files): None} if files else {}
    return Lasting(((THEME, asked),), is_open=not all(map(str.isprintable, files)))


def noted(find: Callable[..., T], files: Callable[..., tuple[str, ...]]) -> Callable[..., T]:
    """The same function, asked once for the same names; that a page shows the ``files`` of these is noted each time."""
    found, shown = cache(find), cache(files)

    def asked(*names: str) -> T:
        note(*shown(*names))
        return found(*names)

    return asked


class ThemeShown(View):
    """The theme's files as notes ask for them; ``environment`` is asked for once it is a template's turn."""

    def __init__(self, theme: Theme, environment: Callable[[], Environment]) -> None:
        self._theme, self._made = theme, environment

    @property
    def view_key(self) -> str:
        return THEME

    def digest_of(self, name: str) -> str | None:
        """The digest of a file, of a template with all that may be seen through it, or of several of these."""
        return self._digest(name)

    @cached_property
    def _digest(self) -> Callable[[str], str]:
        return cache(self._digest_anew)

    def _digest_anew(self, name: str) -> str:
        if TOGETHER in name:
            return digest([*map(self._digest, name.split(TOGETHER))])
        if name.startswith(_TEMPLATES):
            return self._of_template(name.removeprefix(_TEMPLATES))
        return self._theme.digest(name)

    def _of_template(self, name: str) -> str:
        """A template's digest. Raises OSError."""
        waiting = [name]
        said: list[Any] = []
        is_told = all(each.startswith(_KNOWN) for each in self._environment.extensions)
        for each in waiting:  # which grows
            read = self._read(each)
            said.append([each, read.hash])
            for other in read.brought_in.references:
                is_told = is_told and other is not None
                if other is not None and other not in waiting:
                    waiting.append(other)
        return digest(said if is_told else [said, self._theme.digest_of_all()])

    @cached_property
    def _environment(self) -> Environment:
        return self._made()

    @cached_property
    def _read(self) -> Callable[[str], _Read]:
        return cache(self._read_anew)

    def _read_anew(self, name: str) -> _Read:
        environment = self._environment
        assert environment.loader
        try:
            source = environment.loader.get_source(environment, name)[0]
        except TemplateNotFound:
            return _Read("")
        try:
            found = brought_in_by(environment.get_template(name))
        except TemplateSyntaxError:  # told of where a page is made by it
            found = UNKNOWN
        return _Read(hash_of(source.encode("utf-8", "surrogatepass")), found)
