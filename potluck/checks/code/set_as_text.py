"""Code that is set as text: without fences, as a heading, as a page, between tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from potluck.checks.blocks import FENCE_LINE
from potluck.checks.code.fence_signs import KNOWN_LANGUAGES
from potluck.checks.code.shape import COMMENT, PROMPT, TREE, head_of_program, is_code
from potluck.checks.inline import code_spans
from potluck.checks.lines import runs
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.late import late
from potluck.problems import Edit, Problem, in_post, warning

YAML_GROUP = re.compile(r"[A-Za-z_][\w.-]{0,40}:\s*\Z")
YAML_INNER = re.compile(r" {1,8}(?:- )?[A-Za-z_][\w.-]{0,40}:(?:\s|\Z)")
YAML_PLACE = re.compile(r":\s?\n {1,8}(?:- )?[A-Za-z_][\w.-]{0,40}:\s")
YAML_LINE = re.compile(r" {0,16}(?:- +)?[\w.\"'-]{1,40}:(?:\s|\Z)| {1,16}- \S| {0,16}#")
SECTION = re.compile(r"\[[\w.-]{1,40}\]\s*\Z")
"""What stands above the settings of a program: `[tea]`."""
ROOT = re.compile(r"[\w.~/-]{1,60}\s*\Z")
"""The folder above those that a drawing shows."""
WITHIN_LINE = re.compile(r"(?P<ticks>`+)(?P<language>[A-Za-z+#]{1,12}(?=\s))?(?P<code>.*?)(?P=ticks)\Z", re.DOTALL)
WHOLE_PAGE = re.compile(r"\s*<(?:!doctype html|html)\b[^>\n]{0,200}>\s*\Z", re.IGNORECASE)
HEREDOC = re.compile(r"<<-? ?['\"]?(?P<word>[A-Z][A-Z_]{1,12})['\"]?")
"""What ends a text that a command of the shell reads."""
LEADS_IN = late(r"\s*(?:#|//|/\*)\s?\S|[^\n]{0,200}\{\s*\Z|\S+(?: \S+){0,2};\s*\Z")
"""What right above a line of code belongs to it: a comment, or what ends as a line of code."""
LONGEST_COMMENT = 30  # lines
LANGUAGES = {
    "pycon": re.compile(r"\s*>>> "),
    "": re.compile(r"\s*(?:PS )?[A-Z]:\\[^>\n]{0,100}>"),
    "console": re.compile(r"\s*\$ [a-z]"),
    "python": re.compile(r"\s*(?:def |import [\w., ]+\Z|from [\w.]+ import|print\()"),
    "sql": re.compile(r"(?:SELECT|INSERT INTO|CREATE TABLE) "),
}
"""What code of a language has in it, in the order in which it is decided; terminals of Windows have no name."""
NOTEBOOK = re.compile(r'\s*\{\s*"(?:cells|metadata|nbformat)"')

NOT_FENCED = warning(
    "code-not-fenced",
    "This looks like code, but it is set as text.",
    why="Readers would see it in one paragraph, without its line breaks and indentation.",
    fix="Put a line with three backticks (the sign left of the 1 on many keyboards) above and below the code.",
    bad=in_post("Here it is:\n\nimport os\nfor name in os.listdir():\n    print(name)"),
    good=in_post("Here it is:\n\n```python\nimport os\nfor name in os.listdir():\n    print(name)\n```"),
)
COMMENT_HEADING = warning(
    "comment-heading",
    "This looks like a comment in code, and is shown as a heading.",
    why="Readers would see it in large letters, and the table of contents would list it.",
    fix="Put a line with three backticks above and below the code it belongs to.",
    bad=in_post("# list the files\nprint(os.listdir())"),
    good=in_post("```python\n# list the files\nprint(os.listdir())\n```"),
)


@text_check(NOT_FENCED, COMMENT_HEADING)
def code_as_text(text: Text) -> Iterator[Problem]:
    """Code set as text: one problem where it begins, and one for each comment that turned into a heading."""
    if text.first == 1 and NOTEBOOK.match(text.body[:200]):
        return  # a notebook under the name of a post, which is told as that
    formulas = text.formula_lines
    lines = {number: line for number, line in text.running.items() if number not in formulas}
    fences: dict[int, Edit | None] = {}
    told = 0
    for number in sorted(lines):
        if number <= told or not is_code(lines[number]):
            continue
        run = _run(number, lines, text)
        written = [n for n in run if n >= number and text.line(n).strip()]
        sure = [n for n in written if n in text.code_lines or is_code(text.line(n))]
        answered = any(PROMPT.match(lines[n]) or HEREDOC.search(lines[n]) for n in run[:-1] if n in lines)
        answered = answered or (len(run) == 1 and PROMPT.match(lines[number]) is not None)
        if answered or (sum(n in lines for n in sure) >= 2 and len(sure) * 2 >= len(written)):
            told = run[-1]
            problem = _not_fenced(run, text)
            fences.update(dict.fromkeys(run, problem.edit))
            yield problem
    yield from _comment_headings(text, fences)


def _run(number: int, lines: dict[int, str], text: Text) -> list[int]:
    """The lines around a line of code that belong to it."""
    first = number
    while LEADS_IN.match(text.line(first - 1)) and first - 1 >= text.first and first - 1 not in text.code_lines:
        first -= 1
    above = text.line(first - 1) if first > text.first else ""
    if above.rstrip().endswith("*/"):
        so_far = range(first - 1, max(first - LONGEST_COMMENT, text.first) - 1, -1)
        first = next((each for each in so_far if text.line(each).startswith("/*")), first)
    if SECTION.match(above) or (ROOT.match(above) and TREE.match(text.line(first))):
        first -= 1
    first = head_of_program(first, text)
    last = number
    for other in text.below(number, 400):
        line = text.line(other)
        if other not in lines and line.strip() and other not in text.code_lines:
            break
        if is_code(line) or COMMENT.match(line) or (line[:1] in " \t" and line.strip()):
            last = other
        elif line.strip() and (other - last > 1 or len(line.split()) > 5):
            break
    for other in range(first, last + 1):
        if "<<" in text.line(other) and (found := HEREDOC.search(text.line(other))):
            last = max(last, text.first_below(other, 400, re.compile(rf"\s*{found['word']}\s*\Z").match))
    if any(PROMPT.match(text.line(n)) for n in range(first, last + 1)):
        while last < len(text.lines) and text.line(last + 1).strip() and last + 1 not in text.code_lines:
            last += 1
    return list(range(first, last + 1))


def _not_fenced(run: list[int], text: Text) -> Problem:
    within = any(n in text.code_lines and FENCE_LINE.match(text.line(n)) for n in run)
    lines, first = text.lines[run[0] - 1 : run[-1]], run[0]
    above = text.line(first - 1).strip().lower() if first > text.first else ""
    if above in KNOWN_LANGUAGES and (text.gap_above(first - 1) == [] or text.line(first - 2).rstrip().endswith(":")):
        first -= 1  # a line that says nothing else, and ends no sentence, is no text
    language = above if first < run[0] else _language(lines)
    better = [*text.gap_above(first), f"```{language}", *lines, "```"]
    edit = None if within else Edit(first, run[-1], "\n".join(better))
    return text.at(NOT_FENCED, run[0], 1, edit=edit)


def _language(lines: list[str]) -> str:
    """The language of some lines of code, as it is written behind the backticks; empty where it can't be told."""
    return next((each for each, looks in LANGUAGES.items() if any(map(looks.match, lines))), "")


def _comment_headings(text: Text, fences: Mapping[int, Edit | None]) -> Iterator[Problem]:
    for heading in text.blocks.headings:
        number = heading.line + text.first
        if heading.level == 1 and text.line(number).lstrip().startswith("#") and _near_code(number, text):
            yield text.at(COMMENT_HEADING, number, 1, edit=fences.get(number) or _fenced_below(number, text))


def _fenced_below(number: int, text: Text) -> Edit | None:
    """A fence around a comment and the code right below it, up to the next empty line; none where prose follows."""
    last = text.reach(number, 1, str.strip)
    inside = text.lines[number - 1 : last]
    if last == number or not all(is_code(line) or COMMENT.match(line) or line[:1] in " \t" for line in inside):
        return None
    return Edit(number, last, "\n".join(text.fenced(number, last)))


def _near_code(number: int, text: Text) -> bool:
    """Whether the next line of text, or the one right above, is code."""
    below = next((line for line in text.lines[number : number + 3] if line.strip() and not COMMENT.match(line)), "")
    above = text.line(number - 1) if number > text.first else ""
    return is_code(below) or is_code(above)


@text_check(NOT_FENCED)
def page_as_text(text: Text) -> Iterator[Problem]:
    """A whole page of HTML within a text, which somebody wants to show."""
    if "</html>" not in text.body.lower() or (text.first == 1 and WHOLE_PAGE.match(text.line(1))):
        return  # none, or nothing else: the file is told as what it is
    for number, line in enumerate(text.body_lines, text.first):
        if not WHOLE_PAGE.match(line) or number in text.code_lines:
            continue
        end = text.first_below(number, len(text.lines), lambda line: line.strip().lower().endswith("</html>"))
        if end:
            yield text.mended(NOT_FENCED, number, end, text.fenced(number, end, "html"))
            return


@text_check(NOT_FENCED)
def yaml_as_text(text: Text) -> Iterator[Problem]:
    """Lines of YAML set as text: a name and a colon, and further in below it another one."""
    if not YAML_PLACE.search(text.body):
        return
    lines = text.running
    told = 0
    for number, line in lines.items():
        below = text.line(number + 1) if number < len(text.lines) else ""
        if number <= told or not YAML_GROUP.match(line) or not YAML_INNER.match(below):
            continue
        first, last = text.reach(number, -1, YAML_LINE.match), number
        while last < len(text.lines) and YAML_LINE.match(text.line(last + 1)) and last + 1 not in text.code_lines:
            last += 1
        told = last
        yield text.mended(NOT_FENCED, first, last, text.fenced(first, last, "yaml"))


@text_check(NOT_FENCED)
def code_in_a_tag(text: Text) -> Iterator[Problem]:
    """Several lines of code between `<code>` and `</code>`, which run together."""
    if "<code>" not in text.body:
        return
    for number, line in enumerate(text.body_lines, text.first):
        if line.strip() != "<code>" or number in text.code_lines:
            continue
        end = text.first_below(number, 200, lambda line: line.strip() == "</code>")
        if end - number > 2 and not text.line(number - 1).strip().endswith("<pre>"):
            title = "Between `<code>` and `</code>` the lines of code run together."
            yield text.mended(NOT_FENCED, number, end, ["```", *text.lines[number : end - 1], "```"], title=title)


@text_check(NOT_FENCED)
def code_in_a_line(text: Text) -> Iterator[Problem]:
    """Several lines of code between backticks that make no block, and a block that stands on one line."""
    body = text.body
    if "`" not in body or not any(_may_hold(line) for line in text.body_lines if "`" in line):
        return
    for start, end in code_spans(body):
        said = body[start:end]
        if ("\n" not in said and not said.startswith("```")) or "\n\n" in said:
            continue
        first, last = text.body_place(start), text.body_place(end - 1)
        if first.line in text.code_lines or last.line in text.code_lines:
            continue
        before, after = text.line(first.line)[: first.column - 1], text.line(last.line)[last.column :]
        if block := _as_block(said, before.strip(), after.strip()):
            better = [*([before.rstrip(), ""] if before.strip() else []), *block]
            better += ["", after.lstrip(" .,;:")] if after.strip(" .,;:") else []
            title = "Between these backticks the lines of code run together."
            if first.line == last.line:
                title = "On one line the name of the language is shown as a part of the code."
            yield text.written(NOT_FENCED, first.line, last.line, better, first.column, title=title)


def _may_hold(line: str) -> bool:
    """Whether code between backticks may begin on a line and go on below it, or stand there between three of them."""
    ticks = line.count("`")
    return (ticks % 2 == 1 and not FENCE_LINE.match(line)) or (ticks > 5 and "```" in line)


def _as_block(said: str, before: str, after: str) -> list[str] | None:
    """The block that was meant by code between backticks, of several lines or with its language, if any was."""
    found = WITHIN_LINE.match(said)
    if found is None:
        return None
    named = (found["language"] or "").lower() in KNOWN_LANGUAGES
    named = named and (len(found["ticks"]) > 2 or found["code"].startswith("\n"))
    code = found["code"] if named else f"{found['language'] or ''}{found['code']}"
    lines = code.strip("\n").rstrip().split("\n")
    if len(lines) == 1 and (not named or before or after or not is_code(lines[0].strip())):
        return None
    if len(lines) > 1 and (not any(map(is_code, lines)) or (len(found["ticks"]) < 3 and (before or after))):
        return None
    lines = [lines[0].strip(), *lines[1:]]
    return [f"```{found['language'] if named else ''}", *lines, "```"]


LONE_COMMAND = re.compile(
    r"(?![^\"'\n]* (?:a|an|and|are|is|it|my|of|or|our|so|that|the|then|to|was|with|you|your)\b(?![-./=]))"  # no words
    r"(?:(?:pip3?|conda|brew|(?:sudo )?apt(?:-get)?) install(?: [\w.\[\]=<>@/-]+){1,6}"
    r"|git (?:clone|commit|push|pull|add|checkout|status|init|log|diff|fetch|branch|stash|switch|merge)"
    r"(?: -m [\"'][^\"'\n]{1,80}[\"']| \S+){0,3}"
    r"|npm (?:install|ci|start|test|init|run [\w:-]+)(?: \S+){0,3}|docker (?:compose|run|build|pull|ps)(?: \S+){0,5}"
    r"|(?:python3?|py) (?:-m [\w.]+|[\w./\\-]+\.py)(?: \S+){0,4}"
    r"|(?:curl|wget) (?:-[^\n]{1,200} )?[\"']?https?://\S{3,300}(?: [^\n]{1,100})?"
    r"|print\([^()\n]{0,80}\)(?:\s*#[^\n]{0,80})?)"
)


LONE = "This looks like a line of code, and is set as text."
MAY_BE_COPIED = "Readers can't tell what they are to type, and may copy signs that were changed on the way."


@text_check(NOT_FENCED)
def lone_commands(text: Text) -> Iterator[Problem]:
    """A command that is a paragraph of its own, as in `Install it:`, and below it `pip install flask`."""
    for first, last in text.paragraphs:
        line = text.line(first).rstrip()
        if first == last and not text.gap_above(first) and line[-1:] not in ".!?:,;" and LONE_COMMAND.fullmatch(line):
            better = [f"```{_language([line])}", line, "```"]
            yield replace(text.written(NOT_FENCED, first, first, better, title=LONE), why=MAY_BE_COPIED)


COLUMNS = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
FEWEST_ROWS = 3


@text_check(NOT_FENCED)
def output_in_columns(text: Text) -> Iterator[Problem]:
    """Three lines and more whose columns stand apart by spaces, as programs print them."""
    rows = [n for n, _ in text.running_with("  ") if "  " in text.line(n).strip() and _is_row(text.line(n))]
    for first, last in runs(rows):
        below = text.lines[last : last + 1]
        if last - first + 1 < FEWEST_ROWS or "".join(below).strip():
            continue
        inside = text.lines[first - 1 : last]
        if sum(any(sign.isdigit() for sign in line) for line in inside) * 2 < len(inside):
            continue
        title = "These columns, as a program printed them, run together."
        yield text.mended(NOT_FENCED, first, last, text.fenced(first, last), title=title)


def _is_row(line: str) -> bool:
    """Whether a line has columns, and none of them ends as a sentence does."""
    return COLUMNS.search(line) is not None and "|" not in line and not re.search(r"[.!?:;,。][ \u00a0]{2,}", line)
