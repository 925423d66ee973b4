"""Lines that were meant to stand below each other, known by what they say: verses, ingredients, names with values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.markdown.lines_joined import JOINED, SAID, plain
from potluck.checks.markdown.list_markers import SPOKEN, is_spoken
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.content.front_matter import keys
from potluck.problems import Problem

FEWEST = 3
FEWEST_VERSES = 4
"""Three lines of prose may begin with a capital letter by chance."""
SHORT, NARROW, LONGEST = 40, 48, 60
"""Characters. No editor breaks prose into lines of the first two lengths."""
QUOTED = re.compile(r" {0,3}(?:> ?)*")
AMOUNT = re.compile(r"(?:about |ca\.? |~)?(?:\d|[½⅓⅔¼¾⅛])[\d./,–-]*\s?[^\W\d_]")
"""`500 g flour`, and `½ tsp salt`."""
BAR = re.compile(r"\| (?=[^|\s])[^|\n]*\Z")
"""Pandoc's way to keep the lines of a poem."""
OTHER_SIGNS = ("!", "<", "|", "#", ":", "[", "{", "`", "-", "+", "", "\\", "$")
"""What begins lines of something else than words."""
ITEM = re.compile(r"(?:\*|\d{1,9}[.)]) ")
"""What an item of a list begins with."""
CODE = re.compile(r"\w\(|[=;{}\\_]|/\Z|\w/\w+\.\w")
"""Signs of code, whose lines are for others to tell."""
SENTENCE_END = tuple(".!?…。！？।۔؟።။")
WITHIN = re.compile(r"\w[.!?…] +[^\W\da-z]")
"""The end of a sentence within a line, and the next one."""
PAUSES = (*SENTENCE_END, ",", ";", ":", "-", "–", "—", "”", "»", "“")
"""What ends lines of a poem of several sentences."""
OF_BOOKS = frozenset(("title", "author", "date", "image", "name", "website"))
"""What is said of books and people in a text as well."""
PROPERTIES = "These lines are shown as text; what is to be said of a post stands between the two `---`."


@text_check(JOINED)
def lines_apart(text: Text) -> Iterator[Problem]:
    """Paragraphs whose every line is one of its own."""
    for paragraph in text.blocks.paragraphs:
        first, last = paragraph.first + text.first, paragraph.last + text.first
        if first < last and text.line(first).startswith(("—", "―")) and _is_dialogue(text, first, last):
            better = "\n\n".join(text.lines[first - 1 : last]).split("\n")
            yield text.mended(JOINED, first, last, better, fix="Leave an empty line above each that somebody says.")
        if last - first + 1 < FEWEST:
            continue
        lines = [QUOTED.sub("", line, count=1) for line in text.lines[first - 1 : last]]
        barred = all(map(BAR.match, lines))
        if not barred and not all(len(line) <= LONGEST and line[:1] not in OTHER_SIGNS for line in lines):
            continue
        if ITEM.match(lines[0]) or not plain(text, list(range(first, last + 1))):
            continue
        if said := list(filter(None, map(SAID.match, lines))):
            if len(said) == len(lines) == len({each["name"] for each in said}):
                yield _named(text, first, last, [each["name"] for each in said])
        elif all(map(AMOUNT.match, lines)):
            yield text.mended(JOINED, first, last, _items(text, first, last))
        elif barred or _is_verse(lines) or _is_short(lines):
            raw = [line.removeprefix("| ") for line in text.lines[first - 1 : last]]
            better = [*(f"{line.rstrip()}\\" for line in raw[:-1]), raw[-1]]
            fix = f"End each line but the last with a backslash: `{better[0].strip()}`"
            yield text.mended(JOINED, first, last, better, fix=fix)


def _is_dialogue(text: Text, first: int, last: int) -> bool:
    """Whether each line is what somebody says."""
    lines = dict(enumerate(text.lines[first - 1 : last], first))
    return all(map(SPOKEN.match, lines.values())) and is_spoken(first, lines) and plain(text, [*lines])


def _named(text: Text, first: int, last: int, names: list[str]) -> Problem:
    """The problem of lines `name: value`; those that begin a text may be what another program says of it."""
    known = [name for name in names if keys.is_known(name) and keys.canonical(name) not in OF_BOOKS]
    if first == text.top and len(known) > 1:
        fix = f"Delete lines {first} to {last}; put what you want to keep of them at the top."
        return text.at(JOINED, first, 1, title=PROPERTIES, fix=fix)
    return text.mended(JOINED, first, last, _items(text, first, last))


def _items(text: Text, first: int, last: int) -> list[str]:
    """The lines as items of a list, in the quotation that they may stand in."""
    return [
        QUOTED.sub(lambda found: f"{found.group().lstrip()}- ", line, count=1) for line in text.lines[first - 1 : last]
    ]


def _is_verse(lines: list[str]) -> bool:
    """Whether lines end where their author wants it: most of them before there was no room for another word."""
    capital = [line[:1].isupper() or line[:1] in "«“" for line in lines]
    if len(lines) < FEWEST_VERSES or 2 * sum(capital) <= len(lines):
        return False
    if not all(is_so or line[:1].isdigit() for is_so, line in zip(capital, lines, strict=True)):
        return False
    inner = lines[:-1]
    if any(map(WITHIN.search, lines)) and not any(line.rstrip().endswith(PAUSES) for line in inner):
        return False
    width = max(map(len, lines))
    roomy = [
        len(line) + 1 + len(below.split(maxsplit=1)[0]) <= width for line, below in zip(inner, lines[1:], strict=True)
    ]
    ended = [line.rstrip().endswith(SENTENCE_END) for line in inner]
    return (width <= NARROW or 2 * sum(roomy) > len(inner)) and 2 * sum(ended) <= len(inner)


def _is_short(lines: list[str]) -> bool:
    """Whether lines are too short for prose, and none of them ends a sentence."""
    ends = (*SENTENCE_END, ":", "：")
    return not any(_width(line) > SHORT or line.rstrip().endswith(ends) or CODE.search(line) for line in lines)


def _width(line: str) -> int:
    """The room that a line takes; a Chinese letter has that of two."""
    return len(line) + sum("\u2e80" <= letter <= "\uffef" for letter in line)
