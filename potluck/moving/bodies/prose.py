"""Working on Markdown without touching code: a mask of the text, its links and images, and how to change them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape

from potluck.checks import inline
from potluck.checks.blocks import parse_blocks
from potluck.markup.headings import slug
from potluck.visible import fence_around

REFERRING = {"href": ("a", "area"), "src": ("img", "iframe", "source", "video", "audio", "embed"), "poster": ("video",)}
ATTRIBUTE = r"""(?<![\w-]){name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
DEFINITION = re.compile(r"^( {0,3}\[[^\[\]\n^]{1,200}\]:[ \t]*)<?([^\s>]{1,2000})>?", re.MULTILINE)
ALERTS = {
    "note": "NOTE", "info": "NOTE", "tip": "TIP", "hint": "TIP", "success": "TIP", "important": "IMPORTANT",
    "warning": "WARNING", "warn": "WARNING", "attention": "WARNING", "caution": "CAUTION", "danger": "CAUTION",
    "error": "CAUTION",
}  # fmt: skip
FILMS = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}


@dataclass(frozen=True, slots=True)
class Reference:
    """A link or image in a text: where its address stands, what the address is, and how it is written."""

    start: int
    end: int
    url: str
    is_image: bool
    style: str
    """`inline`, `definition`, `autolink` or `html`."""


def code_lines(body: str) -> dict[int, bool]:
    """The lines of blocks of code, counted from 0, and whether each is the fence that begins one."""
    blocks = parse_blocks(body, body.split("\n"))
    return {
        number: code.fenced and number == code.first
        for code in blocks.code
        for number in range(code.first, code.last + 1)
    }


@lru_cache(maxsize=4)
def masked(body: str) -> str:
    """The text with all code turned to spaces, every other character where it was."""
    lines = body.split("\n")
    blocks = parse_blocks(body, lines)
    for code in blocks.code:
        for number in range(code.first, min(code.last + 1, len(lines))):
            lines[number] = " " * len(lines[number])
    return inline.without_code("\n".join(lines))


@lru_cache(maxsize=2)
def links(body: str) -> tuple[inline.Link, ...]:
    """Links and images written inline, code left out."""
    return tuple(inline.links(masked(body)))


def substituted(body: str, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> str:
    """The text with every match outside code replaced."""
    if not pattern.search(body):
        return body
    mask = masked(body)
    return replaced(body, ((found.start(), found.end(), new(found)) for found in pattern.finditer(mask)))


def sub_paired(
    pattern: re.Pattern[str], ending: re.Pattern[str], new: Callable[[re.Match[str]], str], text: str
) -> str:
    """The text with every match replaced, code or not. Each match ends with `ending`.

    A pattern such as `\\[a\\].*?\\[/a\\]` looks for its end from every beginning. Where none is left it does so in
    vain, each time to the end of the text: an old site with a hundred thousand beginnings would keep us for hours.
    """
    end = 0
    for found in ending.finditer(text):
        end = found.end()
    return pattern.sub(new, text[:end]) + text[end:] if end else text


def replaced(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """The text with parts replaced: start, end, new text. Those that overlap an earlier one are left out."""
    pieces, last = [], 0
    for start, end, new in sorted(changes):
        if start >= last:
            pieces += [text[last:start], new]
            last = end
    return "".join([*pieces, text[last:]])


def references(body: str) -> Iterator[Reference]:
    """Every link and image in a text, code left out."""
    if not any(sign in body for sign in ("](", "]:", "<")):
        return
    mask = masked(body)
    for link in links(body):
        start = link.end - 1 - len(link.raw_destination)
        at = link.raw_destination.find(link.url) if link.url else -1
        if at >= 0:
            yield Reference(start + at, start + at + len(link.url), link.url, link.is_image, "inline")
    for found in DEFINITION.finditer(mask):
        yield Reference(found.start(2), found.end(2), found[2], False, "definition")
    for found in inline.AUTOLINK.finditer(mask):
        yield Reference(found.start("url"), found.end("url"), found["url"], False, "autolink")
    for tag in inline.tags(mask):
        yield from _in_tag(tag, mask)


def _in_tag(tag: inline.Tag, mask: str) -> Iterator[Reference]:
    for name, tags in REFERRING.items():
        if tag.name in tags and tag.attributes.get(name):
            found = re.search(ATTRIBUTE.format(name=name), mask[tag.start : tag.end], re.IGNORECASE)
            if found:
                group = next(number for number in (1, 2, 3) if found[number] is not None)
                start, end = tag.start + found.start(group), tag.start + found.end(group)
                yield Reference(start, end, unescape(found[group]), tag.name == "img", "html")


def relinked(body: str, lead: Callable[[Reference], str | None]) -> str:
    """The text with each link and image leading where `lead` says; none leaves it as it is."""
    return readdressed(body, ((each, lead(each)) for each in references(body)))


def readdressed(body: str, links: Iterable[tuple[Reference, str | None]]) -> str:
    """The text with a new address for each of these links of it; none leaves the old one."""
    changed = ((each, new) for each, new in links if new is not None and new != each.url)
    return replaced(body, ((each.start, each.end, written(new, each.style)) for each, new in changed))


def written(url: str, style: str) -> str:
    """An address as it may stand in that place."""
    if style == "html":
        return escape(url)
    return url.replace(" ", "%20").replace("(", "%28").replace(")", "%29") if style == "inline" else url


def alert(kind: str, text: str, title: str = "") -> str:
    """A box as GitHub writes it."""
    lines = textwrap.dedent(text).strip("\n").split("\n")
    head = [f"[!{ALERTS.get(kind.lower(), 'NOTE')}]", *([f"**{title}**", ""] if title else [])]
    return "\n".join(f"> {line}".rstrip() for line in [*head, *lines]) + "\n"


def fold(title: str, text: str) -> str:
    """Text that readers unfold."""
    return f"<details>\n<summary>{escape(title, quote=False)}</summary>\n\n{text.strip(chr(10))}\n\n</details>\n"


def picture(words: str, address: str, caption: str = "") -> str:
    """A picture with its caption as title, which shows as a caption here; one with quotes in it can't be."""
    return f'![{words}]({address} "{caption}")' if caption and '"' not in caption else f"![{words}]({address})"


def film(kind: str, word: str) -> str:
    """The address of a film of `FILMS`, by its number there; one that is an address already, as it is."""
    return word if "/" in word else FILMS[kind] + word


def fence(code: str, language: str = "") -> str:
    """A fenced block of code, its fence longer than any within."""
    marks = fence_around(code)
    return f"{marks}{language}\n{code.strip(chr(10))}\n{marks}"


def heading_id(text: str) -> str:
    """The id that a heading in Markdown has on its page."""
    return slug(re.sub(r"[*_`]|\[|\]\([^)]{0,500}\)", "", text).strip())
