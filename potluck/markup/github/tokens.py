"""What a paragraph's text is made of while it is read, and how that becomes elements.

Reading gives a flat list of tokens in the order of the text; which runs of `*` open or close what, and which `[` opens
a link, is found out later and noted on the tokens themselves.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

import msgspec

from potluck.markup.github.serialise import BARE, RAW, WRITTEN, add_words
from potluck.markup.rendered import TooComplicated

MAX_NESTING = 100  # emphasis and links within each other


class Run(msgspec.Struct, eq=False):
    """A run of `*`, `_` or `~`: the characters still unused, and the tags it closes and opens."""

    char: str
    count: int
    can_open: bool
    can_close: bool
    position: int
    length: int  # of the whole run, used or not
    closes: int = 0
    opens: list[str] = []


class Bracket(msgspec.Struct, eq=False):
    """A `[` or `![`; once its link is found, `tag` is "a" or "img" and the attributes are set."""

    text: str
    end: int  # where the text after it begins
    index: int  # of this token
    runs: int  # how many runs there were before it
    bracket_after: bool = False
    tag: str = ""
    attributes: dict[str, str] = {}


class LinkEnd:
    """Where the innermost link or image ends."""


Token = str | Run | Bracket | LinkEnd | Element


EMPHASIS = frozenset(("em", "strong"))


def fill(parent: Element, tokens: list[Token]) -> None:
    """Put tokens into an element, as text and children; most are words and elements by turns."""
    words: list[str] = []
    for at, token in enumerate(tokens):
        if isinstance(token, str):
            words.append(token)
        elif isinstance(token, Element):
            if words:
                add_words(parent, "".join(words))
                words = []
            parent.append(token)
        else:
            TreeMaker(parent).add([*words, *tokens[at:]])
            return
    if words:
        add_words(parent, "".join(words))


class TreeMaker:
    """Puts tokens into an element, as text and children."""

    def __init__(self, parent: Element) -> None:
        self._stack = [parent]
        self._words: list[str] = []

    def add(self, tokens: list[Token]) -> None:
        """Everything in `tokens`, in order. Raises TooComplicated when they are nested too deeply."""
        stack, words = self._stack, self._words
        for token in tokens:
            if isinstance(token, str):
                words.append(token)
            elif isinstance(token, Element):
                if words:
                    self._flush()
                if len(stack) > 1 and token.tag in EMPHASIS:
                    token.tag = self._emphasis(token.tag)
                    self._push(token)
                    stack.pop()
                else:
                    stack[-1].append(token)
            elif isinstance(token, Run):
                for _ in range(token.closes):
                    self._close()
                words.append(token.char * token.count)
                for tag in token.opens:
                    self._push(Element(self._emphasis(tag)))
            elif isinstance(token, Bracket):
                if token.tag:
                    self._push(Element(token.tag, token.attributes))
                else:
                    words.append(token.text)
            else:
                self._end_link()
        if words:
            self._flush()

    def _push(self, element: Element) -> None:
        self._flush()
        self._stack[-1].append(element)
        self._stack.append(element)
        if len(self._stack) > MAX_NESTING:
            raise TooComplicated(f"A paragraph has emphasis within emphasis {MAX_NESTING} times. Take some of it out.")

    def _emphasis(self, tag: str) -> str:
        """The tag for emphasis where the tree has come to: like cmark-gfm, strong inside strong says nothing new."""
        above = self._stack[-1].tag
        in_strong = above == "strong" or (len(self._stack) > 1 and above == BARE)
        return BARE if tag == "strong" and in_strong else tag

    def _close(self) -> Element:
        self._flush()
        return self._stack.pop()

    def _end_link(self) -> None:
        element = self._close()
        if element.tag == "img":
            words = plain_text(element)
            element.text = None
            element[:] = []
            element.set("alt", words)

    def _flush(self) -> None:
        """Put the words collected so far where the tree has come to."""
        if self._words:
            add_words(self._stack[-1], "".join(self._words))
            self._words.clear()


def plain_text(element: Element, *, images: bool = True) -> str:
    """The words in an element: images as their descriptions, formulas as written, HTML tags left out."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == "img":
            parts.append(child.get("alt", "") if images else "")
        elif child.tag == RAW:
            parts.append(child.get(WRITTEN, ""))
        else:
            parts.append(plain_text(child, images=images))
        parts.append(child.tail or "")
    return "".join(parts)
