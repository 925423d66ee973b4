"""What stands where three backticks belong: other signs, too few of them, or words in front of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.blocks import FENCE_LINE
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Problem, error, in_post

WRONG_FENCE = re.compile(
    r"\s{0,3}(?P<marks>'''|´´´|‘‘‘|’’’|‘’‘|’‘’|‘’’|‘‘’|···|“““|”””|“”“|\"\"\"|,,,|```\s+`+|～～～|~~(?!~)"
    r"|(?!```)(?=[^`\n]{0,3}`)[`'´‘’“”](?: ?[`'´‘’“”]){1,2}(?!`)|´{3}|ˋˋˋ|(?:\\`){3}|`(?!`))"
    r"\s?(?P<info>[A-Za-z+#]{0,12})\s*\Z"
)
ODD_END = re.compile(
    r"(?:\s*+(?:`|(?!`{3})(?=[^`\n]{0,3}`)[`'´‘’“”](?: ?[`'´‘’“”]){1,3}"
    r"|`{3,}\s?[.,;:!]|~{3,}|'{3}|´{3}|’{3}|‘{3}|\"{3})"
    r"|(?:\s{4,}+| {0,3}\t\s*+)`{3,})\s*+\Z"
)
LATE = re.compile(r"(?P<words>(?=[^`\n]*\w)[^`\n]+)``` ?(?P<info>[A-Za-z0-9+#]{0,12})\s*\Z")
CURLY = frozenset("'‘’")
MIXED = frozenset("`“”‘’'´ ")
KNOWN_LANGUAGES = frozenset(
    """
    bash c cpp css diff go html java javascript js json jsx kotlin latex lua make markdown md php powershell
    py python python3 r rb ruby rust scala sh shell sql swift text toml ts tsx typescript txt xml yaml yml
    console pycon
    """.split()
)
SIGNS = {"`": "backtick", "~": "tilde"}
COUNTS = ("no", "one", "two", "three", "four", "five", "six")
FENCE_WRONG = error(
    "fence-wrong",
    "A block of code begins and ends with three backticks, ```` ``` ````.",
    why="With other signs the code is shown as text, without its line breaks and indentation.",
    fix="Write three backticks, the key left of the 1 on many keyboards.",
    bad=in_post("'''python\nprint(1)\n'''"),
    good=in_post("```python\nprint(1)\n```"),
)
FENCE_LATE = error(
    "fence-late",
    "The backticks that begin a block of code must stand on a line of their own.",
    why="Behind other words they begin no block. Those below then begin one, and your text is shown as code.",
    fix="Move the backticks to the next line.",
    bad=in_post("Here it is: ```python\nprint(1)\n```\n\nAnd that was all."),
    good=in_post("Here it is:\n\n```python\nprint(1)\n```\n\nAnd that was all."),
)


def in_words(signs: str) -> str:
    """Signs in words, since backticks between backticks can't be counted: ``four backticks``."""
    word = SIGNS.get(signs[:1]) if len({*signs}) == 1 else None
    if word is None:
        return f"“{signs}”" if "`" in signs else f"`{signs}`"
    count = COUNTS[len(signs)] if len(signs) < len(COUNTS) else str(len(signs))
    return f"{count} {word}{'s' if len(signs) > 1 else ''}"


@text_check(FENCE_WRONG)
def wrong_fences(text: Text) -> Iterator[Problem]:
    """Apostrophes, quotation marks or two backticks where three backticks belong."""
    opening: int | None = None
    for number, line in enumerate(text.body_lines, text.first):
        found = WRONG_FENCE.match(line)
        if not found or not _stands_as_fence(found, number, text):
            continue
        if opening is not None and not found["info"]:
            opening = None
            continue
        if found["info"] and found["info"].lower() not in KNOWN_LANGUAGES:
            continue
        if found["marks"] == "`" and found["info"] and not _ends_below(number, text):
            continue
        closing = _partner(number, found["marks"], text)
        if not found["info"] and closing is None:
            continue
        opening = number
        yield wrong_fence(number, closing, found, text)


def _stands_as_fence(found: re.Match[str], number: int, text: Text) -> bool:
    if found["marks"] == "`" and number not in text.code_lines:
        return (_ends_below(number, text) if found["info"] else _partner(number, "`", text)) is not None
    inside = number in text.code_lines and not (found["marks"] == "``" and found["info"])
    return not inside


def _ends_below(number: int, text: Text) -> int | None:
    """The line with three backticks below one with a single one, which begins a block that nothing ends."""
    end = text.first_below(number, 200, FENCE_LINE.match)
    runs_out = any(code.first == end and code.fenced and not code.closed for code in text.code)
    return end if end and runs_out and text.line(end).strip() == "```" else None


def _partner(number: int, marks: str, text: Text) -> int | None:
    """The line with the same signs that ends the block."""

    def ends(line: str) -> bool:
        line = line.strip()
        mixed = {"`"} < set(marks) and set(line) <= MIXED and 2 <= len(line) <= 4
        return line == marks or mixed or (len(line) == 3 and set(line) <= CURLY and set(marks) <= CURLY)

    return text.first_below(number, 200, ends) or None


def wrong_fence(number: int, closing: int | None, found: re.Match[str], text: Text) -> Problem:
    """The problem of a block that begins with other signs, and ends with them on line `closing`, or in no such way."""
    inside = [] if closing is None else [*text.lines[number : closing - 1], "```"]
    shown = "backslashes" if "\\" in found["marks"] else in_words(found["marks"])
    title = f"A block of code does not begin with {shown}, but with three backticks."
    better = f"```{found['info']}"
    return text.mended(FENCE_WRONG, number, closing or number, [better, *inside], title=title, fix=f"Write: {better}")


@text_check(FENCE_LATE)
def late_fences(text: Text) -> Iterator[Problem]:
    """Three backticks that begin a block behind other words, where nothing sees them."""
    for number in text.running:
        found = LATE.match(text.line(number)) if "```" in text.line(number) else None
        if found is None or "`" in found["words"] or (found["info"] and found["info"].lower() not in KNOWN_LANGUAGES):
            continue
        end = text.first_below(number, 200, FENCE_LINE.match)
        if end and text.line(end).strip() == "```":
            yield late_fence(number, found, text)


def late_fence(number: int, found: re.Match[str], text: Text) -> Problem:
    """The problem of a fence behind other words."""
    better = [found["words"].rstrip(), "", f"```{found['info']}"]
    return text.written(FENCE_LATE, number, number, better, len(found["words"]) + 1)
