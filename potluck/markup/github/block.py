"""The tree of blocks that lines are sorted into before it becomes elements."""

from __future__ import annotations

import msgspec

from potluck.markup.github import kinds

CONTAINERS = frozenset({kinds.DOCUMENT, kinds.QUOTE, kinds.ITEM, kinds.FOOTNOTE, kinds.DEFINITION})
VERBATIM = frozenset({kinds.CODE, kinds.FENCE, kinds.HTML})


class Block(msgspec.Struct, eq=False):
    """One block: what it holds, and what is needed to tell whether the next line still belongs to it.

    Of the fields after `blank_after` each kind uses its own few; see where the kind is started in `starts`.
    """

    kind: str
    first_line: int
    children: list[Block] = []
    lines: list[str] = []
    blank_after: bool = False
    tried: bool = False  # paragraph: it was no table's header
    level: int = 0  # heading
    marker: str = ""  # list and item: "-", "+", "*", "." or ")"
    start: int = 1  # list: first number
    marker_indent: int = 0  # item, fence: columns before the marker
    padding: int = 0  # item: columns from the marker to the text
    task: str = ""  # item: what is in the box it begins with, " " or "x"
    tight: bool = True  # list
    fence: str = ""
    fence_length: int = 0
    info: str = ""  # fence: the words after it
    html_end: str = ""  # HTML: what ends the block, "" for a blank line
    label: str = ""  # footnote
    alignments: list[str] = []  # table
    rows: list[list[str]] = []  # table; the first is the header

    def holds(self, kind: str) -> bool:
        """Whether a block of that kind may be a child of this one."""
        if self.kind == kinds.LIST:
            return kind == kinds.ITEM
        if self.kind == kinds.DEFINITIONS:
            return kind == kinds.DEFINITION
        return self.kind in CONTAINERS and kind not in (kinds.ITEM, kinds.DEFINITION)

    def ends_blank(self) -> bool:
        """Whether the block, or the last thing in it, is followed by a blank line (which makes a list loose)."""
        block = self
        while True:
            if block.blank_after:
                return True
            if block.kind not in (kinds.LIST, kinds.ITEM) or not block.children:
                return False
            block = block.children[-1]

    def is_tight(self) -> bool:
        """Whether no blank line stands between a list's items or between the blocks in them."""
        for item in self.children:
            last = item is self.children[-1]
            if item.blank_after and not last:
                return False
            for child in item.children:
                if child.ends_blank() and not (last and child is item.children[-1]):
                    return False
        return True
