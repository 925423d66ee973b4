"""Bold and italic text whose stars are shown, and names whose underscores are not.

GitHub, and so we, take stars for the beginning of bold text only if no letter stands before them when a sign stands
behind them, and the other way round at the end. Where words have no spaces between them, that is nearly everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.markup.github.emphasis import is_punctuation, is_space, make_run
from potluck.problems import Problem, in_post, warning

LIST_SIGN = re.compile(r"[ \t]*(?:[*+-]|\d{1,3}[.)])[ \t]")
SPACED_SIGN = re.compile(r"[*_~] |\s[*_~]")
RUNS = {
    "**": re.compile(r"(?<![\\*])\*\*(?!\*)"),
    "*": re.compile(r"(?<![\\*])\*(?!\*)"),
    "__": re.compile(r"(?<![\\_])__(?!_)"),
    "_": re.compile(r"(?<![\\_])_(?!_)"),
    "~~": re.compile(r"(?<![\\~])~~(?!~)"),
}
MANY = 20
"""A line with more runs than this is a drawing or a table of data, and nobody's emphasis."""
LONGEST = 300
BRACKETS = ("（）", "「」", "『』", "【】", "《》", "〈〉", "“”", "«»")
"""Signs of which the stars take in both or neither."""
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[^\x00-\u02ff\s])")
"""Two letters, or a letter and a mark above it."""
PARAMETERS = re.compile(r"(?:kw|opt|arg|param)")
DUNDER = re.compile(
    r"(?<![\w`.\\/])(?:<(?=__[a-z_]{1,40}__[\w. ]{1,80}>))?(?P<name>__[a-z]+(?:_[a-z]+)*__)"
    r"(?P<call>\([\w ,=*]*\)|\.py|(?<=<__main__)[\w. ]{1,80}>)?(?!\w)"
)
PYTHON_NAMES = frozenset(
    """
    __init__ __name__ __main__ __str__ __repr__ __file__ __len__ __eq__ __iter__ __next__ __call__ __enter__
    __exit__ __dict__ __doc__ __class__ __add__ __getitem__ __setitem__ __all__ __version__ __new__ __del__
    __hash__ __lt__ __contains__ __bool__ __slots__ __future__ __import__ __builtins__ __module__
    __pycache__ __getattr__
    """.split()
)
BOLD_START = re.compile(r"(?<![\w*\\])\*\*(?=[^\W\d_][\w'’.-]*[,;:]? \w)(?!kw|opt|arg|param)")

STRUCK_START = re.compile(r"(?<![\w~\\])~~(?=[^\W\d_])")
LONE_BOLD = re.compile(r"\*\*(?=[^\W\d_][^*]{2,80}\Z)(?!kw|opt|arg|param)")
"""Two stars before the only words of a line."""
CLAUSE_END = re.compile(r"[.,;:!?…。，；：！？]")
ANY_STARS = re.compile(r"(?<!\\)\*+")
ANY_TILDES = re.compile(r"(?<!\\)~+")
EVEN = {frozenset((1, 2)): 2, frozenset((1, 3)): 1, frozenset((2, 3)): 2}
"""How many signs were meant on each side where there are so many on one and on the other."""
EMPHASIS_SPACE = warning(
    "emphasis-space",
    "There is a space on the inside of the `**`.",
    why="Readers would see the signs themselves, and plain words between them.",
    fix="Put the signs right next to the words.",
    bad=in_post("**What we ate: ** soup"),
    good=in_post("**What we ate:** soup"),
)
EMPHASIS_OPEN = warning(
    "emphasis-open",
    "These two stars begin bold text that never ends.",
    why="Readers would see the stars and no bold text.",
    fix="Put two stars behind the last bold word, or delete these.",
    bad=in_post("It was **the best walk of all."),
    good=in_post("It was **the best walk** of all."),
)
UNDERSCORES_LOST = warning(
    "underscores-lost",
    "The underscores of this name get lost.",
    why="Two underscores on each side mean bold text, so readers would see the name without them.",
    fix="Put backticks around the name.",
    bad=in_post("Every class has an __init__ of its own."),
    good=in_post("Every class has an `__init__` of its own."),
)


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


@text_check(EMPHASIS_SPACE)
def spaced_emphasis(text: Text) -> Iterator[Problem]:
    """`**text **` and `* text *`, whose signs are shown; one problem for each line."""
    if not any(sign in text.prose for sign in ("* ", " *", "_ ", " _", "~ ", " ~")):
        return
    lines = text.running
    for number, line in lines.items():
        if not SPACED_SIGN.search(line):
            continue
        better, first = text.line(number), None
        for sign, pattern in RUNS.items():
            pairs = _paired(pattern, line) if line.count(sign) > 1 else []
            spaced = [(start, end + len(sign)) for start, end in pairs if _is_meant(better, start, end, sign)]
            if not spaced:
                continue
            if spaced[0][0] == len(line) - len(line.lstrip()) and _is_item(number, lines, spaced[0]):
                continue
            first = first or (sign, spaced[0][0] + 1)
            better, line = _tightened(better, spaced, sign), _tightened(line, spaced, sign)
        if first:
            title = f"There is a space on the inside of the `{first[0]}`."
            yield text.changed(EMPHASIS_SPACE, number, better, first[1], title=title)


def _paired(pattern: re.Pattern[str], line: str) -> list[tuple[int, int]]:
    """Where signs begin that stand on both sides of words; nothing where one is left over, or there are too many."""
    runs = [found.start() for found in pattern.finditer(line)]
    return [] if len(runs) % 2 or len(runs) > MANY else list(zip(runs[::2], runs[1::2], strict=True))


def _is_meant(line: str, start: int, end: int, sign: str) -> bool:
    inside = line[start + len(sign) : end]
    words = inside.strip()
    if inside == words or len(inside) > LONGEST or not WORD.search(words) or sign in words:
        return False
    before, after = line[:start], line[end + len(sign) :]
    if sign == "*" and (before.endswith("/") or after.startswith("/")):  # `/* a note in code */`
        return False
    if before.rstrip().endswith(sign[0]) or after.lstrip().startswith(sign[0]):  # `* * * THE END * * *`
        return False
    if (_in_a_word(before[-1:]) if sign == "**" else before[-1:].isalnum()) or (
        sign == "__" and f"__{words}__" in PYTHON_NAMES
    ):
        return False
    if (_in_a_word(after[:1]) if sign == "**" else after[:1].isalnum()) and (
        sign != "**" or inside[0].isspace() or PARAMETERS.match(words)
    ):
        return False
    loose = inside[0].isspace() and inside[-1].isspace()
    if loose and before[-1:].isspace() and after[:1].isspace():  # `2 ** n ** 3`, `width * height * depth`
        numbers = before.rstrip()[-1:].isdigit() or after.lstrip()[:1].isdigit() or words[0].isdigit()
        return not numbers and (len(sign) == 2 or (len(words.split()) > 1 and not re.search(r"[-+*/=]", words)))
    return sign != "_" or words.replace(" ", "").isalpha()


def _in_a_word(letter: str) -> bool:
    """Whether a letter beside signs is of a word that goes on behind them: Chinese has no blanks between words."""
    return letter.isalnum() and letter < "\u2e80"


def _is_item(number: int, lines: dict[int, str], place: tuple[int, int]) -> bool:
    """Whether what begins a line is the star of a list's item; one that has another behind its last word is none."""
    line = lines[number]
    if not LIST_SIGN.match(line):
        return False
    alone = not line[place[1] :].strip() and line[place[1] - 2 : place[1] - 1].isspace()
    return not alone or any(LIST_SIGN.match(lines.get(near, "")) for near in (number - 1, number + 1))


def _tightened(line: str, places: list[tuple[int, int]], sign: str) -> str:
    """The line with the spaces outside of the signs; where words would touch, one space stays."""
    for start, end in reversed(places):
        inside, rest = line[start + len(sign) : end - len(sign)], line[end:]
        lead = line[:start]
        gap = " " if inside[-1:].isspace() and rest[:1].strip() and rest[0] not in ".,;:!?)" else ""
        line = f"{lead}{sign}{inside.strip()}{sign}{gap}{rest}"
    return line


@text_check(EMPHASIS_OPEN)
def open_emphasis(text: Text) -> Iterator[Problem]:
    """Two stars or tildes that begin something in a paragraph which has no other two."""
    for sign, title in (("**", ""), ("~~", "These two tildes begin struck-out text that never ends.")):
        for rows in text.paragraphs_with(sign):
            if len(rows) != 1 or (line := rows[0][1]).count(sign) != 1:
                continue
            if start := STRUCK_START.search(line) if title else BOLD_START.search(line) or LONE_BOLD.match(line):
                number, at, name = rows[0][0], start.start(), "tildes" if title else "stars"
                said = CLAUSE_END.split(text.line(number)[at + 2 :], maxsplit=1)[0].rstrip()[:LONGEST]
                such = f"such as `{sign}{said}{sign}`"
                fix = f"Put two {name} behind the last word that they are for, {such}, or delete these."
                yield text.at(EMPHASIS_OPEN, number, at + 1, title=title, fix=fix)


@text_check(UNDERSCORES_LOST)
def lost_underscores(text: Text) -> Iterator[Problem]:
    """`__init__` in running text, which turns bold."""
    for number, line in text.prose_with("__"):
        found = next((each for each in DUNDER.finditer(line) if each["name"] in PYTHON_NAMES), None)
        if found:
            title = f"The underscores of `{found['name']}` get lost."
            yield text.replaced(UNDERSCORES_LOST, number, found, f"`{found.group()}`", title=title)


@text_check(EMPHASIS_SIGN)
def shown_stars(text: Text) -> Iterator[Problem]:
    """`用**「終端機」**學習`, whose stars make nothing bold; one problem for each line."""
    for number, line in text.running_with("**"):
        raw = text.line(number)
        pairs = [pair for pair in _paired(RUNS["**"], line) if _is_shown(raw, *pair)]
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
        if words and not any(words.count(pair[0]) != words.count(pair[1]) for pair in BRACKETS):
            return f"{before}{inside[:lead]}**{words}**{inside[lead + len(words) :]}{after}"
    gap = " " if _blocked(before[-1:], inside[0]) else ""
    end_gap = " " if _blocked(after[:1], inside[-1]) else ""
    return f"{before}{gap}**{inside}**{end_gap}{after}"


@text_check(EMPHASIS_UNEVEN)
def uneven_stars(text: Text) -> Iterator[Problem]:
    """`*very good**` and `**very good*`, where the paragraph has no other stars."""
    for sign, pattern in (("*", ANY_STARS), ("~", ANY_TILDES)):
        for rows in text.paragraphs_with(sign) if 2 * sign in text.prose else ():
            if len(rows) == 1 and 2 * sign in rows[0][1]:
                yield from _uneven(text, *rows[0], sign, pattern)


def _uneven(text: Text, number: int, line: str, sign: str, pattern: re.Pattern[str]) -> Iterator[Problem]:
    runs = list(pattern.finditer(line))
    if len(runs) % 2 or len(runs) > MANY:
        return
    pairs = [each for each in zip(runs[::2], runs[1::2], strict=True) if len(each[0].group()) != len(each[1].group())]
    wanted = EVEN.get(frozenset(len(found.group()) for found in pairs[0])) if len(pairs) == 1 else None
    if wanted is None:
        return
    first, last = pairs[0]
    escaped = 2 * line.endswith(f"\\{sign}", 0, last.start())
    inside = line[first.end() : last.start() - escaped]
    if inside != inside.strip() or not WORD.search(inside) or line[: first.start()][-1:].isalnum():
        return
    if not (make_run(line, *first.span()).can_open and make_run(line, *last.span()).can_close):
        return  # `*args,**kwargs`
    raw = text.line(number)
    marks, said = wanted * sign, raw[first.end() : last.start() - escaped]
    better = f"{raw[: first.start()]}{marks}{said}{marks}{raw[last.end() :]}"
    title = f"There are not as many `{sign}` at the end as at the beginning." if sign != "*" else ""
    yield text.changed(EMPHASIS_UNEVEN, number, better, first.start() + 1, title=title)
