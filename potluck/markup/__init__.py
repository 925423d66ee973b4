"""Markdown in, safe HTML out, the same as its author previewed on GitHub.

This room turns the text of a post, a page or a bio into HTML that may be put on a page as it is. It reads no files and
no settings: where a relative link leads, how large an image is and who the members are is told by the caller.

In order: ``github/`` reads a text as GitHub does, ``code``, ``figures``, ``headings`` and ``embeds`` change its tree,
``plainly`` or ``sanitise`` lets through what is ``allowed``, and ``finish`` does what only clean HTML can tell. So
``renderer`` leads a text; ``worker`` does it in a process of its own, ``shelf`` keeps what came out, and ``relink`` has
its links lead somewhere. The renderer comes when somebody asks for it: most processes leave that to others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from potluck.markup.relink import relink
from potluck.markup.rendered import Heading, Rendered, TooComplicated

if TYPE_CHECKING:
    from potluck.markup.renderer import Renderer

__all__ = ["Heading", "Rendered", "Renderer", "TooComplicated", "relink"]


def __getattr__(name: str) -> Any:
    if name != "Renderer":
        raise AttributeError(name)
    from potluck.markup.renderer import Renderer

    return Renderer
