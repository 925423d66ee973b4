"""What copying leaves in code: curly quotation marks, long dashes and wide brackets, and the numbers of its lines."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from potluck.checks.code.shape import is_code
from potluck.checks.inline import code_spans
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Problem, in_post, warning

SMART = str.maketrans("“”„‟‘’‚‛″′", "\"\"\"\"''''\"'")
SMART_CODE = re.compile(
    r"[“”„‟‘’‚‛\u00a0]|(?<=[A-Za-z0-9_])（|\([^()（）\n]*）|(?:(?<=[)\]\"'])|(?<=\belse)|(?<=\btry))：(?=\s*\Z)"
    r"|(?<=\s)[–—](?=[A-Za-z])"
)
QUOTED = re.compile(r"(\"[^\"]*\"|'[^']*'|#.*)")
SPOKEN_OF = re.compile(r"([\"'])[“”„‟‘’‚‛]{1,2}\1")
"""A curly quotation mark that is all there is between straight ones, and so is meant."""
QUOTING = re.compile(r"\"[^\"“”]*(?:“[^\"“”]*”[^\"“”]*)+\"")
"""Words between straight quotation marks that quote others between curly ones."""
WIDE = str.maketrans("（），：；", "(),:;")
SMART_QUOTES = warning(
    "smart-quotes-in-code",
    "There are curly quotation marks in this code.",
    why="Whoever copies the code gets an error.",
    fix="Use straight quotation marks.",
    bad=in_post("```python\nprint(“hello”)\n```"),
    good=in_post('```python\nprint("hello")\n```'),
)
NUMBER = re.compile(r"\s*(?P<number>\d{1,4})(?:[:|.)](?=\s|\Z)|(?=\s|\Z))")
FEWEST = 3
"""Lines that count on; fewer may be data."""
LINE_NUMBERS = warning(
    "code-line-numbers",
    "This code was copied with the numbers of its lines.",
    why="Whoever copies the code gets the numbers as well, and an error.",
    fix="Delete the numbers in front of the lines.",
    bad=in_post("```python\n1 import os\n2 for name in os.listdir():\n3     print(name)\n```"),
    good=in_post("```python\nimport os\nfor name in os.listdir():\n    print(name)\n```"),
)


@text_check(SMART_QUOTES)
def smart_quotes(text: Text) -> Iterator[Problem]:
    """Curly quotation marks in code of a programming language."""
    if text.body.isascii():
        return
    for code in text.code:
        if code.language.lower() in ("text", "txt", "markdown", "md", "html", "diff", "console") or (
            not code.fenced and not code.language
        ):
            continue
        for number in range(code.first + code.fenced, code.last + 1):
            line = text.line(number)
            if (found := _odd_sign(line)) and not re.match(r"\s*(?:#|//|\"\"\")", line):
                yield _straightened(text, number, _plain_code(line), found, found.start() + 1)
    if not any(sign in text.body for sign in "“”„‟‘’‚‛–—（）："):
        return
    for start, end in code_spans(text.body):
        said, place = text.body[start:end], text.body_place(start)
        found = _odd_sign(said)
        if found and place.line not in text.code_lines and "\n" not in said:
            line, at = text.line(place.line), place.column - 1
            better = f"{line[:at]}{_plain_code(said)}{line[at + len(said) :]}"
            yield _straightened(text, place.line, better, found, place.column + found.start())
    for number, line in text.running.items():
        if is_code(line) and re.search(r"[(=\[]\s*[“‘].*[”’]", line):
            yield text.changed(SMART_QUOTES, number, text.line(number).translate(SMART))


def _odd_sign(code: str) -> re.Match[str] | None:
    """A sign that no programming language knows, as far as it stands in code and not in its words."""
    if "“" in code:
        code = QUOTED.sub(lambda words: " " * len(words[0]) if QUOTING.fullmatch(words[0]) else words[0], code)
    found = None if SPOKEN_OF.search(code) else SMART_CODE.search(code)
    return found if found and _plain_code(code) != code else None


def _plain_code(code: str) -> str:
    """Code with the signs that keyboards have: quotation marks, hyphens, spaces, and brackets outside of words."""
    if "“" in code and len(parts := QUOTED.split(code)) > 1 and any(map(QUOTING.fullmatch, parts)):
        return "".join(part if QUOTING.fullmatch(part) else _plain_code(part) for part in parts)
    code = code.translate(SMART).replace("\u00a0", " ")
    code = re.sub(r"(?<=\s)[–—](?=[A-Za-z]{2})|(?<=\s)—(?=[A-Za-z])", "--", code)
    code = re.sub(r"(?<=\s)–(?=[A-Za-z]\b)", "-", code)
    if not any(sign in code for sign in "（）："):
        return code
    parts = QUOTED.split(code)
    return "".join(part if at % 2 else part.translate(WIDE) for at, part in enumerate(parts))


def _straightened(text: Text, number: int, better: str, found: re.Match[str], column: int) -> Problem:
    sign = found.group()[-1]
    title = ""
    if sign in "–—":
        title = f"There is a long dash `{sign}` in this code, where hyphens belong."
    elif sign in "（）：":
        title = "There are wide brackets or colons in this code, which mean nothing there."
    elif sign == "\u00a0":
        title = "There is a special space in this code, which Python refuses."
    return text.changed(SMART_QUOTES, number, better, column, title=title)


@text_check(LINE_NUMBERS)
def numbered_code(text: Text) -> Iterator[Problem]:
    """Blocks of code whose lines begin with one number after the other."""
    for code in text.code:
        first, last = code.first + code.fenced, code.last - (code.fenced and code.closed)
        lines = text.lines[first - 1 : last]
        found = [NUMBER.match(line) for line in lines]
        if len(lines) < FEWEST or not all(found):
            continue
        numbers = [int(each["number"]) for each in found if each]
        if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
            continue
        bare = [line[each.end() :] for line, each in zip(lines, found, strict=True) if each]
        plain = textwrap.dedent("\n".join(bare)).split("\n")
        if sum(map(is_code, plain)) < 2:
            continue
        indent = re.match(r"\s*", text.line(first)) if not code.fenced else None
        better = [f"{indent[0]}{line}" if indent and line else line for line in plain]
        yield text.mended(LINE_NUMBERS, first, last, better)
