"""Tables that readers would see as rows of bars."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from potluck.checks.lines import runs
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.counted import counted
from potluck.problems import Edit, Problem, in_post, warning

TABLE_ROW = re.compile(r" {0,3}\|.*\|\s*\Z")
LONGEST_ROW = 300
FEWEST_ROWS = 3
BOX_LINE = re.compile(r" {0,3}\+(?:[-=:]{2,}\+)+\s*\Z")
CROSSED = re.compile(r"\s*\|?:?-{2,}:?(?:\+:?-{2,}:?)+\|?\s*\Z")
"""The line of dashes as Org and PostgreSQL draw it: `|---+---|`, `-----+-----`."""
JIRA_HEAD = re.compile(r" {0,3}\|\|(?:[^|\n]{1,80}\|\|){1,20}\s*\Z")
TWO_BARS = re.compile(r"\|[ \t]*\|")
BAR_FIRST = re.compile(r"(\s*\|\s+)\|(?=\s+\|)")
SIGN_FIRST = re.compile(r"\s*\|\s*`?[^\w\s|`]{1,3}`?\s*\|")
"""Rows that begin with a `|`, or with other signs: a table of what each of them does."""
TICKED = re.compile(r"`[^`\n]*`")
TABBED = re.compile(r"(?!(?:[^\w\s]|o|\d{1,3}[.)])\t)[^\s|](?:[^\t\n|]{0,80}\t){1,9}[^\t\n|]{0,80}\S\Z")
TABLE_DASHES = re.compile(r"[\s|:—–－_=-]+\Z|\s*\|?(?:\s*\*{3,}\s*\|)+(?:\s*\*{3,}\s*)?\Z")
HALF_DASHES = re.compile(r" {0,3}\|?\s*:?[-—–－=]{3,}:?(?:\s*\|\s*:?[-—–－=]{3,}:?)*\s*(?:\|\s*)?\Z")

TABLE_BROKEN = warning(
    "table-broken",
    "This was meant as a table, and is none.",
    why="Readers would see all rows run together, with the `|` between them.",
    fix="Put a line with as many `---` as there are columns below the first row.",
    bad=in_post("| Weather | Days |\n| rain | 3 |"),
    good=in_post("| Weather | Days |\n| --- | --- |\n| rain | 3 |"),
)
PUT_BARS = "Put `|` between the columns, and dashes below the first row:"


@text_check(TABLE_BROKEN)
def broken_tables(text: Text) -> Iterator[Problem]:
    """Rows between `|` that make no table, since the line of dashes is missing or has another number of columns."""
    if "|" not in text.prose:
        return
    tables = {row + text.first for first, last in text.blocks.tables for row in range(first, last + 1)}
    rows = {n: line for n, line in text.running.items() if TABLE_ROW.match(line) and n not in tables}
    rows |= _bare_rows(text, tables)
    rows |= {n - 1: text.line(n - 1) for n in rows if n - 1 not in rows and _is_head(text, n)}
    rows |= {n + 1: text.line(n + 1) for n in rows if n + 1 not in rows and n - 1 not in rows and _half(text, n + 1)}
    for number in rows:
        if number - 1 in rows or number + 1 not in rows or TABLE_DASHES.match(rows[number]):
            continue
        columns = columns_of(rows[number])
        dashes = row_of(["---"] * columns)
        dashed = TABLE_DASHES.match(rows[number + 1]) is not None
        below = columns_of(rows[number + 1])
        if dashed and columns != below > 1 and below == columns_of(rows.get(number + 2, "")):
            yield _uneven(text, number, below)
            continue
        if columns < 2 or (not dashed and columns_of(rows[number + 1]) != columns):
            continue
        title = "The line of dashes has another number of columns than the row above it." if dashed else ""
        if dashed and columns_of(rows[number + 1]) == columns:
            title = "The line below the first row is made of other signs than hyphens."
        edit = Edit(number + 1, number + dashed, dashes)
        yield text.at(TABLE_BROKEN, number, 1, title=title, fix=f"Below the first row, write: `{dashes}`", edit=edit)


def _uneven(text: Text, number: int, wanted: int) -> Problem:
    """The problem of a first row with more or fewer columns than all that is below it."""
    head = text.line(number)
    title = f"The first row has {counted(columns_of(head), 'column')}, and those below it have {wanted}."
    for better in (TWO_BARS.sub("|", head, count=1), re.sub(r"(?<=[^\s|])(?: {2,}|\t+)(?=[^\s|])", " | ", head)):
        if columns_of(better) == wanted:
            return text.changed(TABLE_BROKEN, number, better, title=title)
    fix = f"Put a `|` between its columns, so that it has {wanted}, or make as many of each row below."
    return text.at(TABLE_BROKEN, number, 1, title=title, fix=fix)


@text_check(TABLE_BROKEN)
def dashes_first(text: Text) -> Iterator[Problem]:
    """Rows below a line of dashes that has the names of the columns below it, and not above."""
    if "|" not in text.prose or "--" not in text.prose:
        return
    rows = {n: line for n, line in text.running_with("|") if TABLE_ROW.match(line)}
    for number, line in rows.items():
        head = rows.get(number + 1, "")
        if number - 1 in rows or number + 2 not in rows or "--" not in line or not TABLE_DASHES.match(line):
            continue
        if not TABLE_DASHES.match(head) and columns_of(head) == columns_of(line) == columns_of(rows[number + 2]):
            better = [text.line(number + 1), text.line(number)]
            title = "The line of dashes stands above the first row, and belongs below it."
            yield text.written(TABLE_BROKEN, number, number + 1, better, title=title)


@text_check(TABLE_BROKEN)
def rows_cut_short(text: Text) -> Iterator[Problem]:
    """Rows with more columns than the first one, whose last words nobody sees."""
    for first, last in text.blocks.tables:
        columns = columns_of(text.body_lines[first])
        for number in range(text.first + first + 2, text.first + last + 1):
            row = text.line(number)
            if "|" not in row and number == text.first + last and _is_sentence(row, text.body_lines[first]):
                title = "This line is shown as the last row of the table above it."
                fix = "Leave an empty line between the table and the text."
                yield text.mended(TABLE_BROKEN, number, number, ["", row], title=title, fix=fix)
            above = text.line(number - 1).rstrip()
            whole = f"{above} {row.strip()}"
            if columns_of(whole) == columns and above[:1] == "|" != above[-1:] and row[:1] != "|" == row.rstrip()[-1:]:
                title = "A row of a table stands on one line; this is the rest of the one above."
                yield text.written(TABLE_BROKEN, number - 1, number, [whole], title=title)
            if "|" not in row or columns_of(row) <= columns:
                continue
            better = TICKED.sub(lambda found: re.sub(r"(?<!\\)\|", r"\|", found.group()), row)
            title = f"This row has {columns_of(row)} columns, the first one {columns}; what is too much is left out."
            signs = text.lines[text.first + first + 1 : text.first + last]
            if columns_of(row) == columns + 1 and BAR_FIRST.match(row) and any(map(SIGN_FIRST.match, signs)):
                title = "The `|` that this row is about divides it, and what is behind it is left out."
                yield text.changed(TABLE_BROKEN, number, BAR_FIRST.sub(r"\1\|", row, count=1), title=title)
            elif columns_of(row) == columns + 1 and columns_of(single := TWO_BARS.sub("|", row, count=1)) == columns:
                yield text.changed(TABLE_BROKEN, number, single, title=title)
            elif columns_of(better) <= columns:
                title = "The `|` within the backticks divides this row, and what is behind it is left out."
                yield text.changed(TABLE_BROKEN, number, better, title=title)
            else:
                more = "Name one column more in the first row, with `---` below it"
                fix = f"{more}, or write `\\|` for a bar in the text."
                yield text.at(TABLE_BROKEN, number, 1, title=title, fix=fix)


@text_check(TABLE_BROKEN)
def pasted_tables(text: Text) -> Iterator[Problem]:
    """Rows with tabs between their columns, as a spreadsheet or a word processor gives them: three and more."""
    if "\t" not in text.prose:
        return
    rows = {n: line.count("\t") for n, line in text.running.items() if TABBED.match(line) and len(line) < LONGEST_ROW}
    for tabs in dict.fromkeys(rows.values()):
        for first, last in runs(number for number, count in rows.items() if count == tabs):
            if last - first + 1 >= FEWEST_ROWS:
                made = [row_of(map(str.strip, line.split("\t"))) for line in text.lines[first - 1 : last]]
                title = "The columns of this table stand apart by tabs, which make no table."
                yield redrawn(text, first, last, made, title, PUT_BARS)


@text_check(TABLE_BROKEN)
def boxed_tables(text: Text) -> Iterator[Problem]:
    """Rows between lines such as `+---+---+`, as databases and reStructuredText draw them."""
    if "-+" not in text.prose:
        return
    boxed = {n: line for n, line in text.running.items() if BOX_LINE.match(line) or TABLE_ROW.match(line)}
    for number, last in runs(boxed):
        rows = [boxed[n].strip() for n in range(number, last + 1) if not BOX_LINE.match(boxed[n])]
        if not BOX_LINE.match(boxed[number]) or not rows or len({columns_of(row) for row in rows}) > 1:
            continue
        yield redrawn(text, number, last, rows, "A table is not drawn with `+`.", "Begin it so:")


@text_check(TABLE_BROKEN)
def crossed_tables(text: Text) -> Iterator[Problem]:
    """Rows whose line of dashes has `+` where the columns meet, and first rows between `||`."""
    prose = text.prose
    if "-+-" not in prose and "||" not in prose:
        return
    lines = text.running
    told = 0
    for number, line in lines.items():
        above = lines.get(number - 1, "")
        found = None
        if number <= told:
            continue
        if CROSSED.match(line) and columns_of(above) == line.count("+") + 1:
            title = "The columns in a line of dashes meet with `|`, not with `+`."
            found = _crossed(text, number - 1, lines, above.strip(), 2, title)
        elif JIRA_HEAD.match(line) and lines.get(number + 1, "").lstrip().startswith("|"):
            title = "The first row of a table stands between single bars, with a line of dashes below it."
            found = _crossed(text, number, lines, line.strip().replace("||", "|"), 1, title)
        if found is not None and found.edit is not None:
            told = found.edit.end_line
            yield found


def _crossed(text: Text, first: int, lines: dict[int, str], head: str, below: int, title: str) -> Problem | None:
    """The problem of a table whose rows begin `below` lines below its first one."""
    columns, last = columns_of(head), first + below - 1
    if columns < 2:
        return None
    while columns_of(lines.get(last + 1, "")) == columns:
        last += 1
    rows = [text.line(n).strip() for n in range(first + below, last + 1)]
    apart = ["", ""] if last < len(text.lines) and text.line(last + 1).strip() else []
    return redrawn(text, first, last, [head, *rows], title, "Begin it so:", apart)


@text_check(TABLE_BROKEN)
def scattered_tables(text: Text) -> Iterator[Problem]:
    """Rows between `|`, the line of dashes among them, with blank lines between all of them."""
    if "|" not in text.prose or "---" not in text.prose:
        return
    rows = {n: line for n, line in text.running.items() if TABLE_ROW.match(line)}
    for number, line in rows.items():
        dashes = rows.get(number + 2, "")
        if number + 1 in rows or number - 1 in rows or not TABLE_DASHES.match(dashes) or "-" not in dashes:
            continue
        if text.line(number + 1).strip() or columns_of(dashes) != columns_of(line):
            continue
        last = number + 2
        while last + 2 in rows and not text.line(last + 1).strip():
            last += 2
        better = [text.line(n) for n in range(number, last + 1, 2)]
        title = "Blank lines between the rows take this table apart."
        fix = "Delete the blank lines between the rows."
        yield text.mended(TABLE_BROKEN, number, last, better, title=title, fix=fix)


def _is_sentence(row: str, head: str) -> bool:
    """Whether a line below a table whose rows stand between bars is text: it has none, and several words."""
    return head.lstrip().startswith("|") and (len(row.split()) > 2 or not row.isascii()) and len(row.strip()) > 7


def _is_head(text: Text, number: int) -> bool:
    """Whether the line above a row, or above dashes and a row, is one as well: a `|` at one end, as many columns."""
    above = text.line(number - 1).strip() if number > text.first else ""
    row = text.line(min(number + (TABLE_DASHES.match(text.line(number)) is not None), len(text.lines)))
    return above.startswith("|") is not above.endswith("|") and columns_of(above) == columns_of(row) > 1


def _half(text: Text, number: int) -> bool:
    """Whether a line is one of dashes that lacks the `|` at an end, with a row below it."""
    if number >= len(text.lines) or not HALF_DASHES.match(text.line(number)):
        return False
    return TABLE_ROW.match(text.line(number + 1)) is not None


def _bare_rows(text: Text, tables: set[int]) -> dict[int, str]:
    """Rows without a `|` at their ends: three and more in a row with as many columns each."""
    bare = {
        n: line for n, line in text.running.items() if " | " in line and n not in tables and len(line) < LONGEST_ROW
    }
    runs = {n for n in bare if all(n + k in bare and columns_of(bare[n + k]) == columns_of(bare[n]) for k in (1, 2))}
    return {n + k: bare[n + k] for n in runs for k in (0, 1, 2) if not bare[n + k].strip().startswith("|")}


def redrawn(
    text: Text, first: int, last: int, rows: list[str], title: str, fix: str, below: Sequence[str] = ()
) -> Problem:
    """The problem of lines that are to be these rows, with dashes below the first; a table stands apart from text."""
    made = [rows[0], row_of(["---"] * columns_of(rows[0])), *rows[1:]]
    better = [*text.gap_above(first), *made, *below]
    return text.mended(TABLE_BROKEN, first, last, better, title=title, fix=f"{fix}\n\n{made[0]}\n{made[1]}")


def row_of(cells: Iterable[str]) -> str:
    """A row with these cells."""
    return f"| {' | '.join(cells)} |"


def columns_of(row: str) -> int:
    """How many cells a row has: a bar at either end is an edge, and of two there the inner one ends an empty cell."""
    return len(re.findall(r"(?<!\\)\|", row.strip().removeprefix("|").removesuffix("|"))) + 1
