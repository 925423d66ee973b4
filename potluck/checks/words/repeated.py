"""A text that stands there twice: somebody pasted the new version below the old one."""

from __future__ import annotations

from collections.abc import Iterator

from potluck.checks.code.shape import is_prose
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Problem, in_post, warning

FEWEST = 3
"""Paragraphs one after the other that come again."""
SHORTEST = 120
"""Characters of the first of what comes again; a refrain is shorter."""
_ONCE = (
    "It rained all day, and nobody minded, for we had brought our coats along.\n\n"
    "In the evening we sat in the boathouse and counted the drops on the window.\n\n"
    "Somebody had brought soup, and it was still hot when we came to it."
)
TEXT_TWICE = warning(
    "text-twice",
    "This part of the text stands here for the second time.",
    why="Readers wonder whether they have lost their place.",
    fix="Delete one of the two.",
    bad=in_post(f"{_ONCE}\n\n{_ONCE}"),
    good=in_post(_ONCE),
)


@text_check(TEXT_TWICE)
def text_twice(text: Text) -> Iterator[Problem]:
    """Several paragraphs in a row that stood there before; one problem for each text."""
    body = text.body
    parts = body.rstrip().split("\n\n") if len(body) >= 2 * SHORTEST else []
    if len(parts) - len(set(parts)) < FEWEST - 1 or "\n---\ntitle:" in body:
        return  # most texts, which say nothing twice
    pieces = _pieces(text)
    seen: dict[tuple[str, ...], int] = {}
    for at in range(len(pieces) - FEWEST + 1):
        key = tuple(words for _, _, words in pieces[at : at + FEWEST])
        before = seen.setdefault(key, at)
        if before + FEWEST > at:
            continue
        prose = [
            words for first, _, words in pieces[at : at + FEWEST] if first not in text.code_lines and is_prose(words)
        ]
        if len(prose) < FEWEST - 1 or sum(map(len, prose)) < SHORTEST:
            continue
        length = FEWEST
        while (
            at + length < len(pieces) and before + length < at and pieces[at + length][2] == pieces[before + length][2]
        ):
            length += 1
        run = pieces[at : at + length]
        first, last = run[0][0], run[-1][1]
        title = f"Lines {first} to {last} say again what stands from line {pieces[before][0]} on."
        yield text.at(TEXT_TWICE, first, 1, title=title, fix=f"Delete lines {first} to {last}, or what stands above.")
        return


def _pieces(text: Text) -> list[tuple[int, int, str]]:
    """What stands between blank lines: first line, last line, and the words."""
    pieces: list[tuple[int, int, str]] = []
    first, words = 0, list[str]()
    for number, line in enumerate([*text.body_lines, ""], text.first):
        if line.strip():
            first = first or number
            words.append(line.strip())
        elif words:
            pieces.append((first, number - 1, "\n".join(words)))
            first, words = 0, []
    return pieces
