"""What kramdown (Jekyll) and Python-Markdown (Pelican, MkDocs) have beyond GitHub's Markdown, put in plain Markdown."""

from __future__ import annotations

import re
import textwrap

from potluck.moving.bodies.prose import ALERTS, alert, code_lines, fence, fold, heading_id, substituted
from potluck.moving.model import Entry

HEAD = re.compile(
    r"(?P<indent> *)(?:(?P<sign>!!!|\?\?\?\+?) +(?P<kind>[\w-]+(?: +[\w-]+)*)|(?P<tab>===[!+]?)) *"
    r"(?:\"(?P<title>[^\"]*)\")? *\Z"
)
INSIDE = 4
"""Blanks before what belongs to a box."""
MAX_DEPTH = 6
ATTRIBUTES_LINE = re.compile(r"^[ \t>]*\{:[^{}\n]*\}[ \t]*\n?", re.MULTILINE)
ATTRIBUTES = re.compile(r"(?<=\S)\{:(?!\s*\}\})[^{}\n]*\}")
OPTIONS = re.compile(r"^\{::(?!nomarkdown|comment)[^{}\n]*/?\}[ \t]*\n?", re.MULTILINE)
NO_MARKDOWN = re.compile(r"\{::/?(?:nomarkdown|comment)[^{}\n]*\}")
CONTENTS = re.compile(
    r"^(?:[*+-]|1\.) .{1,40}\n\{:\s*toc[^{}\n]*\}[ \t]*\n?|^\[TOC\][ \t]*\n|^\[\[_?TOC_?\]\][ \t]*\n",
    re.MULTILINE | re.IGNORECASE,
)
HEADING_ID = re.compile(r"^(?P<text>#{1,6} .*?)[ \t]*\{:?\s*#(?P<id>[\w.:-]+)[^{}\n]*\}[ \t]*$", re.MULTILINE)
ANCHOR_LINK = re.compile(r"\]\(#([^)\s]{1,300})\)")
CODE_HILITE = re.compile(
    r"^(?P<indent>(?: {4}|\t))(?P<sign>:::|#!)(?P<language>[\w+#.-]+)[^\n]*\n"
    r"(?P<code>(?:(?: {4}|\t)[^\n]*\n?|[ \t]*\n)+)",
    re.MULTILINE,
)
MORE = re.compile(r"[ \t]*<!--\s*(?:more|excerpt|truncate|end_?excerpt|TEASER_END)\b[^>]*-->[ \t]*\Z", re.IGNORECASE)
"""Where a list's excerpt ends; a comment, so it is not among what is masked as prose."""
FENCE = re.compile(r"(?P<mark>[ \t>]*(?:`{3,}|~{3,}))[ \t]*\{[ \t]*\.(?P<language>[\w+#-]+)[^{}\n]*\}[ \t]*\Z")
"""A fence with its language as a class, as Python-Markdown and Pandoc take it."""
PAIR = r"(?:[.#][A-Za-z][\w:-]*|[a-z-]+=(?:\"[^\"{}\n]*\"|'[^'{}\n]*'|[^\s{}\"']+))"
BARE_ATTRIBUTES = re.compile(
    rf"(?:(?<=[)\]>*_:])|^[ \t]*+|(?<![ \t])[ \t]++(?=\{{[^{{}}\n]*\}}[ \t]*$))"
    rf"\{{[ \t]*{PAIR}(?:[ \t]+(?:{PAIR}|[a-z-]+))*[ \t]*\}}",
    re.MULTILINE,
)
"""Attributes as Python-Markdown takes them, without kramdown's colon."""
DISPLAYED = re.compile(r"\\\\\[((?:(?!\\\\[\[\]]).){1,2000})\\\\\]", re.DOTALL)
IN_LINE = re.compile(r"\\\\\(((?:(?!\\\\[()])[^\n]){1,500})\\\\\)")
ICON = re.compile(r":(?:material|octicons|fontawesome|simple)(?P<name>(?:-[a-z0-9]+)+):[ ]?")
"""A picture of Material for MkDocs."""


def plain_markdown(entry: Entry) -> None:
    """Rewrite an entry's body, noting what was changed."""
    before = entry.body
    body = plain_boxes(before)
    body = CODE_HILITE.sub(_hilited, body)
    body = substituted(body, CONTENTS, lambda _: "")
    body = _without_heading_ids(body)
    for pattern in (ATTRIBUTES_LINE, ATTRIBUTES, OPTIONS, NO_MARKDOWN):
        if "{:" in body:
            body = substituted(body, pattern, lambda _: "")
    if "\\\\(" in body or "\\\\[" in body:
        body = _with_dollars(entry, body)
    body = substituted(body, ICON, _icon)
    body = substituted(body, BARE_ATTRIBUTES, lambda _: "")
    if "<!--" in body or "{" in body:
        body = _plain_lines(body)
    if body != before:
        entry.changed("Marks that only the old site's Markdown knew were put in plain Markdown.")
    entry.body = body


def _with_dollars(entry: Entry, body: str) -> str:
    """Formulas between signs that MathJax and KaTeX look for, a backslash before each kept from Markdown."""
    plain = substituted(body, DISPLAYED, lambda found: f"\n\n$$\n{found[1].strip()}\n$$\n\n")
    plain = substituted(plain, IN_LINE, lambda found: f"${found[1].strip()}$")
    entry.math = entry.math or plain != body
    return plain


def _icon(found: re.Match[str]) -> str:
    """Nothing for an icon; the word for what it shows, where it is all that a link has to click on."""
    alone = found.string[: found.start()].endswith("[") and found.string.startswith("]", found.end())
    return re.sub(r"-\d+\Z", "", found["name"]).rpartition("-")[2] if alone else ""


def _plain_lines(body: str) -> str:
    """Lines that stand alone: fences without attributes, and no mark where an excerpt ends."""
    code = code_lines(body)
    made = []
    for number, line in enumerate(body.split("\n")):
        if code.get(number) and (found := FENCE.match(line)):
            made.append(f"{found['mark']}{found['language']}")
        elif number in code or not MORE.match(line):
            made.append(line)
    return "\n".join(made)


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


def plain_boxes(body: str, depth: int = 0) -> str:
    """The text with every box and tab outside code rewritten, those within others too."""
    if depth > MAX_DEPTH or not any(sign in body for sign in ("!!! ", "???", "=== ")):
        return body
    lines, code = body.split("\n"), code_lines(body)
    wide = [line.expandtabs(INSIDE) for line in lines]
    made: list[str] = []
    number = 0
    while number < len(lines):
        found = HEAD.match(wide[number]) if number not in code else None
        end = _end(wide, number, len(found["indent"])) if found and (found["kind"] or found["title"]) else number + 1
        if found is None or end == number + 1:
            made.append(lines[number])
        else:
            inner = textwrap.dedent("\n".join(wide[number + 1 : end])).strip("\n")
            box = textwrap.indent(_box(found, plain_boxes(inner, depth + 1)), found["indent"]).rstrip("\n")
            made += [*([""] if made and made[-1].strip() else []), *box.split("\n")]
            made += [""] if "".join(lines[end : end + 1]).strip() else []
        number = end
    return "\n".join(made)


def _end(lines: list[str], number: int, indent: int) -> int:
    """The line behind the last one that belongs to a box."""
    end = number + 1
    for at in range(number + 1, len(lines)):
        line = lines[at]
        if line.strip():
            if len(line) - len(line.lstrip(" ")) < indent + INSIDE:
                break
            end = at + 1
    return end


def _box(found: re.Match[str], inner: str) -> str:
    title = found["title"] or ""
    if found["tab"]:
        return f"**{title}**\n\n{inner}\n"
    kinds = found["kind"].split()
    if found["sign"].startswith("?"):
        return fold(title or kinds[0].capitalize(), inner)
    return alert(next((each for each in kinds if each.lower() in ALERTS), "note"), inner, title)
