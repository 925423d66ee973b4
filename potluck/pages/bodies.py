"""The bodies of posts, pages and bios as HTML, with their links and images leading somewhere.

``potluck.markup`` makes the HTML; ``potluck.content`` knows what a relative link means. Here the two meet: a link to a
post's file becomes its permalink, and a link to nothing in this edition is dropped, so that no reader meets a dead one
(the check tells its author).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from potluck.content.library import ImageTarget, PageTarget, PersonTarget, PostTarget, SiteTarget
from potluck.content.person import Person
from potluck.content.source import Source
from potluck.markup import Rendered, Renderer, TooComplicated, relink
from potluck.pages.addresses import Addresses
from potluck.pages.edition import Edition
from potluck.pages.pictures import Pictures

EMPTY = Rendered(html="", headings=(), summary="", words=0, first_image=None)
Resolve = Callable[[str, str], "str | None"]


class Document(Protocol):
    """A post or a page."""

    @property
    def source(self) -> Source: ...
    @property
    def body(self) -> str: ...
    @property
    def math(self) -> bool: ...


@dataclass
class Bodies:
    """Renders documents of one edition; each is rendered once."""

    edition: Edition
    addresses: Addresses
    pictures: Pictures

    def __post_init__(self) -> None:
        settings = self.edition.settings
        self._renderer = Renderer(
            embed_hosts=settings.embed_hosts,
            people={handle: self.addresses.link(f"authors/{handle}/") for handle in self.edition.library.people},
            repository=settings.repository,
            own_site=settings.home,
        )
        self._rendered: dict[str, Rendered] = {}
        self.too_complicated: dict[str, str] = {}

    def of(self, document: Document) -> Rendered:
        """The body of a post or page as safe HTML, with its headings and summary.

        A body that is too complicated to render comes back empty and is noted in ``too_complicated``, path to reason.
        """
        return self._once(document.source, document.body, math=document.math)

    def bio(self, person: Person) -> Rendered:
        """A person's bio as safe HTML. Several bios may stand on one page, so each has ids of its own."""
        return self._once(person.source, person.bio, id_prefix=f"{person.handle}-")

    def _once(self, source: Source, markdown: str, **options: Any) -> Rendered:
        if source.relative not in self._rendered:
            try:
                rendered = relink(
                    self._renderer.render(markdown, **options), self._resolver(source), self.pictures.size_at
                )
            except TooComplicated as error:
                self.too_complicated[source.relative] = str(error)
                rendered = EMPTY
            self._rendered[source.relative] = rendered
        return self._rendered[source.relative]

    def _resolver(self, source: Source) -> Resolve:
        def resolve(tag: str, url: str) -> str | None:
            target = self.edition.library.resolve(source, url)
            if isinstance(target, ImageTarget):
                path = self.pictures.path_of(target.image)
                return self.addresses.link(path) if path else None
            if isinstance(target, PostTarget | PageTarget | PersonTarget):
                if target.permalink not in self.edition.permalinks or tag == "img":
                    return None
                return self._link(target)
            if isinstance(target, SiteTarget):
                return self._link(target)
            return target.url

        return resolve

    def _link(self, target: PostTarget | PageTarget | PersonTarget | SiteTarget) -> str:
        return self.addresses.link(target.permalink) + (f"#{target.fragment}" if target.fragment else "")
