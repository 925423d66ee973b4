"""Where text begins again below code whose end is missing: what no program has, and every post."""

from __future__ import annotations

import re
from collections.abc import Sequence

from potluck.checks.blocks import FENCE_LINE
from potluck.checks.code.shape import is_code, is_prose
from potluck.checks.text import Text

IMAGE = re.compile(r" {0,3}!\[[^\]\n]{0,300}\]\([^()\n]{1,300}\)")
LINK = re.compile(r"(?<![\w\])])\[[^\]\n]{2,200}\]\((?:https?://[^()\s]{3,}|[\w./#%-]{0,200})\)")
HEADING = re.compile(r"#{2,6}(?: +|(?=[A-Z]))[^\W_]\S*")
ROW = re.compile(r"\|.{1,300}\|\s*\Z")
DASHES = re.compile(r"\|?[\s:|-]*-{3,}[\s:|-]*\|?\s*\Z")
SENTENCE = re.compile(r"[A-ZÀ-ÞА-Я¿¡“][^\n(){}\[\]=;<>|\\_]*[^\W\d_][,;:]? [^\n(){}\[\]=;<>|\\_]*[.!?:…][\"'”]?\s*\Z")
NEAR = 5
"""Lines below a heading in which its text begins."""
LONGEST = 1_000
BOLD = re.compile(r"\*\*[^\W_][^*\n]{1,200}\*\*")
LOWER = re.compile(r"[a-zà-ÿа-я][^\n(){}\[\]=;<>|\\_#$%/]*(?: [^\n(){}\[\]=;<>|\\_#$%/ ]+){3,}[.!?…:]\s*\Z")
"""A sentence that goes on with the one above the code."""
ANSWERS = frozenset(("", "console", "text", "txt", "bash", "sh", "shell", "output", "log", "pycon"))
"""Languages of blocks in which programs say something."""
ITEM = re.compile(r" {0,3}(?:[-*+]|\d{1,2}[.)]) +\S")


def text_again(lines: Sequence[str], at: int, *, is_answer: bool = False) -> bool:
    """Whether text begins at index `at` of some lines, the one above which is blank.

    Where `#` begins a comment, a heading is told by what stands below it; an answer of a program has sentences.
    """
    if _is_text(lines, at) or (not is_answer and LOWER.match(lines[at][:LONGEST]) and not is_code(lines[at])):
        return True
    if not HEADING.match(lines[at]):
        return False
    below = next((number for number in range(at + 1, min(at + NEAR, len(lines))) if lines[number].strip()), 0)
    if below == at + 1:
        return False
    return below > 0 and (ITEM.match(lines[below]) is not None or _is_text(lines, below))


def _is_text(lines: Sequence[str], at: int) -> bool:
    """Whether a line is text, and can be nothing else."""
    line = lines[at][:LONGEST]
    if is_code(line):
        return False
    if ROW.match(line):
        return at + 1 < len(lines) and DASHES.match(lines[at + 1]) is not None
    if IMAGE.match(line) or BOLD.match(line):
        return True
    return line[:1].isupper() and any((LINK.search(line), is_prose(line), SENTENCE.match(line)))


def end_of_code(first: int, last: int, text: Text) -> int | None:
    """The last line of code above the first paragraph of prose, which a blank line sets apart."""
    lines = text.lines[:last]
    opening = FENCE_LINE.match(lines[first - 1])
    is_answer = opening is not None and opening["info"].strip().lower() in ANSWERS
    for at in range(first + 1, last):
        if lines[at].strip() and not lines[at - 1].strip() and text_again(lines, at, is_answer=is_answer):
            return at
    return None
