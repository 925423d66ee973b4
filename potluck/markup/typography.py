"""Proper quotation marks, apostrophes, dashes and ellipses, as each language sets them.

A member types what the keyboard has. On finished HTML, where every tag is well formed, the straight signs become the
right ones; code, mathematics and whatever else is quoted to the letter stay as they are. Which marks a language has is
docutils' knowledge. Nothing is guessed that a reader could stumble over: where a sign may mean feet, inches or an
abbreviation, it stays straight.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache, lru_cache

import msgspec
from msgspec.structs import replace

from potluck.late import late
from potluck.markup.rendered import Rendered

_TAG = re.compile(r"(<pre\b[^>]*>[^<]*(?:<(?!/pre>)[^<]*)*</pre>|<code\b[^>]*>[^<]*</code>|<[^>]*>)")
"""A tag; where code begins, all of it: coloured code has a tag for each word."""
_CODE, _CODE_ENDS, _CODE_BEGINS = ("<pre", "<code"), ("</pre>", "</code>"), ("<pr", "<co")
# Tags pass as they are; what these hold passes whole.
_TO_THE_LETTER = re.compile(r"<(pre|code|kbd|samp|math|script|style|iframe|textarea|svg)\b")
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|cite|del|dfn|em|i|ins|mark|q|s|small|span|strong|sub|sup|u|picture|source|img)\b"
)
# Every branch begins with one character and no set of them, and looks back after it: `re` skips to the next of these.
_SIGN = re.compile(
    r"\"|'|&quot;|&#34;|&#x27;|&#39;|\.\.\."
    r"|-(?<=\s-)--?(?=\s)|-(?<=[^\W\d_]-)-(?=[^\W\d_])|-(?<=\w -)(?= [^\W\d_])"
)
_SIGNS = ("'", '"', "&", "-", "...")
_FRENCH_SIGNS = (*_SIGNS, " ;", " :", " !", " ?", " »")
"""One of these is in whatever is set otherwise than it was typed."""
_OPENS_AFTER = frozenset(" \n\t\u00a0([{<-–—/“‘«„‚¡¿「『（")
_QUOTE_IN_CODES = ("&quot;", "&#34;", "&#x27;", "&#39;")
_ELIDED = late(r"(?:\d\ds|tis|twas|em|n|cause|til)\b", re.I)
_BEFORE_A_HIGH_SIGN = late(" (?=[;:!?»])")
_SINGLE = frozenset(("'", "&#x27;", "&#39;"))


def set_type(html: str, lang: str, words: str | None = None) -> str:
    """HTML with the signs of ``lang`` (a language tag) in its text; ``words`` are those, if they are known."""
    setter = _Setter(lang)
    if not setter.may_set(html if words is None else words):
        return html
    pieces = _TAG.split(html)  # a stretch of text and a tag by turns
    setter.set(pieces)
    return "".join(pieces)


def set_plain(text: str, lang: str) -> str:
    """A title or another line of plain text with the signs of ``lang``, or as it is where that is empty."""
    setter = _Setter(lang)
    return setter.text(text) if lang and setter.may_set(text) else text


def typeset(rendered: Rendered, lang: str, words: str | None = None) -> Rendered:
    """The text with everything of it that is shown set in type; ``words`` are those of its HTML, if they are known."""
    return replace(
        rendered,
        html=set_type(rendered.html, lang, words),
        headings=tuple(replace(each, text=set_plain(each.text, lang)) for each in rendered.headings),
        summary=set_plain(rendered.summary, lang),
    )


class _Marks(msgspec.Struct, frozen=True):
    """The quotation marks of a language, those within others being the single ones."""

    double_open: str
    double_close: str
    single_open: str
    single_close: str


@cache
def _marks(lang: str) -> _Marks:
    from potluck.markup.quotation_marks import MARKS  # takes a while, and many texts have none

    tag = {"zh-hant": "zh-tw", "zh-hk": "zh-tw", "zh": "zh-cn", "fr": "fr-x-altquot"}.get(lang.lower(), lang.lower())
    first, second, third, fourth = tuple(MARKS.get(tag) or MARKS.get(tag.partition("-")[0]) or MARKS["en"])
    if tag.partition("-")[0] == "he":
        return _Marks("”", "”", "’", "’")
    return _Marks(first, second, third, fourth)


@lru_cache(maxsize=1_000)
def _kind(tag: str) -> tuple[str, bool]:
    """The tag that ends what one so begun keeps to the letter, if it does; and whether it stands within a line."""
    exact = _TO_THE_LETTER.match(tag)
    return (f"</{exact[1]}>" if exact else ""), _INLINE.match(tag) is not None


class _OpenMarks:
    """The marks that are open, each within those before; counted, since nothing else bounds how many there are."""

    def __init__(self) -> None:
        self._marks: list[str] = []
        self._count = {"'": 0, '"': 0}

    def __bool__(self) -> bool:
        return bool(self._marks)

    @property
    def last(self) -> str:
        """The innermost one, or nothing."""
        return self._marks[-1] if self._marks else ""

    def has(self, mark: str) -> bool:
        """Whether one of these is open."""
        return self._count[mark] > 0

    def push(self, mark: str) -> None:
        """One opens."""
        self._marks.append(mark)
        self._count[mark] += 1

    def close(self, mark: str) -> None:
        """One that is open closes, and all within it."""
        closed = ""
        while closed != mark:
            closed = self._marks.pop()
            self._count[closed] -= 1


class _Setter:
    """Goes through one text; knows what stood before, and which marks are open."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._is_french = lang.partition("-")[0] == "fr"
        self.signs = _FRENCH_SIGNS if self._is_french else _SIGNS
        self._before = " "
        self._open = _OpenMarks()

    def may_set(self, text: str) -> bool:
        """Whether anything in a text may have to be set otherwise than it was typed."""
        return any(sign in text for sign in self.signs)

    def set(self, pieces: list[str]) -> None:
        """Set each stretch of text among tags, where they stand by turns."""
        texts = pieces[::2]
        whole = "\0".join(texts)
        signs = [sign for sign in self.signs if sign in whole]
        to_set = {2 * number for sign in signs for number, text in enumerate(texts) if sign in text}
        at, last = 0, max(to_set, default=-1)
        while at <= last:
            if text := pieces[at]:
                if at in to_set:
                    text = pieces[at] = self.text(text)
                self._before = text[-1]
            at = self._past(pieces, at + 1) + 1 if at < last else last + 1

    def _past(self, pieces: list[str], at: int) -> int:
        """Note the tag in this place; answers where it ends, together with what it keeps to the letter."""
        tag = pieces[at]
        if tag[:3] in _CODE_BEGINS and tag.startswith(_CODE) and tag.endswith(_CODE_ENDS):
            self._before = "x"
            return at
        end, is_inline = _kind(tag.partition(" ")[0])
        if end:
            with suppress(ValueError):  # nothing ends it, so it is a tag like any other
                at = pieces.index(end, at)
                self._before = "x"
                return at
        if not is_inline:
            self._before = " "
            if self._open:
                self._open = _OpenMarks()
        return at

    def text(self, text: str) -> str:
        """A stretch of text between two tags."""
        text = _SIGN.sub(self._sign, text)
        return _BEFORE_A_HIGH_SIGN.sub("\u202f", text) if self._is_french else text

    def _sign(self, match: re.Match[str]) -> str:
        sign = match[0]
        if sign == "...":
            return "…"
        if sign[0] == "-":
            return "—" if sign == "---" else "–"
        text, start, end = match.string, match.start(), match.end()
        before = text[start - 1] if start else self._before
        if before == ";" and text.endswith(_QUOTE_IN_CODES, 0, start):
            before = "“" if self._open else "x"
        after = text[end : end + 1]
        return self._quote(sign, before, after, text[end : end + 8])

    def _quote(self, sign: str, before: str, after: str, rest: str) -> str:
        opens = before in _OPENS_AFTER or (before in "\"'" and bool(self._open)) or self._opens_unspaced(sign, before)
        if sign in _SINGLE:
            if before.isalnum() and after.isalnum() and not _unspaced(before):
                return "’" if not before.isdigit() else sign
            if opens and _ELIDED.match(rest):
                return "’"
            if opens and not after.isspace():
                self._open.push("'")
                return _marks(self._lang).single_open
            if self._open.last == "'":
                self._open.close("'")
                return _marks(self._lang).single_close
            return sign if before.isdigit() else "’"
        if before.isalnum() and after.isalnum() and not (_unspaced(before) or _unspaced(after)):
            return sign  # an abbreviation in Hebrew, or nothing we know
        if opens and not after.isspace():
            self._open.push('"')
            return _marks(self._lang).double_open
        if self._open.has('"'):
            self._open.close('"')
            return _marks(self._lang).double_close
        return sign

    def _opens_unspaced(self, sign: str, before: str) -> bool:
        """Whether a mark opens in a script without spaces: there every second one does."""
        return _unspaced(before) and not self._open.has("'" if sign in _SINGLE else '"')


def _unspaced(character: str) -> bool:
    return character >= "\u2e80"
