"""Tables that readers would see as rows of bars."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Edit, Problem, in_post, warning

TABLE_ROW = re.compile(r" {0,3}\|.*\|\s*\Z")
LONGEST_ROW = 300
TABLE_DASHES = re.compile(r"[\s|:-]+\Z")

TABLE_BROKEN = warning(
    "table-broken",
    "This was meant as a table, and is none.",
    why="Readers would see all rows run together, with the `|` between them.",
    fix="Put a line with as many `---` as there are columns below the first row.",
    bad=in_post("| Weather | Days |\n| rain | 3 |"),
    good=in_post("| Weather | Days |\n| --- | --- |\n| rain | 3 |"),
)


@text_check(TABLE_BROKEN)
def broken_tables(text: Text) -> Iterator[Problem]:
    """Rows between `|` that make no table, since the line of dashes is missing or has another number of columns."""
    if "|" not in text.prose:
        return
    tables = {row + text.first for first, last in text.blocks.tables for row in range(first, last + 1)}
    rows = {n: line for n, line in text.each_prose() if TABLE_ROW.match(line) and n not in tables}
    rows |= _bare_rows(text, tables)
    for number in rows:
        if number - 1 in rows or number + 1 not in rows:
            continue
        columns = _columns(rows[number])
        dashes = "| " + " | ".join(["---"] * columns) + " |"
        dashed = TABLE_DASHES.match(rows[number + 1]) is not None
        if columns < 2 or (not dashed and _columns(rows[number + 1]) != columns):
            continue
        title = "The line of dashes has another number of columns than the row above it." if dashed else ""
        edit = Edit(number + 1, number + dashed, dashes)
        yield text.at(TABLE_BROKEN, number, 1, title=title, fix=f"Below the first row, write: `{dashes}`", edit=edit)


def _bare_rows(text: Text, tables: set[int]) -> dict[int, str]:
    """Rows without a `|` at their ends: three and more in a row with as many columns each."""
    bare = {n: line for n, line in text.each_prose() if " | " in line and n not in tables and len(line) < LONGEST_ROW}
    runs = {n for n in bare if all(n + k in bare and _columns(bare[n + k]) == _columns(bare[n]) for k in (1, 2))}
    return {n + k: bare[n + k] for n in runs for k in (0, 1, 2) if not bare[n + k].strip().startswith("|")}


def _columns(row: str) -> int:
    return len(re.findall(r"(?<!\\)\|", row.strip().strip("|"))) + 1
