"""Rendering as a task for a bounded process: set up once, then one text after another.

The process knows no site and opens no file; what it gives back is data. Who runs it, and within which bounds, is for
the caller to say.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import msgspec

from potluck.markup.coloured import Coloured
from potluck.markup.rendered import Rendered, TooComplicated

if TYPE_CHECKING:
    from potluck.markup.renderer import Renderer

NEEDS = ("potluck.markup.renderer", "potluck.markup.colouring", "potluck.markup.quotation_marks", "pymdownx.gemoji_db")
"""What the process imports that makes many texts, and nobody who only hands it texts."""

OUR_MISTAKE = (
    "Something in it trips the program that makes pages of texts. That is our mistake: tell the maintainers the name "
    "of the file."
)
ALLOCATIONS = 50_000
"""After so many objects the process looks for those that hold each other: a text makes fewer that stay at a time."""


class Options(msgspec.Struct, frozen=True):
    """What `Renderer` is made with: embed hosts, (handle, link) of people, the repository, our own address, and whether
    keywords are wanted.
    """

    embed_hosts: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    repository: str
    own_site: str
    keywords: bool = True

    def renderer(self) -> Renderer:
        return import_renderer()(
            embed_hosts=self.embed_hosts,
            people=dict(self.people),
            repository=self.repository,
            own_site=self.own_site,
            with_keywords=self.keywords,
        )


def import_renderer() -> type[Renderer]:
    """What makes renderers; nobody imports it who only hands texts in."""
    from potluck.markup.renderer import Renderer

    return Renderer


_ready: dict[Options, Renderer] = {}
"""The one renderer of this process, and what it was made with."""


def prepare(options: Options) -> None:
    """Make this process's renderer, or that of a process which is about to be copied."""
    if options not in _ready:
        renderer = options.renderer()
        _ready.clear()
        _ready[options] = renderer


def set_up(options: Options) -> None:
    """Begin to render."""
    prepare(options)
    gc.freeze()  # the renderer stays; what a text leaves goes without a search, but for a little
    gc.set_threshold(ALLOCATIONS)


def render_one(
    markdown: str, id_prefix: str, math: bool, lang: str = "", coloured: Coloured | None = None
) -> Rendered | TooComplicated:
    """One text rendered and set in type for its language (as typed, without one), or the reason why it is not.

    Code that is among the ``coloured`` need not be coloured anew.

    Raises nothing but MemoryError.
    """
    (renderer,) = _ready.values()
    try:
        return renderer.render(markdown, id_prefix=id_prefix, math=math, lang=lang, coloured=coloured)
    except TooComplicated as refused:
        return refused
    except MemoryError:
        raise
    except Exception:  # a text that we fail at must not cost the community all the others
        return TooComplicated(OUR_MISTAKE)
