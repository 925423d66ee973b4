"""Tables that stand where none is read: indented like code, or as values with commas between them."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from potluck.checks.markdown.tables import (
    FEWEST_ROWS,
    LONGEST_ROW,
    PUT_BARS,
    TABLE_BROKEN,
    TABLE_DASHES,
    TABLE_ROW,
    columns_of,
    redrawn,
    row_of,
)
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Edit, Problem

FEWEST_COLUMNS = 3
LONGEST_CELL = 40  # characters


@text_check(TABLE_BROKEN)
def indented_tables(text: Text) -> Iterator[Problem]:
    """Tables that begin four spaces in, and so are shown as code."""
    for code in text.code:
        if code.fenced or code.last - code.first < 1:
            continue
        lines = [line.strip() for line in text.lines[code.first - 1 : code.last]]
        if all(map(TABLE_ROW.match, lines)) and TABLE_DASHES.match(lines[1]) and "-" in lines[1]:
            title = "This table is indented by four spaces, and so it is shown as code."
            fix = "Delete the spaces at the beginning of the lines."
            yield text.mended(TABLE_BROKEN, code.first, code.last, lines, title=title, fix=fix)


@text_check(TABLE_BROKEN)
def divided_tables(text: Text) -> Iterator[Problem]:
    """Rows that an empty line parts from the table above them."""
    tables = [(first + text.first, last + text.first) for first, last in text.blocks.tables]
    inside = {number for first, last in tables for number in range(first, last + 1)}
    for first, last in tables:
        gap = text.reach(last, 1, lambda line: not line.strip())
        row = gap + 1
        if not last < gap < len(text.lines) or row in inside or not text.is_text(row):
            continue
        line, dashed = text.line(row), gap + 1 < len(text.lines) and TABLE_DASHES.match(text.line(row + 1))
        if TABLE_ROW.match(line) and not dashed and columns_of(line) == columns_of(text.line(first)):
            title = "An empty line parts this row from the table above it."
            fix = "Delete the empty line." if gap == last + 1 else f"Delete lines {last + 1} to {gap}."
            edit = Edit(last + 1, gap, "")
            yield text.at(TABLE_BROKEN, row, 1, title=title, fix=fix, edit=edit)


@text_check(TABLE_BROKEN)
def values_with_commas(text: Text) -> Iterator[Problem]:
    """Lines of values with commas or semicolons and no spaces between them, as a spreadsheet saves them."""
    prose = text.prose
    if "," not in prose and ";" not in prose:
        return
    for first, last in text.paragraphs:
        if last - first + 1 < FEWEST_ROWS or len(text.line(first)) > LONGEST_ROW or not text.is_text(first):
            continue
        rows = _values(text.lines[first - 1 : last])
        if rows is None:
            continue
        made = [row_of(cell.strip().replace("|", r"\|") for cell in row) for row in rows]
        title = "Commas and semicolons make no table; all lines are shown as one paragraph."
        yield redrawn(text, first, last, made, title, PUT_BARS)


def _values(lines: list[str]) -> list[list[str]] | None:
    """The cells of each line; none where these are no rows of values, of one number everywhere."""
    for sign in ",;":
        if any(line.count(sign) < FEWEST_COLUMNS - 1 or f"{sign} " in line for line in lines):
            continue
        try:
            rows = list(csv.reader(lines, delimiter=sign, strict=True))
        except csv.Error:
            continue
        if len({len(row) for row in rows}) == 1 and all(len(cell) <= LONGEST_CELL for row in rows for cell in row):
            return rows
    return None
