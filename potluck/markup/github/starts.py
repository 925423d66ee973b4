"""How each kind of block starts, and goes on: what a line must look like.

Only looks, and takes off a line what is a block's own; opening and closing blocks is for `blocks`. The order in which
the kinds are tried is there as well.
"""

from __future__ import annotations

import re

import msgspec

from potluck.late import late
from potluck.markup.github import kinds, scan
from potluck.markup.github.block import Block
from potluck.markup.github.lines import TAB_STOP, Line

# The characters a line must begin with for anything but a paragraph's text to be possible.
MAY_START = frozenset(" \t>#`~<=-+*_|:[0123456789")

_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|\Z)")
_HEADING_END = late(r"(?:^|(?<![ \t])[ \t]++)#+[ \t]*\Z")
_FENCE = late(r"`{3,}+(?=[^`]*\Z)|~{3,}+")
_RULE = re.compile(r"(?:(?:\*[ \t]*+){3,}+|(?:-[ \t]*+){3,}+|(?:_[ \t]*+){3,}+)\Z")
_UNDERLINE = re.compile(r"(=+|-+)[ \t]*\Z")
_FOOTNOTE = re.compile(rf"\[\^([^\] \t]{{1,{scan.MAX_LABEL}}})\]:[ \t]*")
_BULLET = re.compile(r"[-+*](?=[ \t]|\Z)")
_NUMBER = re.compile(r"([0-9]{1,9})([.)])(?=[ \t]|\Z)")
ITEM_OF_WORDS = re.compile(r"([-+*]|[0-9]{1,9}[.)]) {1,4}([^ \t>#`~<=\-+*_|:\[0-9].*)")
"""A line of a list in which nothing else than a paragraph can start."""
_TASK = late(r"\s*+(?:[-+*]|[0-9]++.)\s++\[([ xX])\](?=\s)", re.A)
_DEFINITION = late(r":(?=[ \t]+\S)")

_BLOCK_TAGS = "|".join(
    """
    address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl
    dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend
    li link main menu menuitem nav noframes ol optgroup option p param section source title summary table tbody
    td tfoot th thead tr track ul
    """.split()
)
_HTML_STARTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (late(r"<(?:script|pre|style|textarea)(?:\s|>|\Z)", re.I), "raw"),
    (late(r"<!--"), "-->"),
    (late(r"<\?"), "?>"),
    (late(r"<![A-Z]"), ">"),
    (late(r"<!\[CDATA\["), "]]>"),
    (late(rf"</?(?:{_BLOCK_TAGS})(?:\s|/?>|\Z)", re.I), ""),
)
_HTML_TAG_ALONE = late(rf"(?:{scan.OPEN_TAG}|{scan.CLOSE_TAG})[ \t\f]*\Z", re.A)
_RAW_END = late(r"</(?:script|pre|style|textarea)>", re.I)
_DELIMITER = late(r"\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*\|?[ \t]*+\Z")
_SEPARATOR = late(r"(?<!\\)\|")


class Marker(msgspec.Struct):
    """A list item's marker: its character, number and width, and how many columns on its text begins."""

    char: str
    number: int
    padding: int


def take_quote_marker(line: Line) -> None:
    """Go past `>` and the one space that may follow."""
    line.to_nonspace()
    line.advance(1)
    if line.at_space():
        line.advance_columns(1)


def heading(text: str, start: int) -> tuple[int, str] | None:
    """Level and words of an ATX heading."""
    match = _HEADING.match(text, start)
    if match is None:
        return None
    words = text[match.end() :].rstrip(" \t")
    return len(match[1]), (_HEADING_END.sub("", words) if words.endswith("#") else words).strip(" \t")


def fence(text: str, start: int) -> str:
    """The run of backticks or tildes that opens a code block, or an empty string."""
    match = _FENCE.match(text, start)
    return match[0] if match else ""


def closes_fence(block: Block, line: Line) -> bool:
    """Whether the line is the end of a fenced block."""
    run = line.text[line.nonspace :].rstrip(" \t")
    return line.indent <= 3 and len(run) >= block.fence_length and run == block.fence * len(run)


def html(text: str, start: int, *, in_paragraph: bool) -> str | None:
    """What ends the HTML block that starts here ("" for a blank line, "raw" for a closing tag); None if none starts."""
    for pattern, end in _HTML_STARTS:
        if pattern.match(text, start):
            return end
    if not in_paragraph and _HTML_TAG_ALONE.match(text, start):
        return ""
    return None


def ends_html(text: str, end: str) -> bool:
    """Whether this line is the last one of an HTML block."""
    return bool(_RAW_END.search(text)) if end == "raw" else bool(end) and end in text


def underline(text: str, start: int) -> int:
    """The level of the heading that this line makes of the paragraph above it, or 0."""
    match = _UNDERLINE.match(text, start)
    return 0 if match is None else 1 if match[1][0] == "=" else 2


def is_rule(text: str, start: int) -> bool:
    """Whether the line is a thematic break."""
    return _RULE.match(text, start) is not None


def footnote(text: str, start: int) -> tuple[str, int] | None:
    """The label of a footnote's definition, and where its text begins."""
    match = _FOOTNOTE.match(text, start)
    return (match[1], match.end()) if match else None


def is_definition(text: str, start: int) -> bool:
    """Whether the line is a definition, `:` and some text; only below a line that can be the term."""
    return _DEFINITION.match(text, start) is not None


def take_definition_marker(line: Line) -> int:
    """Go past `:` and the white space after it; how many columns that is."""
    line.to_nonspace()
    line.advance(1)
    return 1 + _take_padding(line)


def list_item(line: Line, *, in_paragraph: bool) -> Marker | None:
    """The marker of a list item, taken off the line together with the spaces after it; None if there is none."""
    text, start = line.text, line.nonspace
    number = 1
    if match := _BULLET.match(text, start):
        char = match[0]
    elif match := _NUMBER.match(text, start):
        char, number = match[2], int(match[1])
    else:
        return None
    if in_paragraph and (number != 1 or not text[match.end() :].strip(" \t")):
        return None
    line.to_nonspace()
    line.advance(len(match[0]))
    return Marker(char, number, len(match[0]) + _take_padding(line))


def task(line: Line) -> str | None:
    """What is in the box after a list item's marker, taken off the line; None if there is none.

    As in cmark-gfm, the marker has to be the first thing on its line: in a quotation there are no boxes.
    """
    match = _TASK.match(line.text) if line.text.startswith("[", line.nonspace) else None
    if match is None or match.start(1) - 1 != line.nonspace or line.indent >= TAB_STOP:
        return None
    line.advance(match.end() - line.offset)
    return match[1].lower()


def _take_padding(line: Line) -> int:
    """Take the white space after a list marker off the line; how many columns of it belong to the marker."""
    width = line.indent
    if 1 <= width < 5 and not line.blank:
        line.to_nonspace()
        return width
    if width > 0:
        line.advance_columns(1)
    return 1


def goes_on(block: Block, line: Line) -> bool:
    """Whether the line still belongs to an open block; takes the block's own part off the line."""
    match block.kind:
        case kinds.LIST:
            return True
        case kinds.PARAGRAPH:
            return not line.blank
        case kinds.QUOTE:
            if line.indent > 3 or not line.text.startswith(">", line.nonspace):
                return False
            take_quote_marker(line)
        case kinds.ITEM | kinds.DEFINITION:
            return _take_indent(line, block.marker_indent + block.padding, blank_too=bool(block.children))
        case kinds.CODE:
            return _take_indent(line, TAB_STOP, blank_too=True)
        case kinds.FOOTNOTE:
            return _take_indent(line, TAB_STOP, blank_too=False) or not line.text
        case kinds.FENCE:
            spaces = block.marker_indent
            while spaces > 0 and line.at_space():
                line.advance_columns(1)
                spaces -= 1
        case kinds.HTML:
            return bool(block.html_end) or not line.blank
        case kinds.TABLE:
            return bool(split_row(line.text[line.nonspace :]))
    return True


def _take_indent(line: Line, width: int, *, blank_too: bool) -> bool:
    if line.indent >= width:
        line.advance_columns(width)
    elif blank_too and line.blank:
        line.to_nonspace()
    else:
        return False
    return True


def split_row(text: str) -> list[str]:
    """The cells of one line, pipes unescaped; empty when the line is no row."""
    body = text.strip(" \t\v\f")
    if body in ("", "|"):
        return []
    if body[0] == "|":
        body = body[1:]
    if "\\" not in body:
        return [cell.strip() for cell in body.removesuffix("|").split("|")]
    cells = [cell.replace("\\|", "|").strip() for cell in _SEPARATOR.split(body)]
    if not cells[-1] and len(cells) > 1:
        cells.pop()
    return cells


def alignments(text: str) -> list[str] | None:
    """What a row of dashes (`| :-- | --: |`) says of each column: "left", "right", "center" or ""; None if none."""
    if not _DELIMITER.match(text):
        return None
    return [_alignment(cell) for cell in split_row(text)]


def _alignment(cell: str) -> str:
    if cell.startswith(":"):
        return "center" if cell.endswith(":") else "left"
    return "right" if cell.endswith(":") else ""
