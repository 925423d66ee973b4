"""What Liquid in Jekyll's texts asks for (posts by name, includes), and which pages were nothing but templates."""

from __future__ import annotations

import posixpath
import re
from typing import Any

from potluck.content.names import slugify
from potluck.moving.front_matter import data_file
from potluck.moving.model import Entry, Kind, OldSite
from potluck.moving.tree import Tree

LISTS = {
    "people": "people/",
    "authors": "people/",
    "members": "people/",
    "team": "people/",
    "tags": "tags/",
    "categories": "tags/",
    "archive": "archive/",
    "archives": "archive/",
    "blog": "",
    "posts": "archive/",
}
NOT_WORDS = re.compile(r"[\W_]+")
SIGNS = re.compile(r"<[^<>]*>|\{[%{](?:(?!\{[%{]).)*?[%}]\}|^#.*$", re.MULTILINE)
TEMPLATE_WORK = re.compile(SIGNS.pattern + r"|\[[^\]]{0,1000}\]\([^)]{0,1000}\)", re.MULTILINE)
HANDWRITTEN = 60
"""A page with fewer letters than this, once the template's work is taken out, was all template."""


class Lookup:
    """Answers what templates ask; knows of no post before it is told."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.posts: dict[str, str] = {}

    def know_posts(self, entries: list[Entry]) -> None:
        """Take in the posts, by the names that `post_url` calls them."""
        for entry in entries:
            if entry.kind is Kind.POST:
                stem = posixpath.splitext(entry.source.rpartition("_posts/")[2])[0]
                self.posts.setdefault(stem, entry.source)
                self.posts.setdefault(posixpath.basename(stem), entry.source)
                if entry.date:
                    self.posts.setdefault(f"{entry.date:%Y-%m-%d}-{entry.slug}", entry.source)

    def post(self, name: str) -> str | None:
        plain = name.strip("/").removesuffix(".md").removesuffix(".markdown").removesuffix(".html")
        return self.posts.get(plain) or self.posts.get(posixpath.basename(plain))

    def include(self, name: str) -> str | None:
        """The text of an include; never a file outside `_includes/`."""
        path = posixpath.normpath(f"_includes/{name}")
        return self.tree.plain(path) if path in self.tree.files and path.startswith("_includes/") else None


def data_of(tree: Tree) -> dict[str, Any]:
    """What `site.data` holds: the files of `_data/` by their names, in the groups of their folders."""
    found: dict[str, Any] = {}
    for name in tree.below("_data"):
        *folders, stem = posixpath.splitext(name.removeprefix("_data/"))[0].split("/")
        if name.endswith((".yml", ".yaml", ".json", ".toml")):
            group = found
            for folder in folders:
                inner = group.setdefault(folder, {})
                group = inner if isinstance(inner, dict) else {}
            group[stem] = data_file(name, tree.plain(name))
    return found


def drop_templates(site: OldSite) -> None:
    """Leave out pages that were all template: lists that our site makes by itself."""
    kept = []
    for entry in site.entries:
        if entry.kind is Kind.PAGE and _was_template(entry):
            site.skip(entry.source, "A page that the old site's templates filled in; ours makes its own.")
            _instead(site, entry)
        else:
            kept.append(entry)
    site.entries = kept


def _was_template(entry: Entry) -> bool:
    if posixpath.splitext(entry.source)[0] in ("index", "404", "blog/index"):
        return True
    template = any(note.needs_person and "template" in note.text for note in entry.notes)
    words = NOT_WORDS.sub("", (TEMPLATE_WORK if template else SIGNS).sub("", entry.body))
    return len(words) < HANDWRITTEN and (template or not words)


def _instead(site: OldSite, entry: Entry) -> None:
    """Lead from a list of the old site to ours."""
    for url in entry.old_urls:
        word = re.split(r"[/.]", url.strip("/"))[0].lower()
        tag = next((tag for tag in site.tags if slugify(tag) == slugify(word)), None)
        if word in LISTS:
            site.lists[url] = LISTS[word]
        elif tag:
            site.tag_urls[url] = tag
