"""Bold and italic text whose stars are shown, and names whose underscores are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.registry import text_check
from potluck.checks.text import Text
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

LONE_BOLD = re.compile(r"\*\*(?=[^\W\d_][^*]{2,80}\Z)(?!kw|opt|arg|param)")
"""Two stars before the only words of a line."""
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


@text_check(EMPHASIS_SPACE)
def spaced_emphasis(text: Text) -> Iterator[Problem]:
    """`**text **` and `* text *`, whose signs are shown; one problem for each line."""
    if not any(sign in text.prose for sign in ("* ", " *", "_ ", " _", "~ ", " ~")):
        return
    lines = dict(text.each_prose())
    for number, line in lines.items():
        if not SPACED_SIGN.search(line):
            continue
        better, first = text.line(number), None
        for sign, pattern in RUNS.items():
            if line.count(sign) < 2 or not (spaced := _spaced(line, better, pattern, sign)):
                continue
            if spaced[0][0] == len(line) - len(line.lstrip()) and _is_item(number, lines, spaced[0]):
                continue
            first = first or (sign, spaced[0][0] + 1)
            better, line = _tightened(better, spaced, sign), _tightened(line, spaced, sign)
        if first:
            title = f"There is a space on the inside of the `{first[0]}`."
            yield text.changed(EMPHASIS_SPACE, number, better, first[1], title=title)


def _spaced(line: str, raw: str, pattern: re.Pattern[str], sign: str) -> list[tuple[int, int]]:
    """Where emphasis with a space inside begins and ends, signs included, as far as it was surely meant as such.

    `line` is the line without its code, `raw` with it.
    """
    pairs = paired(pattern, line)
    return [(start, end + len(sign)) for start, end in pairs if _is_meant(raw, start, end, sign)]


def paired(pattern: re.Pattern[str], line: str) -> list[tuple[int, int]]:
    """Where signs begin that stand on both sides of words; nothing where one is left over, or there are too many."""
    runs = [found.start() for found in pattern.finditer(line)]
    return [] if len(runs) % 2 or len(runs) > MANY else list(zip(runs[::2], runs[1::2], strict=True))


def _is_meant(line: str, start: int, end: int, sign: str) -> bool:
    inside = line[start + len(sign) : end]
    words = inside.strip()
    if inside == words or len(inside) > LONGEST or not WORD.search(words) or sign in words:
        return False
    before, after = line[:start], line[end + len(sign) :]
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
    """Two stars that begin bold text in a paragraph which has no other two."""
    if "**" not in text.prose:
        return
    lines = text.prose.split("\n")
    for paragraph in text.blocks.paragraphs:
        rows = range(paragraph.first, paragraph.last + 1)
        starred = [row for row in rows if "**" in lines[row]]
        if len(starred) != 1 or lines[starred[0]].count("**") != 1:
            continue
        line = lines[starred[0]]
        if found := BOLD_START.search(line) or LONE_BOLD.match(line):
            yield text.at(EMPHASIS_OPEN, starred[0] + text.first, found.start() + 1)


@text_check(UNDERSCORES_LOST)
def lost_underscores(text: Text) -> Iterator[Problem]:
    """`__init__` in running text, which turns bold."""
    for number, line in text.prose_with("__"):
        found = next((each for each in DUNDER.finditer(line) if each["name"] in PYTHON_NAMES), None)
        if found:
            title = f"The underscores of `{found['name']}` get lost."
            yield text.replaced(UNDERSCORES_LOST, number, found, f"`{found.group()}`", title=title)
