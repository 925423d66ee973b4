"""Lines of front matter that have to be there, and are not: the problem of each, with a line to put in."""

from __future__ import annotations

from potluck.content.front_matter import guesses, keys
from potluck.content.front_matter.top import FrontMatter
from potluck.content.front_matter.yaml_block import plain_or_quoted
from potluck.content.rules import fields as rules
from potluck.content.source import Source
from potluck.late import late
from potluck.problems import Edit, Problem, Rule

REQUIRED = {"title": rules.TITLE_MISSING, "authors": rules.AUTHOR_MISSING, "name": rules.NAME_MISSING}
NOTED = late(r"#+\s*(?P<key>[A-Za-z]{4,8})\s*:\s+(?P<value>(?!<|\[?(?i:your))\S.*)\Z")


def is_told(key: str, front: FrontMatter, source: Source) -> bool:
    """Whether a line that has to be there is, and has a problem of its own."""
    lines = [source.lines[each.line - 1] for each in front.problems if each.is_error and each.line]
    return any(keys.of_line(line) in (key, key.removesuffix("s")) for line in lines)


def left_out(key: str, rule: Rule, front: FrontMatter, source: Source) -> Problem:
    """The problem of a line that is not there, with one to put in; what it says is a guess."""
    if noted := _in_note(key.removesuffix("s"), rule, front, source):
        return noted
    if key == "title" and (noted := _title_in_note(front, source)):
        return noted
    line, path, body = max(front.first_line - 1, 1), source.relative, source.lines[front.body_line - 1 :]
    is_fenced, signed = line < front.first_line, ""
    if key == "title":
        better = f'title: "{guesses.title(path, body)}"'
    elif key == "authors":
        signed = guesses.signature(body)
        better = f"author: {signed or guesses.author(path)}"
    else:
        better = f"name: {guesses.name(path)}"
    fix = f"{'Between the two `---`' if is_fenced else 'Among the lines at the top'}, add a line such as `{better}`."
    if signed or guesses.YOUR_HANDLE in better:
        fix += " Your handle is the name of your file in `content/authors/`, without `.md`."
    elif is_fenced and key != "name":
        return rule.at(path, line, fix=fix, edit=Edit(line + 1, line, better))
    return rule.at(path, line, fix=fix)


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
