"""Which of several fences lacks its partner: what stands between them tells, code or prose.

Fences without a language begin and end blocks alike. Where one is missing or mistyped, all below it change places, and
the last one seems to be at fault. The one is taken for it with which most code stands within blocks, most prose
outside of them, and most blank lines where people leave them: above blocks and below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from potluck.checks.blocks import FENCE_LINE, CodeBlock
from potluck.checks.code.fence_signs import LATE, ODD_END, WRONG_FENCE, late_fence, wrong_fence
from potluck.checks.code.shape import is_code, is_prose
from potluck.checks.text import Text
from potluck.problems import Problem, Rule

MOST = 200
"""Fences of a text that are tried."""
LIKELIER = 3
"""How much better it has to fit than the last fence."""
FURTHER_IN = ("    ", "\t")
SIDE = 2
"""How much the blank lines beside a fence count."""
WEIGHT = 3
"""Lines between two fences, at most, that count."""
OF_PROSE = re.compile(r"#{1,6} [A-Z]|!?\[[^\]\n]+\]\(|\*\*[A-Z]|[-*] [A-Z]|\d{1,2}[.)] [A-Z]")


class Lone(msgspec.Struct, frozen=True):
    """The fence without a partner: the block it begins, up to the next fence; or it ends one, and `first` is None.

    Then the block's beginning is missing on one of the lines `above`.
    """

    begins: CodeBlock | None
    above: tuple[int, int]


def lone_fence(text: Text) -> Lone | None:
    """The fence without a partner; none where it is the last one, or that can't be told."""
    found = [
        (number, each["fence"], each["info"].strip())
        for number, line in enumerate(text.body_lines, text.first)
        if "`" * 3 in line or "~" * 3 in line
        if (each := FENCE_LINE.match(line)) and not line.startswith(FURTHER_IN)
    ]
    fences = [(number, info) for number, _, info in found]
    if not fences or len(fences) > MOST or len(fences) % 2 == 0 or any(fence != "```" for _, fence, _ in found):
        return None
    if any(text.line(number).lstrip()[:1] == ">" for number, _ in fences):
        return None
    numbers = [number for number, _ in fences] + [len(text.lines) + 1]
    between = [text.lines[first : last - 1] for first, last in pairwise([text.first - 1, *numbers])]
    kinds = [_kind(lines) for lines in between]
    sides = [_side(above, below) for above, below in pairwise(between)]
    opens = [bool(info) for _, info in fences]
    scores = []
    for at in range(0, len(fences), 2):
        for begins in (True, False):
            fit = _fit(kinds, opens, sides, at, begins) + _torn(between[at + begins], begins)
            scores.append((fit, at, begins))
    last = scores[-2][0]
    best, at, begins = max(scores)
    if best < last + LIKELIER:
        return None
    first = numbers[at]
    above = (numbers[at - 1] if at else text.first - 1, first)
    block = CodeBlock(first, numbers[at + 1] - 1, fences[at][1], "", fenced=True, closed=False)
    return Lone(block if begins else None, above)


def beginning(above: tuple[int, int], text: Text, otherwise: Rule) -> Problem:
    """The problem of a block that ends with a fence and does not begin with one; its code is on the lines between."""
    first, last = above
    between = [(number, text.line(number)) for number in range(first + 1, last)]
    for number, line in between:
        if found := WRONG_FENCE.match(line):
            return wrong_fence(number, None, found, text)
    for number, line in between:
        if found := LATE.match(line):
            return late_fence(number, found, text)
    start = next((number for number, line in between if is_code(line)), 0) or text.reach(last, -1, str.strip)
    title = f"The code that ends with the backticks on line {last} does not begin with any."
    fix = "Put a line with three backticks above this line."
    return text.mended(otherwise, start, start - 1, ["```"], title=title, fix=fix)


def _side(above: Sequence[str], below: Sequence[str]) -> int:
    """Whether blank lines make a fence look like the beginning of a block (1), like an end (-1), or neither (0)."""
    open_above, open_below = not "".join(above[-1:]).strip(), not "".join(below[:1]).strip()
    return open_above - open_below


def _fit(kinds: Sequence[int], opens: Sequence[bool], sides: Sequence[int], at: int, begins: bool) -> int:
    """How well the text fits where the fence `at` has no partner: it begins a block, or it ends one.

    The first of the `kinds` is that of the lines above all fences.
    """
    score = -kinds[0] if begins or at else 0
    for place, kind in enumerate(kinds[1:]):
        is_opening = begins if place == at else (place % 2 == 0) is (place < at)
        score += kind * (1 if is_opening else -1) if place != (at if begins else at - 1) else 0
        score -= LIKELIER * 2 if opens[place] and not is_opening else 0
        score += sides[place] * (SIDE if is_opening else -SIDE)
    return score


def _torn(lines: Sequence[str], begins: bool) -> int:
    """How well some lines fit that hold one end of a block: code above prose where it `begins` above them, or below."""
    odd = [at for at, line in enumerate(lines) if _is_odd(line, begins)]
    if len(odd) % 2:
        above, below = _kind(lines[: odd[0]]), _kind(lines[odd[0] :])
        return 2 * LIKELIER + (above - below if begins else below - above)
    if begins:
        return 0 if any(map(str.strip, lines)) else LIKELIER - 1  # a fence too many, as at the end of a text
    code = [is_code(line) for line in lines if line.strip()]
    if not any(code):  # then none lacks its beginning, but for words right above a fence and apart from those above
        blank = next((at for at in range(len(lines) - 1, -1, -1) if not lines[at].strip()), 0)
        return -_kind(lines[:blank]) if "".join(lines[-1:]).strip() and blank else -MOST
    return LIKELIER - 1 if code[-1] and not code[0] else 0


def _is_odd(line: str, begins: bool) -> bool:
    """Whether a line was meant as the missing fence."""
    if begins:
        return ODD_END.match(line) is not None or (line.rstrip().endswith("```") and not line.strip().startswith("`"))
    return WRONG_FENCE.match(line) is not None or LATE.match(line) is not None


def _kind(lines: Sequence[str]) -> int:
    """How much more code than prose there is between two fences, in lines."""
    kind, paragraph = 0, list[str]()
    for line in (*lines, ""):
        if line.strip():
            paragraph.append(line)
            continue
        if is_prose("\n".join(paragraph)) or any(map(OF_PROSE.match, paragraph[:1])):
            kind -= 1
        else:
            kind += sum(map(is_code, paragraph)) > 0
        paragraph = []
    return max(-WEIGHT, min(WEIGHT, kind))
