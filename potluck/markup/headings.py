"""Headings get ids by GitHub's rules, so that links to them work in both places; and are listed."""

from __future__ import annotations

import re
from html import unescape
from unicodedata import category
from xml.etree.ElementTree import Element

from potluck.late import late
from potluck.markup.emoji import in_words
from potluck.markup.github.serialise import RAW
from potluck.markup.github.tokens import plain_text
from potluck.markup.python_markdown import Markdown, Treeprocessor
from potluck.markup.rendered import Heading

LONGEST = 190
"""Characters of an id, so that one with a number is no longer than the wall lets through."""
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_NOT_IN_ID = re.compile(r"[^a-z0-9_\- ]")
_LETTERS_IN_CIRCLES = late("[\u24b6-\u24e9\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]")
"""Which Unicode has among the letters, and Python among the signs."""
_OF_A_STRANGER = late(r"(<h([1-6])\b)([^<>]*>)([^<]*(?:<(?!/?h[1-6]\b)[^<]*)*)(?=</h\2\s*>)", re.I)
_TAG = late(r"<[^<>]*>")
_HAS_ID = late(r"\sid\s*=", re.I)


class Names:
    """The ids of one text: the second of two equal ones gets a number, as on GitHub."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def take(self, words: str) -> str:
        """The id for a heading with these words."""
        name = first = slug(words)
        while name in self._taken:
            self._taken[first] += 1
            name = f"{first}-{self._taken[first]}"
        self._taken[name] = 0
        return name


class Headings(Treeprocessor):
    """Gives each heading an id; `found` lists them, ids without the text's prefix."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.found: list[Heading] = []

    def run(self, root: Element) -> None:
        """Set the ids, the second of two equal ones with a number."""
        self.found, self._names = [], Names()
        for element in root.iter():
            level = _LEVELS.get(element.tag)
            if level is not None:
                element.set("id", self._found(level, plain_text(element, images=False), plain_text(element)))
            elif element.tag == RAW and "block" in element.attrib:
                html = element.text or ""
                if "<!--" not in html:
                    element.text = _OF_A_STRANGER.sub(self._named, html)

    def _named(self, heading: re.Match[str]) -> str:
        """A heading in HTML, with the id that is made of its words."""
        begin, level, rest, inside = heading.groups()
        words = unescape(_TAG.sub("", inside)).strip()
        if not words or _HAS_ID.search(rest):
            return heading[0]
        return f'{begin} id="{self._found(int(level), words, words)}"{rest}{inside}'

    def _found(self, level: int, named: str, words: str) -> str:
        """Note a heading; answers its id."""
        name = self._names.take(named)
        self.found.append(Heading(level, name, in_words(" ".join(words.split()))))
        return name


def slug(words: str) -> str:
    """A heading's words as GitHub makes an id of them: lower case, no punctuation, hyphens for spaces."""
    words = words.lower()
    plain = _NOT_IN_ID.sub("" if words.isascii() else _may_stay, words)
    return plain.replace(" ", "-")[:LONGEST] or "section"


def _may_stay(sign: re.Match[str]) -> str:
    kind = category(sign[0])
    letter = kind[0] in "LM" or kind in ("Nd", "Nl", "Pc") or _LETTERS_IN_CIRCLES.match(sign[0])
    return sign[0] if letter else ""
