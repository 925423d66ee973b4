"""The bodies of posts, pages and bios as HTML, with their links and images leading somewhere.

``potluck.markup`` makes the HTML; ``potluck.content`` knows what a relative link means. Here the two meet: a link to a
post's file becomes its permalink, and a link to nothing in this edition is dropped, so that no reader meets a dead one
(the check tells its author).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from potluck.content.library import ImageTarget, PageTarget, PersonTarget, PostTarget
from potluck.content.source import Source
from potluck.markup import Rendered, Renderer, TooComplicated
from potluck.pages.addresses import Addresses
from potluck.pages.edition import Edition
from potluck.pages.pictures import Pictures

Resolve = Callable[[str, str, str], "str | None"]


class Document(Protocol):
    """Anything with a Markdown body: a post, a page, or a person (whose body is the bio)."""

    @property
    def source(self) -> Source: ...
    @property
    def body(self) -> str: ...


@dataclass
class Bodies:
    """Renders documents of one edition; each is rendered once."""

    edition: Edition
    addresses: Addresses
    pictures: Pictures

    def __post_init__(self) -> None:
        settings = self.edition.settings
        self._renderer = Renderer(
            handles={handle: self.addresses.link(f"authors/{handle}/") for handle in self.edition.library.people},
            repository=settings.repository,
            embed_hosts=settings.embed_hosts,
        )
        self._rendered: dict[str, Rendered] = {}
        self.too_complicated: dict[str, str] = {}

    def of(self, document: Document) -> Rendered:
        """The document's body as safe HTML, with its headings and summary.

        A body that is too complicated to render comes back empty and is noted in ``too_complicated``, path to reason.
        """
        key = document.source.relative
        if key not in self._rendered:
            self._rendered[key] = self._render(document)
        return self._rendered[key]

    def _render(self, document: Document) -> Rendered:
        try:
            return self._renderer.render(
                document.body,
                resolve=self._resolver(document.source),
                image_size=lambda url: self.pictures.size_at(url),
            )
        except TooComplicated as error:
            self.too_complicated[document.source.relative] = str(error)
            return Rendered.empty()

    def _resolver(self, source: Source) -> Resolve:
        def resolve(tag: str, attribute: str, url: str) -> str | None:
            target = self.edition.library.resolve(source, url)
            if isinstance(target, ImageTarget):
                path = self.pictures.path_of(target.image)
                return self.addresses.link(path) if path else None
            if isinstance(target, PostTarget | PageTarget | PersonTarget):
                if target.permalink not in self.edition.permalinks or tag == "img":
                    return None
                return self.addresses.link(target.permalink) + (f"#{target.fragment}" if target.fragment else "")
            return target.url

        return resolve
