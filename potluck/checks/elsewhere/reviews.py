"""What a review on GitHub, or a comparison of two versions, left in a text: suggestions, `@@ … @@`, `+` and `-`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Problem, in_post, warning

HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@")
SIGNED = re.compile(r"(?P<sign>[+-])(?=[^\s\d+-])(?P<words>.*\S)\s*\Z")
ALIKE = 0.5
"""How much alike the two versions of a line are."""
LONGEST = 60  # lines of a comparison
LONGEST_LINE = 400  # characters
REVIEW_TEXT = warning(
    "review-text",
    "Something of a review, or of a comparison of two versions, was left in.",
    why="Readers would see signs that mean nothing to them, and lines that are out of date.",
    fix="Keep the new words, without the signs around them.",
    bad=in_post("```suggestion\nIt rained, and nobody minded.\n```"),
    good=in_post("It rained, and nobody minded."),
)


@text_check(REVIEW_TEXT)
def suggestions(text: Text) -> Iterator[Problem]:
    """Blocks that GitHub takes for a suggestion in a review, and here are code."""
    for code in text.code:
        if code.fenced and code.closed and code.language.lower() == "suggestion":
            inside = text.lines[code.first : code.last - 1]
            title = "This is a suggestion from a review, which is shown as code."
            fix = "Keep what is between the two lines of backticks, and delete these."
            yield text.mended(REVIEW_TEXT, code.first, code.last, inside, title=title, fix=fix)


@text_check(REVIEW_TEXT)
def comparisons(text: Text) -> Iterator[Problem]:
    """Lines that begin with `+` and `-`, as when they are copied from a comparison of two versions."""
    prose = text.prose
    starts = f"\n{prose}" if prose[:1] in "+-" else prose
    if "@@ -" not in prose and not ("\n+" in starts and "\n-" in starts):
        return
    lines = text.running
    told = 0
    for number in lines:
        if number <= told:
            continue
        headed = HUNK.match(lines[number]) is not None
        last = _last_signed(number + headed, lines)
        signed = [found for n in range(number + headed, last + 1) if (found := SIGNED.match(lines[n]))]
        told = max(last, number)
        if not headed and not _two_versions(signed):
            continue
        kept = [
            found["words"] if (found := SIGNED.match(lines[n])) else text.line(n)
            for n in range(number + headed, last + 1)
            if not lines[n].startswith("-")
        ]
        title = "These lines were copied from a comparison of two versions."
        fix = "Keep what stands behind a `+`, without the sign, and delete what begins with `-` or `@@`."
        yield text.mended(REVIEW_TEXT, number, told, kept, title=title, fix=fix)


def _last_signed(first: int, lines: dict[int, str]) -> int:
    """The last of the lines from `first` on that begin with one of the signs; the one above it where none does."""
    last = first - 1
    while last + 1 in lines and last < first + LONGEST and SIGNED.match(lines[last + 1]):
        last += 1
    return last


def _two_versions(signed: list[re.Match[str]]) -> bool:
    """Whether one line, or more, stands there as it was and as it is."""
    if len({found["sign"] for found in signed}) < 2 or len(signed) > LONGEST:
        return False
    old = [found["words"][:LONGEST_LINE] for found in signed if found["sign"] == "-"]
    new = [found["words"][:LONGEST_LINE] for found in signed if found["sign"] == "+"]
    return any(SequenceMatcher(None, one, other).ratio() >= ALIKE for one, other in zip(old, new, strict=False))
