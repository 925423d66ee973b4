"""The block structure of a Markdown text, line by line, as markdown-it-py sees it: code, HTML, headings, lists.

Only blocks are parsed, which takes linear time; what stands inside a line is `potluck.checks.inline`'s business. All
lines here count from 0 at the top of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

MAX_NESTING = 40
MAX_WORK = 100_000
"""Levels times lines: the parser looks at each line once for each level it may belong to."""
CONTAINERS = re.compile(r"(?:\s{0,3}(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s)))*")
FENCE_LINE = re.compile(r"\s*(?:>\s?)*(?P<fence>`{3,}+|~{3,}+)(?P<info>[^`]*)\Z")


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A block of code: lines `first` to `last` (fences included), its language, and whether its fence is closed."""

    first: int
    last: int
    language: str
    content: str
    fenced: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its line, level, and text as written."""

    line: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, a heading's or a table cell's included: lines `first` to `last`."""

    first: int
    last: int


@dataclass
class Blocks:
    """What a text is made of."""

    code: list[CodeBlock] = field(default_factory=list)
    html: list[tuple[int, int]] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    lists: list[tuple[int, int]] = field(default_factory=list)
    tables: list[tuple[int, int]] = field(default_factory=list)
    tangled: bool = False
    """Whether the text is nested so deep that it was not parsed."""


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    parser.core.ruler.disable("inline")
    return parser


_PARSER = _parser()


def parse_blocks(text: str, lines: list[str]) -> Blocks:
    """Find the blocks of a text, given also as its lines."""
    blocks = Blocks()
    depth = max((_depth(line) for line in lines), default=0)
    if depth > MAX_NESTING or depth * len(lines) > MAX_WORK:
        blocks.tangled = True
        return blocks
    tokens = _PARSER.parse(text)
    for index, token in enumerate(tokens):
        if token.map is not None:
            _take(token, tokens, index, blocks, lines)
    return blocks


def _depth(line: str) -> int:
    if line.lstrip()[:1] not in ">-*+0123456789":
        return 0
    found = CONTAINERS.match(line[:1000])
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
