"""Which runs of `*`, `_` and `~` are emphasis: the delimiter stack of the CommonMark specification.

Openers are kept on a stack per character, and a search never goes below where one has failed before, so the time is
linear in the number of runs.
"""

from __future__ import annotations

import unicodedata

from potluck.markup.github.tokens import Run

_ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def is_space(char: str) -> bool:
    """Whether flanking takes the character for white space; the ends of a text count as such."""
    return char in "\n \t\r\f\x0b" or char == "" or (char > "\x7f" and unicodedata.category(char) == "Zs")


def is_punctuation(char: str) -> bool:
    """Whether flanking takes the character for punctuation."""
    if char <= "\x7f":
        return char in _ASCII_PUNCTUATION
    return unicodedata.category(char)[0] == "P"


def make_run(text: str, start: int, end: int) -> Run:
    """The run from `start` to `end`, with what its neighbours let it do (rules 1 to 8 of the specification)."""
    char = text[start]
    before, after = start - 1, end
    if char != "~":  # as in cmark-gfm, ~ is looked through: ~~**a**~~
        while before >= 0 and text[before] == "~":
            before -= 1
        while after < len(text) and text[after] == "~":
            after += 1
    before_char = text[before] if before >= 0 else ""
    after_char = text[after : after + 1]
    space_before, space_after = is_space(before_char), is_space(after_char)
    mark_before = not space_before and is_punctuation(before_char)
    mark_after = not space_after and is_punctuation(after_char)
    left = not space_after and (not mark_after or space_before or mark_before)
    right = not space_before and (not mark_before or space_after or mark_after)
    if char == "_":
        can_open, can_close = left and (not right or mark_before), right and (not left or mark_after)
    else:
        can_open, can_close = left, right
    if char == "~" and end - start > 2:
        can_open = can_close = False
    return Run(char, end - start, can_open, can_close, start, end - start)


def pair(runs: list[Run]) -> None:
    """Match the closers among `runs` with their openers, and note on both what they close and open."""
    if len(runs) < 2:
        return
    openers: dict[str, list[Run]] = {"*": [], "_": [], "~": []}
    bottom: dict[tuple[str, int], int] = {}
    for run in runs:
        stack = openers[run.char]
        while run.can_close and run.count:
            key = (run.char, run.length % 3)
            opener = _find(stack, run, bottom.get(key, -1))
            if opener is None:
                bottom[key] = run.position
                break
            if run.char == "~":
                if opener.count == run.count:
                    _match(opener, run, run.count, "del", openers)
                break
            used = 2 if opener.count >= 2 and run.count >= 2 else 1
            _match(opener, run, used, "strong" if used == 2 else "em", openers)
        if run.can_open and run.count:
            stack.append(run)


def _find(stack: list[Run], closer: Run, bottom: int) -> Run | None:
    """The nearest opener that fits; the "rule of three" keeps `**` in `*a**b*` from closing."""
    for opener in reversed(stack):
        if opener.position < bottom:
            return None
        either_both = closer.can_open or opener.can_close
        if not either_both or closer.length % 3 == 0 or (opener.length + closer.length) % 3 != 0:
            return opener
    return None


def _match(opener: Run, closer: Run, used: int, tag: str, openers: dict[str, list[Run]]) -> None:
    opener.count -= used
    closer.count -= used
    opener.opens.insert(0, tag)
    closer.closes += 1
    for stack in openers.values():  # what stands between the two can't match anything any more
        while stack and (stack[-1].position > opener.position or (stack[-1] is opener and not opener.count)):
            stack.pop()
