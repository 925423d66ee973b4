"""LaTeX outside of formulas: commands for headings, bold text, lists and pictures, which readers would see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from potluck.checks.elsewhere.dialects import DIALECT
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.content.tree import Kind
from potluck.problems import Edit, Problem, in_post, warning, whole_post

_SAID = r"\{(?P<said>[^{}\\\n]{1,300})\}"
INLINE = (
    (rf"\\(?:textbf|bf|strong){_SAID}", r"**\g<said>**"),
    (rf"\\(?:emph|textit|textsl){_SAID}", r"*\g<said>*"),
    (rf"\\(?:texttt|verb){_SAID}", r"`\g<said>`"),
    (r"\\verb(?P<sign>[|+!])(?P<said>[^|+!\n]{1,200})(?P=sign)", r"`\g<said>`"),
    (rf"\\(?:underline|textsc|textrm|textsf|mbox){_SAID}", r"\g<said>"),
    (rf"\\href\{{(?P<url>[^{{}}\s]{{3,500}})\}}{_SAID}", r"[\g<said>](\g<url>)"),
    (r"\\url\{(?P<said>[^{}\s]{3,500})\}", r"<\g<said>>"),
)
"""Commands within a line, and the Markdown for each."""


@cache
def _inline() -> list[tuple[re.Pattern[str], str]]:
    """The table, made ready; few texts ever ask."""
    return [(re.compile(looks), markdown) for looks, markdown in INLINE]


HEADING = re.compile(r"\s{0,3}\\(?P<level>(?:sub){0,2})section\*?\{(?P<said>[^{}\n]{1,200})\}\s*\Z")
PICTURE = re.compile(r"\s{0,3}\\includegraphics(?:\[[^\]\n]{0,200}\])?\{(?P<url>[^{}\n]{1,300})\}\s*\Z")
BEGIN = re.compile(
    r"\s{0,3}\\begin\{(?P<kind>itemize|enumerate|verbatim|lstlisting|quote)\}(?:\[[^\]\n]{0,100}\])?\s*\Z"
)
AROUND = re.compile(r"\s{0,3}\\(?:(?:begin|end)\{document\}|maketitle|documentclass(?:\[[^\]\n]*\])?\{\w+\})\s*\Z")
"""What stands around the text of a document, and is nothing that a reader would miss."""
ITEM = re.compile(r"\s*\\item\b\s*(?P<said>.*)\Z")
FORMULA = re.compile(
    r"\\\((?P<said>(?=[^()\n]{0,300}[=^_+<>]|[^()\n]{0,300}\\[A-Za-z]|\s?[A-Za-z]\s?\\)[^\n$()]{1,300}?)\\\)"
    r"|(?<!\\)\\\[(?P<block>(?=[^\[\]\n]{0,300}(?:[=^_+]|\\[A-Za-z]))[^\n$\[\]]{1,300}?)\\\](?![(\[])"
)
"""A formula: something is equal, raised, lowered or added, has a command of LaTeX, or is a single letter."""
IN_DOLLARS = re.compile(
    r"(?<![\w$\\])\$\$?(?![\s\d$])(?=[^$\n]{0,300}\\[A-Za-z]{2})[^$\n]{1,300}(?<![\s\\])\$\$?(?![\w$])"
)
LONGEST = 200  # lines
ALONE = re.compile(r" {0,3}\$\$\s*\Z")
"""A line of two dollars, as it stands above and below a formula of several lines."""
MATH_OFF = warning(
    "math-off",
    "This formula is shown as it is: nothing says that there are any in this text.",
    why="Readers would see the dollars and the backslashes.",
    fix="Write between the two `---` at the top: `math: true`",
    bad=in_post("So it is $\\frac{a}{b}$ of the soup."),
    good=whole_post(
        "---\ntitle: A walk by the river\nauthor: maria-silva\nmath: true\n---\n\nSo it is $\\frac{a}{b}$ of the soup."
    ),
)


@text_check(DIALECT)
def latex_blocks(text: Text) -> Iterator[Problem]:
    """Headings, lists, code and pictures; one problem for each."""
    told = 0
    for number, line in text.running_with("\\"):
        if AROUND.match(line):
            yield text.deleted(DIALECT, number, number, title=_title(line.strip()), fix="Delete the line.")
        made = _block(text, number, line) if number > told else None
        if made is not None:
            told, better = made
            yield text.written(DIALECT, number, told, better, title=_title(line.strip()))


def _block(text: Text, number: int, line: str) -> tuple[int, list[str]] | None:
    """The last line of a command that stands alone, and the Markdown for it."""
    if found := HEADING.match(line):
        return number, [f"{'#' * (2 + found['level'].count('sub'))} {found['said']}"]
    if found := PICTURE.match(line):
        return number, [f"![what the picture shows]({found['url']})"]
    if not (found := BEGIN.match(line)):
        return None
    ending = f"\\end{{{found['kind']}}}"
    end = text.first_below(number, LONGEST, lambda line: line.strip() == ending)
    if not end:
        return None
    inside = text.lines[number : end - 1]
    if found["kind"] in ("verbatim", "lstlisting"):
        return end, ["```", *inside, "```"]
    if found["kind"] == "quote":
        return end, [f"> {each.strip()}".rstrip() for each in inside]
    return _items(inside, found["kind"] == "enumerate", end)


def _items(inside: list[str], numbered: bool, end: int) -> tuple[int, list[str]] | None:
    """The items of a list; none where lists stand in each other."""
    items: list[str] = []
    for line in inside:
        if found := ITEM.match(line):
            sign = f"{len(items) + 1}." if numbered else "-"
            items.append(f"{sign} {found['said'].strip()}")
        elif line.strip() and (not items or "\\begin" in line):
            return None
        elif line.strip():
            items[-1] = f"{items[-1]} {line.strip()}"
    return (end, items) if items else None


@text_check(DIALECT)
def latex_commands(text: Text) -> Iterator[Problem]:
    """Commands for bold text, code and links; one problem for each line."""
    for number, line in text.running_with("\\"):
        if HEADING.match(line):
            continue
        better = text.line(number)
        first: re.Match[str] | None = None
        for pattern, markdown in _inline():
            found = pattern.search(line)
            if found and line.count("$", 0, found.start()) % 2 == 0:
                first = found if first is None or found.start() < first.start() else first
                better = pattern.sub(markdown, better)
        if first is not None:
            yield text.changed(DIALECT, number, better, first.start() + 1, title=_title(first.group()))


@text_check(DIALECT)
def other_brackets(text: Text) -> Iterator[Problem]:
    """Formulas between `\\(` and `\\)`, as chat programs write them; one problem for each line."""
    for number, line in text.running_with("\\(", "\\["):
        if found := FORMULA.search(line):
            better = FORMULA.sub(_in_dollars, text.line(number))
            title = f"`{found.group()[:60]}` makes no formula here."
            yield text.changed(DIALECT, number, better, found.start() + 1, title=title)


def _in_dollars(found: re.Match[str]) -> str:
    return f"${found['said'].strip()}$" if found["said"] else f"$${found['block'].strip()}$$"


@text_check(MATH_OFF)
def formulas(text: Text) -> Iterator[Problem]:
    """Formulas in a text whose top does not say that there are any; one problem, at the first."""
    if "math" in text.document.front.fields or text.document.kind not in (Kind.POST, Kind.PAGE):
        return
    for number, line in text.running_with("$"):
        found = IN_DOLLARS.search(line) or ALONE.match(line)
        if found and (found.re is not ALONE or text.prose.count("$$") > 1):
            edit = Edit(text.closing, text.closing - 1, "math: true") if text.closing else None
            yield text.at(MATH_OFF, number, found.start() + 1, edit=edit)
            return


def _title(command: str) -> str:
    return f"`{command[:60]}` is LaTeX, and shown as it is."
