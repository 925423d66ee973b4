"""The blocks that are open, from the document to the innermost: opened within each other, closed, and taken back."""

from __future__ import annotations

from potluck.markup.github import kinds
from potluck.markup.github.block import Block
from potluck.markup.github.references import References, take_definitions
from potluck.markup.github.scan import WHITE, normalise_label
from potluck.markup.rendered import TooComplicated

MAX_NESTING = 100  # blocks within blocks


class OpenBlocks:
    """The tree of one document while it grows; whoever reads the lines decides what is opened."""

    def __init__(self, references: References) -> None:
        self.footnotes: dict[str, Block] = {}
        self._references = references
        self._document = Block(kinds.DOCUMENT, 0)
        self._open = [self._document]  # from the document to the innermost block
        self._line_number = 0
        self._matched = 1  # how many of the open blocks the line belongs to

    def _push(self, block: Block) -> Block:
        """Open a block inside the innermost one that the line belongs to and that can hold it."""
        self._close_to(self._matched)
        while not self._open[-1].holds(block.kind):
            self._close(self._open.pop())
        self._open[-1].children.append(block)
        self._open.append(block)
        self._matched = len(self._open)
        if self._matched > MAX_NESTING:
            raise TooComplicated(
                f"Line {self._line_number} is a list or quotation inside {MAX_NESTING} others. Take some levels out."
            )
        return block

    def _take_back(self, paragraph: Block, keep: list[str]) -> None:
        """Take the open paragraph out of the tree, but for the lines to `keep`."""
        self._open.pop()
        self._matched = len(self._open)
        siblings = self._open[-1].children
        siblings.pop()
        if keep:
            above = Block(kinds.PARAGRAPH, paragraph.first_line)
            above.lines = keep
            siblings.append(above)

    def _note_blank(self, container: Block, blank: bool) -> None:
        """Remember which blocks a blank line follows: it makes the list around them loose."""
        if blank and container.children:
            container.children[-1].blank_after = True
        new_item = container.kind == kinds.ITEM and not container.children and container.first_line == self._line_number
        container.blank_after = blank and not new_item and container.kind not in (kinds.QUOTE, kinds.FENCE)
        for block in self._open[: self._matched - 1]:
            block.blank_after = False

    def _close_to(self, count: int) -> None:
        """Close open blocks, from the innermost outwards, until `count` are left."""
        while len(self._open) > count:
            self._close(self._open.pop())
        if self._matched > count:
            self._matched = count

    def _close(self, block: Block) -> None:
        if block.kind == kinds.PARAGRAPH and not self._has_text(block):
            self._open[-1].children.pop()
        elif block.kind == kinds.CODE:
            while block.lines and not block.lines[-1].strip(" \t"):
                block.lines.pop()
        elif block.kind == kinds.LIST:
            block.tight = block.is_tight()
        elif block.kind == kinds.FOOTNOTE:
            self._open[-1].children.pop()
            self.footnotes.setdefault(normalise_label(block.label), block)

    def _has_text(self, paragraph: Block) -> bool:
        """Take the definitions of links that a paragraph starts with; whether anything is left of it."""
        if paragraph.lines and paragraph.lines[0].startswith(("[", "*[")):
            paragraph.lines = take_definitions("\n".join(paragraph.lines), self._references).split("\n")
        for line in paragraph.lines:
            if line.strip(WHITE):
                return True
        paragraph.lines = []
        return False
