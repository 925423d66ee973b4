"""Nikola's header: `.. title: Walk` lines above a text, or in a `.meta` file beside it."""

from __future__ import annotations

import posixpath
import re
from typing import Any

from potluck.moving.front_matter import Parsed
from potluck.moving.model import Entry, OldSite
from potluck.moving.sources.entry import RST, read_text, suffix_of
from potluck.moving.tree import CannotRead, Tree

LINE = re.compile(r"^\.\. (?P<key>\w[\w-]*):[ \t]*(?P<value>.*)$", re.MULTILINE)


def read_nikola(tree: Tree, site: OldSite, name: str, text: str) -> Parsed | None:
    """Take a file apart that has Nikola's header; none for any other."""
    meta = posixpath.splitext(name)[0] + ".meta"
    if meta in tree.files:
        try:
            text = f"{tree.text(meta)[0].strip()}\n\n{text}"
        except CannotRead:
            return None
        site.skip(meta, f"The front matter of {name}.")
    if not text.lstrip("<!- \n").startswith(".. "):
        return None
    values: dict[str, Any] = {}
    end = 0
    for found in LINE.finditer(text[:20_000]):
        if text[end : found.start()].strip("<!- \n"):
            break
        values[found["key"].lower()] = found["value"].strip()
        end = found.end()
    if not values:
        return None
    body = re.sub(r"\A\s*-->", "", text[end:])
    entry = Entry(name)
    parsed = read_text(name, body.lstrip("\n"), entry) if suffix_of(name) in RST else Parsed({}, body)
    marks = [tag.strip() for tag in values.get("tags", "").split(",")]
    values["tags"] = [tag for tag in marks if tag not in ("draft", "private", "mathjax")]
    extra = {"draft": "true"} if values.get("status") == "draft" or "draft" in marks else {}
    return Parsed({**parsed.values, **values, **extra}, parsed.body)
