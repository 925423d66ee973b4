"""Code blocks: coloured by Pygments with classes, labelled with their language, lines marked, diagrams left alone.

The words after a fence may say more than the language: `python hl_lines="2 4-6"`, `python {2,4-6}` or
`{ .python hl_lines="2" }` mark lines. They never name a file and never set an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_all_lexers, get_lexer_by_name
from pygments.util import ClassNotFound

from potluck.markup.github.serialise import raw_html
from potluck.markup.quick_colouring import colour
from potluck.markup.quick_lexing import quickened

MAX_COLOURED = 50_000  # characters of code in one text; what comes after is shown plain
MAX_LINE = 1_000  # characters; some of Pygments' lexers take the square of a line's length
_LANGUAGE = re.compile(r"\{?\s*\.?([A-Za-z0-9_+#.-]{1,40})")
_MARKED = re.compile(r"(?:hl_lines\s*=\s*[\"']?|\{)\s*([0-9][0-9, -]{0,200})")
_RANGE = re.compile(r"([0-9]{1,5})(?:\s*-\s*([0-9]{1,5}))?")
_DIAGRAM = "mermaid"
_FORMULA = "math"


@cache
def _names_of_lexers(plugins: bool) -> frozenset[str]:
    """Every name that a lexer goes by; to look for those of plugins takes a while."""
    return frozenset(alias.lower() for _, aliases, _, _ in get_all_lexers(plugins=plugins) for alias in aliases)


class CodeBlocks(Treeprocessor):
    """Turns `<pre><code class="language-…">` into what a page shows."""

    def __init__(self, md: Markdown, make_math: Callable[[str, bool], Element]) -> None:
        super().__init__(md)
        self._make_math = make_math
        self._lexers: dict[str, Lexer | None] = {}
        self.has_diagrams = False

    def run(self, root: Element) -> None:
        """Replace every code block; notes in `has_diagrams` whether one is a Mermaid diagram."""
        self.has_diagrams = False
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
            block = Element("pre", {"class": _DIAGRAM, "tabindex": "0"})
            block.text = text
            return block
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
        lexer = self._lexer(language) if coloured and short and text.strip() else None
        if lexer is None:
            inner.text = text
        else:
            marked = _marked_lines(info, text.count("\n"))
            if marked:
                coloured_html = highlight(text, lexer, HtmlFormatter(nowrap=True, hl_lines=marked))
            else:
                coloured_html = colour(lexer.get_tokens(text))
            inner.append(raw_html(coloured_html))
        return block

    def _lexer(self, language: str) -> Lexer | None:
        """The lexer for a language's name, or None; a plain one is made of Pygments' own text lexer."""
        if language not in self._lexers:
            try:
                # Pygments goes through all of them, each time, for a name that it doesn't have.
                known = any(language.lower() in _names_of_lexers(plugins) for plugins in (False, True))
                self._lexers[language] = quickened(get_lexer_by_name(language, stripnl=False)) if known else None
            except ClassNotFound:
                self._lexers[language] = None
        return self._lexers[language]


def _marked_lines(info: str, count: int) -> list[int]:
    """The numbers of the lines to mark, of the `count` there are."""
    match = _MARKED.search(info)
    if match is None:
        return []
    lines: set[int] = set()
    for first, last in _RANGE.findall(match[1]):
        lines.update(range(int(first), min(int(last or first), count) + 1))
    return sorted(line for line in lines if 1 <= line <= count)
