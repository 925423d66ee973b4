"""Lists, headings and emphasis that readers would see as stray signs, and prose that would be set as code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.code_shape import is_code, is_prose
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Edit, Problem, in_post, warning

BULLET = re.compile(r"(?P<indent>[ \t]*)(?P<sign>[•●◦▪■□‣⁃∙·○◆►▶➢➤✓✔])[ \t\u00a0]*(?=\S)")
DASH_BULLET = re.compile(r"(?P<indent>[ \t]*)(?P<sign>[–—])[ \t\u00a0]*(?=\w)")
ARROW = re.compile(r"(?P<indent>[ \t]*)(?P<sign>[→➔➜»❖✦★☆]|o(?= ))[ \t\u00a0]*(?=\S)")
LETTERED = re.compile(r"(?P<indent> {0,3})(?P<sign>\(?[a-h]\)|\(\d{1,2}\))[ \t]*(?=\S)")
TIGHT = re.compile(r"(?P<indent> {0,3})(?P<sign>[*+-])(?=[^\W_])(?!.*\*)")
NUMBERED_TIGHT = re.compile(r"(?P<indent> {0,3})(?P<sign>\d{1,2}[.)])(?=[^\W\d_])")
PARENTHESIS = re.compile(r"(?P<indent> {0,3})(?P<number>\d{1,3})\)(?= \S)")
DOUBLE_STAR = re.compile(r"\*\*[ \t]+(?=\S)(?!.*\*\*)")
LIST_LINE = re.compile(r" {0,3}(?:[-*+]|\d{1,3}[.)])[ \t]+\S")
LONGEST_EMPHASIS = 50  # lines
LONGEST_RUN = 50  # lines
HEADING_TIGHT = re.compile(r" {0,3}(?P<marks>#{1,6})(?P<text>[^#\s].*)\Z")
HEADING_OTHER = re.compile(r" {0,3}(?:(?P<deep>#{7,12})|(?P<wide>＃{1,6}))\s*(?P<text>[^#＃\s].*)\Z")
SPACED_BOLD = re.compile(
    r"(?<![\\*\w])\*\*(?P<before>[ \t]*+)(?P<text>[^*\s](?:[^*\n]{0,198}?[^*\s])?)(?P<after>[ \t]*+)\*\*(?![\w*])"
)
DUNDER = re.compile(r"(?<![\w`.\\/])(?P<name>__[a-z]+(?:_[a-z]+)*__)(?P<call>\([\w ,=*]*\))?(?!\w)")
PYTHON_NAMES = frozenset(
    """
    __init__ __name__ __main__ __str__ __repr__ __file__ __len__ __eq__ __iter__ __next__ __call__ __enter__
    __exit__ __dict__ __doc__ __class__ __add__ __getitem__ __setitem__ __all__ __version__ __new__ __del__
    __hash__ __lt__ __contains__ __bool__ __slots__ __future__ __import__ __builtins__ __module__
    __pycache__ __getattr__
    """.split()
)

LIST_BLANK_LINE = warning(
    "list-blank-line",
    "This list begins right below a line of text.",
    why="Some programs that show your post, older feed readers among them, run it together into one paragraph.",
    fix="Leave a blank line above the first item.",
    bad=in_post("We brought:\n- bread\n- soup"),
    good=in_post("We brought:\n\n- bread\n- soup"),
)
TANGLED = warning(
    "text-tangled",
    "The quotations or lists here are nested so deep that the text could not be checked.",
    why="On a telephone nothing would be left of the line to write on.",
    fix="Use two or three levels at most.",
    bad=in_post("> " * 60 + "deep"),
    good=in_post("> > deep"),
)
LIST_LOST = warning(
    "list-lost",
    "These numbers are not a list, since they begin right below a line of text.",
    why="Readers would see all items run together in one paragraph.",
    fix="Leave a blank line above the first item.",
    bad=in_post("We did this:\n2. eat\n3. wash up"),
    good=in_post("We did this:\n\n2. eat\n3. wash up"),
)
LIST_MARKER = warning(
    "list-marker",
    "This sign does not make a list.",
    why="Readers would see the sign and all items run together in one paragraph.",
    fix="Begin each item with a hyphen and a space, or with a number, a dot and a space.",
    bad=in_post("• bread\n• soup"),
    good=in_post("- bread\n- soup"),
)
LIST_PARENTHESIS = warning(
    "list-parenthesis",
    "Many programs know a list by `1.`, and not by `1)`.",
    why="Where they don't, readers see all items run together in one paragraph.",
    fix="Write a dot instead of the parenthesis.",
    bad=in_post("1) bread\n2) soup"),
    good=in_post("1. bread\n2. soup"),
)
HEADING_SPACE = warning(
    "heading-space",
    "There is no space behind the `#`.",
    why="Readers would see the `#` and no heading.",
    fix="Put a space between the `#` and the heading.",
    bad=in_post("##How it went\n\nIt rained."),
    good=in_post("## How it went\n\nIt rained."),
)
HASH_NUMBER = warning(
    "hash-number",
    "A line that begins with `#` and a number is a heading for some programs.",
    why="There, the whole line would be shown in large letters.",
    fix="Put a backslash in front of the `#`, or begin the line with a word.",
    bad=in_post("#6 was the best walk."),
    good=in_post("\\#6 was the best walk."),
)
INDENTED_PROSE = warning(
    "indented-prose",
    "This text is indented by four spaces, and so it is shown as code.",
    why="Readers would see it in a typewriter face, in one long line that runs off the screen.",
    fix="Delete the spaces at the beginning of the lines.",
    bad=in_post("It rained.\n\n    And then the sun came out, and everybody went for another walk by the river."),
    good=in_post("It rained.\n\nAnd then the sun came out, and everybody went for another walk by the river."),
)
EMPHASIS_SPACE = warning(
    "emphasis-space",
    "There is a space on the inside of the `**`.",
    why="Readers would see the stars and no bold text.",
    fix="Put the stars right next to the words.",
    bad=in_post("**What we ate: ** soup"),
    good=in_post("**What we ate:** soup"),
)
EMPHASIS_OPEN = warning(
    "emphasis-open",
    "These two stars begin bold text that never ends.",
    why="Readers would see the stars and no bold text.",
    fix="Put two stars behind the last bold word, or delete these.",
    bad=in_post("It was **the best walk of all."),
    good=in_post("It was **the best walk** of all."),
)
RULE_AT_TOP = warning(
    "line-at-top",
    "There are three lines of `---` at the top; two are enough.",
    why="The third is shown as a line across the page, above your text.",
    fix="Delete the third.",
    bad=in_post("---\n\nIt rained."),
    good=in_post("It rained."),
)
TABLE_BROKEN = warning(
    "table-broken",
    "This was meant as a table, and is none.",
    why="Readers would see all rows run together, with the `|` between them.",
    fix="Put a line with as many `---` as there are columns below the first row.",
    bad=in_post("| Weather | Days |\n| rain | 3 |"),
    good=in_post("| Weather | Days |\n| --- | --- |\n| rain | 3 |"),
)
UNDERSCORES_LOST = warning(
    "underscores-lost",
    "The underscores of this name get lost.",
    why="Two underscores on each side mean bold text, so readers would see the name without them.",
    fix="Put backticks around the name.",
    bad=in_post("Every class has an __init__ of its own."),
    good=in_post("Every class has an `__init__` of its own."),
)


@text_check(TANGLED)
def tangled(text: Text) -> Iterator[Problem]:
    """Quotations and lists within each other, many levels deep."""
    if text.blocks.tangled:
        yield text.at(TANGLED, text.first)


@text_check(LIST_BLANK_LINE, LIST_LOST)
def lists_below_text(text: Text) -> Iterator[Problem]:
    """Lists without a blank line above them."""
    for start, _ in text.blocks.lists:
        number = start + text.first
        above = text.line(number - 1) if start else ""
        if not above.strip() or LIST_LINE.match(above) or above[:1] in " \t>#|<" or not text.is_text(number - 1):
            continue
        if LIST_LINE.match(text.line(number)):
            yield text.at(LIST_BLANK_LINE, number, 1, edit=Edit(number, number - 1, "\n"))
    for paragraph in text.blocks.paragraphs:
        rows = range(paragraph.first + 1, paragraph.last + 1)
        items = [row + text.first for row in rows if re.match(r" {0,3}\d{1,3}[.)] \S", text.body_lines[row])]
        if len(items) > 1 and items[1] - items[0] == 1:
            yield text.at(LIST_LOST, items[0], 1, edit=Edit(items[0], items[0] - 1, "\n"))


@text_check(LIST_MARKER)
def list_markers(text: Text) -> Iterator[Problem]:
    """Bullets of word processors, and markers without the space behind them; one problem for each run of lines."""
    lines = dict(text.each_prose())
    last = 0
    for number, line in lines.items():
        better = _with_marker(number, line, lines, text)
        if better is None:
            continue
        run = last == number - 1 and last != 0
        last = number
        if not run:
            yield _marker_run(number, lines, text)


def _marker_run(first: int, lines: dict[int, str], text: Text) -> Problem:
    """The problem of a run of items, with the edit for them all, and a blank line above where text stands there."""
    items = []
    number = first
    while number in lines and (better := _with_marker(number, lines[number], lines, text)):
        items.append(better)
        number += 1
    above = text.line(first - 1) if first > text.first else ""
    blank = [""] if above.strip() and not LIST_LINE.match(above) else []
    sign = lines[first].strip()[0]
    return text.at(
        LIST_MARKER,
        first,
        len(lines[first]) - len(lines[first].lstrip()) + 1,
        title=f"`{sign}` does not make a list here.",
        fix=f"Write: `{items[0].strip()}`",
        edit=Edit(first, number - 1, "\n".join([*blank, *items])),
    )


def _with_marker(number: int, line: str, lines: dict[int, str], text: Text) -> str | None:
    """The line with a marker that makes a list; none when it is no item."""
    raw = text.line(number)
    if found := BULLET.match(line):
        return f"{found['indent'].expandtabs(4)}- {raw[found.end() :]}"
    if (found := DASH_BULLET.match(line)) and _neighbour(DASH_BULLET, number, lines):
        return f"{found['indent']}- {raw[found.end() :]}"
    if (found := ARROW.match(line)) and _neighbours(ARROW, number, lines) >= 1 + (found["sign"] == "o"):
        return f"{found['indent']}- {raw[found.end() :]}"
    if (found := LETTERED.match(line)) and _neighbour(LETTERED, number, lines):
        return f"{found['indent']}- {raw[found.start('sign') :]}"
    if (found := TIGHT.match(line)) and (
        (found["sign"] == "*" and not _closes_below(number, lines)) or _neighbour(TIGHT, number, lines)
    ):
        return f"{found['indent']}{found['sign']} {raw[found.end() :]}"
    if (found := NUMBERED_TIGHT.match(line)) and _neighbour(NUMBERED_TIGHT, number, lines):
        return f"{found['indent']}{found['sign']} {raw[found.end() :]}"
    if (found := DOUBLE_STAR.match(line)) and LIST_LINE.match(_above(number, lines)):
        return f"  {_above(number, lines).lstrip()[0]} {raw[found.end() :]}"
    return None


def _closes_below(number: int, lines: dict[int, str]) -> bool:
    """Whether a star that begins a line is closed on a later line of the paragraph, and so makes emphasis."""
    for below in range(number + 1, number + 1 + LONGEST_EMPHASIS):
        line = lines.get(below)
        if line is None:
            return False
        if re.search(r"\S\*", line):
            return True
    return False


def _above(number: int, lines: dict[int, str]) -> str:
    """The nearest line above that does not begin with two stars; empty where there is none near by."""
    for row in range(number - 1, number - 1 - LONGEST_RUN, -1):
        above = lines.get(row, "")
        if not above.startswith("**"):
            return above
    return ""


def _neighbours(pattern: re.Pattern[str], number: int, lines: dict[int, str]) -> int:
    """How many of the lines right above and below begin in the same way, as far as they follow each other."""
    count = 0
    for step in (-1, 1):
        near = number + step
        while pattern.match(lines.get(near, "")) and count < 3:
            count += 1
            near += step
    return count


def _neighbour(pattern: re.Pattern[str], number: int, lines: dict[int, str]) -> bool:
    return any(pattern.match(lines.get(near, "")) for near in (number - 1, number + 1, number + 2, number - 2))


@text_check(LIST_PARENTHESIS)
def list_parentheses(text: Text) -> Iterator[Problem]:
    """Items numbered `1)`; one problem for each run of lines."""
    lines = dict(text.each_prose())
    items = {number for number, line in lines.items() if PARENTHESIS.match(line)}
    for first in sorted(items):
        if first - 1 in items or first - 2 in items:
            continue
        last = first
        while last + 1 in items or last + 2 in items:
            last += 1 if last + 1 in items else 2
        mended = [PARENTHESIS.sub(r"\g<indent>\g<number>.", line) for line in text.lines[first - 1 : last]]
        edit = Edit(first, last, "\n".join(mended))
        yield text.at(LIST_PARENTHESIS, first, 1, fix=f"Write: `{mended[0].strip()}`", edit=edit)


@text_check(HEADING_SPACE, HASH_NUMBER)
def headings_without_space(text: Text) -> Iterator[Problem]:
    """`##Heading`, and `#6` at the beginning of a line."""
    for number, line in text.each_prose():
        if other := HEADING_OTHER.match(line):
            yield _other_heading(text, number, other)
        found = HEADING_TIGHT.match(line)
        if not found or is_code(line):
            continue
        raw = text.line(number)
        if found["text"][0].isdigit():
            if len(found["marks"]) == 1 and " " in found["text"].strip():
                yield text.changed(HASH_NUMBER, number, raw.replace("#", "\\#", 1))
        elif _is_heading(found, number, text):
            marks = found["marks"]
            yield text.changed(HEADING_SPACE, number, f"{marks} {raw.lstrip()[len(marks) :]}", len(marks) + 1)


def _other_heading(text: Text, number: int, found: re.Match[str]) -> Problem:
    """A heading with more than six signs, or with those of Chinese and Japanese keyboards."""
    if found["deep"]:
        title, marks = "A heading begins with six `#` at most.", "######"
    else:
        title, marks = "This is the wide sign of another keyboard, and not `#`.", "#" * len(found["wide"])
    better = f"{marks} {text.line(number).strip().lstrip('#＃ ')}"
    return text.changed(HEADING_SPACE, number, better, title=title)


def _is_heading(found: re.Match[str], number: int, text: Text) -> bool:
    """Whether a heading was meant, and not a `#hashtag` or a `#!` line."""
    if found["text"][0] in "!{}[]()<>=;:|/\\+-*&%$":
        return False
    if len(found["marks"]) > 1:
        return True
    alone = number == text.first or not text.line(number - 1).strip()
    words = found["text"].split()
    hashtag = words[0].islower() and (len(words) == 1 or words[-1][-1] in ".,!?" or len(words) > 7)
    return alone and not hashtag and "#" not in found["text"] and (len(words) > 1 or not words[0].islower())


@text_check(INDENTED_PROSE)
def indented_prose(text: Text) -> Iterator[Problem]:
    """Paragraphs that begin with four spaces."""
    for code in text.code:
        if not code.fenced and is_prose(code.content):
            lines = text.lines[code.first - 1 : code.last]
            edit = Edit(code.first, code.last, "\n".join(line.strip() for line in lines))
            yield text.at(INDENTED_PROSE, code.first, 1, edit=edit)


@text_check(EMPHASIS_SPACE)
def spaced_emphasis(text: Text) -> Iterator[Problem]:
    """`**text **`, whose stars are shown."""
    for number, line in text.each_prose():
        if line.count("**") != 2 or not (found := SPACED_BOLD.search(line)):
            continue
        if not (found["before"] or found["after"]):
            continue
        raw = text.line(number)
        mended = f"**{raw[found.start('text') : found.end('text')]}**"
        rest = raw[found.end() :]
        space = " " if rest[:1].isalnum() or (found["after"] and rest[:1].strip()) else ""
        lead = raw[: found.start()]
        yield text.changed(EMPHASIS_SPACE, number, f"{lead}{mended}{space}{rest}", found.start() + 1)


@text_check(UNDERSCORES_LOST)
def lost_underscores(text: Text) -> Iterator[Problem]:
    """`__init__` in running text, which turns bold."""
    if "__" not in text.prose:
        return
    for number, line in text.prose_lines:
        found = next((each for each in DUNDER.finditer(line) if each["name"] in PYTHON_NAMES), None)
        if found:
            raw = text.line(number)
            better = f"{raw[: found.start()]}`{found.group()}`{raw[found.end() :]}"
            yield text.changed(
                UNDERSCORES_LOST,
                number,
                better,
                found.start() + 1,
                title=f"The underscores of `{found['name']}` get lost.",
            )


@text_check(EMPHASIS_OPEN)
def open_emphasis(text: Text) -> Iterator[Problem]:
    """Two stars that begin bold text in a paragraph which has no other two."""
    if "**" not in text.prose:
        return
    lines = text.prose.split("\n")
    for paragraph in text.blocks.paragraphs:
        rows = range(paragraph.first, paragraph.last + 1)
        starred = [row for row in rows if "**" in lines[row]]
        if len(starred) != 1 or lines[starred[0]].count("**") != 1:
            continue
        line = lines[starred[0]]
        if found := BOLD_START.search(line):
            yield text.at(EMPHASIS_OPEN, starred[0] + text.first, found.start() + 1)


@text_check(RULE_AT_TOP)
def rule_at_top(text: Text) -> Iterator[Problem]:
    """A third `---` right below the front matter."""
    front = text.document.front
    if front.problems or front.last_line < front.first_line:
        return
    number = next((n for n, line in enumerate(text.body_lines, text.first) if line.strip()), 0)
    if number and text.line(number).rstrip() == "---":
        yield text.at(RULE_AT_TOP, number, 1, edit=Edit(number, number, ""))


@text_check(TABLE_BROKEN)
def broken_tables(text: Text) -> Iterator[Problem]:
    """Rows between `|` that make no table, since the line of dashes is missing or has another number of columns."""
    if "|" not in text.prose:
        return
    tables = {row + text.first for first, last in text.blocks.tables for row in range(first, last + 1)}
    rows = {n: line for n, line in text.each_prose() if TABLE_ROW.match(line) and n not in tables}
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


def _columns(row: str) -> int:
    return len(re.findall(r"(?<!\\)\|", row.strip().strip("|"))) + 1


TABLE_ROW = re.compile(r" {0,3}\|.*\|\s*\Z")
TABLE_DASHES = re.compile(r"[\s|:-]+\Z")
BOLD_START = re.compile(r"(?<![\w*\\])\*\*(?=[^\W\d_][\w'’-]* \w)(?!kw|opt|arg|param)")
