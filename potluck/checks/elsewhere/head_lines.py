"""Lines for the top of the file that stand in the text: `updated: 2026-11-26`, or tags as other programs have them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

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


HACKMD = re.compile(r"#{1,6} *(?:tags?|標籤|标签) *[:：] *(?P<said>(?:`[^`\n]{1,50}`[ ,、]*)+)\Z", re.IGNORECASE)
NAMED = re.compile(
    r"\**(?:tags?|keywords|標籤|标签|etiquetas|mots-clés|schlagwörter)\** *[:：]\** *(?P<said>\S.{0,300})\Z",
    re.IGNORECASE,
)
HASHTAGS = re.compile(r"\s*(?:#[^\W\d_][\w-]{0,40}(?:[ ,、]+|\Z)){2,}\Z")
FEWEST = 2
NEAR = 40  # lines


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


@text_check(DIALECT)
def tag_lines(text: Text) -> Iterator[Problem]:
    """The first or last line of a post that is nothing but tags: `#soup #rain`, or `tags: …` as HackMD has it."""
    if text.document.kind is not Kind.POST:
        return
    body = text.body
    if "#" not in body and ":" not in body and "：" not in body:
        return
    numbers = range(text.first, len(text.lines) + 1)
    top = list(islice((number for number in numbers if text.line(number).strip()), 2))
    last = next((number for number in reversed(numbers) if text.line(number).strip()), None)
    for number in dict.fromkeys((*top, *([last] if last else []))):
        tags = [] if number in text.code_lines else _tags(text.line(number).strip(), number == top[0])
        if len(tags) >= FEWEST or HACKMD.match(text.line(number).strip()):
            yield _tell(text, number, tags)


def _tags(line: str, at_top: bool) -> list[str]:
    """The tags that a line consists of; none where it is anything else."""
    if found := HACKMD.match(line):
        return re.findall(r"`([^`]+)`", found["said"])
    if HASHTAGS.match(line):
        return re.findall(r"#([\w-]+)", line)
    if at_top and (found := NAMED.match(line)) and not line.rstrip().endswith((".", "。")):
        return [each.strip("#`*. ") for each in re.split(r"[,、;]", found["said"]) if each.strip("#`*. ")]
    return []


def _tell(text: Text, number: int, tags: list[str]) -> Problem:
    title = f"`{text.line(number).strip()[:60]}` is shown as it is; tags stand at the top of the file."
    there = text.document.front.fields.get("tags")
    said = ", ".join(tag.replace("_", " ") for tag in tags)
    fix = f"Delete this line, and write between the two `---` at the top: `tags: {said}`"
    edit, top = None, text.closing
    if there is None and top and number - top < NEAR:
        kept = text.lines[top - 1 : number - 1]
        while kept and not kept[-1].strip() and (number >= len(text.lines) or not text.line(number + 1).strip()):
            kept.pop()
        edit = Edit(top, number, "\n".join([f"tags: {said}", *kept]))
    return text.at(DIALECT, number, 1, title=title, fix=fix, edit=edit)
