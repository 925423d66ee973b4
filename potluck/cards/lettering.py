"""Setting words of any script: which font sets what, in which direction it runs, and where lines break.

Letters are shaped by HarfBuzz, within Pillow; here a line is cut into runs of one font and one direction, and these are
laid side by side. That is the part of Unicode's bidirectional algorithm (UAX 9) that a title needs: strong characters,
and neutral ones that go with their neighbours where both run the same way, else with the line.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import groupby
from math import ceil

import msgspec
from PIL import Image, ImageDraw, ImageFont

from potluck.cards import fonts, glyphs

MEASURED_AT = 100
"""The size (pixels) at which words are measured; widths at other sizes are in proportion."""
NOT_FIRST = frozenset("、。，．：；？！）」』】〕〉》”’％ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
"""Characters that never begin a line (JIS X 4051, in short)."""
NOT_LAST = frozenset("（「『【〔〈《“‘")
_RTL = frozenset(("R", "AL", "AN"))
_LTR = frozenset(("L", "EN"))


class Run(msgspec.Struct, frozen=True):
    """Characters that one font sets in one direction."""

    text: str
    font: str
    rtl: bool


class Voice(msgspec.Struct, frozen=True):
    """How words are set: their language, the way their lines run, and whether they are bold."""

    lang: str
    rtl: bool
    bold: bool


class Setting(msgspec.Struct, frozen=True):
    """Lines of text at a size in pixels."""

    lines: tuple[str, ...]
    size: int


def tidy(text: str) -> str:
    """The text with single spaces, without what can't be seen: controls, and marks of direction, which we work out."""
    words = " ".join(text.split())
    seen = (
        each
        for each in words
        if each in "\u200c\u200d" or unicodedata.category(each) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
    )
    return "".join(seen).strip()


def fit(text: str, width: int, height: int, sizes: tuple[int, ...], voice: Voice) -> Setting:
    """The text within ``width`` and ``height`` pixels, as large as that allows; cut short if nothing helps."""
    pieces = _pieces(text)
    for size in sizes:
        space, most = width * MEASURED_AT / size, max(1, height // leading(text, size))
        if size == sizes[-1]:
            pieces = [part for piece in pieces for part in (list(piece) if _width(piece, voice) > space else [piece])]
        lines = _fill(pieces, space, voice)
        if len(lines) <= most and all(_width(line, voice) <= space for line in lines):
            return Setting(tuple(_balance(pieces, lines, space, voice)), size)
    most = min(most, len(lines))  # fewer lines may be too long as well: a single letter can be wider than a card
    last = lines[most - 1]
    while last and _width(last + "…", voice) > space:
        last = last[:-1].rstrip()
    return Setting((*lines[: most - 1], last + "…"), size)


def leading(text: str, size: int) -> int:
    """From one baseline to the next, in pixels: scripts with marks above and below, or without room, need more."""
    return round(size * (1.16 if all(each < "\u0530" or "\u1e00" <= each < "\u2190" for each in text) else 1.36))


def _pieces(text: str) -> list[str]:
    """The text, cut wherever a line may break: behind spaces, and between most characters of Chinese and Japanese."""
    pieces: list[str] = []
    for character in text:
        if not pieces or _may_break(pieces[-1][-1], character):
            pieces.append(character)
        else:
            pieces[-1] += character
    return pieces


def _may_break(behind: str, before: str) -> bool:
    if before == " " or unicodedata.combining(before):
        return False
    if behind == " ":
        return True
    wide = "\u2e80" <= behind <= "\ua4cf" or "\u2e80" <= before <= "\ua4cf"
    return wide and before not in NOT_FIRST and behind not in NOT_LAST


def _fill(pieces: list[str], space: float, voice: Voice) -> list[str]:
    """Lines filled one after the other, each with as many pieces as fit."""
    lines: list[str] = []
    used = 0.0
    for piece in pieces:
        width = _width(piece.rstrip(), voice)
        if lines and used + width <= space:
            lines[-1] += piece
            used += _width(piece, voice)
        else:
            lines.append(piece)
            used = _width(piece, voice)
    return [line.rstrip() for line in lines]


def _balance(pieces: list[str], lines: list[str], space: float, voice: Voice) -> list[str]:
    """The same number of lines, as equal in length as they come."""
    low, high = max((_width(piece, voice) for piece in pieces), default=space), space
    if len(lines) == 1 or low >= high:
        return lines
    for _ in range(5):
        middle = (low + high) / 2
        tried = _fill(pieces, middle, voice)
        if len(tried) <= len(lines):
            lines, high = tried, middle
        else:
            low = middle
    return lines


@lru_cache(maxsize=1024)
def _width(text: str, voice: Voice) -> float:
    """The width of a piece of text at MEASURED_AT."""
    if not voice.rtl and glyphs.is_plain(text):
        return glyphs.length(text, MEASURED_AT, voice.bold)
    return sum(
        _font(run, MEASURED_AT, voice).getlength(run.text, direction=_direction(run)) for run in runs(text, voice.rtl)
    )


def begins_rtl(text: str) -> bool:
    """Whether a text runs from right to left: its first strong character says so, as with HTML's ``dir="auto"``."""
    return next((rtl for character in text if (rtl := _strong(character)) is not None), False)


def runs(text: str, rtl: bool) -> list[Run]:
    """The runs of a line in the order they are seen, from left to right."""
    found = _merged(text, _directions(text, rtl), _fonts(text))
    visual: list[Run] = []
    for backwards, members in groupby(found, key=lambda run: run.rtl):
        segment = list(members)
        if backwards:
            segment.reverse()
        visual = segment + visual if rtl else visual + segment
    return visual


def _merged(text: str, directions: list[bool], names: list[str]) -> list[Run]:
    """Neighbours of one font and one direction, together."""
    found: list[Run] = []
    for character, rtl, name in zip(text, directions, names, strict=True):
        if found and (found[-1].font, found[-1].rtl) == (name, rtl):
            found[-1] = Run(found[-1].text + character, name, rtl)
        else:
            found.append(Run(character, name, rtl))
    return found


@lru_cache(maxsize=4096)
def _strong(character: str) -> bool | None:
    """Whether a character runs from right to left; None for one that goes with its neighbours."""
    kind = unicodedata.bidirectional(character)
    return True if kind in _RTL else False if kind in _LTR else None


def _directions(text: str, base: bool) -> list[bool]:
    """The direction of each character; a neutral one between two of the same direction has theirs, else the line's."""
    strong = [_strong(character) for character in text]
    before: list[bool] = []
    for each in strong:
        before.append(each if each is not None else (before[-1] if before else base))
    after, following = [base] * len(text), base
    for at in range(len(text) - 1, -1, -1):
        own = strong[at]
        following = own if own is not None else following
        after[at] = following
    return [one if one == other else base for one, other in zip(before, after, strict=True)]


def _fonts(text: str) -> list[str]:
    """The font of each character; spaces and marks keep to the character before them."""
    names: list[str] = []
    for character in text:
        keeps = character == " " or unicodedata.category(character) in ("Mn", "Me", "Cf")
        names.append(names[-1] if keeps and names else fonts.font_of(character))
    return names


def _font(run: Run, size: int, voice: Voice) -> ImageFont.FreeTypeFont:
    face = fonts.cjk_face(voice.lang, run.text) if run.font == fonts.CJK else 0
    return fonts.load(run.font, size, face, voice.bold)


def _direction(run: Run) -> str:
    return "rtl" if run.rtl else "ltr"


def above_baseline(size: int) -> int:
    """How much of a line's mask is above its baseline: room for the highest letters of any script."""
    return round(size * 1.25)


def mask(line: str, size: int, voice: Voice) -> Image.Image:
    """A line in grey: how much of each pixel its letters cover."""
    if not voice.rtl and glyphs.is_plain(line):
        image = _empty(glyphs.length(line, size, voice.bold), size)
        glyphs.lay(image, 0, above_baseline(size), line, size, voice.bold)
        return image
    placed, at = [], 0.0
    for run in runs(line, voice.rtl):
        font = _font(run, size, voice)
        placed.append((at, run, font))
        at += font.getlength(run.text, direction=_direction(run))
    image = _empty(at, size)
    pen = ImageDraw.Draw(image)
    for left, run, font in placed:
        where = (left, above_baseline(size))
        pen.text(where, run.text, fill=255, font=font, anchor="ls", direction=_direction(run))
    return image


def _empty(length: float, size: int) -> Image.Image:
    """Room for a line of this length in pixels."""
    return Image.new("L", (max(1, ceil(length) + size // 8), round(size * 1.75)))
