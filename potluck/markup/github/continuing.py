"""How a block goes on: whether the next line still belongs to it, and whether a finished list is tight."""

from __future__ import annotations

from potluck.markup.github import starts, tables
from potluck.markup.github.block import Block, Kind
from potluck.markup.github.lines import TAB_STOP, Line


def closes_fence(block: Block, line: Line) -> bool:
    """Whether the line is the end of a fenced block."""
    return line.indent <= 3 and starts.closes_fence(line.text, line.nonspace, block.fence, block.fence_length)


def goes_on(block: Block, line: Line) -> bool:
    """Whether the line still belongs to an open block; takes the block's own part off the line."""
    match block.kind:
        case Kind.LIST:
            return True
        case Kind.PARAGRAPH:
            return not line.blank
        case Kind.QUOTE:
            if line.indent > 3 or not line.text.startswith(">", line.nonspace):
                return False
            starts.take_quote_marker(line)
        case Kind.ITEM | Kind.DEFINITION:
            return _take_indent(line, block.marker_indent + block.padding, blank_too=bool(block.children))
        case Kind.CODE:
            return _take_indent(line, TAB_STOP, blank_too=True)
        case Kind.FOOTNOTE:
            return _take_indent(line, TAB_STOP, blank_too=False) or not line.text
        case Kind.FENCE:
            spaces = block.marker_indent
            while spaces > 0 and line.at_space():
                line.advance_columns(1)
                spaces -= 1
        case Kind.HTML:
            return bool(block.html_end) or not line.blank
        case Kind.TABLE:
            return bool(tables.split_row(line.text[line.nonspace :]))
        case Kind.HEADING | Kind.RULE:
            return False
    return True


def _take_indent(line: Line, width: int, *, blank_too: bool) -> bool:
    if line.indent >= width:
        line.advance_columns(width)
    elif blank_too and line.blank:
        line.to_nonspace()
    else:
        return False
    return True


def is_tight(block: Block) -> bool:
    """Whether no blank line stands between a list's items or between the blocks in them."""
    for item in block.children:
        last = item is block.children[-1]
        if item.blank_after and not last:
            return False
        for child in item.children:
            if child.ends_blank() and not (last and child is item.children[-1]):
                return False
    return True
