"""Brackets beside a link, a picture or the sign of a note that belong to nothing, and are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.inline import Link
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Problem, in_post, warning

NOTE = re.compile(r"(?=\[\[\^[\w-]{1,30}\](?!\]))(\[)|(?<!\[)\[\^[\w-]{1,30}\](\])(?![(\[])")
NO_PAIR = re.compile(r"^\s*(?:[-*+] )?\(?\w{1,3}[.)]|[:;=]'?-?[()]|\\.", re.MULTILINE)
"""Brackets that go alone: behind the number of an item, in a face, behind a backslash."""
OPENED = re.compile(r"\((?<!\]\()(?<!\] \()(?:https?://|www\.)[^\s()<>\[\]]{3,500}(?<![.,;:!?])(?=[.,;:!?]?(?:\s|\Z))")
LONGEST = 4_000
"""Characters of a paragraph on either side of a bracket."""
MOST = 500
"""Brackets of one text that are looked at."""
BRACKET_ALONE = warning(
    "bracket-alone",
    "This bracket has no partner.",
    why="Readers see it beside the link.",
    fix="Delete it.",
    bad=in_post("We met at [the library](https://example.org/library))."),
    good=in_post("We met at [the library](https://example.org/library)."),
)


@text_check(BRACKET_ALONE)
def lone_brackets(text: Text) -> Iterator[Problem]:
    """`[words](address))`, `[[words](address)` and `[^1]]`; one problem for each line."""
    prose = text.prose
    beside = [at for _, link in text.links if (at := _beside(prose, link)) is not None]
    if "[[^" in prose or "]]" in prose:
        beside += [max(found.start(1), found.start(2)) for found in NOTE.finditer(prose)]
    if "(http" in prose or "(www." in prose:
        yield from _opened(text, prose)
    read = waiting = told = 0
    for at in sorted(beside)[:MOST]:
        first = prose.rfind("\n\n", max(0, at - LONGEST), at) + 1
        last = prose.find("\n\n", at, at + LONGEST)
        if at - first > LONGEST or (last < 0 and len(prose) - at > LONGEST):
            continue
        waiting += _left("()", prose[read:first])
        read = max(read, first)
        opening = "()" if prose[at] == ")" else "[]"
        parts = prose[first:at], prose[at + 1 : last if last >= 0 else None]
        number = text.place(at).line
        if number != told and waiting <= 0 and not any(_left(opening, part) for part in parts):
            told = number
            yield _without(text, at)


def _opened(text: Text, prose: str) -> Iterator[Problem]:
    """`(https://example.org and on it goes`: a bracket in front of an address that no other closes."""
    for found in list(OPENED.finditer(prose))[:MOST]:
        behind = prose[found.end() : found.end() + LONGEST]
        if ")" in behind.partition("\n\n")[0] or _left("()", behind) < 0:
            continue
        place = text.place(found.end())
        raw = text.line(place.line)
        better = f"{raw[: place.column - 1]}){raw[place.column - 1 :]}"
        title = "The bracket in front of this address is never closed."
        yield text.changed(BRACKET_ALONE, place.line, better, text.place(found.start()).column, title=title)


def _beside(prose: str, link: Link) -> int | None:
    """Where a bracket stands right beside a link that might be its own."""
    if link.style != "inline":
        return None
    behind = prose[link.end : link.end + 1]
    if behind == ")":
        return link.end
    return link.start - 1 if behind != "]" and prose[max(0, link.start - 1) : link.start] == "[" else None


def _left(pair: str, part: str) -> int:
    """How many brackets are opened and not closed."""
    plain = NO_PAIR.sub("", part)
    return plain.count(pair[0]) - plain.count(pair[1])


def _without(text: Text, at: int) -> Problem:
    place = text.place(at)
    title = f"There is one `{text.prose[at]}` too many beside this link."
    return text.replaced(BRACKET_ALONE, place.line, (place.column - 1, place.column), "", title=title)
