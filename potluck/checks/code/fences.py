"""Where a block of code ends: fences that are never closed, closed too far in, or behind other text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from potluck.checks.blocks import FENCE_LINE, CodeBlock
from potluck.checks.code.fence_signs import FENCE_WRONG, KNOWN_LANGUAGES, ODD_END, in_words
from potluck.checks.code.first_lines import FENCE_LINE_CODE, code_on_fence
from potluck.checks.code.shape import end_of_code, is_code, is_prose
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Edit, Problem, error, in_post, warning

TICKS = re.compile(r" {0,3}`{3,} *")
BEHIND_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})\s*(?P<words>[^\W\d_][^\s`]*\s+[^`\n]+)\Z")
APART = re.compile(r"\s{0,3}(?:[`´] ){2,}[`´]\s*\Z")
END_WORD = re.compile(r"\s*/?(?:end|ende|fin|stop|close|/code)\s*", re.IGNORECASE)
IN_QUOTATION = re.compile(r"(?P<quote> {0,3}(?:> ?)+)(?P<fence>`{3,}|~{3,})")
LONGEST_QUOTED = 60  # lines
FENCE_OPEN = error(
    "fence-open",
    "This block of code is never closed.",
    why="Everything below it, to the end of the post, would be shown as code.",
    fix="Put a line with three backticks below the code.",
    bad=in_post("```python\nprint(1)\n\nAnd that was all that we did on this day."),
    good=in_post("```python\nprint(1)\n```\n\nAnd that was all that we did on this day."),
)
FENCE_TAIL = error(
    "fence-tail",
    "The backticks that end a block of code must stand on a line of their own.",
    why="Behind other text they end nothing, and the rest of the post would be shown as code.",
    fix="Move the backticks to the next line.",
    bad=in_post("```python\nprint(1)```\n\nAnd that was all."),
    good=in_post("```python\nprint(1)\n```\n\nAnd that was all."),
)
FENCE_INDENT = warning(
    "fence-indent",
    "The backticks that end this block are indented, and those that begin it are not.",
    why="Some programs do not see the end, and show the rest of the post as code.",
    fix="Delete the spaces in front of the backticks.",
    bad=in_post("```python\nprint(1)\n  ```"),
    good=in_post("```python\nprint(1)\n```"),
)


@text_check(FENCE_OPEN, FENCE_TAIL, FENCE_LINE_CODE)
def open_fences(text: Text) -> Iterator[Problem]:
    """Fences that never end, or end behind other text; below one that never ends, all others are told wrong."""
    runs_out = any(code.fenced and not code.closed for code in text.code)
    told = False
    codes: Sequence[CodeBlock] = text.code
    if runs_out or any(code.fenced and _runs_on(code, text) for code in text.code):
        from potluck.checks.code.lone_fence import beginning, lone_fence  # which few texts need

        lone = lone_fence(text)
        if lone and lone.begins is None:
            yield beginning(lone.above, text, FENCE_OPEN)
            return
        codes = [lone.begins] if lone and lone.begins else codes
    for code in codes:
        if not code.fenced:
            continue
        if first_line := code_on_fence(code, text):
            yield first_line
        if quoted := _leaves_quotation(code, text):
            yield quoted
            return
        if tail := text.first_below(code.first, code.last - code.first, _has_tail):
            words, fence = _fence_at_end(text.line(tail))
            yield text.written(FENCE_TAIL, tail, tail, [words.rstrip(), fence], len(words) + 1)
            told = True
        elif told:
            continue
        elif (odd := _odd_end(code, text)) is not None:
            yield odd
            return
        elif not code.closed or _runs_on(code, text) or (runs_out and end_of_code(code.first, code.last, text)):
            fence = text.line(code.first).strip()[:3]
            closing = _closing(code.first, _next_opening(code, text) - 1, text)
            if (quote := IN_QUOTATION.match(text.line(code.first))) and code.last < len(text.lines):
                yield _open_in_quotation(code, quote["quote"] + quote["fence"], text)
                return
            fix = _close(fence, code, closing, text)
            yield text.at(FENCE_OPEN, code.first, 1, fix=fix, edit=closing)
            return


def _leaves_quotation(code: CodeBlock, text: Text) -> Problem | None:
    """The problem of a block in a quotation that its next line leaves, where a line below was meant as its end."""
    opening = IN_QUOTATION.match(text.line(code.first))
    if opening is None or code.closed or code.last >= len(text.lines) or not text.line(code.last + 1).strip():
        return None
    quote, fence = opening["quote"], opening["fence"]
    end = text.first_below(code.last, LONGEST_QUOTED, lambda line: line.lstrip("> ").rstrip() == fence)
    if not end:
        return None
    inside = text.lines[code.first : end]
    better = [line if line.lstrip().startswith(">") else f"{quote}{line}".rstrip() for line in inside]
    title = "This block of code stands in a quotation, and some of its lines don't."
    fix = f"Begin each line of the block with `{quote}`, as the first one:\n\n{better[0]}"
    edit = Edit(code.first + 1, end, "\n".join(better))
    return text.at(FENCE_OPEN, code.first, 1, title=title, fix=fix, edit=edit)


def _open_in_quotation(code: CodeBlock, fence: str, text: Text) -> Problem:
    """The problem of a block that its quotation ends, and no fence."""
    last = text.reach(code.last + 1, -1, lambda line: not line.strip(" >")) - 1
    fix = f"Put a line `{fence}` below line {last}."
    return text.at(FENCE_OPEN, code.first, 1, fix=fix, edit=Edit(last + 1, last, fence))


def _close(fence: str, code: CodeBlock, closing: Edit | None, text: Text) -> str:
    """What to do about a block without an end, in words; "" for the rule's own."""
    if closing is not None and closing.replacement and closing.end_line >= closing.start_line:
        return f"There is no code below it. Write: `{closing.replacement}`"
    if closing is not None and closing.end_line >= closing.start_line:
        return f"Delete line {closing.start_line}: there is no code below it."
    what = f"a line `{fence}`" if fence == "~~~" else "a line with three backticks"
    if closing is not None and closing.start_line <= len(text.lines) and closing.start_line <= code.last:
        return f"Put {what} below line {closing.end_line}, where the code ends."
    return f"Put {what} below the code." if fence == "~~~" else ""


def _odd_end(code: CodeBlock, text: Text) -> Problem | None:
    """The line that was meant as the end of a block that is open: indented too far, or with other signs."""
    if code.closed and not _runs_on(code, text):
        return None
    opening = FENCE_LINE.match(text.line(code.first))
    fence = opening["fence"] if opening else "```"
    if further_out := _further_out(code, fence, text):
        return further_out
    if named := _named_end(code, fence, text) or _ends_with_words(code, fence, text):
        return named
    for number in range(code.first + 1, _next_opening(code, text)):
        line = text.line(number)
        if (ended := FENCE_LINE.match(line)) and END_WORD.fullmatch(ended["info"]) and ended["fence"] == fence:
            title = "Nothing stands behind the backticks that end a block of code."
            fix = _end_alone(number, fence)
            return text.mended(FENCE_TAIL, number, number, [fence], len(fence) + 1, title=title, fix=fix)
        if APART.match(line) or ODD_END.match(line) or ((len(fence) > 3 or fence[0] == "~") and TICKS.fullmatch(line)):
            edit, fix = Edit(number, number, fence), _end_alone(number, fence)
            if line.strip() == fence:
                title = f"This block of code is never closed: the backticks on line {number} are indented too far."
                return text.at(FENCE_OPEN, code.first, 1, title=title, fix=fix, edit=edit)
            title = f"A block that begins with {in_words(fence)} does not end with {in_words(line.strip())}."
            return text.at(FENCE_WRONG, number, 1, title=title, fix=fix, edit=edit)
    return None


def _named_end(code: CodeBlock, fence: str, text: Text) -> Problem | None:
    """The end of a block that names its language again, as in ```` ```python ````, with prose below it."""
    number = _next_opening(code, text)
    found = FENCE_LINE.match(text.line(number)) if number <= code.last else None
    if not found or not code.language or found["info"].strip().lower() != code.language.lower():
        return None
    below: list[str] = []
    for line in text.lines[number : code.last]:
        if FENCE_LINE.match(line):
            break
        below.append(line)
    is_last = number + len(below) >= code.last and not any(map(is_code, below))
    if not is_last and not is_prose("\n".join(below)):
        return None
    ends = in_words(fence)
    title = f"The line that ends a block of code is {ends} alone; the language stands on its first line only."
    return text.mended(FENCE_WRONG, number, number, [fence], title=title, fix=_end_alone(number, fence))


def _end_alone(number: int, fence: str) -> str:
    return f"On line {number}, write {in_words(fence)} and nothing else:\n\n{fence}"


def _further_out(code: CodeBlock, fence: str, text: Text) -> Problem | None:
    """The end of a block in an item of a list, further left than its beginning, where the item is over already."""
    number = code.last + 1
    indent = text.line(code.first)[: text.line(code.first).find(fence)]
    if code.closed or not indent or indent.strip() or number > len(text.lines) or text.line(number).rstrip() != fence:
        return None
    better, where = f"{indent}{fence}", "stand further left than its first line"
    title = f"This block of code is never closed: the backticks on line {number} {where}."
    fix = f"On line {number}, write `{better}`, with {len(indent)} spaces in front."
    return text.at(FENCE_OPEN, code.first, 1, title=title, fix=fix, edit=Edit(number, number, better))


def _ends_with_words(code: CodeBlock, fence: str, text: Text) -> Problem | None:
    """The end of a block with the next sentence behind its backticks."""
    for number in range(code.first + 1, _next_opening(code, text)):
        found = BEHIND_FENCE.match(text.line(number))
        if found and found["fence"] == fence and found["words"].split()[0].lower() not in KNOWN_LANGUAGES:
            better = [fence, "", found["words"]]
            title = "Words stand behind the backticks that end this block of code."
            return text.written(FENCE_TAIL, number, number, better, len(fence) + 1, title=title)
    return None


def _next_opening(code: CodeBlock, text: Text) -> int:
    """The line in a block that begins another one; the line below the block where there is none.

    In a block that ends, fences of another kind, or shorter ones, are shown and begin nothing.
    """
    opening = FENCE_LINE.match(text.line(code.first))
    fence = opening["fence"] if opening and code.closed else ""
    ended: int | None = None  # where the code ends and text begins, which is looked for once
    for number in range(code.first + 1, code.last):
        line = text.line(number)
        found = FENCE_LINE.match(line) if "```" in line or "~~~" in line else None
        if not found or not (words := found["info"].split()) or not found["fence"].startswith(fence):
            continue
        if found["info"].strip().lower() in KNOWN_LANGUAGES:
            return number
        if ended is None:
            ended = end_of_code(code.first, code.last, text) or code.last
        if ended < number and (len(words) == 1 or words[0].lower() in KNOWN_LANGUAGES):
            return number
    return code.last + 1


def _runs_on(code: CodeBlock, text: Text) -> bool:
    """Whether a block ends at what was meant to begin, or to end, the next one."""
    if code.language.lower() in ("markdown", "md", "text", "txt"):
        return False
    return _next_opening(code, text) <= code.last


def _has_tail(line: str) -> bool:
    """Whether a line ends with a fence behind other text."""
    words, fence = _fence_at_end(line)
    return bool(fence) and "`" not in words and not FENCE_LINE.match(line)


def _fence_at_end(line: str) -> tuple[str, str]:
    """A line as its words and the three or more backticks or tildes at its end, which may be none."""
    bare = line.rstrip()
    for sign in "`~":
        words = bare.rstrip(sign)
        if len(bare) - len(words) >= 3 and words.strip():
            return words, bare[len(words) :]
    return line, ""


def _closing(first: int, last: int, text: Text) -> Edit | None:
    """Where the closing fence goes, when all that follows is code."""
    if (ended := end_of_code(first, last, text)) is not None:
        last = ended
    body = [line for line in text.lines[first:last] if line.strip()]
    fence = FENCE_LINE.match(text.line(first))
    if not body or not fence:
        words = fence["info"].strip() if fence else ""  # more than the name of a language is text
        return Edit(first, first, words if len(words.split()) > 1 else "") if fence and not body else None
    end = text.reach(last + 1, -1, lambda line: not line.strip()) - 1
    prose = any(len(line.split()) > 6 and line[:1].isupper() and not is_code(line) for line in body)
    return None if prose else Edit(end + 1, end, fence["fence"])


@text_check(FENCE_INDENT)
def indented_closing(text: Text) -> Iterator[Problem]:
    """A closing fence indented further than its opening."""
    for code in text.code:
        if not code.fenced or not code.closed:
            continue
        first, last = text.line(code.first), text.line(code.last)
        indent = len(last) - len(last.lstrip(" "))
        if indent and first[:3] in ("```", "~~~") and last.strip():
            yield text.changed(FENCE_INDENT, code.last, last.lstrip(" "), fix=FENCE_INDENT.fix)
