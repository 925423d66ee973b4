"""An export of ours goes back as it was: every file of its content folder in its place, byte for byte."""

from __future__ import annotations

from potluck.moving.arrange.arranged import Arranged
from potluck.moving.model import Fate, OldSite
from potluck.moving.sources.potluck_export import FOLDER
from potluck.pages.generators.redirects import REDIRECTS_FILE, read_redirects

KINDS = {"posts": "post", "pages": "page", "authors": "person"}


def arrange_verbatim(site: OldSite) -> Arranged:
    """Give every file its old place."""
    out = Arranged()
    for name in site.files:
        if name.startswith(FOLDER):
            inside = name.removeprefix(FOLDER)
            out.pictures[inside] = (name, None)
            out.origin[inside] = name
            what = KINDS.get(inside.split("/")[0], "data") if inside.endswith(".md") else "picture"
            site.fates[name] = Fate((inside,), what=what)
    if REDIRECTS_FILE in site.files:
        out.redirects.lines = read_redirects(site.files[REDIRECTS_FILE])
        site.skip(REDIRECTS_FILE, "Its lines were added to ours.")
    return out
