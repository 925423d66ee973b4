"""Markdown that stands inside blocks of HTML, where nobody reads it as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from potluck.checks.around import around
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Edit, Problem, in_post, warning

IMAGE = r"!\[(?P<alt>[^\[\]\n]{0,200})\]\((?P<src>\S[^()\n]{0,500})\)"
LINK = r"(?<!!)\[(?P<said>[^\[\]\n]{1,200})\]\((?P<url>(?:https?:|\.\.?/|[\w./-]+\.md)[^()\s]{0,500})\)"
BOLD = r"(?<![\w*])\*\*(?P<bold>[^\s*][^*\n]{0,200})\*\*(?!\w)"
CODE = r"(?<!`)`(?P<code>[^`\n]{1,200})`(?!`)"
BLOCK = re.compile(r"\A\s{0,3}(?:```|~~~|#{1,6} \S|[-*] \S|\d{1,2}\. \S)")
MARKDOWN = re.compile("|".join((IMAGE, LINK, BOLD, CODE, BLOCK.pattern)))
IN_CELLS = "In a table or list of HTML, stars and brackets are shown as they are."
RAW = re.compile(r"\s*<(?:pre|script|style|textarea|code|!--|svg)\b|\s*<!--", re.IGNORECASE)
CELLS = re.compile(r"\s*</?(?:table|thead|tbody|tr|td|th|ul|ol|li|dl|dt|dd)\b", re.IGNORECASE)
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
                yield _in_cells(text, first, number, last) or text.at(
                    HTML_MARKDOWN, number, found.start() + 1, edit=_apart(text, first, number, last)
                )
                break


def _in_cells(text: Text, first: int, number: int, last: int) -> Problem | None:
    """The problem of Markdown in a table or list of HTML, with tags in its place: a blank line tears that apart."""
    block, inside = text.lines[first - 1 : last], text.lines[number - 1 : last]
    if not any(map(CELLS.match, block)):
        return None
    if any(map(RAW.search, block)) or any(map(BLOCK.match, inside)):
        return text.at(HTML_MARKDOWN, number, 1, title=IN_CELLS, fix="Write it in HTML, as the tags around it are.")
    better = [MARKDOWN.sub(_as_html, line) for line in inside]
    changed = [at for at, line in enumerate(inside) if line != better[at]]
    more = ", and the lines below in the same way" if len(changed) > 1 else ""
    fix = f"Write: `{around(inside[0], better[0])}`{more}."
    last = changed[-1]
    return text.mended(HTML_MARKDOWN, number, number + last, better[: last + 1], title=IN_CELLS, fix=fix)


def _as_html(found: re.Match[str]) -> str:
    """The tags for a mark of Markdown."""
    if found["src"]:
        return f'<img src="{found["src"].split()[0]}" alt="{escape(found["alt"])}">'
    if found["url"]:
        return f'<a href="{found["url"]}">{found["said"]}</a>'
    if found["bold"]:
        return f"<strong>{found['bold']}</strong>"
    return f"<code>{escape(found['code'], quote=False)}</code>"


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
