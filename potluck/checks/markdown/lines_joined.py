"""Lines that were meant to stand below each other, and run together: chats and logs, each with its time of day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.registry import text_check
from potluck.checks.text import Text
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
JOINED = warning(
    "lines-joined",
    "These lines are shown as one paragraph, one behind the other.",
    why="Readers see one long line, and can't tell where each begins.",
    fix="Begin each of them with a hyphen and a space.",
    bad=in_post("18:03 Maria: who brings tea?\n18:04 Jonas: I do."),
    good=in_post("- 18:03 Maria: who brings tea?\n- 18:04 Jonas: I do."),
)


@text_check(JOINED)
def lines_joined(text: Text) -> Iterator[Problem]:
    """Two or more lines of one paragraph that begin with a time, or with a speaker and a time."""
    asked = ANSWER.search(text.body) is not None
    clock = CLOCK.search(text.body) is not None
    for paragraph in text.blocks.paragraphs:
        first, last = paragraph.first + text.first, paragraph.last + text.first
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
