"""Redirects that an old site already had, in the files that hosts and generators keep them in."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from typing import Any

from potluck.moving.tree import Tree

LINE = re.compile(r"^[ \t]*(/\S*)[ \t]+(\S+)(?:[ \t]+(?:30[1278]|200)!?)?[ \t]*$", re.MULTILINE)
PAIR = re.compile(
    r"""["'](/[^"'\s]{1,300})["']\s*:\s*(?:\{[^{}]*?destination:\s*)?["']((?:/|https?://)[^"'\s]{0,300})["']"""
)
FOLDERS = ("", "public", "static", "source", "content", "content/extra", "files")
MAX_PAIRS = 20_000
MAX_TEXT = 2_000_000


def forwarded(tree: Tree) -> dict[str, str]:
    """Old paths to where they led, the old one without a slash in front; patterns with `*` and `:x` left out."""
    found: dict[str, str] = {}
    for folder in FOLDERS:
        for old, new in LINE.findall(tree.plain(posixpath.join(folder, "_redirects"))[:MAX_TEXT]):
            found.setdefault(old.lstrip("/"), new)
    for name in tree.files:
        if re.fullmatch(r"astro\.config\.m?[jt]s|next\.config\.m?js|vercel\.json|nuxt\.config\.[jt]s", name):
            for old, new in _in_settings(tree, name):
                found.setdefault(old.lstrip("/"), new)
    plain = {old: new for old, new in found.items() if not re.search(r"[*]|(?:^|/):", old)}
    return dict(list(plain.items())[:MAX_PAIRS])


def _in_settings(tree: Tree, name: str) -> Iterator[tuple[str, str]]:
    text = tree.plain(name)[:MAX_TEXT]
    if not name.endswith(".json"):
        at = text.find("redirects")
        yield from PAIR.findall(text[at:]) if at >= 0 else ()
        return
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError):
        return
    for each in data.get("redirects") or () if isinstance(data, dict) else ():
        if isinstance(each, dict) and str(each.get("source", "")).startswith("/"):
            yield str(each["source"]), str(each.get("destination", ""))
