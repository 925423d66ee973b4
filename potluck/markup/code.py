"""Code blocks: coloured by Pygments with classes, labelled with their language, lines marked, diagrams left alone.

The words after a fence may say more than the language: `python hl_lines="2 4-6"`, `python {2,4-6}` or
`{ .python hl_lines="2" }` mark lines. They never name a file and never set an attribute.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from potluck.late import late
from potluck.markup.coloured import Coloured, digest_of
from potluck.markup.github.serialise import raw_html
from potluck.markup.python_markdown import Markdown, Treeprocessor
from potluck.markup.substitution import worded

if TYPE_CHECKING:
    from potluck.markup.colouring import Colouring

MAX_COLOURED = 50_000  # characters of code in one text; what comes after is shown plain
MAX_LINE = 1_000  # characters; some of Pygments' lexers take the square of a line's length
_LANGUAGE = late(r"\{?\s*\.?([A-Za-z0-9_+#.-]{1,40})")
_MARKED = late(r"(?:hl_lines\s*=\s*[\"']?|\{)\s*([0-9][0-9, -]{0,200})")
_RANGE = late(r"([0-9]{1,5})(?:\s*-\s*([0-9]{1,5}))?")
_DIAGRAM = "mermaid"
_FORMULA = "math"


class CodeBlocks(Treeprocessor):
    """Turns `<pre><code class="language-…">` into what a page shows.

    Code that is `known` is not coloured anew; `coloured` has all that is in the text.
    """

    def __init__(self, md: Markdown, make_math: Callable[[str, bool], Element]) -> None:
        super().__init__(md)
        self._make_math = make_math
        self._colouring: Colouring | None = None
        self.known: Coloured = {}
        self.coloured: dict[str, str] = {}
        self.has_diagrams = False

    def run(self, root: Element) -> None:
        """Replace every code block; notes in `has_diagrams` whether one is a Mermaid diagram."""
        self.has_diagrams, self.coloured = False, {}
        if next(root.iter("pre"), None) is None:
            return
        budget = MAX_COLOURED
        for parent in list(root.iter()):
            for index, child in enumerate(parent):
                if child.tag == "pre" and len(child) == 1 and child[0].tag == "code":
                    budget -= len(child[0].text or "")
                    parent[index] = self._block(child[0], coloured=budget >= 0)

    def _block(self, code: Element, *, coloured: bool) -> Element:
        info = code.get("class", "").removeprefix("language-")
        match = _LANGUAGE.match(info)
        language = match[1].lower() if match else ""
        text = code.text or ""
        if language == _DIAGRAM:
            self.has_diagrams = True
            return worded("pre", text, {"class": _DIAGRAM, "tabindex": "0"})
        if language == _FORMULA:
            block = Element("p")
            block.append(self._make_math(text, True))
            return block
        block = Element("div", {"class": "highlight"})
        inner = SubElement(SubElement(block, "pre", {"tabindex": "0"}), "code")
        if language:
            block.set("data-lang", language)
            inner.set("class", f"language-{language}")
        short = all(len(line) <= MAX_LINE for line in text.split("\n"))
        html = self._colour(language, info, text) if language and coloured and short and text.strip() else ""
        if html:
            inner.append(raw_html(html))
        else:
            inner.text = text
        return block

    def _colour(self, language: str, info: str, text: str) -> str:
        """Code as HTML; nothing in a language that nobody knows."""
        marked = _marked_lines(info, text.count("\n"))
        digest = digest_of(language, text, marked)
        html = self.known.get(digest)
        if html is None:
            if self._colouring is None:
                from potluck.markup.colouring import Colouring  # and all of Pygments, for code that is new

                self._colouring = Colouring()
            html = self._colouring.colour(language, text, marked)
        self.coloured[digest] = html
        return html


def _marked_lines(info: str, count: int) -> list[int]:
    """The numbers of the lines to mark, of the `count` there are."""
    match = _MARKED.search(info) if "{" in info or "=" in info else None
    if match is None:
        return []
    lines: set[int] = set()
    for first, last in _RANGE.findall(match[1]):
        lines.update(range(int(first), min(int(last or first), count) + 1))
    return sorted(line for line in lines if 1 <= line <= count)
