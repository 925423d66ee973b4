"""Elements into HTML text.

Python-Markdown's own serialiser guesses which ampersands are entities already, because its text still has some; ours
holds plain text only, so everything is escaped, and raw HTML is a node of its own instead of a placeholder that a
stranger could forge.
"""

from __future__ import annotations

from html import escape
from xml.etree.ElementTree import Element

# Tags that no HTML has: of a node whose text is HTML already, and of one that only stands for what is in it, as a
# paragraph in a tight list does.
RAW = "#raw"
BARE = "#bare"
WRITTEN = "written"
"""The attribute of a node of HTML that has the words it was made of."""

VOID = frozenset({"br", "hr", "img", "input"})
ON_LINES_OF_THEIR_OWN = frozenset(
    """p h1 h2 h3 h4 h5 h6 ul ol li blockquote table thead tbody tr th td pre dl dt dd hr section figure figcaption
    div""".split()
)


def raw_html(html: str, *, block: bool = False) -> Element:
    """A node that is written as it is; a block of HTML begins on a line of its own."""
    element = Element(RAW, {"block": ""} if block else {})
    element.text = html
    return element


def add_words(element: Element, words: str) -> None:
    """Put words behind all that is in an element."""
    if len(element):
        last = element[-1]
        last.tail = (last.tail or "") + words
    else:
        element.text = (element.text or "") + words


def to_html(root: Element) -> str:
    """The HTML of an element."""
    parts: list[str] = []
    _write(root, parts)
    return "".join(parts)


def inside_to_html(root: Element) -> str:
    """The HTML of what is in an element."""
    parts: list[str] = []
    _write_inside(root, parts)
    return "".join(parts).strip()


def _write(element: Element, parts: list[str]) -> None:
    tag = element.tag
    if tag == RAW:
        if "block" in element.attrib:
            _new_line(parts)
        parts.append(element.text or "")
    elif tag == BARE:
        _write_inside(element, parts)
    else:
        if tag in ON_LINES_OF_THEIR_OWN:
            _new_line(parts)
        if attributes := element.attrib:
            written = "".join([f' {name}="{escape(value)}"' for name, value in attributes.items()])
            parts.append(f"<{tag}{written}>")
        else:
            parts.append(f"<{tag}>")
        _write_inside(element, parts)
        if tag not in VOID:
            parts.append(f"</{tag}>")
        if tag in ON_LINES_OF_THEIR_OWN:
            parts.append("\n")
    if element.tail:
        parts.append(_words(element.tail))


def _write_inside(element: Element, parts: list[str]) -> None:
    if element.text:
        parts.append(_words(element.text))
    for child in element:
        _write(child, parts)


def _words(text: str) -> str:
    """Text as cmark writes it: with quotation marks escaped, so that none closes what a stranger's tag left open."""
    return escape(text, quote=False).replace('"', "&quot;")


def _new_line(parts: list[str]) -> None:
    """Begin a new line, as cmark does before every block; it matters where a stranger's tag has been left open."""
    if parts and not parts[-1].endswith("\n"):
        parts.append("\n")
