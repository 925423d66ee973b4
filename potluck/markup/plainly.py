"""Texts in which a stranger wrote nothing but words and addresses, written at once as the wall would give them.

The wall (`sanitise`) parses HTML, takes out what is not allowed, and writes the rest anew: a fifth of what a text
takes. Where no tag is a stranger's that changes nothing, and here is told where. The wall stays what decides. Each
element has to be one of those below, in one that may hold it; each attribute on the allow-list, its value judged by the
wall's own rules; and all else is escaped. Anything that is not known here gives None, and the text goes the long way:
HTML of its own, formulas, an address that nh3 might not take for one, characters that nobody may see.

Why a parser would give back the same tree: every element is ended where it should be; none stands where the HTML
standard would close another or move it (nothing but lines of text in a paragraph, heading or cell, no link in a link,
no words between the parts of a table, no line break first in a `pre`); there is no foreign content and no raw text.
What stands for coloured code is taken apart by one pattern. A test has both ways say the same of any text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from html import unescape
from xml.etree.ElementTree import Element

import msgspec

from potluck.markup import allowed
from potluck.markup.github.serialise import BARE, ON_LINES_OF_THEIR_OWN, RAW, VOID
from potluck.markup.hosts import ADDRESS
from potluck.unseen import has_unseen

DEEPEST = 24
"""Elements within each other; whatever is deeper goes the long way, which counts them."""
LONGEST = 100_000
"""Likewise for characters of HTML: the bounds are for what Markdown becomes, which has more of them."""

_LINE = frozenset(("a", "abbr", "br", "code", "del", "em", "img", "input", "strong", "sup", BARE))
_LINE_IN_LINK = _LINE - {"a"}
_BLOCKS = frozenset("blockquote div dl figure h1 h2 h3 h4 h5 h6 hr ol p pre section table ul".split())
_MAY_HOLD: dict[str, Collection[str]] = {
    **dict.fromkeys(("blockquote", "div", "section"), _BLOCKS),
    **dict.fromkeys(("li", "dd"), _BLOCKS | _LINE),
    **dict.fromkeys(("p", "dt", "td", "th", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6"), _LINE),
    "ol": {"li"},
    "ul": {"li"},
    "dl": {"dt", "dd"},
    "figure": {"p", "figcaption"},
    "table": {"thead", "tbody"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
    "hr": (),
    # Of the rest, which stand in a line, most may hold what may stand where they do.
    "a": _LINE_IN_LINK,
    **dict.fromkeys(("br", "code", "img", "input"), ()),
}
_WITHOUT_WORDS = frozenset(("table", "thead", "tbody", "tr"))
_COLOURED = re.compile(r"<span class=\"([a-z0-9]+)\">([^<]*)</span>")
_ENTITIES = ("&amp;", "&lt;", "&gt;", "&nbsp;")


class Plain(msgspec.Struct):
    """What the wall would give; the text's words without code, and those of its code."""

    html: str
    prose: str
    code: str


class _Unknown(Exception):
    """Something that only the wall itself can judge."""


class PlainWriter:
    """Writes one text after another; `judge` is what the wall says of an attribute (tag, name, value)."""

    def __init__(self, judge: Callable[[str, str, str], str | None]) -> None:
        self._judge = judge

    def write(self, root: Element) -> Plain | None:
        """The blocks in an element; None if they can't be told here."""
        if _has_words(root):
            return None
        self._parts: list[str] = []
        self._code: list[str] = []
        self._prose: list[str] = []  # not escaped yet: that is done to all at once
        self._places: list[int] = []  # of these among the parts
        try:
            self._inside(root, _BLOCKS, 0)
        except _Unknown:
            return None
        prose = "\0".join(self._prose)
        escaped = _escape(prose).split("\0") if prose else []
        if len(escaped) != len(self._prose):
            return None
        parts = self._parts
        for place, piece in zip(self._places, escaped, strict=True):
            parts[place] = piece
        html = "".join(parts)
        if len(html) > LONGEST or "\r" in html or has_unseen(html):
            return None
        return Plain(html.rstrip("\n"), prose.replace("\0", " "), " ".join(self._code))

    def _inside(self, element: Element, may_hold: Collection[str], depth: int) -> None:
        if depth > DEEPEST:
            raise _Unknown
        parts = self._parts
        if element.text:
            self._words(element.text)
        for child in element:
            tag = child.tag
            if tag not in may_hold:
                raise _Unknown
            starts_line = tag in ON_LINES_OF_THEIR_OWN
            if starts_line and parts and not parts[-1].endswith("\n"):
                parts.append("\n")
            if tag != BARE:
                parts.append(f"<{tag}{self._attributes(child)}>" if child.attrib else f"<{tag}>")
            if tag == "pre":
                self._block_of_code(child)
            elif tag == "code":
                self._verbatim(child)
            elif tag == "sup":
                self._number(child, may_hold, depth)
            else:
                inside = _MAY_HOLD.get(tag)
                if inside is None:
                    inside = _LINE_IN_LINK if may_hold is _LINE_IN_LINK else _LINE
                self._inside(child, inside, depth + 1)
                if tag in _WITHOUT_WORDS and _has_words(child):
                    raise _Unknown
            if tag != BARE and tag not in VOID:
                parts.append(f"</{tag}>\n" if starts_line else f"</{tag}>")
            elif starts_line:
                parts.append("\n")
            if child.tail:
                self._words(child.tail)

    def _words(self, words: str) -> None:
        place = len(self._parts)
        if self._places and self._places[-1] == place - 1:  # no tag has ended a word
            self._parts[-1] += words
            self._prose[-1] += words
        else:
            self._places.append(place)
            self._parts.append(words)
            self._prose.append(words)

    def _attributes(self, element: Element) -> str:
        tag, written = element.tag, ""
        for name, value in element.attrib.items():
            judged = self._judge(tag, name, value) if _may_have(tag, name, value) else None
            if judged is None:
                raise _Unknown
            escaped = _escape(judged).replace('"', "&quot;")
            written += f' {name}="{escaped}"'
        return written

    def _block_of_code(self, block: Element) -> None:
        """What is in a ``pre``: words, which may not begin with a line break, or code, which may be coloured."""
        if not len(block):
            if (block.text or "").startswith("\n"):
                raise _Unknown
            self._verbatim(block)
            return
        code = block[0]
        if len(block) > 1 or code.tag != "code" or block.text or code.tail:
            raise _Unknown
        self._parts.append(f"<code{self._attributes(code)}>")
        if len(code):
            self._coloured(code)
        else:
            self._verbatim(code)
        self._parts.append("</code>")

    def _coloured(self, code: Element) -> None:
        html = code[0].text or ""
        if len(code) > 1 or code[0].tag != RAW or code[0].attrib or code.text or code[0].tail:
            raise _Unknown
        pieces = _COLOURED.split(html)  # words, a class and the words that have it, by turns
        words = " ".join([*pieces[::3], *pieces[2::3]])
        if not allowed.CLASSES.issuperset(pieces[1::3]) or any(sign in words for sign in "<>\xa0"):
            raise _Unknown
        if words.count("&") != sum(map(words.count, _ENTITIES)):
            raise _Unknown
        self._parts.append(html)
        self._code.append(unescape(words))

    def _verbatim(self, element: Element) -> None:
        if len(element):
            raise _Unknown
        if element.text:
            self._parts.append(_escape(element.text))
            self._code.append(element.text)

    def _number(self, element: Element, may_hold: Collection[str], depth: int) -> None:
        """That of a footnote, which is no word of the text."""
        if element.get("class") != "footnote-ref" or len(list(element.iter("sup"))) > 1:
            raise _Unknown
        before = len(self._prose)
        self._inside(element, may_hold, depth + 1)
        if not all(map(str.isdigit, self._prose[before:])):
            raise _Unknown
        del self._prose[before:], self._places[before:]


def _has_words(element: Element) -> bool:
    """Whether words stand in an element, beside what else is in it."""
    return bool(element.text) or any(each.tail for each in element)


def _may_have(tag: str, name: str, value: str) -> bool:
    """Whether the allow-list has an attribute, as far as it can be told without asking nh3."""
    values = allowed.ATTRIBUTE_VALUES.get(tag, {}).get(name)
    if values is not None:
        return value in values
    if name not in allowed.ATTRIBUTES["*"] and name not in allowed.ATTRIBUTES.get(tag, ()):
        return False
    return name not in allowed.URL_ATTRIBUTES or ADDRESS.fullmatch(value) is not None


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")
