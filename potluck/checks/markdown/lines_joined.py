"""Lines that were meant to stand below each other, and run together: chats, logs, verses, names with values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.markdown.list_markers import SPOKEN, is_spoken
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.content.front_matter import keys
from potluck.problems import Edit, Problem, in_post, warning

_DAY = r"(?:\d{1,4}[./-]\d{1,2}(?:[./-]\d{0,4})?,?[ T]{1,2})?"
_TIME = r"(?:(?:오전|오후|上午|下午|午前|午後|早上|晚上) ?)?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
CLOCK = re.compile(r":\d\d")
STAMPED = re.compile(
    rf" {{0,3}}(?:\[[^\[\]\n]{{1,30}}\] ?(?=\[))?[\[(<]?{_DAY}{_TIME}[\])>]?\s{{0,2}}[-–:|]?\s{{1,4}}\S"
)
"""`[12/05/2026, 18:03:21] Maria: who brings tea?`, `18:03 doors open`."""
SPEAKER = re.compile(
    rf" {{0,3}}(?P<name>[^\s:|\d#>][^:|\n]{{0,40}}?)(?: ?[—–-] |\s{{1,3}})[\[(]?(?:(?:[Tt]oday|[Yy]esterday) at )?"
    rf"{_DAY}{_TIME}[\])]?\s*\Z"
)
"""`Maria  6:03 PM`, above what was said, as Slack, Discord and Zoom write it."""
SAID = re.compile(r" {0,3}(?:\*\*)?(?P<name>[^\W\d_][\w .’'-]{0,24}?)(?:\*\*)?[:：](?:\*\*)?(?: +|(?<=：))(?=\S)")
"""`Maria: who brings tea?`, one line of a talk."""
FEWEST_SAID = 3
TURN = re.compile(r" {0,3}(?:\*\*|__)?(?P<sign>[QA]|[問問答问])\d{0,2}(?:\*\*|__)?[:：](?:\*\*|__)?\s*(?=\S)")
ANSWER = re.compile(r"\n {0,3}(?:\*\*|__)?[A答]\d{0,2}(?:\*\*|__)?[:：]")
"""`Q: What is tea?` and, right below, `A: A drink.`"""
ASKED = "Questions and answers are shown as one paragraph, one behind the other."
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
JOINED = warning(
    "lines-joined",
    "These lines are shown as one paragraph, one behind the other.",
    why="Readers see one long line, and can't tell where each begins.",
    fix="Begin each of them with a hyphen and a space.",
    bad=in_post("18:03 Maria: who brings tea?\n18:04 Jonas: I do."),
    good=in_post("- 18:03 Maria: who brings tea?\n- 18:04 Jonas: I do."),
)

_RESULT = r"[-+]?(?:0|[1-9]\d{0,20})(?:[.,]\d{1,20})?"
NUMBER = re.compile(rf"{_RESULT}(?:\s+{_RESULT})*\s*\Z")
"""A line as programs print their results; days and telephone numbers are none."""


@text_check(JOINED)
def lines_joined(text: Text) -> Iterator[Problem]:
    """Two or more lines of one paragraph that begin with a time, or with a speaker and a time."""
    asked = ANSWER.search(text.body) is not None
    clock = CLOCK.search(text.body) is not None
    for first, last in text.paragraphs:
        if last - first + 1 >= FEWEST_SAID and _is_talk(text, first, last):
            lines = [f"- {text.line(n).lstrip()}" for n in range(first, last + 1)]
            yield text.mended(JOINED, first, last, lines)
            continue
        rows = range(first, last + 1) if last > first and (asked or clock) else ()
        stamped = [row for row in rows if STAMPED.match(text.line(row))]
        begins = stamped and (stamped[0] == first or text.line(stamped[0] - 1).rstrip().endswith((":", "：")))
        if begins and len(stamped) > 1 and stamped[-1] - stamped[0] < 2 * len(stamped) and plain(text, stamped):
            lines = [f"- {line.lstrip()}" if n in stamped else line for n, line in _numbered(text, stamped[0], last)]
            above = [""] if stamped[0] > first else []
            yield text.mended(JOINED, stamped[0], last, [*above, *lines])
            continue
        turns = [row for row in rows if TURN.match(text.line(row))] if asked else []
        signs = {TURN.sub(r"\g<sign>", text.line(row)[:2]).strip("*_ ")[:1] for row in turns}
        if len(turns) > 1 and turns[0] == first and len(signs) > 1 and plain(text, turns):
            better = [f"\n{line}" if n in turns and n > first else line for n, line in _numbered(text, first, last)]
            fix = "Leave an empty line above each question and each answer."
            yield text.mended(JOINED, first, last, better, title=ASKED, fix=fix)
            continue
        said = [row for row in rows if SPEAKER.match(text.line(row)) and row < last]
        if len(said) > 1 and plain(text, said):
            better = [f"\n{line}" if n in said and n > first else line for n, line in _numbered(text, first, last)]
            fix = "Leave an empty line above each name."
            yield text.at(JOINED, said[0], 1, fix=fix, edit=Edit(first, last, "\n".join(better)))


def _is_talk(text: Text, first: int, last: int) -> bool:
    """Whether every line is what one of several people says, and one of them speaks again."""
    names = []
    for number in range(first, last + 1):
        found = SAID.match(text.line(number))
        if found is None or not (found["name"][:1].isupper() or not found["name"].isascii()):
            return False
        names.append(found["name"])
    again = 1 < len(set(names)) < len(names)
    return again and not all(each in "QA問答问" for each in names) and plain(text, list(range(first, last + 1)))


def _numbered(text: Text, first: int, last: int) -> list[tuple[int, str]]:
    return list(enumerate(text.lines[first - 1 : last], first))


def plain(text: Text, rows: list[int]) -> bool:
    """Whether the lines are running text whose ends make no line breaks already."""
    return all(text.is_text(row) and not text.line(row).endswith(("  ", "\\", "<br>", "<br/>")) for row in rows)


@text_check(JOINED)
def lines_apart(text: Text) -> Iterator[Problem]:
    """Paragraphs whose every line is one of its own."""
    for first, last in text.paragraphs:
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
        elif all(map(NUMBER.match, lines)) and lines == text.lines[first - 1 : last]:
            fix = "Put a line with three backticks above and below them, if a program printed them."
            yield text.mended(JOINED, first, last, text.fenced(first, last), fix=fix)
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
