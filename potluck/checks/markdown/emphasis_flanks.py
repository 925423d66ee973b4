"""Stars that are shown although they stand right next to the words: beside a sign such as 」, or one too many.

GitHub, and so we, take stars for the beginning of bold text only if no letter stands before them when a sign stands
behind them, and the other way round at the end. Where words have no spaces between them, that is nearly everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.markdown.emphasis import RUNS, WORD, paired
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.markup.github.emphasis import is_punctuation, is_space
from potluck.problems import Problem, in_post, warning

ANY_STARS = re.compile(r"(?<!\\)\*+")
ANY_TILDES = re.compile(r"(?<!\\)~+")
EVEN = {frozenset((1, 2)): 2, frozenset((2, 3)): 2}
"""How many signs were meant on each side where there are so many on one and on the other."""

EMPHASIS_SIGN = warning(
    "emphasis-sign",
    "These stars stand between a letter and another sign, and so they are shown.",
    why="Readers would see the stars and no bold text, here and on GitHub.",
    fix="Put the stars on the other side of the sign, right next to the words.",
    bad=in_post("我們用**「終端機」**學習。"),
    good=in_post("我們用「**終端機**」學習。"),
)
EMPHASIS_UNEVEN = warning(
    "emphasis-uneven",
    "There are not as many stars at the end as at the beginning.",
    why="Readers would see the star that is left over.",
    fix="Put as many stars behind the words as in front of them: one for italics, two for bold text.",
    bad=in_post("It was *very good** soup."),
    good=in_post("It was **very good** soup."),
)


@text_check(EMPHASIS_SIGN)
def shown_stars(text: Text) -> Iterator[Problem]:
    """`用**「終端機」**學習`, whose stars make nothing bold; one problem for each line."""
    for number, line in text.each_prose("**"):
        raw = text.line(number)
        pairs = [pair for pair in paired(RUNS["**"], line) if _is_shown(raw, *pair)]
        if not pairs:
            continue
        better = raw
        for start, end in reversed(pairs):
            better = _moved(better, start, end)
        yield text.changed(EMPHASIS_SIGN, number, better, pairs[0][0] + 1)


def _is_shown(line: str, start: int, end: int) -> bool:
    """Whether the stars at `start` can't begin, or those at `end` can't end, bold text for the signs beside them."""
    inside = line[start + 2 : end]
    if not inside.strip() or inside[0].isspace() or inside[-1].isspace():
        return False
    return _blocked(line[start - 1 : start], inside[0]) or _blocked(line[end + 2 : end + 3], inside[-1])


def _blocked(outside: str, inside: str) -> bool:
    return not is_space(outside) and not is_punctuation(outside) and is_punctuation(inside)


def _moved(line: str, start: int, end: int) -> str:
    """The line with the signs outside of the stars; code stays inside, and gets a space in front and behind."""
    before, inside, after = line[:start], line[start + 2 : end], line[end + 2 :]
    words = inside
    if not any(sign in inside for sign in "`[]()<>*_"):
        lead = len(inside) - len(inside.lstrip("".join(filter(is_punctuation, inside))))
        words = inside.strip("".join(filter(is_punctuation, inside)))
        if words:
            return f"{before}{inside[:lead]}**{words}**{inside[lead + len(words) :]}{after}"
    gap = " " if _blocked(before[-1:], inside[0]) else ""
    end_gap = " " if _blocked(after[:1], inside[-1]) else ""
    return f"{before}{gap}**{inside}**{end_gap}{after}"


@text_check(EMPHASIS_UNEVEN)
def uneven_stars(text: Text) -> Iterator[Problem]:
    """`*very good**` and `**very good*`, where the paragraph has no other stars."""
    signs = [(sign, runs) for sign, runs in (("*", ANY_STARS), ("~", ANY_TILDES)) if 2 * sign in text.prose]
    if not signs:
        return
    lines = text.prose.split("\n")
    for paragraph in text.blocks.paragraphs:
        for sign, pattern in signs:
            rows = [row for row in range(paragraph.first, paragraph.last + 1) if sign in lines[row]]
            if len(rows) == 1 and 2 * sign in lines[rows[0]]:
                yield from _uneven(text, rows[0] + text.first, lines[rows[0]], sign, pattern)


def _uneven(text: Text, number: int, line: str, sign: str, pattern: re.Pattern[str]) -> Iterator[Problem]:
    runs = list(pattern.finditer(line))
    wanted = EVEN.get(frozenset(len(found.group()) for found in runs)) if len(runs) == 2 else None
    if wanted is None:
        return
    first, last = runs
    escaped = 2 * line.endswith(f"\\{sign}", 0, last.start())
    inside = line[first.end() : last.start() - escaped]
    if inside != inside.strip() or not WORD.search(inside) or line[: first.start()][-1:].isalnum():
        return
    raw = text.line(number)
    marks, said = wanted * sign, raw[first.end() : last.start() - escaped]
    better = f"{raw[: first.start()]}{marks}{said}{marks}{raw[last.end() :]}"
    title = f"There are not as many `{sign}` at the end as at the beginning." if sign != "*" else ""
    yield text.changed(EMPHASIS_UNEVEN, number, better, first.start() + 1, title=title)
