"""Blocks between two lines of signs that are no Markdown: forums', Jira's, Org's, AsciiDoc's and MediaWiki's.

Each is one entry of `FRAMES`: what its first line looks like, and the line that ends it.
"""

from __future__ import annotations

import re

import msgspec

from potluck.checks.text import Text

LONGEST = 200  # lines
BB_ITEM = re.compile(r"\s*\[\*\]\s*")
ADOC_RULE = re.compile(r"\s*(?:-{4,}|_{4,}|\.{4,}|={4,})\s*\Z")


class Frame(msgspec.Struct, frozen=True):
    """A block between two lines: the first, with its `kind` and perhaps a `language` in it, and the last."""

    first: re.Pattern[str]
    last: str
    """Made of the first; none where the second line is said again."""


def _frame(first: str, last: str) -> Frame:
    return Frame(re.compile(rf"\s*{first}\s*\Z", re.IGNORECASE), last)


FRAMES = (
    _frame(r"\[(?P<kind>code|quote|list)(?:=(?P<language>\w{0,20})[^\]\n]{0,40})?\]", r"[/\g<kind>]"),
    _frame(r"\{(?P<kind>code|noformat|quote)(?::(?P<language>\w{1,20})[^}\n]{0,60})?\}", r"{\g<kind>}"),
    _frame(
        r"#\+begin_(?P<kind>src|example|quote|verse)(?:[ \t]+(?P<language>[\w+#-]{1,20})[^\n]{0,80})?",
        r"#+end_\g<kind>",
    ),
    _frame(r"\[(?P<kind>source|listing|quote|verse)(?:, *(?P<language>[\w+#-]{1,20})?[^\]\n]{0,60})?\]", ""),
    _frame(
        r"<(?P<kind>syntaxhighlight)(?: +lang=[\"']?(?P<language>[\w+#-]{1,20})[\"']?)?[^<>\n]{0,60}>", r"</\g<kind>>"
    ),
)
QUOTED = frozenset(("quote", "verse"))


def between_signs(text: Text, number: int, line: str) -> tuple[int, list[str], str] | None:
    """Code, a quotation or a list between two lines: the last of them, the Markdown for it all, and no more words."""
    for frame in FRAMES:
        if (found := frame.first.match(line)) and (ends := _ends(text, number, found.expand(frame.last).lower())):
            break
    else:
        return None
    start, end = ends
    inside = text.lines[start : end - 1]
    kind = found["kind"].lower()
    if kind == "list":
        items = [BB_ITEM.sub("", each).strip() for each in inside if each.strip()]
        known = all(map(BB_ITEM.match, filter(None, inside)))
        return (end, [f"- {each}" for each in items], "") if known else None
    if kind in QUOTED:
        return end, [f"> {each}".rstrip() for each in inside], ""
    return end, [f"```{found.groupdict().get('language') or ''}", *inside, "```"], ""


def _ends(text: Text, number: int, ending: str) -> tuple[int, int] | None:
    """The lines above and below what stands inside; without an ending, the line below says it."""
    start = number
    if not ending:
        start, ending = number + 1, text.line(number + 1).strip() if number < len(text.lines) else ""
        if not ADOC_RULE.match(ending):
            return None
    end = text.first_below(start, LONGEST, lambda line: line.strip().lower() == ending)
    return (start, end) if end else None
