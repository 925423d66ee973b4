"""What stands in front of the sign that a line begins with, and keeps it from being a heading, an item or a fence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.blocks import LIST_LINE
from potluck.checks.code.fence_signs import FENCE_WRONG
from potluck.checks.code.shape import is_code
from potluck.checks.markdown.headings import HEADING_SPACE
from potluck.checks.markdown.list_markers import LIST_MARKER, gap_above_list
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Problem

SPECIAL = "\u00a0\u2002\u2003\u2009\u200a\u202f\u3000"
BEHIND_SPACE = re.compile(
    rf"[ \t]*[{SPECIAL}][ \t{SPECIAL}]*"
    r"(?P<sign>#{1,6}(?= )|[-*+](?= )|\d{1,3}[.)](?= )|`{3}|~{3})(?P<rest>.*)\Z"
)
INDENTED_ITEM = re.compile(r"(?: {4,8}|\t) {0,3}(?P<sign>[-*+•●◦▪■‣·]|\d{1,2}[.)])[ \t]+(?P<said>\S[^\n]*)\Z")
CODE_SIGNS = re.compile(r"[{}=;<>|]|\w:\s|\)\s*\Z|\w\(|:\Z")
"""What stands in settings and programs, of which lines may begin with `-` as well."""
INDENTED_HEADING = re.compile(r"(?: {4,8}|\t)(?P<heading>#{1,6} [^\W\d_][^\n]{0,100})\Z")


@text_check(HEADING_SPACE, LIST_MARKER, FENCE_WRONG)
def behind_special_spaces(text: Text) -> Iterator[Problem]:
    """Signs behind a space that is none for Markdown; one problem for each run of lines."""
    if text.body.isascii() or not any(space in text.prose for space in SPECIAL):
        return
    told = 0
    for number, line in text.running.items():
        found = BEHIND_SPACE.match(line) if number > told else None
        if found is None:
            continue
        told = number
        lines = [f"{found['sign']}{text.line(number)[found.end('sign') :]}"]
        while (
            LIST_LINE.match(lines[0]) and told < len(text.lines) and (more := BEHIND_SPACE.match(text.line(told + 1)))
        ):
            lines.append(f"{more['sign']}{more['rest']}")
            told += 1
        title = f"The space in front of `{found['sign']}` is a special one, which keeps it from doing anything."
        above = gap_above_list(text, number) if LIST_LINE.match(lines[0]) else []
        first = found["sign"][0]
        rule = HEADING_SPACE if first == "#" else FENCE_WRONG if first in "`~" else LIST_MARKER
        yield text.mended(rule, number, told, [*above, *lines], title=title, fix=f"Write: `{lines[0]}`")


@text_check(HEADING_SPACE)
def indented_headings(text: Text) -> Iterator[Problem]:
    """A heading behind four spaces, which make code of it, with nothing that is code beside it."""
    for code in text.code:
        if code.fenced or code.last != code.first:
            continue
        found = INDENTED_HEADING.match(text.line(code.first))
        if found and not is_code(found["heading"].lstrip("# ")) and not _near_code(text, code.first):
            title = "Four spaces in front of a heading make code of it."
            yield text.changed(HEADING_SPACE, code.first, found["heading"].strip(), title=title)


@text_check(LIST_MARKER)
def indented_lists(text: Text) -> Iterator[Problem]:
    """A whole list behind four spaces or a tab, which make code of it."""
    for code in text.code:
        lines = [] if code.fenced else text.lines[code.first - 1 : code.last]
        items = [found for line in lines if line.strip() and (found := INDENTED_ITEM.match(line))]
        bullets = all(found["sign"] not in "-*+" and not found["sign"][0].isdigit() for found in items)
        if not items or len(items) < sum(bool(line.strip()) for line in lines):
            continue
        said = sum(len(found["said"].split()) > 1 and not CODE_SIGNS.search(found["said"]) for found in items)
        if len(items) < 2 or not (bullets or said == len(items)) or _near_list(text, code.first):
            continue
        better = [
            f"{'- ' if not found['sign'][0].isdigit() else found['sign'] + ' '}{found['said']}" for found in items
        ]
        title = "The spaces in front of these items make code of the list."
        whole = [*gap_above_list(text, code.first), *better]
        yield text.mended(LIST_MARKER, code.first, code.last, whole, title=title, fix=f"Write: `{better[0]}`")


def _near_list(text: Text, number: int) -> bool:
    """Whether the text above is a list, to which these lines may belong."""
    other = text.reach(number, -1, lambda line: not line.strip()) - 1
    return other >= text.first and (LIST_LINE.match(text.line(other)) is not None or text.line(other)[:1] in " \t")


def _near_code(text: Text, number: int) -> bool:
    """Whether the next line of text above or below belongs to other code, or a list, to which this may belong."""
    for step in (-1, 1):
        other = text.reach(number, step, lambda line: not line.strip()) + step
        if text.first <= other <= len(text.lines) and (
            other in text.code_lines or LIST_LINE.match(text.line(other)) or text.line(other)[:1] in " \t"
        ):
            return True
    return False
