"""Signs that were meant to make a list and make none: bullets of word processors, letters, numbers with odd ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, takewhile

from potluck.checks.around import further_in
from potluck.checks.blocks import LIST_LINE
from potluck.checks.markdown.accessibility import HEADING_BOLD, heading_by_sign
from potluck.checks.markdown.near_lines import (
    among_items,
    closes_below,
    count_of,
    counts_on,
    has_neighbour,
    hashed_item,
    is_between_items,
    line_above_items,
    neighbours,
)
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.late import late
from potluck.problems import Problem, in_post, warning

BULLET = late(r"(?P<indent>[ \t]*)(?P<sign>[\uf0b7\uf0a7•●◦▪■□‣⁃∙·○◆►▶➢➤✓✔])(?!(?P=sign))[ \t\u00a0]*(?=\S)")
DASH_BULLET = late(r"(?P<indent>[ \t]*)(?P<sign>[–—－])[ \t\u00a0　]*(?=\w)")
SPOKEN = late(r" {0,3}[—―] ?\S.*[.?!…»”。？！]\s*\Z")
"""What somebody says, as books in many languages print it."""
ARROW = late(r"(?P<indent>[ \t]*)(?P<sign>~(?!~)|[§→➔➜»❖✦★☆・※]|＊(?!＊)|--(?= )|[-=]>|o(?=[ \t]))[ \t\u00a0　]*(?=\S)")
O_ITEM = late(r"[ \t]*o[ \t]+(?=\S)")
TWO_DASHES = late(r"[ \t]*-- ")
TWO_STARS = late(r"\*\*")
LETTERED = late(
    r"(?P<indent> {0,3})(?P<sign>\(?[a-h]\)|\(\d{1,2}\)|[（(]\d{1,2}[）)]|[①-⑳]|\d\ufe0f?\u20e3)[ \t]*(?=\S)"
)
LETTER_DOT = late(r"(?P<indent> {0,3})[a-h]\. +(?=\S)")
WIDE_NUMBER = late(
    r"　{0,2}(?P<indent> {0,3})(?P<number>[0-9０-９٠-٩۰-۹०-९]{1,2})(?P<sign>[、．。）]|(?<=[０-９٠-٩۰-۹०-९])[-.)）])"
    r"[ \t　]*(?=\S)"
)
COUNTED = late(
    r" {0,3}(?:\d{1,2}(?:[^\W\d_]|\.\d{1,2}\.? )|[(（\[*_]{0,2}[^\W_]{1,4}[.)）\]、．:]"
    r"|[*_]{0,2}[^\W\d_]{1,14} ?#?[\d一二三四五六七八九十])"
)
CHECKBOX = late(
    r"(?P<indent>(?: {0,3}>)* {0,4})(?P<dash>[-*+] )?\[(?P<mark>[ xX✓]{0,3})\](?P<space> ?)(?!is |means |[\s(\[:]|\Z)"
)
TASK = late(r" {0,3}[-*+] \[[ xX]\] ")
ODD_BOX = late(
    r"(?P<indent> {0,3})(?P<dash>[-*+]) ?(?P<left>[\[(（【［]{0,2}) ?(?P<mark>[ xX]?) ?"
    r"(?P<right>[\])）】］]{0,2}) +(?=\S)"
)
"""A box to tick off, beside others, with a bracket too many, too few or of another kind."""
PICTURE = late(r"(?P<indent> {0,3})(?P<sign>[\u2600-\u27bf\u2b50\u2b55\U0001f300-\U0001faff])\ufe0f?[ \t]*(?=\S)")
BOXES = frozenset("☐☑☒✅❌✔✗✘⬜")
TIGHT = late(
    r"(?P<indent> {0,3})(?P<sign>[*+-])(?:(?=[^\W_]|\[[ xX]\] )(?:(?<=[+-])|(?!.*\*))"
    r"|(?=!?\[\w[^\]\n]{0,200}\]\()(?:(?<=[+-])|(?!.*[^\s*]\*(?!\*)))"
    r"|(?<=-)(?=\*{1,2}[^\s*]|`[^`]|!?\[\w))"
)
TIGHT_CODE = late(r" {0,3}-`[^`]")
NUMBERED_TIGHT = late(r"(?P<indent> {0,3})(?P<sign>\d{1,2}[.)])(?=[^\W\d_])")
SPECIAL_SPACE = late(r"(?P<indent> {0,3})(?P<sign>[*+-]|\d{1,3}[.)])[\u00a0\u3000\u2002\u2003]\s*(?=\S)")
NUMBERED_ODD = late(
    r"(?P<indent> {0,3})(?P<number>\d{1,2})(?P<sign>(?: \.|\.{2}|\.\)| ?[-–:、．])(?=[ \t]+\S)"
    r"|[,;。，；](?=[ \t]*[^\W\da-zß-ÿ]))[ \t]*"
)
COUNTED_ITEM = late(r" {0,3}(?P<number>\d{1,2})[.)] +\S")
COMMAS = ",;。，；"
"""Signs behind a number that make an item of it only beside real ones."""
NUMBERED = late(r"\d{1,3}[.)][ \t]+")
DOUBLE_STAR = late(r"\*\*[ \t]+(?=\S)(?!.*\*\*)")
LIST_MARKER = warning(
    "list-marker",
    "This sign does not make a list.",
    why="Readers would see the sign and all items run together in one paragraph.",
    fix="Begin each item with a hyphen and a space, or with a number, a dot and a space.",
    bad=in_post("• bread\n• soup"),
    good=in_post("- bread\n- soup"),
)


@text_check(LIST_MARKER, HEADING_BOLD)
def list_markers(text: Text) -> Iterator[Problem]:
    """Bullets of word processors, and markers without the space behind them; one problem for each run of lines."""
    lines = text.running
    if "-`" in text.body:
        lines = lines | {n: text.line(n) for n in lines if TIGHT_CODE.match(text.line(n))}
    last = 0
    for number, line in lines.items():
        better = with_marker(number, line, lines, text)
        if better is None:
            continue
        run = last == number - 1 and last != 0
        last = number
        if not run:
            yield heading_by_sign(number, lines, text) or _marker_run(number, lines, text)


def _marker_run(first: int, lines: dict[int, str], text: Text) -> Problem:
    """The problem of a run of items, with the edit for them all, and a blank line above where text stands there."""
    items = []
    number = first
    while number in lines and (better := with_marker(number, lines[number], lines, text)):
        items.append(better)
        number += 1
    line = lines[first]
    sign = line.strip()[:1]
    if (counted := count_of(line)) and counts_on(first, lines):
        sign = counted.group().strip(" *_")
    if shown := CHECKBOX.match(line) or WIDE_NUMBER.match(line):
        sign = shown.group().strip()
    elif shown := ARROW.match(line) or LETTERED.match(line):
        sign = shown["sign"]
    title = f"`{sign}` does not make a list here."
    if SPECIAL_SPACE.match(line):
        title = "The space behind this sign is a special one, which makes no list."
    more = ", and the lines below in the same way" if len(items) > 1 else ""
    fix = f"Write: `{items[0].strip()}`{further_in(line, items[0])}{more}" + ("." if more else "")
    whole, column = [*gap_above_list(text, first), *items], len(line) - len(line.lstrip()) + 1
    return text.mended(LIST_MARKER, first, number - 1, whole, column, title=title, fix=fix)


def gap_above_list(text: Text, first: int) -> list[str]:
    """The blank line that belongs above the first item of a list; none where an item stands there already."""
    within = text.line(first).lstrip().startswith(">") or LIST_LINE.match(text.line(first - 1))
    return [] if within else text.gap_above(first)


def with_marker(number: int, line: str, lines: dict[int, str], text: Text) -> str | None:
    """The line with a marker that makes a list; none when it is no item."""
    raw = text.line(number)
    if raw[: len(line) - len(line.lstrip())].strip():
        return None  # code stands in front of the sign
    if found := BULLET.match(line):
        mark = f"{found['indent'].expandtabs(4)}- "
        said = raw[found.end() :]
        between = re.compile(rf"(?<=\S)[ \t\u00a0]+{found['sign']}[ \t\u00a0]+(?=\S)")
        return mark + (between.sub(f"\n{mark}", said) if found["sign"] in said else said)
    if found := SPECIAL_SPACE.match(line):
        return f"{found['indent']}{found['sign']} {raw[found.end() :]}"
    if (found := NUMBERED_ODD.match(line)) and _counts(number, int(found["number"]), found["sign"], lines):
        return f"{found['indent']}{found['number']}. {raw[found.end() :]}"
    if (
        (found := DASH_BULLET.match(line))
        and not is_spoken(number, lines)
        and (neighbours(DASH_BULLET, number, lines) or is_between_items(number, lines))
    ):
        return f"{found['indent']}- {raw[found.end() :]}"
    if (found := ARROW.match(line)) and (
        _is_word_item(number, line, lines)
        if found["sign"] == "o"
        else neighbours(ARROW, number, lines) or (found["sign"] == "--" and is_between_items(number, lines))
    ):
        nested = {"o": O_ITEM, "--": TWO_DASHES}.get(found["sign"])
        above = line_above_items(number, lines, nested) if nested else ""
        if above and (LIST_LINE.match(above) or BULLET.match(above)):
            return f"  - {raw[found.end() :]}"
        return f"{found['indent']}- {raw[found.end() :]}"
    if (found := LETTERED.match(line)) and has_neighbour(LETTERED, number, lines):
        return f"{found['indent']}- {raw[found.start('sign') :]}"
    if "#" in line[:4] and (found := hashed_item(number, lines)):
        return f"{found['number']}. {raw[found.end() :]}"
    start = line.lstrip(" ")[:2]
    plain = start.isascii() and (start.isalpha() or start[:1] in "<|`\"'(#")
    if not plain and (other := _less_common(number, line, lines, raw)):
        return other
    if COUNTED.match(line) and counts_on(number, lines):
        return f"- {raw.lstrip()}"
    return _tight(number, line, lines, raw)


def _less_common(number: int, line: str, lines: dict[int, str], raw: str) -> str | None:
    """The line with a marker, where it begins with a wide number, a letter, an empty box or a little picture."""
    if found := WIDE_NUMBER.match(line):
        counted, near = int(found["number"]), (WIDE_NUMBER.match(lines.get(number + step, "")) for step in (-1, 1))
        if any(each is not None and abs(int(each["number"]) - counted) == 1 for each in near):
            return f"{found['indent']}{counted}. {raw[found.end() :]}"
    if (found := LETTER_DOT.match(line)) and counts_on(number, lines):
        return f"{_below(number, found['indent'], lines)}- {raw[found.end() :]}"
    if (found := CHECKBOX.match(line)) and (
        (len(found["mark"]) != 1 or not found["space"]) if found["dash"] else neighbours(CHECKBOX, number, lines)
    ):
        mark = found["mark"].strip() and "x"
        return f"{found['indent']}- [{mark or ' '}] {raw[found.end() :]}"
    if (
        (found := ODD_BOX.match(line))
        and (found["left"] or found["right"])
        and not TASK.match(line)
        and any(TASK.match(lines.get(near, "")) for near in (number - 1, number + 1))
    ):
        return f"{found['indent']}{found['dash']} [{found['mark'].lower() or ' '}] {raw[found.end() :]}"
    if (found := PICTURE.match(line)) and any(
        each and (each["sign"] == found["sign"] or {each["sign"], found["sign"]} <= BOXES)
        for step in (-1, 1)
        if (each := PICTURE.match(lines.get(number + step, "")))
    ):
        return f"{found['indent']}- {raw[found.start('sign') :]}"
    return None


def _tight(number: int, line: str, lines: dict[int, str], raw: str) -> str | None:
    """The line with the space that belongs behind its marker, or with one star of two."""
    if (found := TIGHT.match(line)) and (
        (found["sign"] == "*" and not closes_below(number, lines))
        or (neighbours if line[found.end()].isdigit() else has_neighbour)(TIGHT, number, lines)  # `-5`, say
        or among_items(number, found["sign"], lines)
    ):
        return f"{found['indent']}{found['sign']} {raw[found.end() :]}"
    if (found := NUMBERED_TIGHT.match(line)) and (
        has_neighbour(NUMBERED_TIGHT, number, lines) or among_items(number, found["sign"], lines)
    ):
        return f"{found['indent']}{found['sign']} {raw[found.end() :]}"
    if (found := DOUBLE_STAR.match(line)) and LIST_LINE.match(line_above_items(number, lines, TWO_STARS)):
        return f"  {line_above_items(number, lines, TWO_STARS).lstrip()[0]} {raw[found.end() :]}"
    return None


def is_spoken(number: int, lines: dict[int, str]) -> bool:
    """Whether a line is one of a dialogue: a dash, and a sentence, of which one near by asks or exclaims."""
    near = (takewhile(lambda row: SPOKEN.match(lines.get(row, "")), count(number, step)) for step in (-1, 1))
    return any(sign in lines[row] for rows in near for row in rows for sign in "?!？！")


def _counts(number: int, counted: int, sign: str, lines: dict[int, str]) -> bool:
    """Whether the line above or below begins with the number that comes before or after, as an item or like this."""
    near = ((lines.get(number + step, ""), counted + step) for step in (-1, 1))
    return any(
        (found := COUNTED_ITEM.match(line) or (NUMBERED_ODD.match(line) if sign not in COMMAS else None)) is not None
        and int(found["number"]) == wanted
        for line, wanted in near
    )


def _is_word_item(number: int, line: str, lines: dict[int, str]) -> bool:
    """Whether `o` is the hollow bullet of a word processor, and not the word that it is in many languages."""
    near = neighbours(O_ITEM, number, lines)
    if near > 1 or line.lstrip().startswith("o\t"):
        return True
    above = line_above_items(number, lines, O_ITEM)
    if near:
        return LIST_LINE.match(above) is not None
    announced = lines.get(number - 2, "").rstrip().endswith((":", "："))
    return announced and not above and not lines.get(number + 1)


def _below(number: int, indent: str, lines: dict[int, str]) -> str:
    """The spaces in front of an item below a numbered one: as many as belong to that."""
    parent = NUMBERED.match(line_above_items(number, lines, LETTER_DOT)) if indent else None
    return " " * max(len(indent), parent.end()) if parent else indent
