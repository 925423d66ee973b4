"""What reStructuredText writes otherwise: headings with a line of signs below them, `::`, and links by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.elsewhere.dialects import DIALECT
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.content.front_matter.layout import CONFLICT
from potluck.problems import Problem

UNDERLINE = re.compile(r"(?P<sign>[~^\"'+.:`])(?P=sign){3,79}\s*\Z")
MARKED = re.compile(r"^(?:~{4}|\^{4}|\"{4}|'{4}|\+{4}|\.{4}|:{4}|`{4}|={4})", re.MULTILINE)
NEAR = 3
"""Signs. So much longer or shorter than its heading may such a line be."""
RULE = re.compile(r"={4,80}\s*\Z")
TARGET = re.compile(r"\.\. _(?P<name>[^:\n]{1,80}): *(?P<url>(?:https?://|mailto:)\S{3,500})\s*\Z")
BY_NAME = re.compile(r"`(?P<quoted>[^`<>\n]{1,80})`_(?![\w_])|(?<![\w`_])(?P<bare>[A-Za-z][\w-]{1,40})_(?![\w_*])")


@text_check(DIALECT)
def underlined(text: Text) -> Iterator[Problem]:
    """`~~~~` and its like right below a line of words, and `====` with nothing above it."""
    if not MARKED.search(text.body):
        return
    ends = {each.last: each.first for each in text.code} | {each.first: each.first for each in text.code}
    begun: set[int] = set()
    met = any(line.startswith((">>>>>>> ", "<<<<<<< ")) for line in text.lines)
    for number, line in enumerate(text.body_lines, text.first):
        above = text.line(number - 1).strip() if number > text.first else ""
        if RULE.match(line) and not above and text.is_text(number) and not (CONFLICT.match(line) and met):
            title = f"`{line.strip()[:20]}` draws no line here, and is shown as it is."
            yield text.changed(DIALECT, number, "---", title=title)
        if not UNDERLINE.match(line) or not above or not re.match(r"[^\W_]|[\"'“(¿¡]", above):
            continue
        before = text.line(number - 2).strip() if number - 1 > text.first else ""
        if before or abs(len(line.strip()) - len(above)) > NEAR or not _is_title(text, number, ends, begun):
            continue
        better = f"## {above}"
        title = f"`{line.strip()[:20]}` makes no heading of the line above it."
        fix = f"Write `{better}` in place of both."
        yield text.mended(DIALECT, number - 1, number, [better], title=title, fix=fix)


def _is_title(text: Text, number: int, ends: dict[int, int], begun: set[int]) -> bool:
    """Whether a line of such signs stands outside of code, or begins or ends a block that was never meant as code."""
    if number not in text.code_lines:
        return True
    first = ends.get(number)
    line, last = text.line(number).rstrip(), text.code[-1]
    endless = (
        last.first == number and not last.closed and not (number < len(text.lines) and text.line(number + 1).strip())
    )
    is_as_long = endless and line.startswith("~" * (NEAR + 1)) and len(line) == len(text.line(number - 1).strip())
    if first is None or not (is_as_long or line.startswith("~" * (NEAR + 2))):
        return False
    if number == first:
        begun.add(number)
    return first in begun


@text_check(DIALECT)
def links_by_name(text: Text) -> Iterator[Problem]:
    """`.. _map: https://…`, and `map_` where that is meant; one problem for each line."""
    if ".. _" not in text.body:
        return
    targets = {
        found["name"].strip("`").casefold() for line in text.prose_lines.values() if (found := TARGET.match(line))
    }
    for number in text.prose_lines if targets else ():
        raw = text.line(number)
        if found := TARGET.match(raw):
            better = f"[{found['name'].strip('`')}]: {found['url']}"
            title = "An address by name is written otherwise here."
            yield text.changed(DIALECT, number, better, title=title)
            continue
        better = BY_NAME.sub(lambda each: _linked(each, targets), raw)
        if better != raw:
            title = "A link by name stands in square brackets here."
            yield text.changed(DIALECT, number, better, title=title)


def _linked(found: re.Match[str], targets: set[str]) -> str:
    name = found["quoted"] or found["bare"]
    return f"[{name}]" if name.casefold() in targets else found.group()


@text_check(DIALECT)
def code_below_colons(text: Text) -> Iterator[Problem]:
    """`So::` above indented code, where one colon is enough."""
    for code in text.code if "::\n" in text.body else ():
        number = text.reach(code.first, -1, lambda line: not line.strip()) - 1
        line = text.line(number) if number >= text.first else ""
        if not code.fenced and re.search(r"\w::\s*\Z", line) and number < code.first - 1:
            title = "Two colons at the end of a line mean something to another program; here both are shown."
            yield text.changed(DIALECT, number, line.rstrip()[:-1], len(line.rstrip()) - 1, title=title)
