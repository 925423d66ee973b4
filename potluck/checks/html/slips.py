"""Slips within a tag that tell what was meant, whatever stands around it; of each line the first is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

from potluck.checks.html.tags import TAG_BROKEN
from potluck.checks.inline import in_tag
from potluck.checks.lines import rewritten
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Problem, Rule, in_post, warning

CUT_OFF_END = re.compile(
    r"(?<![<\w/#-])(?:/)?(?P<name>small|strong|em|sub|sup|iframe|div|span|code|pre|center|details|summary|figure|table)>"
)
SPACED_START = re.compile(r"<\s+(?=(?:iframe|img|video|audio|embed|a)\s+(?:src|href)\s*=)", re.IGNORECASE)
ESCAPED = re.compile(
    r"&lt;(?:iframe|img|video|embed)\s[^\n]{0,600}?src=[^\n]{0,600}?&gt;(?:&lt;/\w+&gt;)?", re.IGNORECASE
)
CURLY_ATTRIBUTE = re.compile(
    r"(?P<before>\s(?:src|href|width|height|alt|title)\s*=\s*)[“”„](?P<value>[^“”\"<>\n]{0,500})[“”]"
)
COMMENT_TYPO = re.compile(r"<\s?!\s?(?:-\s?-?|—|–)(?<!<!--)(?P<said>[^<>\n]{1,300}?)(?:-\s?-?|—|–)\s?>")
LOST_START = re.compile(
    r"(?<![<\w/])(?P<tag>(?:iframe|img|a|div|span|video|audio|embed)\s+(?:src|href|class|style|width|id|alt)\s*=\s*[\"'][^\n]{0,500}>)"
)
SLASH_END = re.compile(r"</\s*+br\s*+(?:/\s*+)?>", re.IGNORECASE)
BACKSLASH_END = re.compile(r"<\\(?P<name>[A-Za-z][A-Za-z0-9]{0,9})>")
NO_EQUALS = re.compile(
    r"(?P<before><(?:img|a|iframe)\s(?:[^<>\n]{0,500}?\s)?)(?P<name>src|href|alt|title|width|height)"
    r"(?:={2,})?(?=[\"'][^\s=\"'])",
    re.IGNORECASE,
)
UNQUOTED = re.compile(
    r"(?P<before><(?:img|a|iframe)\s[^<>\n]{0,500}?\b(?:alt|title)=)(?P<said>[^\s\"'<>=]+(?:\s+[^\s\"'<>=/]+)+)"
    r"(?=\s+[\w-]+=|\s*/?>)",
    re.IGNORECASE,
)
END_WITHOUT_SLASH = re.compile(
    r"(?P<start><(?P<name>li|p|td|th|dt|dd)>[^<>\n]{1,500})<(?P=name)>(?=\s*\Z)", re.IGNORECASE
)

TAG_BR = warning(
    "html-br",
    "`</br>` is not a tag.",
    why="Some browsers show a break for it and some do not.",
    fix="Leave a blank line for a new paragraph, or write `<br>`.",
    bad=in_post("It rained.</br>Then the sun came out."),
    good=in_post("It rained.<br>Then the sun came out."),
)


def _comment(found: re.Match[str]) -> str:
    return f"<!-- {found['said'].strip()} -->"


SLIPS: tuple[tuple[Rule, re.Pattern[str], str | Callable[[re.Match[str]], str], str], ...] = (
    (TAG_BROKEN, COMMENT_TYPO, _comment, "A comment begins with `<!--` and ends with `-->`."),
    (TAG_BROKEN, SPACED_START, "<", "There is a space behind the `<` of this tag."),
    (TAG_BROKEN, CURLY_ATTRIBUTE, r'\g<before>"\g<value>"', "There are curly quotation marks in this tag."),
    (TAG_BROKEN, BACKSLASH_END, r"</\g<name>>", "The end of a tag is written with `/`, and not with a backslash."),
    (TAG_BROKEN, NO_EQUALS, r"\g<before>\g<name>=", "One `=` belongs between `{name}` and its value."),
    (
        TAG_BROKEN,
        UNQUOTED,
        r'\g<before>"\g<said>"',
        "Several words in a tag stand between quotation marks; only the first of these counts.",
    ),
    (TAG_BROKEN, END_WITHOUT_SLASH, r"\g<start></\g<name>>", "The end of `<{name}>` is written without its `/`."),
    (TAG_BR, SLASH_END, "<br>", ""),
)
"""What is wrong with a tag whatever stands around it, the tag as it should be, and words for it."""


@text_check(TAG_BROKEN, TAG_BR)
def broken_tags(text: Text) -> Iterator[Problem]:
    """`</br>`, `small>` at the end, and `iframe src=…>` at the beginning; one problem for each line."""
    for number, line in text.prose_with("&lt;", ">"):
        if found := ESCAPED.search(line):
            title = "The signs `<` and `>` of this tag were turned into `&lt;` and `&gt;`."
            yield text.replaced(TAG_BROKEN, number, found, unescape(found.group()), title=title)
        for rule, pattern, better, title in SLIPS if ">" in line else ():
            if found := pattern.search(line):
                whole = rewritten(text.line(number), line, pattern, better)
                said = title.format_map(found.groupdict())
                yield text.changed(rule, number, whole, found.start() + 1, title=said)
                break
        else:
            yield from _half_a_tag(text, number, line)


def _half_a_tag(text: Text, number: int, line: str) -> Iterator[Problem]:
    """A tag that lacks its `<`, or the `</` of its end, which stands outside of all others."""
    found = LOST_START.search(line) or CUT_OFF_END.search(line)
    if found is None or in_tag(line, found.start()):
        return
    if found.re is LOST_START:
        better = f"<{text.line(number)[found.start() : found.end()]}"
        yield text.replaced(TAG_BROKEN, number, found, better, title="The `<` in front of this tag is missing.")
    elif f"<{found['name']}" in line[: found.start()] and f"</{found['name']}>" not in line:
        better = f"</{found['name']}>"
        yield text.replaced(TAG_BROKEN, number, found, better, title=f"`{found.group()}` should be `{better}`.")
