"""A text as it is searched: what readers may filter by, and its words, each with how much it weighs.

Words are told by the spaces between them, and Chinese, Japanese, Thai and their like have none. So each of their
characters becomes a word here, and the search page asks for a phrase of such words: whatever is typed is found wherever
it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from html import escape, unescape

UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e46\u0e81-\u0eb0\u0ec0-\u0ec6\u1000-\u1021\u1780-\u17b3"
    "\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Letters of Thai, Lao, Burmese, Khmer, kana and Chinese characters, as in a class of a regular expression."""
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b4-\u17d3\u3099\u309a"
PLAIN = 24
"""What a word weighs, as Pagefind writes it; one of a heading weighs two to seven times that."""
_WEIGHTS = {f"h{level}": (8 - level) * PLAIN for level in range(1, 7)} | {f"/h{level}": PLAIN for level in range(1, 7)}
_LETTERS_GO_ON = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|img|input|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var"
    r"|wbr)(?: [^<>]*)?/?>"
)
"""Tags within words and beside them: what stands on their two sides is one word."""
_TAG = re.compile(r"<(/?[A-Za-z0-9-]*)[^<>]*>")
_SENTENCES = frozenset("/h1 /h2 /h3 /h4 /h5 /h6 /p /td /th /div /ul /li /article /section".split())
"""Ends of what gets a full stop, if it has no sign there, so that an excerpt reads well."""
_UNREAD = frozenset("head style script noscript label form svg footer nav iframe template".split())
"""What Pagefind passes over as well."""

Passage = tuple[int, list[str]]
"""What each of some words weighs, and the words, in the order of the text."""


@dataclass(frozen=True, slots=True)
class Searched:
    """One page that can be found. ``url`` begins with a slash and is below the site's root.

    ``html()`` is its text, safe, and asked for only when an index is made; ``name`` is another where the text is. So is
    ``shown()``, the title as it stands on the page, if that is not as it was typed.
    """

    url: str
    title: str
    name: str
    html: Callable[[], str] = field(repr=False)
    shown: Callable[[], str] | None = field(default=None, repr=False)
    people: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    year: str = ""

    def heading(self) -> str:
        """The title that is found and shown."""
        return self.shown() if self.shown else self.title

    def filters(self) -> dict[str, list[str]]:
        """What readers may choose it by."""
        values = {"person": self.people, "tag": self.tags, "year": (self.year,) if self.year else ()}
        return {name: [*dict.fromkeys(some)] for name, some in values.items() if some}

    def passages(self) -> list[Passage]:
        """Its words, those of the title first."""
        return passages(f"<h1>{escape(self.heading())}</h1>{self.html()}")


@cache
def _letter() -> re.Pattern[str]:
    return re.compile(f"([{UNSPACED}][{_MARKS}]*)")


def passages(html: str) -> list[Passage]:
    """The words of HTML that is safe: every ``<`` in it begins a tag."""
    text, *parts = _TAG.split(_LETTERS_GO_ON.sub("", html))
    found: list[Passage] = []
    said, weight, unread = [text], PLAIN, 0
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        if name.removeprefix("/") in _UNREAD:
            unread = max(0, unread - 1) if name.startswith("/") else unread + 1
        if name in _SENTENCES and (said[-1][-1:].isalnum() or said[-1][-1:] in tuple("_'\")$*")):
            said.append(".")
        if name in _WEIGHTS:
            found.append((weight, words("".join(said))))
            said, weight = [], _WEIGHTS[name]
        said += " ", "" if unread else text
    found.append((weight, words("".join(said))))
    return [each for each in found if each[1]]


def words(html: str) -> list[str]:
    """The words of HTML without tags; each character of a script that sets no spaces is one."""
    text = unescape(html).replace("\u200b", "")  # a space without width is neither a space nor a letter
    return (_letter().sub(r" \1 ", text) if _letter().search(text) else text).split()
