"""What rendering gives back, and the one error it raises."""

from __future__ import annotations

import msgspec


class TooComplicated(ValueError):
    """The text is larger or nested deeper than any post needs, so it is refused rather than rendered.

    The message is plain text for the author: what is too large, how large it may be, and what to do about it.
    """


class Heading(msgspec.Struct, frozen=True):
    """One Markdown heading: its level (1 to 6), the id it has in the HTML, and its words as plain text."""

    level: int
    id: str
    text: str


class Rendered(msgspec.Struct, frozen=True):
    """A rendered text and what a page wants to know about it.

    `html` is safe to print unescaped. `summary` is plain text (escape it), at most 200 characters. `words` counts the
    words of the whole text, in scripts without spaces by their characters. `first_image` is the first image's URL as it
    stands in `html`. `embed_hosts` are the hosts that click-to-load embeds may ask for (what a page's
    Content-Security-Policy has to allow in `frame-src`), and `has_diagrams` tells whether there is a Mermaid diagram
    that a script could draw. `keywords` are the words that say most about the text, for finding others like it.
    `links` are those that name no other site, as (tag, link), images last.
    `coloured` are the traces of its code (`potluck.markup.coloured`). `is_plain` tells that no tag is a stranger's, so
    that all are nested as they would be parsed (`potluck.markup.plainly`).
    """

    html: str
    headings: tuple[Heading, ...]
    summary: str
    words: int
    first_image: str | None
    embed_hosts: tuple[str, ...] = ()
    has_diagrams: bool = False
    links: tuple[tuple[str, str], ...] = ()
    keywords: tuple[str, ...] = ()
    coloured: tuple[str, ...] = ()
    is_plain: bool = False
