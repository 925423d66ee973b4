"""The tree of blocks that lines are sorted into before it becomes elements."""

from __future__ import annotations

from enum import Enum, auto


class Kind(Enum):
    """What a block is; the names are CommonMark's."""

    DOCUMENT = auto()
    QUOTE = auto()
    LIST = auto()
    ITEM = auto()
    FOOTNOTE = auto()
    TABLE = auto()
    PARAGRAPH = auto()
    HEADING = auto()
    RULE = auto()
    CODE = auto()
    FENCE = auto()
    HTML = auto()
    DEFINITIONS = auto()
    TERM = auto()
    DEFINITION = auto()


CONTAINERS = frozenset({Kind.DOCUMENT, Kind.QUOTE, Kind.ITEM, Kind.FOOTNOTE, Kind.DEFINITION})
VERBATIM = frozenset({Kind.CODE, Kind.FENCE, Kind.HTML})


class Block:
    """One block: what it holds, and what is needed to tell whether the next line still belongs to it.

    Of the fields after `blank_after` each kind uses its own few; see where the kind is started in `starts`.
    """

    __slots__ = (
        "alignments",
        "blank_after",
        "children",
        "fence",
        "fence_length",
        "first_line",
        "html_end",
        "info",
        "kind",
        "label",
        "level",
        "lines",
        "marker",
        "marker_indent",
        "padding",
        "rows",
        "start",
        "task",
        "tight",
        "tried",
    )

    def __init__(self, kind: Kind, first_line: int) -> None:
        self.kind = kind
        self.first_line = first_line
        self.children: list[Block] = []
        self.lines: list[str] = []
        self.blank_after = False
        self.tried = False  # paragraph: it was no table's header
        self.level = 0  # heading
        self.marker = ""  # list and item: "-", "+", "*", "." or ")"
        self.start = 1  # list: first number
        self.marker_indent = 0  # item, fence: columns before the marker
        self.padding = 0  # item: columns from the marker to the text
        self.task = ""  # item: what is in the box it begins with, " " or "x"
        self.tight = True  # list
        self.fence = ""
        self.fence_length = 0
        self.info = ""  # fence: the words after it
        self.html_end = ""  # HTML: what ends the block, "" for a blank line
        self.label = ""  # footnote
        self.alignments: list[str] = []  # table
        self.rows: list[list[str]] = []  # table; the first is the header

    def holds(self, kind: Kind) -> bool:
        """Whether a block of that kind may be a child of this one."""
        if self.kind is Kind.LIST:
            return kind is Kind.ITEM
        if self.kind is Kind.DEFINITIONS:
            return kind is Kind.DEFINITION
        return self.kind in CONTAINERS and kind not in (Kind.ITEM, Kind.DEFINITION)

    def ends_blank(self) -> bool:
        """Whether the block, or the last thing in it, is followed by a blank line (which makes a list loose)."""
        block = self
        while True:
            if block.blank_after:
                return True
            if block.kind not in (Kind.LIST, Kind.ITEM) or not block.children:
                return False
            block = block.children[-1]
