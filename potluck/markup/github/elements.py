"""Blocks into elements, their text still Markdown."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from potluck.markup.github.block import Block, Kind
from potluck.markup.github.scan import unescape
from potluck.markup.github.serialise import BARE, raw_html

_TASK = re.compile(r"\[([ xX])\](?=\s+\S)")
_SIMPLE = {Kind.QUOTE: "blockquote", Kind.DEFINITIONS: "dl", Kind.DEFINITION: "dd"}


class ElementMaker:
    """Makes elements of one document's blocks; `texts` collects those with inline text, in the document's order."""

    def __init__(self) -> None:
        self.texts: list[tuple[Element, str]] = []

    def fill(self, parent: Element, blocks: list[Block], *, tight: bool = False) -> None:
        """Append the elements of `blocks` to `parent`; in a tight list paragraphs are bare text."""
        for block in blocks:
            if block.kind is Kind.PARAGRAPH:
                self._paragraph(parent, "\n".join(block.lines), tight)
            elif block.kind is Kind.HEADING:
                self._text(SubElement(parent, f"h{block.level}"), "\n".join(block.lines))
            elif block.kind is Kind.RULE:
                SubElement(parent, "hr")
            elif block.kind in (Kind.CODE, Kind.FENCE):
                _add_code(parent, block)
            elif block.kind is Kind.HTML:
                parent.append(raw_html("\n".join(block.lines) + "\n"))
            elif block.kind is Kind.TABLE:
                self._table(parent, block)
            elif block.kind is Kind.LIST:
                self._list(parent, block)
            elif block.kind is Kind.TERM:
                self._text(SubElement(parent, "dt"), block.lines[0])
            else:
                self.fill(SubElement(parent, _SIMPLE[block.kind]), block.children)

    def item(self, block: Block) -> Element:
        """A footnote's text as a list item."""
        element = Element("li")
        self.fill(element, block.children)
        return element

    def _text(self, element: Element, text: str) -> None:
        self.texts.append((element, text))

    def _paragraph(self, parent: Element, text: str, tight: bool) -> None:
        element = SubElement(parent, "p")
        if tight:
            element.tag = BARE  # type: ignore[assignment]
        if parent.tag == "li" and len(parent) == 1 and (task := _TASK.match(text)):
            box = SubElement(element, "input", {"class": "task", "type": "checkbox", "disabled": ""})
            if task[1] != " ":
                box.set("checked", "")
            text = text[task.end() :]
        self._text(element, text)

    def _list(self, parent: Element, block: Block) -> None:
        ordered = block.marker in ".)"
        element = SubElement(parent, "ol" if ordered else "ul")
        if ordered and block.start != 1:
            element.set("start", str(block.start))
        for child in block.children:
            item = SubElement(element, "li")
            self.fill(item, child.children, tight=block.tight)
            if item.find("*/input") is not None and len(item[0]) and item[0][0].tag == "input":
                item.set("class", "task-list-item")
                element.set("class", "contains-task-list")

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


def _add_code(parent: Element, block: Block) -> None:
    code = SubElement(SubElement(parent, "pre"), "code")
    if block.info:
        code.set("class", "language-" + unescape(block.info))
    code.text = "".join(line + "\n" for line in block.lines)
