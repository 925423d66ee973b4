"""An export of ours: every file goes back to its place as it is."""

from __future__ import annotations

import json

from potluck.moving.export import FORMAT, TELLS
from potluck.moving.front_matter import as_text
from potluck.moving.model import Note, OldSite
from potluck.moving.tree import CannotRead, Tree

KIND = "potluck"
FOLDER = "content/"


def recognised(tree: Tree) -> bool:
    """Whether a folder is an export of ours."""
    return f'"{FORMAT}"' in tree.plain(TELLS)[:200]


def read(tree: Tree) -> OldSite:
    """Read an export; its entries are not looked into, since nothing of them is to change."""
    site = OldSite.of(KIND, tree)
    try:
        data = json.loads(tree.text(TELLS)[0])
        said = data.get("site", {})
        site.title, site.lang = as_text(said.get("sitename")), as_text(said.get("default_lang"))
        zone = as_text(said.get("timezone"))
        text = (
            f"The export was made by {site.title}, in `{site.lang}`, with dates in {zone}. Its settings did not move."
        )
        site.notes.append(Note(f"{text} What pelicanconf.py says here counts."))
    except (CannotRead, ValueError, AttributeError, RecursionError):
        site.ask("site.json can't be read; the files came all the same.")
    site.skip(TELLS, "What the export tells programs about itself.")
    return site
