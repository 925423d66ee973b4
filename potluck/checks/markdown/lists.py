"""Lists that run into the text above them, and numbers that not every program knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, takewhile

from potluck.checks.blocks import LIST_LINE
from potluck.checks.markdown.list_markers import LIST_MARKER, WIDE_NUMBER, with_marker
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Edit, Problem, in_post, warning

PARENTHESIS = re.compile(r"(?P<indent> {0,3})(?P<number>\d{1,3})\)(?= \S)")
COUNTED_ITEM = re.compile(r"\d{1,2}[.)] {1,4}(?=\S)")
INNER_ITEM = re.compile(r"(?P<indent> +)[-*+] +\S")
COMMENTED = re.compile(r"[!-]|[\w./-]{1,30}[=:({]|-{2,}")
"""What stands behind a `#` in programs."""
LIST_BLANK_LINE = warning(
    "list-blank-line",
    "This list begins right below a line of text.",
    why="Some programs that show your post, older feed readers among them, run it together into one paragraph.",
    fix="Leave a blank line above the first item.",
    bad=in_post("We brought:\n- bread\n- soup"),
    good=in_post("We brought:\n\n- bread\n- soup"),
)
LIST_LOST = warning(
    "list-lost",
    "These numbers are not a list, since they begin right below a line of text.",
    why="Readers would see all items run together in one paragraph.",
    fix="Leave a blank line above the first item.",
    bad=in_post("We did this:\n2. eat\n3. wash up"),
    good=in_post("We did this:\n\n2. eat\n3. wash up"),
)
LIST_PARENTHESIS = warning(
    "list-parenthesis",
    "Many programs know a list by `1.`, and not by `1)`.",
    why="Where they don't, readers see all items run together in one paragraph.",
    fix="Write a dot instead of the parenthesis.",
    bad=in_post("1) bread\n2) soup"),
    good=in_post("1. bread\n2. soup"),
)


@text_check(LIST_BLANK_LINE, LIST_LOST)
def lists_below_text(text: Text) -> Iterator[Problem]:
    """Lists without a blank line above them."""
    for start, _ in text.blocks.lists:
        number = start + text.first
        above = text.line(number - 1) if start else ""
        if (
            not above.strip()
            or LIST_LINE.match(above)
            or above[:1] in " \t>#|<"
            or not text.is_text(number - 1)
            or not LIST_LINE.match(text.line(number))
        ):
            continue
        if not with_marker(number - 1, above, text.running, text):  # else that is its first item, and told
            yield text.at(LIST_BLANK_LINE, number, 1, edit=Edit(number, number - 1, "\n"))
    for first, last in text.paragraphs:
        items = [n for n in range(first + 1, last + 1) if re.match(r" {0,3}\d{1,3}[.)] \S", text.line(n))]
        if len(items) > 1 and items[1] - items[0] == 1 and not WIDE_NUMBER.match(text.line(items[0] - 1)):
            yield text.at(LIST_LOST, items[0], 1, edit=Edit(items[0], items[0] - 1, "\n"))


@text_check(LIST_MARKER)
def numbered_by_a_wiki(text: Text) -> Iterator[Problem]:
    """Three headings and more, each right below the last one: `#` counts the items of a list in wikis."""
    tops = {each.line: each.text for each in text.blocks.headings if each.level == 1}
    for first in tops:
        if first - 1 in tops or not {first + 1, first + 2} <= tops.keys():
            continue
        items = [*takewhile(tops.__contains__, count(first))]
        mended = [f"{place}. {tops[row]}" for place, row in enumerate(items, 1)]
        if any(COMMENTED.match(tops[row]) or not tops[row] for row in items):
            continue
        title = "`#` makes a heading of each of these lines, and counts nothing here."
        fix = f"Write: `{mended[0]}`, and count on below."
        yield text.mended(LIST_MARKER, first + text.first, items[-1] + text.first, mended, title=title, fix=fix)


@text_check(LIST_MARKER)
def items_below_numbers(text: Text) -> Iterator[Problem]:
    """Items that belong to a numbered one, and are not as far in as its words, so that they end its list."""
    lines = text.running
    for number, line in lines.items():
        found, inner = COUNTED_ITEM.match(line), INNER_ITEM.match(lines.get(number + 1, ""))
        if found and inner and (missing := found.end() - inner.end("indent")) > 0:
            last = text.reach(number + 1, 1, INNER_ITEM.match)
            mended = [f"{' ' * missing}{each}" for each in text.lines[number:last]]
            title = "These items are not far enough in to belong to the number above them, and end its list."
            fix = f"Write {found.end()} spaces in front of each: `{mended[0]}`"
            yield text.mended(LIST_MARKER, number + 1, last, mended, title=title, fix=fix)


@text_check(LIST_PARENTHESIS)
def list_parentheses(text: Text) -> Iterator[Problem]:
    """Items numbered `1)`; one problem for each run of lines."""
    lines = text.running
    items = {number for number, line in lines.items() if PARENTHESIS.match(line)}
    for first in sorted(items):
        if first - 1 in items or first - 2 in items:
            continue
        last = first
        while last + 1 in items or last + 2 in items:
            last += 1 if last + 1 in items else 2
        mended = [PARENTHESIS.sub(r"\g<indent>\g<number>.", line) for line in text.lines[first - 1 : last]]
        yield text.mended(LIST_PARENTHESIS, first, last, mended, fix=f"Write: `{mended[0].strip()}`")
