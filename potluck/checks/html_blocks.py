"""Markdown that stands inside blocks of HTML, where nobody reads it as such."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Edit, Problem, in_post, warning

MARKDOWN = re.compile(
    r"!\[[^\[\]\n]{0,200}\]\(\S|(?<!!)\[[^\[\]\n]{1,200}\]\((?:https?:|\.\.?/|[\w./-]+\.md)|(?<![\w*])\*\*[^\s*][^*\n]{0,200}\*\*(?!\w)"
    r"|\A\s{0,3}(?:```|~~~|#{1,6} \S|[-*] \S|\d{1,2}\. \S)|(?<!`)`[^`\n]{1,200}`(?!`)"
)
RAW = re.compile(r"\s*<(?:pre|script|style|textarea|code|!--|table|tr|td|svg|ul|ol)\b|\s*<!--", re.IGNORECASE)
ONE_LINE = re.compile(
    r"\s*(?P<open><(?P<name>center|div|p|section|figure|details|blockquote)(?:\s[^<>]{0,300})?>)(?P<said>.+?)(?P<close></(?P=name)>)\s*\Z",
    re.IGNORECASE,
)

HTML_MARKDOWN = warning(
    "html-markdown",
    "Right below a tag, stars and brackets are shown as they are.",
    why="Readers would see the stars, brackets and addresses themselves.",
    fix="Leave a blank line between the tag and the text, and another above the end tag.",
    bad=in_post("<center>\n**It rained.**\n</center>"),
    good=in_post("<center>\n\n**It rained.**\n\n</center>"),
)


@text_check(HTML_MARKDOWN)
def markdown_in_html(text: Text) -> Iterator[Problem]:
    """The first line of Markdown in each block of HTML."""
    for start, end in text.blocks.html:
        first, last = start + text.first, end + text.first
        if RAW.match(text.line(first)):
            continue
        while last > first and not text.line(last).strip():
            last -= 1
        for number in range(first, last + 1):
            if found := MARKDOWN.search(text.line(number)):
                yield text.at(HTML_MARKDOWN, number, found.start() + 1, edit=_apart(text, first, number, last))
                break


def _apart(text: Text, first: int, number: int, last: int) -> Edit | None:
    """The blank lines that set the text apart from its tags; none where it stands in the middle of several."""
    if whole := ONE_LINE.match(text.line(number)):
        parts = (whole["open"], whole["said"].strip(), whole["close"])
        return Edit(number, number, "\n\n".join(parts))
    if number == first:
        return None
    closing = text.line(last).strip().startswith("</")
    if not closing or last == number:
        return Edit(number, number - 1, "\n")
    return Edit(number, last, "\n".join(["", *text.lines[number - 1 : last - 1], "", text.line(last)]))
