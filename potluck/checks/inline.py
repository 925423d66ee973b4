"""What stands inside lines of text: code spans, links and images, HTML tags, bare addresses.

Every function here reads a text once from front to back, whatever the text is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

TICKS = re.compile(r"`+")
SIGNS = re.compile(r"\\.|[\[\]]", re.DOTALL)
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
TAG = re.compile(
    r"(?<!\\)<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]{0,30})"
    r"(?P<rest>(?:[^<>\"'\n]|\n(?!\s*\n)|\"[^\"<]{0,2000}\"|'[^'<]{0,2000}'){0,400}?)>"
)
ATTRIBUTE = re.compile(
    r"(?P<name>[A-Za-z_:][\w:.-]{0,40})\s{0,5}(?:=\s{0,5}(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+)))?"
)
AUTOLINK = re.compile(r"<(?P<url>[A-Za-z][A-Za-z0-9+.-]{1,30}:[^\s<>]{1,2000})>")
_WIDE = "（）。，、；：！？「」『』【】《》〈〉［］"
_ENDS = rf"\s<>\[\]()|`\"“”{_WIDE}"
_PAIR = rf"\([^{_ENDS}]{{1,100}}\)"
BARE_URL = re.compile(
    rf"(?<![A-Za-z0-9_/=\"'(<\[.@-])(?:https?://|www\.)(?:[^{_ENDS}]|{_PAIR})+(?:[^{_ENDS}.,;:!?'*_]|{_PAIR})"
)
DEFINITION = re.compile(
    r" {0,3}\[(?P<label>[^\[\]\n^]{1,200})\]:\s*<?(?P<url>(?!\()[^\s>]{1,2000})>?(?=\s*(?:\Z|\n|[\"'(]))"
)
"""Where a link by name leads, with nothing behind the address but its title."""
ESCAPED = re.compile(r"\\(?=[_*()&#~])")
"""The backslash that takes its meaning from a sign; those of Windows, between folders, are others."""
MAX_DESTINATION = 2000
MAX_WORDS = 1000
"""Characters of a link's words that are kept: of links within links, all would be the square of the text."""
MAX_PARENTHESES = 32
"""As many as CommonMark's reference implementation allows in an address."""


class Link(msgspec.Struct, frozen=True):
    """A link or an image: `start` and `end` are offsets in the text it was found in; `text` is how its words begin."""

    start: int
    end: int
    is_image: bool
    text: str
    url: str
    raw_destination: str
    style: str = "inline"  # or "autolink", "definition", "bare", "html"


class Tag(msgspec.Struct, frozen=True):
    """An HTML tag and its attributes, names in lower case."""

    start: int
    end: int
    name: str
    closing: bool
    attributes: dict[str, str]


def _spaces(text: str) -> str:
    """As many spaces as there are characters, lines kept."""
    return "\n".join(" " * len(line) for line in text.split("\n")) if "\n" in text else " " * len(text)


def in_tag(line: str, offset: int) -> bool:
    """Whether a place in a line stands between the `<` and the `>` of a tag."""
    return line.rfind("<", 0, offset) > line.rfind(">", 0, offset)


def without_code(text: str) -> str:
    """The text with code spans and comments turned to spaces, every other character where it was."""
    pieces, last = [], 0
    for start, end in code_spans(text):
        pieces += [text[last:start], _spaces(text[start:end])]
        last = end
    text = "".join([*pieces, text[last:]]) if pieces else text
    return COMMENT.sub(lambda found: _spaces(found.group()), text) if "<!--" in text else text


def code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where code spans begin and end, backticks included, as CommonMark finds them."""
    if "`" not in text:
        return
    runs = [(found.start(), found.end()) for found in TICKS.finditer(text)]
    places: dict[int, list[int]] = {}
    for index, (start, end) in enumerate(runs):
        places.setdefault(end - start, []).append(index)
    index = 0
    cursor = dict.fromkeys(places, 0)
    while index < len(runs):
        start, end = runs[index]
        same = places[end - start]
        at = cursor[end - start]
        while at < len(same) and same[at] <= index:
            at += 1
        cursor[end - start] = at
        if at == len(same) or (start and text[start - 1] == "\\"):
            index += 1
            continue
        yield start, runs[same[at]][1]
        index = same[at] + 1


def links(text: str) -> Iterator[Link]:
    """Inline links and images, innermost first; `text` should have no code in it."""
    brackets: list[int] = []
    after = 0
    for found in SIGNS.finditer(text):
        position, sign = found.start(), found.group()
        if position < after:
            continue
        if sign == "[":
            brackets.append(position)
        elif sign == "]" and brackets:
            opening = brackets.pop()
            if text.startswith("(", position + 1) and (destination := _destination(text, position + 1)):
                after, raw = destination
                image = opening > 0 and text[opening - 1] == "!"
                words = text[opening + 1 : min(position, opening + 1 + MAX_WORDS)]
                yield Link(opening - image, after, image, words, _url(raw), raw)


def _destination(text: str, opening: int) -> tuple[int, str] | None:
    """The end of a destination that begins with the parenthesis at `opening`, and what stands in it."""
    depth, position = 0, opening
    limit = min(len(text), opening + MAX_DESTINATION)
    quote = ""
    while position < limit:
        sign = text[position]
        if sign == "\\":
            position += 1
        elif quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and text[position - 1] in " \n":
            quote = sign
        elif sign == "(":
            depth += 1
            if depth > MAX_PARENTHESES:
                return None
        elif sign == ")":
            depth -= 1
            if depth == 0:
                return position + 1, text[opening + 1 : position]
        elif sign == "\n" and text[position - 1] == "\n":
            return None
        position += 1
    return None


def _url(raw: str) -> str:
    """The address in a destination, without its title."""
    raw = raw.strip()
    if raw.startswith("<") and ">" in raw:
        return raw[1 : raw.index(">")]
    raw = re.sub(r"\s+(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\([^)]*\))\Z", "", raw)
    return ESCAPED.sub("", raw) if "\\" in raw else raw


def tags(text: str) -> Iterator[Tag]:
    """HTML tags; one that is never finished is not found."""
    if "<" not in text:
        return
    for found in TAG.finditer(text):
        yield Tag(found.start(), found.end(), found["name"].lower(), bool(found["end"]), attributes_in(found["rest"]))


def attributes_in(inside: str) -> dict[str, str]:
    """The attributes that stand in a tag, names in lower case."""
    return {
        each["name"].lower(): each["double"] or each["single"] or each["bare"] or ""
        for each in ATTRIBUTE.finditer(inside)
    }
