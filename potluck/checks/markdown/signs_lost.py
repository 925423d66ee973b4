"""Formulas, patterns and ranges set as text, whose stars, backslashes and `~` Markdown takes for its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.around import around
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Problem, in_post, warning

FACTOR = r"(?:\d{1,9}(?:\.\d{1,9})?[A-Za-z]?|[A-Za-z]\d?)"
FACTORS = rf"{FACTOR}(?:[-+/=()]{{1,3}}{FACTOR}){{0,4}}"
PRODUCT = re.compile(
    rf"(?<![\w*\\`]){FACTORS}(?P<sign>\*{{1,2}})[-+/=()]{{0,3}}{FACTORS}(?:(?P=sign)[-+/=()]{{0,3}}{FACTORS}){{0,8}}(?![\w*])"
)
"""`2*3` or `2**3`: two such stars on a line set what is between them in italics, or in bold."""
PATTERN = re.compile(
    r"(?<![\w`\\])(?=\S{0,80}\\[dwsbDWSB](?![A-Za-z]))(?=\S{0,80}\\[.*+?()\[\]{}|^$-])[^\s`\w]?[^\s`]{2,80}[^\s`.,;:!?]"
)
"""A regular expression: the backslashes get lost where a sign follows them."""
ADDRESS = re.compile(r"(?:https?://|www\.|\]\()\S+|<[^<>]*>")
APART = re.compile(r"[^|\[\]]+")
"""Stars in two cells of a table, or in two links, are no pair."""
RANGE = re.compile(r"(?<=[\w）)])~(?=\d)")
SIGNS_LOST = warning(
    "signs-lost",
    "Markdown takes some of these signs for its own.",
    why="Two stars set in italics what is between them, two `~` strike it out, and a backslash vanishes before a sign.",
    fix="Put backticks around what is no text.",
    bad=in_post("So 2*3*4 is 24."),
    good=in_post("So `2*3*4` is 24."),
)


@text_check(SIGNS_LOST)
def lost_stars(text: Text) -> Iterator[Problem]:
    """`2*3*4`, and `2**3` with `3**2`, set as text; one problem for each line."""
    for number, line in text.running_with("*"):
        if line.count("*") < 2 or "$" in line:
            continue
        line = ADDRESS.sub(lambda found: " " * len(found.group()), line)
        for sign, look in (("*", "italics"), ("**", "bold")):
            found = [span for part in APART.finditer(line) for span in _losing(line, sign, *part.span())]
            if not found:
                continue
            said = [line[start:end] for start, end in found[:2]]
            title = f"The stars of {' and '.join(f'`{each}`' for each in said)} get lost, and what is between them is "
            fix = f"Write: {' and '.join(f'`` `{each}` ``' for each in said)}"
            better = text.line(number)
            for start, end in reversed(found):
                better = f"{better[:start]}`{better[start:end]}`{better[end:]}"
            yield text.changed(SIGNS_LOST, number, better, found[0][0] + 1, title=f"{title}set in {look}.", fix=fix)
            break


def _losing(line: str, sign: str, first: int, last: int) -> list[tuple[int, int]]:
    """Where the products are in a part of a line, if their stars get lost: one right before a letter or number opens
    what any later one ends.
    """
    found = [each for each in PRODUCT.finditer(line, first, last) if each["sign"] == sign]
    behind = [line[at + len(sign)] for each in found for at in range(*each.span()) if line.startswith(sign, at)]
    if not any(map(str.isalnum, behind[:-1])):
        return []
    spans = []
    for start, end in map(re.Match.span, found):
        while line[start:end].count("(") > line[start:end].count(")") and line[end : end + 1] == ")":
            end += 1
        while line[start:end].count(")") > line[start:end].count("(") and line[:start][-1:] == "(":
            start -= 1
        spans.append((start, end))
    return spans


@text_check(SIGNS_LOST)
def lost_backslashes(text: Text) -> Iterator[Problem]:
    """`\\d+\\.\\d+`, set as text; one problem for each line."""
    for number, line in text.running_with("\\"):
        if line.count("\\") > 1 and "$" not in line and (found := PATTERN.search(line)):
            better = f"`{found.group()}`"
            title = f"The backslashes of `{found.group()}` get lost where a sign follows them."
            yield text.replaced(SIGNS_LOST, number, found, better, title=title, fix=f"Write: `` {better} ``")


@text_check(SIGNS_LOST)
def struck_ranges(text: Text) -> Iterator[Problem]:
    """`1~2 hours and 3~4 people`, where what stands between the two signs is struck out."""
    for rows in text.paragraphs_with("~"):
        signs = [(number, found) for number, line in rows for found in RANGE.finditer(line)]
        if len(signs) < 2 or sum(line.count("~") for _, line in rows) != len(signs):
            continue
        (first, found), last = signs[0], signs[-1][0]
        better = [RANGE.sub(r"\~", line) for line in text.lines[first - 1 : last]]
        title = "Two `~` strike out what stands between them."
        fix = f"Put a backslash in front of each, or write a dash: `{around(text.line(first), better[0])}`"
        yield text.mended(SIGNS_LOST, first, last, better, found.start() + 1, title=title, fix=fix)
