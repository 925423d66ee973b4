"""Lists, headings and tables that readers would see as stray signs, and prose that would be set as code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.code_shape import is_code, is_prose
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.content.names import slugify
from potluck.problems import Edit, Problem, in_post, warning

BULLET = re.compile(r"(?P<indent>[ \t]*)(?P<sign>[\uf0b7\uf0a7•●◦▪■□‣⁃∙·○◆►▶➢➤✓✔])[ \t\u00a0]*(?=\S)")
DASH_BULLET = re.compile(r"(?P<indent>[ \t]*)(?P<sign>[–—])[ \t\u00a0]*(?=\w)")
ARROW = re.compile(r"(?P<indent>[ \t]*)(?P<sign>[~§→➔➜»❖✦★☆]|o(?= ))[ \t\u00a0]*(?=\S)")
LETTERED = re.compile(r"(?P<indent> {0,3})(?P<sign>\(?[a-h]\)|\(\d{1,2}\))[ \t]*(?=\S)")
TIGHT = re.compile(r"(?P<indent> {0,3})(?P<sign>[*+-])(?=[^\W_])(?!.*\*)")
NUMBERED_TIGHT = re.compile(r"(?P<indent> {0,3})(?P<sign>\d{1,2}[.)])(?=[^\W\d_])")
SPECIAL_SPACE = re.compile(r"(?P<indent> {0,3})(?P<sign>[*+-]|\d{1,3}[.)])[\u00a0\u3000\u2002\u2003]\s*(?=\S)")
NUMBERED_ODD = re.compile(r"(?P<indent> {0,3})(?P<number>\d{1,2})(?P<sign> \.| ?[-–:、．])[ \t]+(?=\S)")
PARENTHESIS = re.compile(r"(?P<indent> {0,3})(?P<number>\d{1,3})\)(?= \S)")
DOUBLE_STAR = re.compile(r"\*\*[ \t]+(?=\S)(?!.*\*\*)")
LIST_LINE = re.compile(r" {0,3}(?:[-*+]|\d{1,3}[.)])[ \t]+\S")
LONGEST_HEADING = 12  # words
LONGEST_EMPHASIS = 50  # lines
LONGEST_RUN = 50  # lines
LONGEST_LINE = 50_000  # characters
MOST_OPEN = 200  # brackets
HEADING_TIGHT = re.compile(r" {0,3}(?P<marks>#{1,6})(?P<text>[^#\s].*)\Z")
HEADING_OTHER = re.compile(
    r" {0,3}(?:(?P<deep>#{7,12})|(?P<wide>＃{1,6})|(?P<nbsp>#{1,6}[\u00a0\u3000])"
    r"|(?P<bold>\*\*\s*#{1,6})(?=[^*\n]{1,200}\*\*\s*\Z)|(?P<escaped>(?:\\#){2,6}|\\#{2,6})(?=\s))\s*(?P<text>[^#＃\s].*)\Z"
)
HEADING_TAIL = re.compile(r" {0,3}#{2,6}\s[^#\n]{0,200}[^#\s\\](?P<tail>#{2,6})\s*\Z")
NO_HEADING = {1: frozenset("!{}[]()<>=;:|/\\+-*&%$\"'"), 2: frozenset("!{}=;|/\\+-%$")}
"""What begins no heading right behind one `#`, and behind two and more: code, comments and boxes made of signs."""

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
    fix="Put a backslash in front of the `#`: `\\#6`. Or begin the line with a word.",
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
HEADING_ACCIDENT = warning(
    "heading-accident",
    "The line right below turns this text into a heading.",
    why="Readers would see it in large letters, and the list of contents would have it.",
    fix="Leave a blank line between the text and the line of `---` or `===`.",
    bad=in_post("It rained all day, and nobody minded.\n---\nThen came the soup."),
    good=in_post("It rained all day, and nobody minded.\n\n---\n\nThen came the soup."),
)
TITLE_REPEATED = warning(
    "title-repeated",
    "This heading says again what the post is called.",
    why="The title stands above the text already, so readers would see it twice.",
    fix="Delete the heading.",
    bad=in_post("# A walk by the river\n\nIt rained."),
    good=in_post("It rained."),
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


@text_check(TANGLED)
def tangled(text: Text) -> Iterator[Problem]:
    """Quotations and lists within each other, many levels deep; brackets that open and never close; endless lines."""
    if text.blocks.tangled:
        yield text.at(TANGLED, text.first)
        return
    for number, line in enumerate(text.body_lines, text.first):
        if len(line) > LONGEST_LINE and "data:" not in line:
            title = f"This line has {len(line):,} characters."
            fix = "Leave it out, or put what is in it into a file and link to that."
            yield text.at(TANGLED, number, 1, title=title, fix=fix)
            return
    opened = text.prose.count("[") - text.prose.count("]")
    if opened > MOST_OPEN:
        first = next(number for number, line in text.prose_lines if "[" in line)
        title = f"{opened:,} brackets are opened in this text, and never closed."
        yield text.at(
            TANGLED, first, 1, title=title, fix="Close them, or put a line with three backticks above and below."
        )


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
    special = SPECIAL_SPACE.match(lines[first]) is not None
    title = f"`{sign}` does not make a list here."
    return text.at(
        LIST_MARKER,
        first,
        len(lines[first]) - len(lines[first].lstrip()) + 1,
        title="The space behind this sign is a special one, which makes no list." if special else title,
        fix=f"Write: `{items[0].strip()}`",
        edit=Edit(first, number - 1, "\n".join([*blank, *items])),
    )


def _with_marker(number: int, line: str, lines: dict[int, str], text: Text) -> str | None:
    """The line with a marker that makes a list; none when it is no item."""
    raw = text.line(number)
    if found := BULLET.match(line):
        return f"{found['indent'].expandtabs(4)}- {raw[found.end() :]}"
    if found := SPECIAL_SPACE.match(line):
        return f"{found['indent']}{found['sign']} {raw[found.end() :]}"
    if (found := NUMBERED_ODD.match(line)) and _counts(number, int(found["number"]), lines):
        return f"{found['indent']}{found['number']}. {raw[found.end() :]}"
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


def _counts(number: int, counted: int, lines: dict[int, str]) -> bool:
    """Whether the line above or below begins with the number that comes before or after."""
    near = ((NUMBERED_ODD.match(lines.get(number + step, "")), counted + step) for step in (-1, 1))
    return any(found is not None and int(found["number"]) == wanted for found, wanted in near)


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
    if not any(sign in text.prose for sign in "#＃"):
        return
    for number, line in text.each_prose():
        if other := HEADING_OTHER.match(line):
            yield _other_heading(text, number, other)
        elif tail := HEADING_TAIL.match(line):
            raw = text.line(number).rstrip()
            title = f"The `{tail['tail']}` at the end of this heading would be shown."
            yield text.changed(HEADING_SPACE, number, raw.rstrip("#"), tail.start("tail") + 1, title=title)
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
    """A heading with too many signs, with those of another keyboard, or with something that keeps it from being one."""
    raw = text.line(number).strip()
    said = raw[len(raw) - len(found["text"].rstrip()) :]
    if found["deep"]:
        title, marks = "A heading begins with six `#` at most.", "######"
    elif found["wide"]:
        title, marks = "This is the wide sign of another keyboard, and not `#`.", "#" * len(found["wide"])
    elif found["nbsp"]:
        title, marks = "The space behind the `#` is a special one, which makes no heading.", found["nbsp"][:-1]
    elif found["bold"]:
        title, marks = "A heading needs no stars; they keep it from being one.", "#" * found["bold"].count("#")
        said = said.rstrip("*").rstrip("# ")
    else:
        title, marks = "The backslash keeps this from being a heading.", "#" * found["escaped"].count("#")
    return text.changed(HEADING_SPACE, number, f"{marks} {said.strip()}", title=title)


def _is_heading(found: re.Match[str], number: int, text: Text) -> bool:
    """Whether a heading was meant, and not a `#hashtag` or a `#!` line."""
    said = found["text"].strip()
    bold = said.startswith("**") and said.endswith("**")
    if said[0] in NO_HEADING[min(len(found["marks"]), 2)] and not bold:
        return False
    if len(found["marks"]) > 1:
        return True
    words = said.split()
    if "#" in said or (len(words) == 1 and (said[0].islower() or not _goes_on(number, text))):
        return False
    above = text.line(number - 1).rstrip() if number > text.first else ""
    if not above:
        return not (words[0].islower() and (words[-1][-1] in ".,!?" or len(words) > 7))
    return _sets_apart(above) and not said[0].islower() and len(words) <= 8 and words[-1][-1] not in ".,!?"


def _sets_apart(above: str) -> bool:
    """Whether a line ends what it says, so that the next may be a heading: a sentence, a picture, an item, a ruler."""
    return above[-1] in '.!?:)”"*_`>|~-' or LIST_LINE.match(above) is not None or above.lstrip()[0] in "#<!|>"


def _goes_on(number: int, text: Text) -> bool:
    """Whether anything but further hashtags stands below a line."""
    return any(below.strip() and not below.lstrip().startswith("#") for below in text.lines[number:])


@text_check(INDENTED_PROSE)
def indented_prose(text: Text) -> Iterator[Problem]:
    """Paragraphs that begin with four spaces."""
    for code in text.code:
        if not code.fenced and is_prose(code.content):
            lines = text.lines[code.first - 1 : code.last]
            edit = Edit(code.first, code.last, "\n".join(line.strip() for line in lines))
            yield text.at(INDENTED_PROSE, code.first, 1, edit=edit)


@text_check(HEADING_ACCIDENT)
def accidental_headings(text: Text) -> Iterator[Problem]:
    """Sentences and pictures with a line of `---` or `===` right below them."""
    for heading in text.blocks.headings:
        number = heading.line + text.first
        if text.line(number).lstrip().startswith("#") or "`" in heading.text:
            continue
        said = heading.text.strip()
        sentence = said[-1:] in ".!,;)" or len(said.split()) > LONGEST_HEADING or "\n" in said
        under = number + said.count("\n") + 1
        if (sentence or said.startswith(("!", "<", "[")) or LIST_LINE.match(said)) and under <= len(text.lines):
            more = "" if set(text.line(under).strip()) == {"-"} else "\n---"
            edit = Edit(under, under, f"\n{text.line(under)}") if not more else Edit(under, under, "\n---")
            yield text.at(HEADING_ACCIDENT, number, 1, edit=edit)


@text_check(TITLE_REPEATED)
def repeated_title(text: Text) -> Iterator[Problem]:
    """A first heading with the words of the title."""
    entry = text.document.front.fields.get("title")
    first = next((n for n, line in enumerate(text.body_lines, text.first) if line.strip()), 0)
    heading = next((each for each in text.blocks.headings if each.line + text.first == first), None)
    if entry is None or heading is None or not isinstance(entry.value, str) or not text.line(first).startswith("#"):
        return
    if (said := slugify(heading.text)) and said == slugify(entry.value):
        below = first + 1
        last = below if below <= len(text.lines) and not text.line(below).strip() else first
        if any(line.strip() for line in text.lines[first:]):
            yield text.at(TITLE_REPEATED, first, 1, edit=Edit(first, last, ""))


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


TABLE_ROW = re.compile(r" {0,3}\|.*\|\s*\Z")
LONGEST_ROW = 300
TABLE_DASHES = re.compile(r"[\s|:-]+\Z")
