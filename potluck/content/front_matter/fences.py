"""Where a file's front matter begins and ends.

Front matter stands between a first line `---` and the next such line; Pelican's own header (`Title: …` lines up to
a blank one) is read as well. Beginners write these fences in many ways: `locate` finds what they meant, says what is
wrong, and still names the lines, so that whatever else is amiss in the file can be reported at the same time.
"""

from __future__ import annotations

from potluck.content.front_matter.closing import close
from potluck.content.front_matter.layout import Layout
from potluck.content.front_matter.line_kinds import CONFLICT, is_fence
from potluck.content.front_matter.second_sets import closed_too_early, repeated


def locate(lines: list[str], path: str) -> Layout:
    """Find the front matter of a file."""
    if lines and is_fence(lines[0]):
        layout = close(lines, path, 0, None)
        if layout.problem:
            return layout
        return closed_too_early(layout, lines, path) or repeated(layout, lines, path) or layout
    from potluck.content.front_matter.unopened import without_opening  # which few files need

    return without_opening(lines, path)


def one_version(lines: list[str]) -> list[str]:
    """The lines as the first of two versions that met had them; the others are empty, so that all keep their places."""
    if not any(map(CONFLICT.match, lines)):
        return lines
    kept, inside = [], ""
    for line in lines:
        if CONFLICT.match(line):
            inside = {"<": "first", "|": "other", "=": "other", ">": ""}[line[0]]
            kept.append("")
        else:
            kept.append("" if inside == "other" else line)
    return kept
