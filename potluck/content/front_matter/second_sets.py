"""Front matter in two parts: the lines a second time below the first, or a `---` in the middle of them."""

from __future__ import annotations

import re

from msgspec.structs import replace

from potluck.content.front_matter import keys
from potluck.content.front_matter.guesses import HEADING, plain
from potluck.content.front_matter.layout import ENTRY, FENCE, Layout, Style, is_fence
from potluck.content.front_matter.openings import SEARCH
from potluck.content.front_matter.yaml_block import plain_or_quoted
from potluck.content.rules import shape
from potluck.problems import Edit

TEMPLATE = re.compile(r":\s*[\"'<\[]?(?i:your?\b|(?:post |the )?title\b.{0,12}\Z|firstname|handle\b|yyyy-mm)")
NEEDED = frozenset(("title", "author", "authors"))


def repeated(layout: Layout, lines: list[str], path: str) -> Layout | None:
    """The layout of a file with a second set of lines below the first; none where there is only one."""
    number = layout.body_line - 1
    while number < len(lines) and not lines[number].strip() and number < layout.body_line + 2:
        number += 1
    tight = number < len(lines) and not is_fence(lines[number])
    start = number if tight else number + 1
    end = next((n for n in range(start, min(start + SEARCH, len(lines))) if not says(lines[n])), len(lines))
    if end in (start, len(lines)) or not is_fence(lines[end]) or (tight and number != layout.body_line - 1):
        return None
    first, second = (lines[layout.first - 1 : layout.last], lines[start:end])
    known = {keys.of_line(line): line for line in first if ":" in line}
    more = [line for line in second if keys.of_line(line) not in known]
    same = all(known.get(keys.of_line(line), line).strip() == line.strip() for line in second)
    if not same and any(TEMPLATE.search(line) for line in first):
        title = "The lines of the template still stand above your own."
        fix = f"Delete lines 1 to {start - 1}."
        why = "The first lines count, so the post would be called as the template says."
        delete = Edit(1, start - 1, "")
        problem = shape.DUPLICATE.at(path, 1, 1, title=title, why=why, fix=fix, edit=delete)
        return Layout(Style.FENCED, start + 1, end, end + 2, problem)
    edit = Edit(layout.last + 1, end + 1, "\n".join([*more, FENCE])) if same else None
    title = "The lines with the title and author stand here for a second time."
    why = "Only the first ones count; readers would see these as text."
    fix = "Keep one line of each name above the second `---`, and delete the rest of these lines."
    problem = shape.DUPLICATE.at(path, number + 1, 1, title=title, why=why, fix=fix, edit=edit)
    return replace(layout, body_line=end + 2, problem=problem)


def says(line: str) -> bool:
    """Whether a line is `name: value` with a name that is known."""
    found = ENTRY.match(line)
    return found is not None and found["sign"] == ":" and keys.is_known(found["key"])


def closed_too_early(layout: Layout, lines: list[str], path: str) -> Layout | None:
    """The layout of a file whose title or author stands right below the second `---`; none where neither does."""
    start = layout.body_line - 1
    end = start
    while end < len(lines) and says(lines[end]):
        end += 1
    given = {keys.of_line(line) for line in lines[layout.first - 1 : layout.last]}
    more = {keys.of_line(line) for line in lines[start:end]}
    fenced = end < len(lines) and is_fence(lines[end])
    text_follows = end < len(lines) and lines[end].strip() and not fenced
    if not more & NEEDED - given or more & given or text_follows:
        return None
    below = lines[start:end]
    edit = Edit(layout.last + 1, end + fenced, "\n".join([*below, FENCE]))
    title = f"This `---` stands too early: `{lines[start].partition(':')[0]}` comes below it, and is shown as text."
    fix = f"Move it below line {end}, so that the end is:\n\n{edit.replacement}"
    problem = shape.CLOSE.at(path, layout.last + 1, 1, title=title, fix=fix, edit=edit)
    whole = (*lines[layout.first - 1 : layout.last], *below)
    return replace(layout, last=end, body_line=end + fenced + 1, problem=problem, lines=whole)


def opened_too_late(lines: list[str], path: str, opening: int) -> Layout | None:
    """The layout of a file whose first `---`, at index ``opening``, has entries above it, or a heading as its title."""
    above = [line for line in lines[:opening] if line.strip()]
    end = opening + 1
    while end < len(lines) and says(lines[end]):
        end += 1
    if end == opening + 1 or end >= len(lines) or not is_fence(lines[end]) or not is_fence(lines[opening]):
        return None
    below, key = lines[opening + 1 : end], "name" if "/authors/" in path else "title"
    heading = HEADING.match(above[0].strip()) if len(above) == 1 else None
    title = "The first `---` stands in the middle of these lines, and belongs above them."
    if heading and key not in map(keys.of_line, below):
        above = [f"{key}: {plain_or_quoted(plain(heading['words']))}"]
        title = f"The {key} stands above the first `---`, and belongs below it."
    elif not above or not all(map(says, above)):
        return None
    entries = (*above, *below)
    block = "\n".join([FENCE, *entries, FENCE])
    fix = f"Begin the file with:\n\n{block}"
    problem = shape.NOT_FIRST.at(path, 1, title=title, fix=fix, edit=Edit(1, end + 1, block))
    return Layout(Style.FENCED, 1, end, end + 2, problem, entries)
