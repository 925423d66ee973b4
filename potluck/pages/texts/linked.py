"""Rendered texts with their links set to where the site has what they lead to.

How a text is rendered, and where it is kept without its links, is for ``bodies``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from potluck.content.aside import Aside
from potluck.content.written import Written
from potluck.markup import Rendered, relink
from potluck.markup.hosts import leads_away
from potluck.pages.texts.links import Links
from potluck.pages.texts.pictures import Pictures

AT_HAND = 200
"""How many texts are held in memory."""
_END = "\0"
"""Behind the first image of a text that is laid aside: no HTML of ours has such a character."""
Pairs = Sequence[tuple[str, str]]
"""The links of a text within the site, as (tag, link)."""


class Linked:
    """The last few at hand, and others laid aside, for the page or feed that comes to them much later."""

    def __init__(self, links: Links, pictures: Pictures) -> None:
        self._links, self._pictures = links, pictures
        self._recent: dict[str, Rendered] = {}
        self._aside = Aside()
        self._last_key = ("", "")

    def of(self, document: Written, facts: Rendered | None, rendered: Callable[[], Rendered]) -> Rendered:
        """A text with its links set: as it was laid aside, if the ``facts`` are known, else as it is ``rendered``."""
        path = document.relative
        found = self._recent.get(path)
        if found is None:
            if len(self._recent) >= AT_HAND:
                self._recent.clear()
            found = self._recent[path] = self._laid(path, facts) or self.set(document, rendered())
        return found

    def _laid(self, path: str, facts: Rendered | None) -> Rendered | None:
        laid = self._aside.get(path) if facts else None
        if facts is None or laid is None:
            return None
        image, _, html = laid.partition(_END)
        return replace(facts, html=html, first_image=image or None)

    def set(self, document: Written, rendered: Rendered) -> Rendered:
        """Set the links of a text, and lay it aside: of a new one, while it is at hand."""
        found = relink(rendered, self._links.resolver(document.source), self._pictures.shown_at)
        self._aside.lay(document.relative, f"{found.first_image or ''}{_END}{found.html}")
        return found

    def first_image(self, document: Written, links: Pairs) -> str | None:
        """The link of the first image of this site that a text shows."""
        resolve = self._links.resolver(document.source)
        answers = (resolve(tag, url) for tag, url in links if tag == "img")
        return next((answer for answer in answers if answer and not leads_away(answer)), None)

    def key(self, document: Written, name: bytes, links: Callable[[], Pairs]) -> str:
        """Tells a text apart from every other: its ``name`` as rendered, and where its links and images lead now."""
        path = document.relative
        if self._last_key[0] == path:  # a page asks several times
            return self._last_key[1]
        hashed = hashlib.blake2b(name, digest_size=9)
        resolve = self._links.resolver(document.source)
        for tag, url in links():
            answer = resolve(tag, url)
            shown = self._pictures.shown_at(answer) if tag == "img" and answer else None
            hashed.update(f"{url}\0{answer}\0{shown}\0".encode("utf-8", "surrogatepass"))
        self._last_key = path, hashed.hexdigest()
        return self._last_key[1]

    def forget(self, path: str) -> None:
        """Have no text of this file."""
        self._recent.pop(path, None)
        self._aside.forget(path)
        self._last_key = ("", "")

    def let_go(self) -> None:
        self._recent.clear()
        self._aside = Aside()
