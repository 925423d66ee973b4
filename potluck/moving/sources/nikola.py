"""Nikola's header: `.. title: Walk` lines above a text, or in a `.meta` file beside it."""

from __future__ import annotations

import posixpath
import re
from typing import Any

from potluck.moving.bodies.prose import Reference, relinked
from potluck.moving.front_matter import Parsed
from potluck.moving.model import SOURCE, Entry, OldSite
from potluck.moving.sources.assigned import take_assigned
from potluck.moving.sources.entry import RST, read_text, suffix_of
from potluck.moving.tree import CannotRead, Tree

LINK = re.compile(r"link://(?P<kind>\w+)/?(?P<name>[^#]*)(?P<fragment>(?:#.*)?)\Z")
LINE = re.compile(r"^\.\. (?P<key>\w[\w-]*):[ \t]*(?P<value>.*)$", re.MULTILINE)


def read_nikola(tree: Tree, site: OldSite, entry: Entry, text: str) -> Parsed | None:
    """Take a file apart that has Nikola's header; none for any other."""
    name = entry.source
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
    parsed = read_text(name, body.lstrip("\n"), entry) if suffix_of(name) in RST else Parsed({}, body)
    marks = [tag.strip() for tag in values.get("tags", "").split(",")]
    values["tags"] = [tag for tag in marks if tag not in ("draft", "private", "mathjax")]
    seen_by = next((each for each in ("draft", "private") if each in (values.get("status"), *marks)), "")
    extra = {"status": {"draft": "draft", "private": "hidden"}[seen_by]} if seen_by else {}
    return Parsed({**parsed.values, **values, **extra}, parsed.body)


def served_below(tree: Tree) -> dict[str, str]:
    """Folders of texts to the paths that Nikola served them below, as `POSTS` and `PAGES` say."""
    values: dict[str, Any] = {}
    if "conf.py" in tree.files:
        take_assigned(tree, "conf.py", values, [])
    rows = [row for key in ("POSTS", "PAGES") for row in values.get(key) or () if isinstance(row, (list, tuple))]
    return {posixpath.dirname(str(row[0])): str(row[1]).strip("/") for row in rows if len(row) > 1}


def link_texts(site: OldSite) -> None:
    """Lead links by Nikola's own scheme, such as `link://slug/walk`, and those of `:doc:`, to the texts they name."""
    sources = {entry.source: entry.source for entry in site.entries}
    by_slug = {entry.slug: entry.source for entry in sorted(site.entries, key=lambda each: each.lang == "")}

    def lead(reference: Reference) -> str | None:
        if found := LINK.match(reference.url):
            kind, name = found["kind"], found["name"].strip("/")
            known = {"slug": by_slug, "filename": sources}.get(kind, {}).get(name)
            place = {"tag": f"/categories/{name}/", "category": f"/categories/{name}/", "rss": "/rss.xml"}.get(
                kind, "/"
            )
            return SOURCE + (known or name) + found["fragment"] if kind in ("slug", "filename") else place
        return SOURCE + by_slug[reference.url] if reference.url in by_slug else None

    for entry in site.entries:
        entry.body = relinked(entry.body, lead)
