"""Tags written into the text: `#soup #rain` as in social networks and notebooks, `tags: …` as HackMD has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from potluck.checks.elsewhere.dialects import DIALECT
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.content.tree import Kind
from potluck.problems import Edit, Problem

HACKMD = re.compile(r"#{1,6} *(?:tags?|標籤|标签) *[:：] *(?P<said>(?:`[^`\n]{1,50}`[ ,、]*)+)\Z", re.IGNORECASE)
NAMED = re.compile(
    r"\**(?:tags?|keywords|標籤|标签|etiquetas|mots-clés|schlagwörter)\** *[:：]\** *(?P<said>\S.{0,300})\Z",
    re.IGNORECASE,
)
HASHTAGS = re.compile(r"\s*(?:#[^\W\d_][\w-]{0,40}(?:[ ,、]+|\Z)){2,}\Z")
FEWEST = 2
NEAR = 40  # lines


@text_check(DIALECT)
def tag_lines(text: Text) -> Iterator[Problem]:
    """The first or last line of a post that is nothing but tags."""
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
        if len(tags) >= FEWEST:
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
