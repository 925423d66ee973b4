"""Lines of front matter that are not there and have to be: what to put in, where something tells that."""

from __future__ import annotations

import re

from potluck.content.front_matter import guesses, keys
from potluck.content.front_matter.quoting import plain_or_quoted
from potluck.content.front_matter.top import FrontMatter
from potluck.content.rules import fields as rules
from potluck.content.source import Source
from potluck.problems import Edit, Problem, Rule

NOTED = re.compile(r"#+\s*(?P<key>[A-Za-z]{4,8})\s*:\s+(?P<value>(?!<|\[?(?i:your))\S.*)\Z")


def left_out(key: str, rule: Rule, front: FrontMatter, source: Source) -> Problem:
    """The problem of a line that is not there, with one to put in; what it says is a guess."""
    line, path = max(front.first_line - 1, 1), source.relative
    if noted := _in_note(key.removesuffix("s"), rule, front, source):
        return noted
    if key == "title" and (noted := _title_in_note(front, source)):
        return noted
    if key == "title":
        body = source.lines[front.body_line - 1 :]
        better = f'title: "{guesses.title(path, body)}"'
    elif key == "authors":
        better = f"author: {guesses.author(path)}"
    else:
        better = f"name: {guesses.name(path)}"
        return rule.at(path, line, fix=f"Between the two `---`, add a line such as `{better}`.")
    certain = guesses.YOUR_HANDLE not in better and line < front.first_line
    edit = Edit(line + 1, line, better) if certain else None
    fix = f"Between the two `---`, add a line such as `{better}`."
    if guesses.YOUR_HANDLE in better:
        fix += " Your handle is the name of your file in `content/authors/`, without `.md`."
    return rule.at(path, line, fix=fix, edit=edit)


def _in_note(key: str, rule: Rule, front: FrontMatter, source: Source) -> Problem | None:
    """The problem of an entry with a `#` in front of it, which makes a note of it."""
    for number in range(front.first_line, front.last_line + 1):
        found = NOTED.match(source.lines[number - 1])
        if found and keys.canonical(found["key"]) in (key, f"{key}s"):
            better = f"{found['key']}: {found['value']}"
            title = f"The `#` in front of `{found['key']}` makes a note of this line, which nobody reads."
            return rule.mended(source.relative, number, number, better, title=title)
    return None


def _title_in_note(front: FrontMatter, source: Source) -> Problem | None:
    """The problem of a title written as a heading between the two `---`, where `#` begins a note."""
    for number in range(front.first_line, front.last_line + 1):
        if found := guesses.HEADING.match(source.lines[number - 1]):
            better = f"title: {plain_or_quoted(found['words'])}"
            title = "This has no title: behind `#` stands a note here, which nobody sees."
            return rules.TITLE_MISSING.mended(source.relative, number, number, better, title=title)
    return None
