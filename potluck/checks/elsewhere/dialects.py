"""Signs of other Markdowns: HackMD's, Obsidian's and MkDocs' marks, boxes and lists of contents.

Here they are shown as they are. Where something here does the same, it is offered.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Edit, Problem, in_post, warning

MARKED = re.compile(r"(?<![=\w!<>])==(?=[^\s=])(?P<said>[^=\n]{1,200}?)(?<=[^\s=])==(?![=\w])")
INSERTED = re.compile(r"(?<![+\w])\+\+(?=[^\s+\d])(?P<said>[^+\n]{1,200}?)(?<=[^\s+])\+\+(?![+\w;)])")
BOX = re.compile(
    r" {0,3}(?::{3,6}[ \t]?(?:\{\.(?:callout-)?(?P<class>[a-z]{3,12})[^}\n]{0,60}\}|(?P<kind>[A-Za-z]{3,12})\b)"
    r"[ \t]*(?P<title>[^\n]{0,100})"
    r"|\{(?P<macro>info|note|tip|warning|panel)(?::(?:title=)?(?P<called>[^}\n]{0,100}))?\}\s*)\Z"
)
BOX_SIGNS = "::: !!! ??? toc TOC Toc {info {note {tip {warn {panel".split()
BOX_END = re.compile(r" {0,3}(?::{3,6}|\{(?:info|note|tip|warning|panel)\})\s*\Z")
ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?) (?P<kind>[a-z]{3,12})\b[ \t]*+(?P<title>\"[^\"\n]{0,100}\")?\s*+\Z")
CONTENTS_ITEM = re.compile(r"[*+-] (?:TOC|toc|Table of contents)\Z|1\. (?:TOC|toc)\Z")
CONTENTS = re.compile(r" {0,3}(?:\[\[?_?toc_?\]?\]|\{:toc\}|@\[toc\]|\$\{toc\})\s*\Z", re.IGNORECASE)
KINDS = {
    "info": "NOTE", "note": "NOTE", "abstract": "NOTE", "tip": "TIP", "hint": "TIP", "success": "TIP",
    "important": "IMPORTANT", "warning": "WARNING", "caution": "CAUTION", "attention": "CAUTION", "danger": "CAUTION",
    "error": "CAUTION", "failure": "CAUTION", "spoiler": "NOTE", "details": "NOTE", "example": "NOTE",
}  # fmt: skip
"""What the boxes of others are called, and the nearest that GitHub has."""
LONGEST_BOX = 60  # lines

DIALECT = warning(
    "other-markdown",
    "These signs mean something to another program, and nothing here.",
    why="Readers would see the signs themselves.",
    fix="Leave them out.",
    bad=in_post("It was ==very good== soup."),
    good=in_post("It was <mark>very good</mark> soup."),
)


@text_check(DIALECT)
def marks(text: Text) -> Iterator[Problem]:
    """`==marked==` and `++added++` words."""
    for sign, pattern, tag in (("==", MARKED, "mark"), ("++", INSERTED, "ins")):
        for number, line in text.running_with(sign):
            if found := pattern.search(line):
                better = pattern.sub(rf"<{tag}>\g<said></{tag}>", text.line(number))
                title = f"`{sign}` marks nothing here."
                fix = f"Write: `<{tag}>{found['said']}</{tag}>`"
                yield text.changed(DIALECT, number, better, found.start() + 1, title=title, fix=fix)


@text_check(DIALECT)
def boxes(text: Text) -> Iterator[Problem]:
    """`:::info` and `!!! note`, as boxes that GitHub knows, and `[TOC]`."""
    if not any(sign in text.prose for sign in BOX_SIGNS):
        return
    told = 0
    for number, line in text.running.items():
        if number <= told:
            continue
        if CONTENTS.match(line):
            title = f"`{line.strip()}` makes no list of contents here; long posts get one by themselves."
            first = number - (number > text.first and CONTENTS_ITEM.match(text.line(number - 1)) is not None)
            fix = "Delete the line." if first == number else "Delete it, and the line above."
            yield text.deleted(DIALECT, first, number, title=title, fix=fix)
        elif found := BOX.match(line):
            end = text.first_below(number, LONGEST_BOX, BOX_END.match)
            told = end or number
            yield _box(text, number, end, text.lines[number : end - 1] if end else [], found)
        elif found := ADMONITION.match(line):
            inside = indented_below(number, text, LONGEST_BOX, ("    ", "\t"))
            told = number + len(inside)
            yield _box(text, number, told if inside else 0, textwrap.dedent("\n".join(inside)).split("\n"), found)


def indented_below(number: int, text: Text, most: int, by: tuple[str, ...]) -> list[str]:
    """The lines below one that belong to it: those that begin with one of `by`, and the blank ones between them."""
    lines: list[str] = []
    for line in text.lines[number : number + most]:
        if line.strip() and not line.startswith(by):
            break
        lines.append(line)
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def _box(text: Text, number: int, end: int, inside: list[str], found: re.Match[str]) -> Problem:
    also = found.groupdict()
    named = found["kind"] or also.get("class") or also.get("macro") or ""
    kind = KINDS.get(named.lower(), "NOTE")
    said = (found["title"] or also.get("called") or "").strip(' "[]')
    inside = "\n".join(inside).strip("\n").split("\n")
    lines = [f"> [!{kind}]", *([f"> **{said}**", ">"] if said else []), *(f"> {line}".rstrip() for line in inside)]
    title = f"`{text.line(number).strip()[:40]}` makes no box here."
    fix = f"Begin the box with `> [!{kind}]`, and each of its lines with `> `."
    edit = Edit(number, end, "\n".join(lines)) if end else None
    return text.at(DIALECT, number, 1, title=title, fix=fix, edit=edit)
