"""What GitHub shows, to hold our own rendering against."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

import cmarkgfm
import nh3
import pytest
from cmarkgfm.cmark import Options

from potluck.markup import Renderer

BLOCKS = "p h1 h2 h3 h4 h5 h6 ul ol li blockquote table tr th td hr pre".split()
INLINES = "a em strong code del img br".split()
SHOWN = {*BLOCKS, *INLINES}
Outline = list[tuple[str, str]]


class _Outliner(HTMLParser):
    """Lists tags with where they lead, and the words between them; paragraphs in lists are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.outline: Outline = []
        self._items = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._items += tag == "li"
        if not (tag == "p" and self._items):
            values = dict(attrs)
            self.outline.append((tag, values.get("href") or values.get("src") or ""))

    def handle_endtag(self, tag: str) -> None:
        self._items -= tag == "li"
        if not (tag == "p" and self._items):
            self.outline.append(("/" + tag, ""))

    def handle_data(self, data: str) -> None:
        if words := " ".join(data.split()):
            if self.outline and self.outline[-1][0] == "text":
                words = self.outline.pop()[1] + " " + words
            self.outline.append(("text", words))


def outline(html: str) -> Outline:
    """The blocks, links, images and words of some HTML, whatever else it has left out."""
    attributes = {"a": {"href"}, "img": {"src"}}
    plain = nh3.clean(html, tags=SHOWN, attributes=attributes, url_schemes={"http", "https", "mailto"}, link_rel=None)
    outliner = _Outliner()
    outliner.feed(plain)
    outliner.close()
    return outliner.outline


def github(markdown: str) -> str:
    """The HTML of cmark-gfm, GitHub's own renderer."""
    return cmarkgfm.cmark.markdown_to_html_with_extensions(
        markdown,
        Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES,
        extensions=["table", "autolink", "strikethrough", "tasklist"],
    )


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    """One renderer for all tests, as a build has one for all posts."""
    return Renderer()


@pytest.fixture(scope="session")
def html_of(renderer: Renderer) -> Callable[[str], str]:
    """Renders Markdown."""
    return lambda markdown: renderer.render(markdown).html


@pytest.fixture(scope="session")
def both(html_of: Callable[[str], str]) -> Callable[[str], tuple[Outline, Outline]]:
    """The outline of our rendering and of GitHub's."""
    return lambda markdown: (outline(html_of(markdown)), outline(github(markdown)))
