"""A line for the top of the file that stands in the text: `updated: 2026-11-26` below the second `---`, or last."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.elsewhere.dialects import DIALECT
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.content.tree import Kind
from potluck.problems import Edit, Problem

LINE = re.compile(
    r"(?P<key>updated|date|lang|slug|status|translation_of|math|draft): *"
    r"(?P<value>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d)?|[a-z]{2}(?:-[A-Z]{2})?|[a-z0-9]+(?:-[a-z0-9]+)+"
    r"|draft|hidden|published|true|false)\s*\Z"
)
"""Values that are nothing one would tell readers."""
KEYS = ("updated:", "date:", "lang:", "slug:", "status:", "translation_of:", "math:", "draft:")
BELOW = tuple(f"\n{key}" for key in KEYS)
ENDS = 2
"""Lines at either end of a text that are looked at."""


@text_check(DIALECT)
def head_lines(text: Text) -> Iterator[Problem]:
    """A first or last line of a post that says what only counts at its top."""
    body = text.body
    if text.document.kind is not Kind.POST or not (body.lstrip().startswith(KEYS) or any(key in body for key in BELOW)):
        return
    numbers = [n for n in range(text.first, len(text.lines) + 1) if text.line(n).strip()] if text.body.strip() else []
    for number in dict.fromkeys((*numbers[:ENDS], *numbers[-1:])):
        found = LINE.match(text.line(number))
        beside = (each for each in (number - 1, number + 1) if text.first <= each <= len(text.lines))
        alone = not any(text.line(each).strip() for each in beside)
        if found is None or number in text.code_lines or not (alone or number == text.first):
            continue
        line = f"{found['key']}: {found['value']}"
        title = f"`{line}` is shown as it is; this belongs to the lines at the top of the file."
        known = text.document.front.fields.get(found["key"])
        fix = f"Delete this line, and write `{line}` between the two `---` at the top."
        if known is not None:
            fix = f"Delete this line; line {known.line} says it already, or is the one to change."
        fits = known is None and number == text.first and text.closing
        edit = Edit(text.closing, number, f"{line}\n---") if fits else None
        yield text.at(DIALECT, number, 1, title=title, fix=fix, edit=edit)
