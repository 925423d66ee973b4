"""Code that was copied with the numbers of its lines, as books and websites print it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from potluck.checks.code.shape import is_code
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Problem, in_post, warning

NUMBER = re.compile(r"\s*(?P<number>\d{1,4})(?:[:|.)](?=\s|\Z)|(?=\s|\Z))")
FEWEST = 3
"""Lines that count on; fewer may be data."""
LINE_NUMBERS = warning(
    "code-line-numbers",
    "This code was copied with the numbers of its lines.",
    why="Whoever copies the code gets the numbers as well, and an error.",
    fix="Delete the numbers in front of the lines.",
    bad=in_post("```python\n1 import os\n2 for name in os.listdir():\n3     print(name)\n```"),
    good=in_post("```python\nimport os\nfor name in os.listdir():\n    print(name)\n```"),
)


@text_check(LINE_NUMBERS)
def numbered_code(text: Text) -> Iterator[Problem]:
    """Blocks of code whose lines begin with one number after the other."""
    for code in text.code:
        first, last = code.first + code.fenced, code.last - (code.fenced and code.closed)
        lines = text.lines[first - 1 : last]
        found = [NUMBER.match(line) for line in lines]
        if len(lines) < FEWEST or not all(found):
            continue
        numbers = [int(each["number"]) for each in found if each]
        if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
            continue
        bare = [line[each.end() :] for line, each in zip(lines, found, strict=True) if each]
        plain = textwrap.dedent("\n".join(bare)).split("\n")
        if sum(map(is_code, plain)) < 2:
            continue
        indent = re.match(r"\s*", text.line(first)) if not code.fenced else None
        better = [f"{indent[0]}{line}" if indent and line else line for line in plain]
        yield text.mended(LINE_NUMBERS, first, last, better)
