"""What stands near a line that may be an item of a list: other items, their numbers, the end of a word in stars."""

from __future__ import annotations

import re

from potluck.checks.blocks import LIST_LINE

LONGEST_EMPHASIS = 50  # lines
LONGEST_RUN = 50  # lines
LONGEST_ABOVE = 60  # characters of an item that a dash does not go on with


def among_items(number: int, sign: str, lines: dict[int, str]) -> bool:
    """Whether the lines right above and below, as far as there are any, are items of the list this one is meant for."""
    near = [line for line in (lines.get(number - 1, ""), lines.get(number + 1, "")) if line.strip()]
    if not near or not LIST_LINE.match(near[0]):
        return False
    if sign[0].isdigit():
        numbered = ((re.match(r"\s*(\d+)", lines.get(number + step, "")), int(sign[:-1]) + step) for step in (-1, 1))
        return any(found is not None and int(found[1]) == wanted for found, wanted in numbered)
    same = [line.lstrip().startswith(f"{sign} ") for line in near]
    if "[" in lines[number][:4]:
        return same[0]
    said = lines[number].lstrip()[1:2]
    return all(same) and (said.isalpha() or said in ("[", "!", "*", "`"))


def is_between_items(number: int, lines: dict[int, str]) -> bool:
    """Whether the lines right above and below begin with a hyphen, as this one should, or it is first or last."""
    above, below = lines.get(number - 1, ""), lines.get(number + 1, "")
    are_items = [line.startswith("- ") for line in (above.lstrip(), below.lstrip()) if line]
    return bool(are_items) and all(are_items) and (bool(below.strip()) or len(above) < LONGEST_ABOVE)


def closes_below(number: int, lines: dict[int, str]) -> bool:
    """Whether a star that begins a line is closed on a later line of the paragraph, and so makes emphasis."""
    for below in range(number + 1, number + 1 + LONGEST_EMPHASIS):
        line = lines.get(below)
        if line is None:
            return False
        if re.search(r"\S\*", line):
            return True
    return False


def line_above_items(number: int, lines: dict[int, str], items: re.Pattern[str]) -> str:
    """The nearest line above that is none of these items; empty where there is none near by."""
    for row in range(number - 1, number - 1 - LONGEST_RUN, -1):
        above = lines.get(row, "")
        if not items.match(above):
            return above
    return ""


def neighbours(pattern: re.Pattern[str], number: int, lines: dict[int, str]) -> int:
    """How many of the lines right above and below begin in the same way, as far as they follow each other."""
    count = 0
    for step in (-1, 1):
        near = number + step
        while pattern.match(lines.get(near, "")) and count < 3:
            count += 1
            near += step
    return count


def has_neighbour(pattern: re.Pattern[str], number: int, lines: dict[int, str]) -> bool:
    """Whether one of the two lines above or the two below begins in the same way."""
    return any(pattern.match(lines.get(near, "")) for near in (number - 1, number + 1, number + 2, number - 2))
