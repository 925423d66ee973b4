"""The bodies of posts, pages and bios as HTML, with their links and images leading somewhere.

``potluck.markup`` makes the HTML, behind the doors of a workshop; ``potluck.content`` knows what a relative link means.
Here the two meet: a link to a post's file becomes its permalink, and a link to nothing in this edition leaves only its
words, so that no reader meets a dead one (the check tells its author).
"""

from __future__ import annotations

import atexit
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from potluck.content.library import ImageTarget, PageTarget, PersonTarget, PostTarget, SiteTarget
from potluck.content.page import Page
from potluck.content.person import Person
from potluck.content.post import Post
from potluck.content.source import Source
from potluck.markup import Rendered, TooComplicated, relink
from potluck.markup.worker import Options, render_one, set_up
from potluck.pages.addresses import Addresses
from potluck.pages.edition import Edition
from potluck.pages.pictures import Pictures
from potluck.workshop import Bounds, Workshop

Resolve = Callable[[str, str], "str | None"]

FOR_ONE_TEXT = Bounds(seconds=10, memory=1_000_000_000)
"""What rendering one text may take: the longest posts need a hundredth of it."""
TOO_MUCH = "It takes more time or memory to show than any post needs. Look for something that repeats very often."
EMPTY = Rendered(html="", headings=(), summary="", words=0, first_image=None)


@cache
def renderers(options: Options) -> Workshop:
    """The workshop for these options; it stays warm for the next build of this process."""
    workshop = Workshop(FOR_ONE_TEXT, set_up, options)
    atexit.register(workshop.close)
    return workshop


_already: dict[bytes, Rendered] = {}
"""Texts that this process has rendered before, by everything that decides what comes out."""


@dataclass(frozen=True)
class Text:
    """One text to render. Several bios may stand on one page, so a bio has ids of its own."""

    source: Source
    markdown: str
    id_prefix: str = ""
    math: bool = False

    @classmethod
    def of(cls, document: Post | Page | Person) -> Text:
        """The body of a post or page, or a person's bio."""
        if isinstance(document, Person):
            return cls(document.source, document.bio, id_prefix=f"{document.handle}-")
        return cls(document.source, document.body, math=document.math)

    def name(self, options: Options) -> bytes:
        """Names what comes out: the same name, the same HTML."""
        decides = repr((options, self.markdown, self.id_prefix, self.math))
        return hashlib.sha256(decides.encode("utf-8", "surrogatepass")).digest()


@dataclass
class Bodies:
    """The rendered texts of one edition, made when this is made. ``too_complicated``: path of a text to the reason."""

    edition: Edition
    addresses: Addresses
    pictures: Pictures

    def __post_init__(self) -> None:
        settings = self.edition.settings
        people = self.edition.library.people
        self._options = Options(
            embed_hosts=settings.embed_hosts,
            people=tuple((handle, self.addresses.link(f"authors/{handle}/")) for handle in people),
            repository=settings.repository,
            own_site=settings.home,
        )
        self.too_complicated: dict[str, str] = {}
        texts = [Text.of(each) for each in (*self.edition.documents, *people.values())]
        self._rendered = dict(self._render_all(texts))

    def of(self, document: Post | Page | Person) -> Rendered:
        """The body of a post or page, or a person's bio, as safe HTML with its headings and summary."""
        return self._rendered[document.source.relative]

    def _render_all(self, texts: list[Text]) -> Iterator[tuple[str, Rendered]]:
        """Path and outcome of each text; one that can't be shown is empty, and noted in ``too_complicated``."""
        names = {text.source.relative: text.name(self._options) for text in texts}
        new = [text for text in texts if names[text.source.relative] not in _already]
        tasks = [(text.markdown, text.id_prefix, text.math) for text in new]
        made = renderers(self._options).do_all(render_one, tasks) if tasks else iter(())
        for text, outcome in zip(new, made, strict=True):
            if isinstance(outcome, Rendered):
                _already[names[text.source.relative]] = outcome
            else:
                reason = str(outcome) if isinstance(outcome, TooComplicated) else TOO_MUCH
                self.too_complicated[text.source.relative] = reason
        for text in texts:
            rendered = _already.get(names[text.source.relative], EMPTY)
            yield text.source.relative, relink(rendered, self._resolver(text.source), self.pictures.shown_at)

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
