"""Which kind of site a path holds, who reads it, and the redirects that it had, in whatever file those are kept."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from potluck.cannot import CannotRun
from potluck.moving import export
from potluck.moving.front_matter import data_file
from potluck.moving.model import OldSite
from potluck.moving.sources import feeds, ghost, hugo, jekyll, markdown_folder, medium, pelican, substack, wordpress
from potluck.moving.tree import Tree, explore

LINE = re.compile(r"^[ \t]*(/\S*)[ \t]+(\S+)(?:[ \t]+(?:30[1278]|200)!?)?[ \t]*$", re.MULTILINE)
PAIR = re.compile(
    r"""["'](/[^"'\s]{1,300})["']\s*:\s*(?:\{[^{}]*?destination:\s*)?["']((?:/|https?://)[^"'\s]{0,300})["']"""
)
GHOSTS = re.compile(r"(?:\A|/)redirects\.(?:json|ya?ml)\Z")
FOLDERS_OF_REDIRECTS = ("", "public", "static", "source", "content", "content/extra", "files")
MAX_PAIRS = 20_000
MAX_TEXT = 2_000_000


class CannotImport(CannotRun):
    """There is nothing here that can be brought over; the message says why and what to do."""


FOLDERS: dict[str, tuple[Callable[[Tree], object], Callable[[Tree], OldSite]]] = {
    export.KIND: (export.recognise_export, export.read_export),
    "pelican": (pelican.recognised, pelican.read),
    "hugo": (hugo.recognised, hugo.read),
    "zola": (hugo.zola_recognised, hugo.read),
    "jekyll": (jekyll.recognised, jekyll.read),
    "wordpress": (wordpress.recognised, wordpress.read),
    "ghost": (ghost.recognised, ghost.read),
    "substack": (substack.recognised, substack.read),
    "medium": (medium.recognised, medium.read),
    "blogger": (feeds.blogger_recognised, feeds.read_blogger),
    "feed": (feeds.feed_recognised, feeds.read_feed),
    "markdown": (markdown_folder.recognised, markdown_folder.read),
}
"""Kinds that are folders: how each is recognised, in this order, and read."""
KINDS = (*FOLDERS,)


def read_site(path: Path, kind: str) -> OldSite:
    """Read an old site; `kind` is one of `KINDS`, or `auto`. Raises CannotImport."""
    if kind != "auto" and kind not in KINDS:
        raise CannotImport(f"There is no kind “{kind}”. Choose one of auto, {', '.join(KINDS)}.")
    if not path.exists():
        raise CannotImport(f"There is nothing at {path}.")
    tree = explore(path) if path.is_dir() else Tree(path.parent, {path.name: path})
    for name, (recognised, read) in FOLDERS.items():
        if name == kind or (kind == "auto" and recognised(tree)):
            site = read(tree)
            site.forwarded = forwarded(tree)
            return site
    raise CannotImport(f"It is not clear what {path} is. Say it with --from, as one of {', '.join(KINDS)}.")


def forwarded(tree: Tree) -> dict[str, str]:
    """Old paths to where they led, the old one without a slash in front; patterns with `*` and `:x` left out."""
    found: dict[str, str] = {}
    for folder in FOLDERS_OF_REDIRECTS:
        for old, new in LINE.findall(tree.plain(posixpath.join(folder, "_redirects"))[:MAX_TEXT]):
            found.setdefault(old.lstrip("/"), new)
    for name in tree.files:
        if re.fullmatch(r"astro\.config\.m?[jt]s|next\.config\.m?js|vercel\.json|nuxt\.config\.[jt]s", name):
            for old, new in _in_settings(tree, name):
                found.setdefault(old.lstrip("/"), new)
    for name in tree.files:
        if GHOSTS.search(name):
            for old, new in _of_ghost(data_file(name, tree.plain(name)[:MAX_TEXT])):
                if old.startswith(("/", "^/")):
                    found.setdefault(old.lstrip("^/").removesuffix("$"), new)
    plain = {old: new for old, new in found.items() if not re.search(r"[*()\\]|(?:^|/):", old)}
    return dict(list(plain.items())[:MAX_PAIRS])


def _of_ghost(data: Any) -> Iterator[tuple[str, str]]:
    """Ghost's redirects: a list of pairs, or a mapping of pairs for each kind."""
    if isinstance(data, dict):
        yield from (
            (str(old), str(new)) for each in data.values() if isinstance(each, dict) for old, new in each.items()
        )
    for each in data if isinstance(data, list) else ():
        if isinstance(each, dict) and each.get("from") and each.get("to"):
            yield str(each["from"]), str(each["to"])


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
