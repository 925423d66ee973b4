"""What kramdown (Jekyll) and Python-Markdown (Pelican) have beyond GitHub's Markdown, put in plain Markdown."""

from __future__ import annotations

import re

from potluck.moving.bodies.prose import fence, substituted
from potluck.moving.model import Entry

ATTRIBUTES_LINE = re.compile(r"^[ \t>]*\{:[^{}\n]*\}[ \t]*\n?", re.MULTILINE)
ATTRIBUTES = re.compile(r"(?<=\S)\{:(?!\s*\}\})[^{}\n]*\}")
OPTIONS = re.compile(r"^\{::(?!nomarkdown|comment)[^{}\n]*/?\}[ \t]*\n?", re.MULTILINE)
NO_MARKDOWN = re.compile(r"\{::/?(?:nomarkdown|comment)[^{}\n]*\}")
CONTENTS = re.compile(
    r"^(?:[*+-]|1\.) .{1,40}\n\{:\s*toc[^{}\n]*\}[ \t]*\n?|^\[TOC\][ \t]*\n|^\[\[_?TOC_?\]\][ \t]*\n",
    re.MULTILINE | re.IGNORECASE,
)
HEADING_ID = re.compile(r"^(?P<text>#{1,6} .*?)[ \t]*\{:?\s*#(?P<id>[\w.:-]+)[^{}\n]*\}[ \t]*$", re.MULTILINE)
ANCHOR_LINK = re.compile(r"\]\(#([^)\s]+)\)")
CODE_HILITE = re.compile(
    r"^(?P<indent>(?: {4}|\t))(?P<sign>:::|#!)(?P<language>[\w+#.-]+)[^\n]*\n"
    r"(?P<code>(?:(?: {4}|\t)[^\n]*\n?|[ \t]*\n)+)",
    re.MULTILINE,
)
MORE = re.compile(
    r"^[ \t]*<!--\s*(?:more|excerpt|truncate|end_?excerpt|TEASER_END)\b[^>]*-->[ \t]*\n?", re.MULTILINE | re.IGNORECASE
)
ADMONITION = re.compile(
    r"^!!!\s+(?P<kind>\w+)(?:\s+\"(?P<title>[^\"]*)\")?[ \t]*\n"
    r"(?P<text>(?:(?: {4}|\t)[^\n]*(?:\n|\Z)|[ \t]*\n(?=    ))+)",
    re.MULTILINE,
)
ALERTS = {
    "note": "NOTE", "info": "NOTE", "tip": "TIP", "hint": "TIP", "success": "TIP", "important": "IMPORTANT",
    "warning": "WARNING", "attention": "WARNING", "caution": "CAUTION", "danger": "CAUTION", "error": "CAUTION",
}  # fmt: skip


def plain_markdown(entry: Entry) -> None:
    """Rewrite an entry's body, noting what was changed."""
    before = body = entry.body
    body = CODE_HILITE.sub(_hilited, body)
    body = substituted(body, CONTENTS, lambda _: "")
    body = _without_heading_ids(body)
    for pattern in (ATTRIBUTES_LINE, ATTRIBUTES, OPTIONS, NO_MARKDOWN, MORE):
        if "{:" in body or "<!--" in body:
            body = substituted(body, pattern, lambda _: "")
    body = ADMONITION.sub(lambda found: alert(found["kind"], found["text"], found["title"] or ""), body)
    if body != before:
        entry.changed("Marks that only the old site's Markdown knew were put in plain Markdown.")
    entry.body = body


def alert(kind: str, text: str, title: str = "") -> str:
    """A box as GitHub writes it."""
    lines = [re.sub(r"^(?: {4}|\t)", "", line) for line in text.strip("\n").split("\n")]
    head = [f"[!{ALERTS.get(kind.lower(), 'NOTE')}]", *([f"**{title}**", ""] if title else [])]
    return "\n".join(f"> {line}".rstrip() for line in [*head, *lines]) + "\n"


def _hilited(found: re.Match[str]) -> str:
    code = re.sub(r"^(?: {4}|\t)", "", found["code"], flags=re.MULTILINE)
    first = f"#!{found['language']}\n" if found["sign"] == "#!" and "/" in found["language"] else ""
    return fence(first + code, found["language"].lower()) + "\n\n"


def _without_heading_ids(body: str) -> str:
    """Headings without ids of their own; links to those follow the id that the heading has here."""
    if "#" not in body or "{" not in body:
        return body
    ids: dict[str, str] = {}

    def take(found: re.Match[str]) -> str:
        ids[found["id"]] = heading_id(found["text"].lstrip("# "))
        return found["text"]

    body = substituted(body, HEADING_ID, take)
    if not ids:
        return body
    return substituted(body, ANCHOR_LINK, lambda found: f"](#{ids.get(found[1], found[1])})")


def heading_id(text: str) -> str:
    """The id that GitHub makes of a heading."""
    plain = re.sub(r"[^\w\- ]", "", re.sub(r"[*_`]|\[|\]\([^)]*\)", "", text).strip().lower())
    return plain.replace(" ", "-")
