"""Front matter that does not begin as it should: what stands in place of the first `---`, or above it."""

from __future__ import annotations

import re
import textwrap

from potluck.content.front_matter import guesses
from potluck.content.front_matter.layout import (
    FENCE,
    ends_in_code,
    entry_key,
    is_code_fence,
    is_fence,
    is_fence_like,
)
from potluck.content.front_matter.other_forms import is_no_part
from potluck.content.rules import shape
from potluck.problems import Edit, Problem

SEARCH = 12
"""How many lines from the top a misplaced opening fence is looked for."""
MOST_BELOW = 4
"""Lines at the end of a file among which the backticks around all of it end: a chat program adds a word or two."""
BROKEN_MARK = "ï»¿"
"""A byte order mark that was read as something else, and saved."""
GIT_HEAD = re.compile(r"(?:diff --git|index |new file|deleted file|similarity|rename|--- |\+\+\+ |@@ )|\s*\Z")
IN_PLACE_OF_HEADING = "Put this in place of the heading at the top, with the name of your file in `content/authors/`:"
COMMAND = re.compile(
    r"#!/[^\n]{1,60}\Z|[^\n]{0,60}?(?:\A|[$%>#] )(?:cat|tee|nano|vim?|code|less|more|echo|type|touch)\b"
    r"[^\n]{0,200}?(?:\.(?:md|markdown|txt)\b|<<)[^\n]{0,20}?(?:<<-? ?['\"]?(?P<word>\w+)['\"]?)?\Z"
)
"""A command that writes or shows a file, with the word that ends its text."""
OTHER_FILES = {
    "<!doctype": "a web page", "<html": "a web page", "<?xml": "a file for programs", '{"cells"': "a notebook",
}  # fmt: skip
"""How files begin that are no Markdown whatever they are called, and what they are."""


def missing(path: str, lines: list[str]) -> Problem:
    """The problem of a file without front matter, with the lines to put there."""
    top = next(number for number, line in enumerate(lines) if line.strip())
    named = guesses.HEADING.match(lines[top]) is not None  # its words are the title then, and stand above the text
    if len(parts := path.split("/")) > 2 and parts[1] == "authors":
        name = guesses.name(path, lines)
        named = named and name == guesses.title(path, lines)
        block = f"{FENCE}\nname: {name}\n{FENCE}\n"
        where = "in place of the heading at the top" if named else "above the first line, with your own name"
        title = "This file does not say what its person is called."
        edit = Edit(1, top + 1 if named else 0, block)
        return shape.MISSING.at(path, 1, title=title, fix=f"Put this {where}:\n\n{block}", edit=edit)
    if said := guesses.byline(lines):
        block = f'{FENCE}\ntitle: "{said.title}"\nauthor: {said.handle}\n{FENCE}\n'
        fix = f"Put this in place of what stands above your text:\n\n{block}"
        title = "The title and author stand in the text, and not between two lines of `---`."
        return shape.MISSING.at(path, 1, title=title, fix=fix, edit=Edit(1, said.last, block))
    author = guesses.author(path)
    block = f'{FENCE}\ntitle: "{guesses.title(path, lines)}"\nauthor: {author}\n{FENCE}\n'
    start = re.sub(r"\s", "", "".join(lines[top : top + 3]).lower())[:60] if lines[top][:1] in "{<" else ""
    edit = Edit(1, top + 1 if named else 0, block)
    if called := next((name for sign, name in OTHER_FILES.items() if start.startswith(sign)), ""):
        fix = f"Copy the text, as that shows it, in place of what is here, and begin the file with:\n\n{block}"
        return shape.MISSING.at(path, 1, title=f"This is {called}, and a post is a file of plain text.", fix=fix)
    fix = IN_PLACE_OF_HEADING if named else shape.MISSING.fix
    return shape.MISSING.at(path, 1, fix=f"{fix}\n\n{block}", edit=edit)


def misplaced_opening(lines: list[str], first: int) -> int | None:
    """The line that was meant as the opening fence: fence-like, with a known key below it."""
    for number in range(first, min(first + SEARCH, len(lines) - 1)):
        short = lines[number].rstrip() == "-" and FENCE in lines[number : number + SEARCH]
        if short or is_fence_like(lines[number].removeprefix(BROKEN_MARK)):
            below = next((line for line in lines[number + 1 : number + 4] if line.strip()), "")
            if entry_key(below) and not _is_shown(lines, number):
                return number
    return None


def _is_shown(lines: list[str], opening: int) -> bool:
    """Whether front matter is an example: code in the midst of a text, and not a whole post in it at the end."""
    above = lines[:opening]
    if all(is_no_part(line) or is_code_fence(line) for line in above):
        return False
    if not ends_in_code(above):
        return lines[opening][:4].isspace()
    end = next((at for at in range(opening, len(lines)) if is_code_fence(lines[at])), len(lines))
    closing = next((at for at in range(opening + 1, end) if is_fence_like(lines[at])), end)
    return any(map(str.strip, lines[end + 1 :])) or not any(map(str.strip, lines[closing + 1 : end]))


def opening_problem(lines: list[str], path: str, opening: int) -> Problem:
    """What is wrong with an opening fence at index `opening` that is not as it should be."""
    line = lines[opening]
    if line.startswith("+") and not line.startswith("++"):
        last = opening
        while last + 1 < len(lines) and lines[last + 1].startswith("+"):
            last += 1
        plain = "\n".join(each[1:] for each in lines[opening : last + 1])
        start = 1 if all(GIT_HEAD.match(each) for each in lines[:opening]) else opening + 1
        return shape.DIFF.at(path, opening + 1, 1, edit=Edit(start, last + 1, plain))
    if opening > 0 and (whole := _in_fence(lines, path, opening) or _by_command(lines, path, opening)):
        return whole
    if line.startswith(BROKEN_MARK):
        title = "The first line has broken signs in front of the `---`, left there by an editor."
        return shape.OPEN.at(path, opening + 1, 1, title=title, edit=Edit(1, opening + 1, FENCE))
    if opening > 0:
        above = [each.strip() for each in lines[:opening]]
        if any(above) and all(map(is_no_part, above)) and is_fence(line):
            lost = "line 1" if opening == 1 else f"lines 1 to {opening}"
            title = "What stands above the first `---` is no part of the post."
            return shape.NOT_FIRST.at(path, 1, title=title, fix=f"Delete {lost}.", edit=Edit(1, opening, ""))
        harmless = all(len(each) < 4 for each in above)
        title = "" if any(above) else "Above the first `---` there is an empty line."
        edit = Edit(1, opening, "") if is_fence(line) else Edit(1, opening + 1, FENCE)
        return shape.NOT_FIRST.at(path, 1, title=title, edit=edit if harmless else None)
    if line.lstrip() != line and is_fence(line.lstrip()) and lines[1].startswith(line[:1]):
        last = _indented_until(lines)
        if all(each[:1] in (" ", "\t") for each in lines if each.strip()):
            plain = textwrap.dedent("\n".join(lines)).rstrip()
            return shape.INDENTED.at(path, 1, 1, title="All lines of this file begin with spaces.",
                                     edit=Edit(1, len(lines), plain))  # fmt: skip
        plain = "\n".join(each.strip() for each in lines[: last + 1])
        return shape.INDENTED.at(path, 1, 1, edit=Edit(1, last + 1, plain))
    if line.strip() == FENCE:
        title = "There is a space in front of the `---` on the first line."
        return shape.OPEN.at(path, 1, 1, title=title, edit=Edit(1, 1, FENCE))
    title = f"The first line is `{line.strip()}`; it should be exactly `---`."
    return shape.OPEN.at(path, 1, 1, title=title, edit=Edit(1, 1, FENCE))


def _in_fence(lines: list[str], path: str, opening: int) -> Problem | None:
    """The problem of front matter, or of a whole file, between two lines of backticks, as chat programs write it."""
    *words, begin = [number for number in range(opening) if lines[number].strip()] or [0]
    start = lines[begin].strip()
    if start[:3] not in ("```", "~~~") or not all(is_no_part(lines[number]) for number in words):
        return None
    sign = start[: len(start) - len(start.lstrip(start[0]))]
    said = [number for number, line in enumerate(lines) if line.strip()]
    last = next((number for number in reversed(said[-MOST_BELOW:]) if lines[number].strip() == sign), said[-1])
    closing = next((n for n in range(opening + 1, len(lines)) if is_fence(lines[n])), last)
    if closing + 1 < len(lines) and lines[closing + 1].strip() == sign:
        title = "The lines at the top stand between two fences of code."
        last = closing + 1
    elif lines[last].strip() == sign and sum(line.strip().startswith(sign) for line in lines[opening:]) % 2:
        title = "The whole file stands between two fences of code."
    else:
        return None
    fix = f"Delete {f'lines 1 to {begin + 1}' if begin else 'the first line'} and line {last + 1}."
    return shape.NOT_FIRST.at(path, 1, title=title, fix=fix, edit=Edit(1, last + 1, "\n".join(lines[opening:last])))


def _by_command(lines: list[str], path: str, opening: int) -> Problem | None:
    """The problem of a file pasted with the command that writes or shows it: `cat > walk.md <<EOF`, and `EOF`."""
    above = [each.strip() for each in lines[:opening] if each.strip()]
    command = COMMAND.match(above[0]) if len(above) == 1 else None
    if command is None:
        return None
    last = max(number for number, line in enumerate(lines) if line.strip())
    ended = command["word"] and lines[last].strip() == command["word"]
    title = "The first line is a command for the terminal, and no part of the post."
    fix = f"Delete the first line and line {last + 1}." if ended else "Delete the first line."
    edit = Edit(1, last + 1, "\n".join(lines[opening:last])) if ended else Edit(1, opening, "")
    return shape.NOT_FIRST.at(path, 1, title=title, fix=fix, edit=edit)


def _indented_until(lines: list[str]) -> int:
    last = 0
    while last + 1 < len(lines) and lines[last + 1][:1] in (" ", "\t"):
        last += 1
        if is_fence(lines[last].strip()):
            break
    return last
