"""How blocks stand in each other: prose that would be set as code, and nesting that nobody can follow."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from potluck.checks.blocks import CodeBlock
from potluck.checks.code.shape import is_code, is_prose
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Problem, in_post, warning

LONGEST_LINE = 50_000  # characters
MOST_OPEN = 200  # brackets
FEWEST_LINES = 2

TANGLED = warning(
    "text-tangled",
    "The quotations or lists here are nested so deep that the text could not be checked.",
    why="On a telephone nothing would be left of the line to write on.",
    fix="Use two or three levels at most.",
    bad=in_post("> " * 60 + "deep"),
    good=in_post("> > deep"),
)
INDENTED_PROSE = warning(
    "indented-prose",
    "This text is indented by four spaces, and so it is shown as code.",
    why="Readers would see it in a typewriter face, in one long line that runs off the screen.",
    fix="Delete the spaces at the beginning of the lines.",
    bad=in_post("It rained.\n\n    And then the sun came out, and everybody went for another walk by the river."),
    good=in_post("It rained.\n\nAnd then the sun came out, and everybody went for another walk by the river."),
)


@text_check(TANGLED)
def tangled(text: Text) -> Iterator[Problem]:
    """Quotations and lists within each other, many levels deep; brackets that open and never close; endless lines."""
    if text.blocks.tangled:
        yield text.at(TANGLED, text.first)
        return
    for number, line in enumerate(text.body_lines, text.first):
        if len(line) > LONGEST_LINE and "data:" not in line:
            title = f"This line has {len(line):,} characters."
            fix = "Leave it out, or put what is in it into a file and link to that."
            yield text.at(TANGLED, number, 1, title=title, fix=fix)
            return
    opened = text.prose.count("[") - text.prose.count("]")
    if opened > MOST_OPEN:
        first = next(number for number, line in text.prose_lines.items() if "[" in line)
        title = f"{opened:,} brackets are opened in this text, and never closed."
        fix = "Close them, or put a line with three backticks above and below."
        yield text.at(TANGLED, first, 1, title=title, fix=fix)


@text_check(INDENTED_PROSE)
def indented_prose(text: Text) -> Iterator[Problem]:
    """Paragraphs that begin with four spaces."""
    for code in text.code:
        if not code.fenced and _is_all_there_is(code, text):
            whole = textwrap.dedent("\n".join(text.lines[code.first - 1 : code.last]))
            title = "The whole text is indented by four spaces, and so it is shown as code."
            yield text.mended(INDENTED_PROSE, code.first, code.last, [whole], title=title)
        elif not code.fenced and is_prose(code.content):
            lines = [line.strip() for line in text.lines[code.first - 1 : code.last]]
            yield text.mended(INDENTED_PROSE, code.first, code.last, lines)


def _is_all_there_is(code: CodeBlock, text: Text) -> bool:
    """Whether indented lines are the whole text, and some of it is prose."""
    others = [*text.lines[text.first - 1 : code.first - 1], *text.lines[code.last :]]
    if any(line.strip() for line in others) or code.last - code.first < FEWEST_LINES:
        return False
    paragraphs = re.split(r"\n\s*\n", textwrap.dedent(code.content))
    return any(map(is_prose, paragraphs)) and not any(map(is_code, paragraphs[0].split("\n")))
