"""The block structure of a Markdown text, line by line, as markdown-it-py sees it: code, HTML, headings, lists.

Only blocks are parsed, which takes linear time; what stands inside a line is `potluck.checks.inline`'s business. All
lines here count from 0 at the top of the text. Most lines of most posts are plain paragraphs, headings and fenced code,
which need no parser: `parse_blocks` takes them as they come, and hands only the stretches between them to markdown-it,
which is several times faster and finds the same (tests/checks/test_blocks.py holds the two against each other).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import msgspec
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote
from markdown_it.token import Token

MAX_NESTING = 40
MAX_WORK = 100_000
"""Levels times lines: the parser looks at each line once for each level it may belong to."""
MAX_LOOKS = 200_000
"""So often the parser asks whether a quotation begins; of two marks of lists in a line, some four times a line. Where
quotations end at their first line and each looks as far as the end of the text for its own, it takes the square."""
NESTED = re.compile(r"^[ \t]*[>*+\d-].{0,1000}", re.MULTILINE)
"""Lines that may begin with marks of lists and quotations."""
CONTAINERS = re.compile(r"(?:\s{0,3}(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s)))*")
FENCE_LINE = re.compile(r"\s*(?:>\s*)*(?P<fence>`{3,}+|~{3,}+)(?P<info>[^`]*)\Z")
LIST_LINE = re.compile(r" {0,3}(?:[-*+]|\d{1,3}[.)])[ \t]+\S")
# Lines that mean one thing wherever the text is not inside of something else.
HEADING = re.compile(r"(?P<marks>#{1,6})(?: (?P<text>.*)|\Z)")
CLOSING_MARKS = re.compile(r"(?:\A|(?<= ))#+ *\Z")
TOP_FENCE = re.compile(r"(?P<fence>`{3,}+(?=[^`]*\Z)|~{3,}+)(?P<info>.*)\Z")
INDENTED_FENCE = re.compile(r" {1,3}(?:`{3}|~{3})")
LASTING_HTML = re.compile(r" {0,3}<(?:[!?]|script|pre|style|textarea)", re.IGNORECASE)
"""Blocks of HTML that don't end at an empty line."""
PLAIN = re.compile(r"[^\W\d_]|[*_]{1,3}[^\W_]|[!(\"'“‘「（《]|\d{1,9}(?![.)\d])|`{1,2}[^`]")


class CodeBlock(msgspec.Struct, frozen=True):
    """A block of code: lines `first` to `last` (fences included), its language, and whether its fence is closed."""

    first: int
    last: int
    language: str
    content: str
    fenced: bool
    closed: bool


class Heading(msgspec.Struct, frozen=True):
    """A heading: its line, level, and text as written."""

    line: int
    level: int
    text: str


class Paragraph(msgspec.Struct, frozen=True):
    """Running text, a heading's or a table cell's included: lines `first` to `last`."""

    first: int
    last: int


class Blocks(msgspec.Struct):
    """What a text is made of."""

    code: list[CodeBlock] = []
    html: list[tuple[int, int]] = []
    headings: list[Heading] = []
    paragraphs: list[Paragraph] = []
    lists: list[tuple[int, int]] = []
    tables: list[tuple[int, int]] = []
    tangled: bool = False
    """Whether the text is nested so deep that it was not parsed."""


class _Tangled(Exception):
    """The parser would go on and on."""


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    parser.core.ruler.disable("inline")
    parser.block.ruler.at("blockquote", _looked, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    return parser


def _looked(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """The parser's own rule, counted."""
    if next(state.env["looks"]) > MAX_LOOKS:
        raise _Tangled
    return blockquote(state, line, end, silent)


_PARSER = _parser()


def parse_blocks(text: str, lines: list[str]) -> Blocks:
    """Find the blocks of a text, given also as its lines."""
    blocks = Blocks()
    depth = max((_depth(found.group()) for found in NESTED.finditer(text)), default=0)
    if depth > MAX_NESTING or depth * len(lines) > MAX_WORK:
        blocks.tangled = True
        return blocks
    count = len(lines) - (lines[-1:] == [""])
    looks = itertools.count()
    try:
        if "\r" in text:
            _parse(lines, 0, count, blocks, looks)
        else:
            _walk(lines, count, blocks, looks)
    except _Tangled:
        return Blocks(tangled=True)
    return blocks


def _walk(lines: list[str], count: int, blocks: Blocks, looks: Iterator[int]) -> None:
    """Take plain blocks from the top, and have every stretch between them parsed."""
    at = 0
    while at < count:
        line = lines[at]
        if _is_blank(line):
            at += 1
        elif heading := HEADING.match(line):
            text = CLOSING_MARKS.sub("", heading["text"] or "").strip()
            blocks.headings.append(Heading(at, len(heading["marks"]), text))
            blocks.paragraphs.append(Paragraph(at, at))
            at += 1
        elif fence := TOP_FENCE.match(line):
            at = _fence(lines, at, count, fence, blocks)
        elif after := _plain(lines, at, count):
            blocks.paragraphs.append(Paragraph(at, after - 1))
            at = after
        else:
            after = _stretch(lines, at, count)
            _parse(lines, at, after, blocks, looks)
            at = after


def _is_blank(line: str) -> bool:
    return not line.strip(" \t")


def _plain(lines: list[str], at: int, count: int) -> int:
    """The line after a paragraph that can't be anything else; 0 when that is not certain."""
    while at < count and PLAIN.match(lines[at]):
        at += 1
        if at == count or _is_blank(lines[at]):
            return at
    return 0


def _fence(lines: list[str], at: int, count: int, fence: re.Match[str], blocks: Blocks) -> int:
    """Take a block of code whose fence stands at the margin; answers the line after it."""
    mark = fence["fence"]
    closing = re.compile(rf" {{0,3}}{mark[0]}{{{len(mark)},}}[ \t]*\Z")
    end = next((number for number in range(at + 1, count) if closing.match(lines[number])), count)
    closed = end < count
    inside = lines[at + 1 : end]
    content = "\n".join(inside) + ("\n" if inside and end < len(lines) else "")
    last = end if closed else count - 1
    blocks.code.append(CodeBlock(at, last, fence["info"].strip().split(" ")[0], content, True, closed))
    return last + 1


def _stretch(lines: list[str], at: int, count: int) -> int:
    """The line at which everything that began at `at` is certain to be over."""
    after_blank = in_html = False
    for number in range(at, count):
        line = lines[number]
        if LASTING_HTML.match(line) or INDENTED_FENCE.match(line) or (in_html and TOP_FENCE.match(line)):
            return count
        if number > at and (
            (not in_html and (TOP_FENCE.match(line) or HEADING.match(line))) or (after_blank and PLAIN.match(line))
        ):
            return number
        after_blank = _is_blank(line)
        in_html = not after_blank and (in_html or "<" in line)
    return count


def _parse(lines: list[str], start: int, end: int, blocks: Blocks, looks: Iterator[int]) -> None:
    tokens = _PARSER.parse("\n".join(lines[start:end]) + ("\n" if end < len(lines) else ""), {"looks": looks})
    for index, token in enumerate(tokens):
        if token.map is not None:
            first, after = token.map
            token.map = [first + start, after + start]
            _take(token, tokens, index, blocks, lines)


def _depth(line: str) -> int:
    found = CONTAINERS.match(line)
    return len(found.group().split()) + found.group().count(">>") if found else 0


def _take(token: Token, tokens: list[Token], index: int, blocks: Blocks, lines: list[str]) -> None:
    first, after = token.map or [0, 0]
    last = max(first, min(after, len(lines)) - 1)
    if token.type == "fence":
        closed = last > first and _closes(lines[last], token.markup)
        blocks.code.append(CodeBlock(first, last, token.info.strip().split(" ")[0], token.content, True, closed))
    elif token.type == "code_block":
        while last > first and not lines[last].strip():
            last -= 1
        blocks.code.append(CodeBlock(first, last, "", token.content, False, True))
    elif token.type == "html_block":
        blocks.html.append((first, last))
    elif token.type == "heading_open":
        blocks.headings.append(Heading(first, int(token.tag[1]), tokens[index + 1].content))
        blocks.paragraphs.append(Paragraph(first, last))
    elif token.type == "inline" and tokens[index - 1].type == "paragraph_open":
        blocks.paragraphs.append(Paragraph(first, last))
    elif token.type in ("bullet_list_open", "ordered_list_open"):
        blocks.lists.append((first, last))
    elif token.type == "table_open":
        blocks.tables.append((first, last))
        blocks.paragraphs += [Paragraph(line, line) for line in range(first, last + 1)]


def _closes(line: str, markup: str) -> bool:
    found = FENCE_LINE.match(line)
    return found is not None and found["fence"].startswith(markup) and not found["info"].strip()
