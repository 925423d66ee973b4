"""Which kind of site a path holds, and who reads it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from potluck.cannot import CannotRun
from potluck.moving.model import OldSite
from potluck.moving.sources import (
    feeds,
    ghost,
    hugo,
    jekyll,
    markdown_folder,
    medium,
    pelican,
    potluck_export,
    wordpress,
)
from potluck.moving.sources.forwarding import forwarded
from potluck.moving.tree import Tree, explore


class CannotImport(CannotRun):
    """There is nothing here that can be brought over; the message says why and what to do."""


FOLDERS: dict[str, tuple[Callable[[Tree], object], Callable[[Tree], OldSite]]] = {
    potluck_export.KIND: (potluck_export.recognised, potluck_export.read),
    "pelican": (pelican.recognised, pelican.read),
    "hugo": (hugo.recognised, hugo.read),
    "zola": (hugo.zola_recognised, hugo.read),
    "jekyll": (jekyll.recognised, jekyll.read),
    "wordpress": (wordpress.recognised, wordpress.read),
    "ghost": (ghost.recognised, ghost.read),
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
