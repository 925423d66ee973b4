"""The renderer: Python-Markdown, then the allow-list, then what only finished HTML can tell."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown import Markdown

from potluck.markup.github import GitHub
from potluck.markup.rendered import Rendered, TooComplicated
from potluck.markup.sanitise import Resolve, Sanitiser
from potluck.markup.words import count_words, summarise

ImageSize = Callable[[str], tuple[int, int] | None]

MAX_CHARACTERS = 400_000
_IMAGE = re.compile(r'<img [^>]*?src="([^"]*)"')


def _as_written(tag: str, attribute: str, url: str) -> str | None:
    """Leave every URL as its author wrote it."""
    return url


class Renderer:
    """Renders texts one after another; not for several threads at once."""

    def __init__(self) -> None:
        self._markdown = Markdown(extensions=[GitHub()])
        self._sanitiser = Sanitiser()

    def render(
        self,
        markdown: str,
        *,
        resolve: Resolve = _as_written,
        image_size: ImageSize | None = None,
        id_prefix: str = "",
        math: bool = True,
    ) -> Rendered:
        """`markdown` as safe HTML, with its headings, summary, number of words and first image.

        `resolve(tag, attribute, url)` is asked about each link, image and iframe that does not lead to a place in the
        same text, and gives the URL to use or None to leave it out. `image_size(url)` gives width and height in pixels
        of an image by its resolved URL. `id_prefix` keeps two texts on one page apart. With `math` LaTeX between
        dollars becomes MathML. Raises TooComplicated for text beyond the bounds.
        """
        if len(markdown) > MAX_CHARACTERS:
            raise TooComplicated(f"The text has {len(markdown):,} characters; {MAX_CHARACTERS:,} is the most.")
        raw = self._markdown.reset().convert(markdown)
        html = self._sanitiser.clean(raw, resolve=resolve, id_prefix=id_prefix)
        image = _IMAGE.search(html)
        return Rendered(
            html=html,
            headings=(),
            summary=summarise(html),
            words=count_words(html),
            first_image=image[1] if image else None,
        )


def render(markdown: str) -> str:
    """`markdown` as safe HTML, links and images as written."""
    return Renderer().render(markdown).html
