"""Proper quotation marks, apostrophes, dashes and ellipses, as each language sets them.

A member types what the keyboard has. On finished HTML, where every tag is well formed, the straight signs become the
right ones; code, mathematics and whatever else is quoted to the letter stay as they are. Which marks a language has is
docutils' knowledge. Nothing is guessed that a reader could stumble over: where a sign may mean feet, inches or an
abbreviation, it stays straight.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from potluck.markup.rendered import Rendered

# Tags pass as they are; what these hold passes whole.
_TO_THE_LETTER = "pre|code|kbd|samp|math|script|style|iframe|textarea|svg"
_PIECE = re.compile(rf"<({_TO_THE_LETTER})\b[^>]*>[^<]*(?:<(?!/\1>)[^<]*)*</\1>|<[^>]*>|[^<]+")
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|cite|del|dfn|em|i|ins|mark|q|s|small|span|strong|sub|sup|u|picture|source|img)\b"
)
# Every branch begins with the character itself, and looks back after it, so that `re` skips to the next such character.
_SIGN = re.compile(
    r"&quot;|&#34;|&#x27;|&#39;|[\"']|\.\.\."
    r"|-(?<=\s-)--?(?=\s)|-(?<=[^\W\d_]-)-(?=[^\W\d_])|-(?<=\w -)(?= [^\W\d_])"
)
_OPENS_AFTER = frozenset(" \n\t\u00a0([{<-–—/“‘«„‚¡¿「『（")
_ELIDED = re.compile(r"(?:\d\ds|tis|twas|em|n|cause|til)\b", re.I)
_BEFORE_A_HIGH_SIGN = re.compile(" (?=[;:!?»])")
_SINGLE = frozenset(("'", "&#x27;", "&#39;"))


def set_type(html: str, lang: str) -> str:
    """HTML with the signs of ``lang`` (a language tag) in its text."""
    if "'" not in html and '"' not in html and "&" not in html and "." not in html and "-" not in html:
        return html
    setter = _Setter(lang)
    return "".join(setter.piece(match) for match in _PIECE.finditer(html))


def set_plain(text: str, lang: str) -> str:
    """A title or another line of plain text with the signs of ``lang``."""
    return _Setter(lang).text(text) if text else text


def typeset(rendered: Rendered, lang: str) -> Rendered:
    """The text with everything of it that is shown set in type."""
    return replace(
        rendered,
        html=set_type(rendered.html, lang),
        headings=tuple(replace(each, text=set_plain(each.text, lang)) for each in rendered.headings),
        summary=set_plain(rendered.summary, lang),
    )


@cache
def _marks(lang: str) -> tuple[str, str, str, str]:
    """Opening and closing double, opening and closing single marks."""
    from docutils.utils.smartquotes import smartchars  # takes a while, and not every process sets type

    known = smartchars.quotes
    tag = {"zh-hant": "zh-tw", "zh-hk": "zh-tw", "zh": "zh-cn", "fr": "fr-x-altquot"}.get(lang.lower(), lang.lower())
    first, second, third, fourth = tuple(known.get(tag) or known.get(tag.partition("-")[0]) or known["en"])
    if tag.partition("-")[0] == "he":
        return "”", "”", "’", "’"
    return first, second, third, fourth


class _Setter:
    """Goes through one text; knows what stood before, and which marks are open."""

    def __init__(self, lang: str) -> None:
        self._marks = _marks(lang)
        self._is_french = lang.partition("-")[0] == "fr"
        self._before = " "
        self._open: list[str] = []

    def piece(self, match: re.Match[str]) -> str:
        """A tag, a stretch of text, or something that is kept to the letter."""
        piece = match[0]
        if match[1]:
            self._before = "x"
        elif piece.startswith("<"):
            if not _INLINE.match(piece):
                self._before, self._open = " ", []
        else:
            return self.text(piece)
        return piece

    def text(self, text: str) -> str:
        """A stretch of text between two tags."""
        text = _SIGN.sub(self._sign, text)
        if self._is_french:
            text = _BEFORE_A_HIGH_SIGN.sub("\u202f", text)
        self._before = text[-1]
        return text

    def _sign(self, match: re.Match[str]) -> str:
        sign = match[0]
        if sign == "...":
            return "…"
        if sign[0] == "-":
            return "—" if sign == "---" else "–"
        text, start, end = match.string, match.start(), match.end()
        before = text[start - 1] if start else self._before
        if before == ";" and (quote := re.search(r"&(?:quot|#34|#x27|#39);$", text[:start])):
            before = "“" if quote and self._open else "x"
        after = text[end : end + 1]
        return self._quote(sign, before, after, text[end : end + 8])

    def _quote(self, sign: str, before: str, after: str, rest: str) -> str:
        double_open, double_close, single_open, single_close = self._marks
        opens = before in _OPENS_AFTER or (before in "\"'" and bool(self._open)) or self._opens_unspaced(sign, before)
        if sign in _SINGLE:
            if before.isalnum() and after.isalnum() and not _unspaced(before):
                return "’" if not before.isdigit() else sign
            if opens and _ELIDED.match(rest):
                return "’"
            if opens and not after.isspace():
                self._open.append("'")
                return single_open
            if self._open and self._open[-1] == "'":
                self._open.pop()
                return single_close
            return sign if before.isdigit() else "’"
        if before.isalnum() and after.isalnum() and not (_unspaced(before) or _unspaced(after)):
            return sign  # an abbreviation in Hebrew, or nothing we know
        if opens and not after.isspace():
            self._open.append('"')
            return double_open
        if '"' in self._open:
            while self._open.pop() != '"':
                pass
            return double_close
        return sign

    def _opens_unspaced(self, sign: str, before: str) -> bool:
        """Whether a mark opens in a script without spaces: there every second one does."""
        return _unspaced(before) and ("'" if sign in _SINGLE else '"') not in self._open


def _unspaced(character: str) -> bool:
    return character >= "\u2e80"
