"""Blocks into elements, their text still Markdown."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from potluck.late import late
from potluck.markup.github import kinds
from potluck.markup.github.block import Block
from potluck.markup.github.scan import unescape
from potluck.markup.github.serialise import BARE, raw_html

_ALERT = late(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*\Z", re.I)
_SIMPLE = {kinds.QUOTE: "blockquote", kinds.DEFINITIONS: "dl", kinds.DEFINITION: "dd"}


class ElementMaker:
    """Makes elements of one document's blocks; `texts` collects those with inline text, in the document's order."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self.texts: list[tuple[Element, str]] = []

    def fill(self, parent: Element, blocks: list[Block], *, tight: bool = False) -> None:
        """Append the elements of `blocks` to `parent`; in a tight list paragraphs are bare text."""
        for block in blocks:
            if block.kind == kinds.PARAGRAPH:
                self._text(SubElement(parent, BARE if tight else "p"), "\n".join(block.lines))
            elif block.kind == kinds.HEADING:
                self._text(SubElement(parent, f"h{block.level}"), "\n".join(block.lines))
            elif block.kind == kinds.RULE:
                SubElement(parent, "hr")
            elif block.kind in (kinds.CODE, kinds.FENCE):
                _add_code(parent, block)
            elif block.kind == kinds.HTML:
                parent.append(raw_html("\n".join(block.lines) + "\n", block=True))
            elif block.kind == kinds.TABLE:
                self._table(parent, block)
            elif block.kind == kinds.LIST:
                self._list(parent, block)
            elif block.kind == kinds.TERM:
                self._text(SubElement(parent, "dt"), block.lines[0])
            elif block.kind == kinds.QUOTE and parent is self._root and (alert := _alert_kind(block)):
                self._alert(parent, block, alert)
            else:
                tight = block.kind == kinds.DEFINITION and not any(child.blank_after for child in block.children[:-1])
                self.fill(SubElement(parent, _SIMPLE[block.kind]), block.children, tight=tight)

    def item(self, block: Block) -> Element:
        """A footnote's text as a list item."""
        element = Element("li")
        self.fill(element, block.children)
        return element

    def _text(self, element: Element, text: str) -> None:
        self.texts.append((element, text))

    def _alert(self, parent: Element, block: Block, kind: str) -> None:
        element = SubElement(parent, "div", {"class": f"markdown-alert markdown-alert-{kind}"})
        SubElement(element, "p", {"class": "markdown-alert-title"}).text = kind.capitalize()
        first = block.children[0]
        del first.lines[0]
        self.fill(element, block.children if first.lines else block.children[1:])

    def _list(self, parent: Element, block: Block) -> None:
        ordered = block.marker in ".)"
        element = SubElement(parent, "ol" if ordered else "ul")
        if ordered and block.start != 1:
            element.set("start", str(block.start))
        for child in block.children:
            item = SubElement(element, "li")
            self.fill(item, child.children, tight=block.tight)
            if child.task:
                item.set("class", "task-list-item")
                element.set("class", "contains-task-list")
                _add_box(item, done=child.task == "x")

    def _table(self, parent: Element, block: Block) -> None:
        element = SubElement(parent, "table")
        self._row(SubElement(element, "thead"), "th", block.rows[0], block.alignments)
        if len(block.rows) > 1:
            body = SubElement(element, "tbody")
            for row in block.rows[1:]:
                self._row(body, "td", row, block.alignments)

    def _row(self, parent: Element, tag: str, cells: list[str], alignments: list[str]) -> None:
        row = SubElement(parent, "tr")
        for cell, alignment in zip(cells, alignments, strict=True):
            element = SubElement(row, tag, {"class": f"align-{alignment}"} if alignment else {})
            if cell:
                self._text(element, cell)


def _add_box(item: Element, *, done: bool) -> None:
    """Put a task's box where its words begin."""
    words = item[0] if len(item) and item[0].tag in (BARE, "p") else item
    box = Element("input", {"class": "task", "type": "checkbox", "disabled": ""})
    box.tail = " "
    if done:
        box.set("checked", "")
    words.insert(0, box)


def _alert_kind(block: Block) -> str:
    """Which alert a block quote is (`> [!NOTE]` and text below), in lower case, or an empty string."""
    first = block.children[0] if block.children else None
    if first is None or first.kind != kinds.PARAGRAPH or (len(first.lines) == 1 and len(block.children) == 1):
        return ""
    match = _ALERT.match(first.lines[0])
    return match[1].lower() if match else ""


def _add_code(parent: Element, block: Block) -> None:
    code = SubElement(SubElement(parent, "pre"), "code")
    if block.info:
        code.set("class", "language-" + unescape(block.info))
    code.text = "".join(line + "\n" for line in block.lines)
