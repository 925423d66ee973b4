"""A text as the indexer is given it: one small page, with what readers may filter by.

The indexer tells words by the spaces between them, and Chinese, Japanese, Thai and their like have none. So each of
their characters becomes a word here, and the search page asks for a phrase of such words: whatever is typed is found
wherever it stands.

The indexer takes marks off letters, and finds no phrase of letters that stand in a text both with marks and without. So
hieroglyphs stand in for a letter with marks, which the search page turns back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from html import escape

import msgspec

UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e46\u0e81-\u0eb0\u0ec0-\u0ec6\u1000-\u1021\u1780-\u17b3"
    "\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Letters of Thai, Lao, Burmese, Khmer, kana and Chinese characters, as in a class of a regular expression."""
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b4-\u17d3\u3099\u309a"
_FIRST_STAND_IN = 0x13000
_BLOCKS = {0x0E: 0, 0x10: 256, 0x17: 512, 0x30: 768}
"""The hieroglyph that stands in for the first character of each block of 256, counted from the first there is."""
_MAY_BE_UNSPACED = re.compile("[^\0-\u0e00\u1800-\u3040]")
"""What these lie among, told by what they don't: Python takes longer to compile a wide range than many narrow ones."""
_TAG = re.compile(r"(<[^>]*>)")
_WITHIN_WORDS = re.compile(r"</?(?:span|code|em|strong|b|i)(?: [^<>]*)?>")
"""Tags that say nothing to the indexer, and take it time: in coloured code each word has one."""
_SIGN = "___PAGEFIND_"
"""How Pagefind marks places in a text for itself, whoever wrote it there; nobody is to weigh their own words."""


class Searched(msgspec.Struct, frozen=True):
    """One page that can be found. ``url`` begins with a slash and is below the site's root.

    ``html()`` is its text, safe, and asked for only when an index is made; ``name`` is another where the text is. So is
    ``shown()``, the title as it stands on the page, if that is not as it was typed.
    """

    url: str
    title: str
    name: str
    html: Callable[[], str]
    shown: Callable[[], str] | None = None
    people: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    year: str = ""

    def __repr__(self) -> str:
        """Without what is asked for later, which is called otherwise in every process: an index is known by this."""
        return (
            f"Searched(url={self.url!r}, title={self.title!r}, name={self.name!r}, people={self.people!r}, "
            f"tags={self.tags!r}, year={self.year!r})"
        )

    def page(self) -> str:
        """What the indexer is given."""
        filters = [("person", each) for each in self.people] + [("tag", each) for each in self.tags]
        filters += [("year", self.year)] if self.year else []
        said = [f'<p data-pagefind-filter="{name}[data-is]" data-is="{escape(value)}"></p>' for name, value in filters]
        title = escape(self.shown() if self.shown else self.title).replace(_SIGN, _SIGN.lower())
        said += [f'<p data-pagefind-meta="title[data-is]" data-is="{title}"></p>', f"<h1>{spaced(title)}</h1>"]
        html = _WITHIN_WORDS.sub("", self.html()).replace(_SIGN, _SIGN.lower())
        return f"<html><body data-pagefind-body>{''.join(said)}{spaced(html)}</body></html>"


@cache
def _letter() -> re.Pattern[str]:
    return re.compile(f"[{UNSPACED}][{_MARKS}]*")


@lru_cache(maxsize=10_000)
def _word(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    if len(parts) > 1:
        codes = [ord(each) for each in parts]
        letter = "".join(
            chr(_FIRST_STAND_IN + _BLOCKS[code >> 8] + (code & 255)) if code >> 8 in _BLOCKS else chr(code)
            for code in codes
        )
    return f" {letter} "


def spaced(html: str) -> str:
    """HTML with spaces around each character of a script that sets none, and marks as letters; tags are left alone."""
    if not _MAY_BE_UNSPACED.search(html):
        return html
    letter = _letter()
    parts = _TAG.split(html)
    return "".join(part if part.startswith("<") else letter.sub(lambda found: _word(found[0]), part) for part in parts)
