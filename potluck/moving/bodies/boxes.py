"""Boxes and tabs of Python-Markdown, as Pelican and MkDocs have them, in what GitHub shows: alerts, folds, headings."""

from __future__ import annotations

import re
import textwrap
from html import escape

from potluck.moving.bodies.prose import code_lines

HEAD = re.compile(
    r"(?P<indent> *)(?:(?P<sign>!!!|\?\?\?\+?) +(?P<kind>[\w-]+(?: +[\w-]+)*)|(?P<tab>===[!+]?)) *"
    r"(?:\"(?P<title>[^\"]*)\")? *\Z"
)
INSIDE = 4
"""Blanks before what belongs to a box."""
MAX_DEPTH = 6
ALERTS = {
    "note": "NOTE", "info": "NOTE", "tip": "TIP", "hint": "TIP", "success": "TIP", "important": "IMPORTANT",
    "warning": "WARNING", "attention": "WARNING", "caution": "CAUTION", "danger": "CAUTION", "error": "CAUTION",
}  # fmt: skip


def alert(kind: str, text: str, title: str = "") -> str:
    """A box as GitHub writes it."""
    lines = textwrap.dedent(text).strip("\n").split("\n")
    head = [f"[!{ALERTS.get(kind.lower(), 'NOTE')}]", *([f"**{title}**", ""] if title else [])]
    return "\n".join(f"> {line}".rstrip() for line in [*head, *lines]) + "\n"


def fold(title: str, text: str) -> str:
    """Text that readers unfold."""
    return f"<details>\n<summary>{escape(title, quote=False)}</summary>\n\n{text.strip(chr(10))}\n\n</details>\n"


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
