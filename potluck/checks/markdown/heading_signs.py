"""Lines that begin with a square, a star or a circle and stand where a heading belongs, as in Japanese and Chinese."""

from __future__ import annotations

import re

from potluck.checks.markdown.accessibility import HEADING_BOLD
from potluck.checks.text import Text
from potluck.problems import Problem

SIGNED = re.compile(r"(?P<sign>[■□◆◇▼▽★☆◎●○])[ \t\u00a0\u3000]*(?P<words>\S[^\n]{0,40}?)\s*\Z")
NO_END = ".!?,;:…。！？，；：、」"


def heading_by_sign(number: int, lines: dict[int, str], text: Text) -> Problem | None:
    """The problem of a lone line with such a sign and text below it; none where it may be an item of a list."""
    found = SIGNED.match(lines[number])
    if found is None or found["words"][-1] in NO_END or not re.match(r"\w|[「『（(“]", found["words"]):
        return None
    near = (lines.get(number + step, "").lstrip() for step in (-2, -1, 1, 2))
    below = next((lines[n] for n in (number + 1, number + 2) if n in lines), "")
    if any(line.startswith(found["sign"]) for line in near) or not re.match(r"[^\W_]|[\u3000「『（(“]", below):
        return None
    better = f"## {text.line(number)[found.start('words') :].strip()}"
    title = f"`{found['sign']}` makes no heading here."
    return text.written(HEADING_BOLD, number, number, [better], title=title)
