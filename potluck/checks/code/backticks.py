"""Backticks without a partner, and accents in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Problem, in_post, warning

LONE = re.compile(r"(?<![`\\])(?:`|```)(?!`)")
ENDED_OTHERWISE = re.compile(r"`(?P<said>[^\s`'’´][^`'’´\n]{0,60})['’´](?=[\s.,;:!?)]|\Z)")
CALL = re.compile(r"`(?P<said>[A-Za-z_][\w.]{0,60}\([^()`\n]{0,60}\))(?![\w.(\[])")
ACCENTS = re.compile(r"(?<![\w´])´(?P<said>[^´`\n]{1,60})´(?![\w´])")
TICK_ALONE = warning(
    "backtick-alone",
    "This backtick, the sign left of the 1 on many keyboards, has no partner.",
    why="Readers would see the backtick, and no code.",
    fix="Put another one behind the code, or delete this one.",
    bad=in_post("Type `git status to see it."),
    good=in_post("Type `git status` to see it."),
)


@text_check(TICK_ALONE)
def lone_backticks(text: Text) -> Iterator[Problem]:
    """A backtick without a partner in its paragraph, and accents in its place; one problem for each line."""
    for rows in text.paragraphs_with("`"):
        if len(rows) == 1 and len(found := list(LONE.finditer(rows[0][1]))) == 1:
            yield _lone(text, rows[0][0], found[0])
    for number, line in text.prose_with("´"):
        if accents := ACCENTS.search(line):
            better = ACCENTS.sub(r"`\g<said>`", text.line(number))
            title = "These are accents, and no backticks."
            fix = f"Write `` `{accents['said']}` ``, with the key left of the 1 on many keyboards."
            yield text.changed(TICK_ALONE, number, better, accents.start() + 1, title=title, fix=fix)


def _lone(text: Text, number: int, found: re.Match[str]) -> Problem:
    raw, at = text.line(number), found.start()
    if len(found.group()) > 1:
        title = "These backticks have no partner, and stand for a whole block of code."
        fix = "Put one backtick before the code and one behind it."
        return text.at(TICK_ALONE, number, at + 1, title=title, fix=fix)
    if raw[at - 1 : at].isalpha() and raw[at + 1 : at + 2].isalpha():
        return text.replaced(TICK_ALONE, number, found, "'", title="This is a backtick, and no apostrophe.")
    if ended := ENDED_OTHERWISE.match(raw, at):
        code = f"`{ended['said']}`"
        title = "Code that begins with a backtick ends with one, and not with an apostrophe."
        return text.replaced(TICK_ALONE, number, ended, code, title=title, fix=f"Write: `` {code} ``")
    if call := CALL.match(raw, at):
        code = f"`{call['said']}`"
        return text.replaced(TICK_ALONE, number, call, code, fix=f"Write: `` {code} ``")
    return text.at(TICK_ALONE, number, at + 1)
