"""What a file of Markdown is by its name and the folders it is in: a post, a page, a person, or none of these."""

from __future__ import annotations

import posixpath
import re

from potluck.moving.sources.entry import MARKDOWN, stem_of, suffix_of
from potluck.moving.tree import Tree

FENCES = ("---", "+++", "<!--\n.. ")
DATED = re.compile(r"[\W_]*(?:19|20)\d\d(?:[-_. ]\d\d?[-_. ]\d\d?|[01]\d[0-3]\d|年\d\d?月\d\d?日)(?!\d)")
UNSURE = (".txt", ".text")
"""Suffixes of what may be Markdown, and mostly is `robots.txt` or the like."""
POST_FOLDERS = frozenset(
    "posts post blog blogs articles article news _posts _drafts stories updates diary notes".split()
)
PEOPLE_FOLDERS = frozenset("authors author people team members contributors writers _authors".split())
PAGE_FOLDERS = frozenset("pages page".split())
LEFT_OUT = frozenset(
    "readme license licence contributing changelog code_of_conduct security agents claude todo".split()
)


def texts_of(tree: Tree) -> list[str]:
    """The files of Markdown that may be texts of a site."""
    return [name for name in tree.files if suffix_of(name) in MARKDOWN and not is_left_out(name)]


def stands_alone(tree: Tree) -> bool:
    """Whether most texts have no front matter: then they are posts, which have their titles and names alone."""
    texts = texts_of(tree)
    bare = sum(suffix_of(name) not in UNSURE and not tree.plain(name).startswith(FENCES) for name in texts)
    return bare * 2 > len(texts)


def own_name(name: str) -> str:
    """A file's own name; the folder's, for `index.md` or `README.md` in a folder of its own."""
    folder, base = posixpath.split(name)
    if (stem := posixpath.splitext(base)[0].split(".")[0]) in ("index", "README") and folder:
        rest = base.removeprefix(stem)
        return posixpath.basename(folder) + rest
    return base


def is_dated(name: str) -> bool:
    """Whether a day stands in front of its name."""
    return suffix_of(name) not in UNSURE and DATED.match(stem_of(name)) is not None


def in_folders(name: str, folders: frozenset[str]) -> bool:
    """Whether one of the folders that it is in is called so."""
    return bool(folders.intersection(name.lower().split("/")[:-1]))


def is_left_out(name: str) -> bool:
    """Whether it tells of a repository rather than its readers."""
    stem = stem_of(name).lower()
    return stem in LEFT_OUT and not in_folders(name, POST_FOLDERS)
