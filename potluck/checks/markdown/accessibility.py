"""What makes a text hard to follow for people who do not see it: jumping headings, tables without headers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Problem, in_post, warning

HEADING_JUMP = warning(
    "heading-jump",
    "This heading jumps over a level.",
    why="People who read with a screen reader go from heading to heading, and would look for the missing one.",
    fix="Use at most one `#` more than the heading above has.",
    bad=in_post("## The walk\n\nIt rained.\n\n#### The soup\n\nIt was hot."),
    good=in_post("## The walk\n\nIt rained.\n\n### The soup\n\nIt was hot."),
)
HEADING_EMPTY = warning(
    "heading-empty",
    "This heading has no words.",
    why="The table of contents would have an empty line.",
    fix="Write the heading, or delete the line.",
    bad=in_post("##\n\nIt rained."),
    good=in_post("## The walk\n\nIt rained."),
)
TABLE_HEADER = warning(
    "table-header",
    "The first row of this table is empty.",
    why="The first row says what the columns hold; without it, a screen reader reads out bare values.",
    fix="Name each column in the first row.",
    bad=in_post("| | |\n|---|---|\n| rain | 3 |"),
    good=in_post("| Weather | Days |\n|---|---|\n| rain | 3 |"),
)

HEADING_BOLD = warning(
    "heading-bold",
    "This bold line stands where a heading belongs.",
    why="People who read with a screen reader go from heading to heading, and would find none in this post.",
    fix="Begin the line with `## ` instead of the stars.",
    bad=in_post("**The walk**\n\nIt rained all day.\n\n**The soup**\n\nIt was hot."),
    good=in_post("## The walk\n\nIt rained all day.\n\n## The soup\n\nIt was hot."),
)
BOLD_LINE = re.compile(r"(?:\*\*(?P<stars>[^*\n]{2,80})\*\*|__(?P<lines>[^_\n]{2,80})__):?\s*\Z")
NO_END = ".!?,;…。！？，"
SIGNED = re.compile(r"(?P<sign>[■□◆◇▼▽★☆◎●○])[ \t\u00a0\u3000]*(?P<words>\S[^\n]{0,40}?)\s*\Z")
"""A line that begins with a square, a star or a circle, as headings do in Japanese and Chinese."""
NO_END_OF_SIGNED = ".!?,;:…。！？，；：、」"


@text_check(HEADING_BOLD)
def bold_headings(text: Text) -> Iterator[Problem]:
    """Two and more lines of nothing but bold words, in a text that has no headings; one problem for all of them."""
    if ("**" not in text.prose and "__" not in text.prose) or text.blocks.headings:
        return
    found = []
    for first, last in text.paragraphs:
        bold = BOLD_LINE.match(text.line(first)) if first == last else None
        said = (bold["stars"] or bold["lines"]).strip().rstrip(":： ") if bold else ""
        follows = "".join(text.lines[last : last + 2]).strip()
        if said and said[-1] not in NO_END and follows and not BOLD_LINE.match(follows):
            found.append((first, said))
    if len(found) > 1:
        number, said = found[0]
        title = f"{len(found)} bold lines stand where headings belong; this is the first."
        fix = f"Begin each with `## ` instead of the stars: `## {said}`"
        yield text.at(HEADING_BOLD, number, 1, title=title, fix=fix)


def heading_by_sign(number: int, lines: dict[int, str], text: Text) -> Problem | None:
    """The problem of a lone line with such a sign and text below it; none where it may be an item of a list."""
    found = SIGNED.match(lines[number])
    if found is None or found["words"][-1] in NO_END_OF_SIGNED or not re.match(r"\w|[「『（(“]", found["words"]):
        return None
    near = (lines.get(number + step, "").lstrip() for step in (-2, -1, 1, 2))
    below = next((lines[n] for n in (number + 1, number + 2) if n in lines), "")
    if any(line.startswith(found["sign"]) for line in near) or not re.match(r"[^\W_]|[\u3000「『（(“]", below):
        return None
    better = f"## {text.line(number)[found.start('words') :].strip()}"
    title = f"`{found['sign']}` makes no heading here."
    return text.written(HEADING_BOLD, number, number, [better], title=title)


@text_check(HEADING_JUMP, HEADING_EMPTY)
def headings(text: Text) -> Iterator[Problem]:
    """Headings whose level jumps, or that say nothing."""
    level = 0
    for heading in text.blocks.headings:
        number = heading.line + text.first
        if not re.sub(r"[#\s]", "", heading.text):
            yield text.at(HEADING_EMPTY, number, 1)
            continue
        if level and heading.level > level + 1:
            title = f"This heading is of level {heading.level}, the one above it of level {level}."
            better = "#" * (level + 1)
            yield text.at(HEADING_JUMP, number, 1, title=title, fix=f"Begin the line with `{better}`.")
            level += 1
        else:
            level = heading.level


@text_check(TABLE_HEADER)
def table_headers(text: Text) -> Iterator[Problem]:
    """Tables whose first row is empty."""
    for first, _ in text.blocks.tables:
        if not re.sub(r"[|\s:-]", "", text.body_lines[first]):
            yield text.at(TABLE_HEADER, first + text.first, 1)
