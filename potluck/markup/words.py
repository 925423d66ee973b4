"""Plain words out of sanitised HTML: the summary and the number of words.

Works on the output of `sanitise` only, where every tag is well formed and every `<` of the text is escaped; so a
pattern is enough, and nothing is parsed a second time.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection
from functools import cache, lru_cache
from html import unescape
from itertools import filterfalse

from potluck.late import late

SUMMARY_LENGTH = 200  # characters
KEYWORDS = 16

_PARAGRAPH = re.compile(r"<p(?: [^>]*)?>([^<]*(?:<(?!/p>)[^<]*)*)</p>")
_NO_WORDS = re.compile(r"<(?:(annotation|iframe)\b[^>]*>.*?</\1>|sup class=\"footnote-ref\">.*?</sup>|[^>]*>)", re.S)
"""A tag, or what no reader sees as words of the text, with all it holds."""
_NO_PROSE = re.compile(r"<(?:(pre|code|math|iframe)\b[^>]*>[^<]*(?:<(?!/\1>)[^<]*)*</\1>|[^>]*>)")
"""Likewise, code."""
_CODE = late(r"<(/?)code\b[^>]*>")
_TO_THE_LEFT = late(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""A letter of Arabic, Hebrew, and others that run to the left."""
_ALONE, _AGAIN = "\u2066", "\u2069"
"""What is between these runs to the right, however the text around it runs."""
_WORD = late(r"[^\W\d_]{4,}")
_LETTERS = bytes(code if code > 127 or chr(code).isalpha() else 32 for code in range(256)).lower()
"""For ``bytes.translate``: ASCII letters in lower case, and what is not ASCII; a space for all else."""
_ASCII = bytes(range(128))
_SOLID = bytes(chr(code).isalnum() for code in range(128)) + b"\1" * 128
_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum() and not chr(code).isspace())
"""Likewise: 1 for a letter or digit, and the signs to leave out."""
_FEW = 16
_HAN = r"\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SOUTH_EAST = r"\u0e01-\u0e4e\u0e81-\u0ecd\u1000-\u103e\u1780-\u17d3"
_FIRST_UNSPACED, _FIRST_OF_ANY, _SYMBOLS = "\u3040", "\u0e01", ("\u2000", "\u2fff")
"""Below these there is no letter of those scripts, nor among the symbols: most texts need none of these patterns, which
are costly to compile."""
HAN_IN_A_WORD, LETTERS_IN_A_WORD = 1.6, 5
"""Characters of a word where no space ends it: of Chinese and Japanese (Trauzettel-Klosinski and Dietz 2012: Chinese is
read at 255 characters or 158 words a minute), and of Thai, Lao, Burmese and Khmer."""
_SENTENCE_END = re.compile(r"[.!?][\"')\]]*(?=\s|$)")
_SENTENCE_END_OF_ANY = late(r"[.!?…。！？](?:(?<=[。！？])|[\"'”’)\]]*(?=\s|$))")
"""The same for a text that is not all ASCII; it takes several times as long to compile."""


def plain_text(html: str) -> str:
    """The words of sanitised HTML, white space collapsed."""
    return " ".join(unescape(_NO_WORDS.sub("", html)).split())


def summarise(html: str) -> str:
    """The first paragraph that has words, cut at a sentence's end (at a word's if there is none) to 200 characters.

    Code runs to the right among words that run to the left, as it does in the text: else the brackets of ``run()``
    would stand before it.
    """
    for paragraph in _PARAGRAPH.finditer(html):
        words = paragraph[1]
        if "<code" in words and not words.isascii() and _TO_THE_LEFT.search(words):
            words = _CODE.sub(lambda tag: _AGAIN if tag[1] else _ALONE, words)
        if text := plain_text(words):
            text = shorten(text)
            return text + _AGAIN * (text.count(_ALONE) - text.count(_AGAIN))
    return ""


def shorten(text: str) -> str:
    """`text` in at most 200 characters: whole sentences where possible, else whole words and an ellipsis."""
    if len(text) <= SUMMARY_LENGTH:
        return text
    start = text[:SUMMARY_LENGTH]
    longer = text[: SUMMARY_LENGTH + 1]
    sentences = (_SENTENCE_END if longer.isascii() else _SENTENCE_END_OF_ANY).finditer(longer)
    ends = [match.end() for match in sentences if match.end() <= SUMMARY_LENGTH]
    if ends and ends[-1] >= SUMMARY_LENGTH // 4:
        return start[: ends[-1]]
    cut = start[: SUMMARY_LENGTH - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space >= SUMMARY_LENGTH // 2 else cut).rstrip(" ,;:-–—") + "…"


def prose_of(html: str) -> str:
    """The words of sanitised HTML, code left aside."""
    return unescape(_NO_PROSE.sub(" ", html))


def words_of(html: str) -> str:
    """The words of sanitised HTML, code included."""
    return unescape(_NO_WORDS.sub(" ", html))


def keywords(prose: str) -> tuple[str, ...]:
    """The words that say most about a text without its code: frequent ones, long before short.

    A long word says more in any language (Piantadosi 2011), so no list of words without meaning is needed, and a text's
    words depend on that text alone. Scripts without spaces are cut into pairs of characters.
    """
    letters = _bytes(prose).translate(_LETTERS)
    counts = Counter(letters.split())
    if not letters.isascii():
        for run in list(filterfalse(bytes.isascii, counts)):
            times = counts.pop(run)
            for word in _words(_text(run).casefold()):
                counts[_bytes(word)] += times
    heavy_first = sorted(  # as bytes, which have the order of their letters
        [
            (-_weight(len(run) if run.isascii() else len(_text(run)), count), run)
            for run, count in counts.items()
            if count > 1 and (len(run) > 3 or not run.isascii())
        ]
    )
    return tuple([_text(run) for _, run in heavy_first[:KEYWORDS]])


@lru_cache(maxsize=10_000)
def _weight(length: int, count: int) -> float:
    """What a word of so many letters says that stands there so often."""
    return math.sqrt(count) * min(length if length > 2 else 8, 12) ** 2


@cache
def _unspaced() -> re.Pattern[str]:
    return re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")


@cache
def _without_spaces() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(f"[{_HAN}]"), re.compile(f"[{_SOUTH_EAST}]")


def _words(run: str) -> list[str]:
    """The words of letters that stand together: those of four letters or more, and pairs in scripts without spaces."""
    unspaced = _unspaced().findall(run) if run and max(run) >= _FIRST_UNSPACED else []
    pairs = [each[at : at + 2] for each in unspaced for at in range(len(each) - 1)]
    return [*_WORD.findall(_unspaced().sub(" ", run) if unspaced else run), *pairs]


def count_words(text: str) -> int:
    """How many words a text has.

    What stands between spaces is a word if there is a letter or a digit in it. In scripts that set no spaces, words are
    worked out from the number of characters, also where they stand within a text in another script.
    """
    han = letters = 0
    if not text.isascii():
        strange = set(_text(_bytes(text).translate(None, _ASCII)))
        if any(each >= _FIRST_OF_ANY and not _SYMBOLS[0] <= each <= _SYMBOLS[1] for each in strange):
            han_or_kana, south_east_asian = _without_spaces()
            text, han = han_or_kana.subn(" ", text)
            text, letters = south_east_asian.subn(" ", text)
        text = _without({each for each in strange if not each.isalnum()}, text)
    solid = int.from_bytes(_bytes(text).translate(_SOLID, _SIGNS), "little")
    ends = (solid ^ (solid << 8)).bit_count()  # two of each word: all bytes are compared at once with those before
    return ends // 2 + math.ceil(han / HAN_IN_A_WORD + letters / LETTERS_IN_A_WORD)


def _without(signs: Collection[str], text: str) -> str:
    """A text without these signs, and with a plain space for each that is one."""
    instead = {each: " " if each.isspace() else "" for each in signs}
    if len(signs) > _FEW:
        return text.translate({ord(sign): other for sign, other in instead.items()})
    for sign, other in instead.items():
        text = text.replace(sign, other)
    return text


def _bytes(text: str) -> bytes:
    """Text for what is done faster to bytes."""
    return text.encode("utf-8", "surrogatepass")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")
