"""Texts in which a stranger wrote nothing but words and addresses, written at once as the wall would give them.

The wall (`sanitise`) parses HTML, takes out what is not allowed, and writes the rest anew: a fifth of the time that a
text takes. Where no tag is a stranger's it changes nothing, and this module tells where that is so. The wall's rules
still decide: each element has to be one of those below, in one that may hold it; each attribute has to be on the
allow-list, with a value that those rules accept; all else is escaped. For anything not known here (HTML of its own,
formulas, an address that nh3 might not take for one, characters that must not be shown) the answer is None, and the
text goes through the wall.

Why a parser would give back the same tree: every element is ended where it should be; none stands where the HTML
standard would close another or move it (nothing but lines of text in a paragraph, heading or cell, no link in a link,
no words between the parts of a table, no line break first in a `pre`); there is no foreign content and no raw text.
What stands for coloured code is taken apart by one pattern. A test has both ways say the same of any text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import TypeAlias
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

_MARK = "\0"
_COLOURED = re.compile(r"<span class=\"([a-z0-9]+)\">([^<]*)</span>")
_ENTITIES = ("&amp;", "&lt;", "&gt;", "&nbsp;")
_ESCAPED = tuple(zip("&<>\xa0", _ENTITIES, strict=True))


class Plain(msgspec.Struct):
    """What the wall would give; the text's words without code, and those of its code; whether it has tables."""

    html: str
    prose: str
    code: str
    has_tables: bool


class _Unknown(Exception):
    """Something that only the wall itself can judge."""


_Form: TypeAlias = "tuple[str, str, bool, _Forms, _Write | None]"
"""How an element is written where it may stand: its begin and end, whether on a line of its own, what it may hold, and
what writes its inside, where that is not words and elements."""
_Forms: TypeAlias = dict[str, _Form]
_Write: TypeAlias = "Callable[[PlainWriter, Element, _Forms, int], None]"
_BLOCKS: _Forms = {}


class PlainWriter:
    """Writes one text after another; `judge` is what the wall says of an attribute (tag, name, value)."""

    def __init__(self, judge: Callable[[str, str, str], str | None]) -> None:
        self._judge = judge

    def write(self, root: Element) -> Plain | None:
        """The blocks in an element; None if they can't be told here."""
        if _has_words(root):
            return None
        self._parts: list[str] = []  # a mark stands for words, which are escaped all at once
        self._prose: list[str] = []
        self._code: list[str] = []
        self._has_tables = False
        try:
            self._inside(root, _BLOCKS, 0)
        except _Unknown:
            return None
        prose = _MARK.join(self._prose)
        written = _escape(prose)
        escaped = self._prose if written is prose else written.split(_MARK)
        between = "".join(self._parts).split(_MARK)
        if not len(self._prose) == len(escaped) == len(between) - 1:
            return None
        parts = [""] * (len(escaped) + len(between))
        parts[::2], parts[1::2] = between, escaped
        html = "".join(parts)
        if len(html) > LONGEST or "\r" in html or has_unseen(html):
            return None
        return Plain(html.rstrip("\n"), prose.replace(_MARK, " "), " ".join(self._code), self._has_tables)

    def _inside(self, element: Element, may_hold: _Forms, depth: int) -> None:
        """The elements in one, and the words behind each."""
        if depth > DEEPEST:
            raise _Unknown
        parts = self._parts
        for child in element:
            form = may_hold.get(child.tag)
            if form is None:
                raise _Unknown
            begins, ends, on_line, holds, write = form
            if on_line and parts:
                last = parts[-1]
                if not (self._prose[-1] if last == _MARK else last).endswith("\n"):
                    parts.append("\n")
            if begins:
                parts.append(f"{begins[:-1]}{self._attributes(child)}>" if child.attrib else begins)
            if write is None:
                if child.text:
                    self._words(child.text)
                if len(child):
                    self._inside(child, holds, depth + 1)
            else:
                write(self, child, holds, depth)
            if ends:
                parts.append(ends)
            if child.tail:
                self._words(child.tail)

    def _words(self, words: str) -> None:
        if self._parts and self._parts[-1] == _MARK:  # no tag has ended a word
            self._prose[-1] += words
        else:
            self._parts.append(_MARK)
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

    def _without_words(self, element: Element, may_hold: _Forms, depth: int) -> None:
        """A part of a table, which holds nothing but other parts."""
        if _has_words(element):
            raise _Unknown
        self._has_tables = True
        self._inside(element, may_hold, depth + 1)

    def _block_of_code(self, block: Element, *_: object) -> None:
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

    def _verbatim(self, element: Element, *_: object) -> None:
        if len(element):
            raise _Unknown
        if element.text:
            self._parts.append(_escape(element.text))
            self._code.append(element.text)

    def _number(self, element: Element, may_hold: _Forms, depth: int) -> None:
        """That of a footnote, which is no word of the text."""
        if element.get("class") != "footnote-ref" or len(list(element.iter("sup"))) > 1:
            raise _Unknown
        first, before = len(self._parts), len(self._prose)
        if element.text:
            self._words(element.text)
        self._inside(element, may_hold, depth + 1)
        numbers = self._prose[before:]
        if not all(map(str.isdigit, numbers)):
            raise _Unknown
        del self._prose[before:]
        self._parts[first:] = [numbers.pop(0) if part == _MARK else part for part in self._parts[first:]]


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
    for sign, entity in _ESCAPED:
        if sign in text:
            text = text.replace(sign, entity)
    return text


def _learn_forms() -> None:
    """Fill `_BLOCKS` with the forms of blocks, and of all that may be in them."""
    line: _Forms = {}
    in_link: _Forms = {}
    mixed: _Forms = {}
    items: _Forms = {}
    terms: _Forms = {}
    in_figure: _Forms = {}
    in_table: _Forms = {}
    rows: _Forms = {}
    cells: _Forms = {}
    holds: dict[str, _Forms] = {
        **dict.fromkeys("blockquote div section".split(), _BLOCKS),
        **dict.fromkeys("li dd".split(), mixed),
        **dict.fromkeys("p dt td th figcaption h1 h2 h3 h4 h5 h6".split(), line),
        **dict.fromkeys("ol ul".split(), items),
        "dl": terms,
        "figure": in_figure,
        "table": in_table,
        **dict.fromkeys("thead tbody".split(), rows),
        "tr": cells,
        "a": in_link,
        **{tag: {} for tag in "br hr img input pre code".split()},
    }
    write: dict[str, _Write] = {
        "pre": PlainWriter._block_of_code,
        "code": PlainWriter._verbatim,
        "sup": PlainWriter._number,
        **dict.fromkeys("table thead tbody tr".split(), PlainWriter._without_words),
    }

    def learn(forms: _Forms, tags: str, inside: _Forms = line) -> None:
        for tag in tags.split():
            on_line = tag in ON_LINES_OF_THEIR_OWN
            end = ("" if tag in VOID else f"</{tag}>") + ("\n" if on_line else "")
            forms[tag] = (f"<{tag}>", end, on_line, holds.get(tag, inside), write.get(tag))

    in_a_link = "abbr br code del em img input strong sup"  # what stands in a line may mostly hold what may stand there
    learn(_BLOCKS, "blockquote div dl figure h1 h2 h3 h4 h5 h6 hr ol p pre section table ul")
    learn(line, f"a {in_a_link}")
    learn(in_link, in_a_link, in_link)
    for forms in (line, in_link):
        forms[BARE] = ("", "", False, forms, None)
    mixed |= _BLOCKS | line
    learn(items, "li")
    learn(terms, "dt dd")
    learn(in_figure, "p figcaption")
    learn(in_table, "thead tbody")
    learn(rows, "tr")
    learn(cells, "th td")


_learn_forms()
