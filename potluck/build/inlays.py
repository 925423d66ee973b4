"""Parts within pages: where only a part would be another, it is made anew in its place, and the rest stays as it is.

The people's directory shows five hundred people, and a post changes what is said of one. So a page that is filled in is
kept with the places of its larger parts (``potluck.pages.parts``), and with what was read around them. If nothing of
that is another, what is around the parts would come out as it did.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from jinja2 import Environment
from jinja2.runtime import Macro

from potluck.build.record import Placed
from potluck.pages.notes.noted import Inlay
from potluck.pages.notes.reads import Page
from potluck.pages.notes.telling import NotPlain, encode
from potluck.pages.notes.views import View


class Composed(NamedTuple):
    """A page's bytes, the notes of what was read around its parts, and the parts. Without parts, no such notes."""

    data: bytes
    frame: Mapping[str, Mapping[str, str | None]]
    parts: list[Placed]


def compose(pieces: Sequence[str], page: Page) -> Composed:
    """Put a page together from what its template said, piece by piece; ``page`` gets the notes of all of it."""
    if not page.inlays:
        return Composed(b"".join(map(str.encode, pieces)), {}, [])
    waiting = {id(each): each for each in page.inlays}
    shown: list[tuple[Placed, Inlay]] = []
    data = [*map(str.encode, pieces)]
    done = length = 0
    for at in [at for at, piece in enumerate(pieces) if type(piece) is Inlay]:
        inlay = waiting.get(id(pieces[at]))
        made_of = inlay and _made_of(inlay)
        if not inlay or not made_of:
            continue
        del waiting[id(inlay)]  # one that is captured on its way to the page counts as what is around it
        length += sum(map(len, data[done:at]))
        done = at
        shown.append((Placed(length, len(data[at]), *made_of, [*inlay.notes.notes]), inlay))
    for inlay in waiting.values():
        page.take(inlay.notes)
    page.inlays.clear()
    frame = {home: {**rests} for home, rests in page.notes.items()} if shown else {}
    for _, inlay in shown:
        page.take(inlay.notes)
    return Composed(b"".join(data), frame, [each for each, _ in shown])


def renew(
    data: bytes,
    parts: Sequence[Placed],
    is_other: Callable[[str], bool],
    found: Callable[[Any], Any],
    environment: Environment,
    page: Page,
) -> Composed | None:
    """Make those parts of a page anew that read what ``is_other`` than it was; None where the whole is to be made.

    ``found`` finds what a macro was given in today's site. Raises LookupError where it is gone.
    """
    out = bytearray()
    done = 0
    placed: list[Placed] = []
    for each in parts:
        out += data[done : each.start]
        done = each.start + each.length
        part = each
        text = data[each.start : done]
        if any(map(is_other, each.homes)):
            macro = getattr(environment.get_template(each.template).module, each.macro)
            once: Any = environment.globals["once"]
            with page:
                inlay = once.__self__.placed(macro, *map(found, each.given))
            if type(inlay) is not Inlay:
                return None
            text = inlay.encode()
            part = each._replace(length=len(text), homes=[*inlay.notes.notes])
        placed.append(part._replace(start=len(out)))
        out += text
    out += data[done:]
    for inlay in page.inlays:
        page.take(inlay.notes)
    page.inlays.clear()
    return Composed(bytes(out), {}, placed)


def _made_of(inlay: Inlay) -> tuple[str, str, list[Any]] | None:
    """The template and name of a part's macro, and what it was given; None where it can't be made by these again."""
    macro = inlay.macro
    if not isinstance(macro, Macro) or not all(map(_is_told_whole, inlay.given)):
        return None
    try:
        return macro._func.__globals__["name"], macro.name, [encode(each) for each in inlay.given]
    except (NotPlain, KeyError):
        return None


def _is_told_whole(value: Any) -> bool:
    if type(value) in (list, tuple):
        return all(map(_is_told_whole, value))
    return isinstance(value, View) or type(value) in (str, int, float, bool)
