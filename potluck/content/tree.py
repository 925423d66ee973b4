"""What lies in `content/`: every file, by place and kind, and what must not be there.

Nothing is opened here. Links are never followed, hidden files never read, and every file that is neither Markdown nor
an image is named in a problem, so that nothing is dropped in silence.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Collection, Iterable
from enum import StrEnum
from pathlib import Path

import msgspec

from potluck.content import names
from potluck.content.homes import (
    AUTHORS,
    DATA_SUFFIXES,
    PAGES,
    PEOPLE_FOLDERS,
    POST_FOLDER,
    POSTS,
    SHELVES,
    TEXT_SUFFIXES,
    in_a_file,
    is_shelf_of_people,
    misplaced,
    not_portable,
    own_stem,
    too_deep,
    wrong_suffix,
)
from potluck.content.names import read_post_name
from potluck.content.not_published import not_published
from potluck.content.rules import names as name_rules
from potluck.content.rules import reading
from potluck.problems import Problem
from potluck.visible import visible_path

PLACEHOLDERS = frozenset((".gitkeep", ".keep"))
MOST_IN_A_PLACEHOLDER = 500
"""Bytes: room for a word on why a folder is there, and for no cargo."""
LEFTOVER_NAMES = frozenset((".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"))
LEFTOVER_FOLDERS = frozenset(
    (".ipynb_checkpoints", "__pycache__", "__macosx", ".idea", ".vscode", ".obsidian", "node_modules", ".venv")
)
"""Folders that programs make for themselves beside somebody's files."""
LEFTOVER_ENDS = tuple(":zone.identifier .crdownload ~ .swp .swo .bak .orig .rej .save .tmp .old .part".split())
MAX_DEPTH = 12
OTHER_KINDS = frozenset(
    """
    .pdf .html .htm .xhtml .rst .svg .doc .docx .odt .rtf .pages .ipynb .py .js .css .zip .heic .tif .tiff .bmp .mp4
    .mov .mp3 .pptx .ppt .xlsx .csv .json .excalidraw .webloc .icloud .drawio .canvas .numbers .url
    """.split()
)
"""Files that are no text of ours, whatever their name says."""
NO_TEXTS = frozenset((".excalidraw", ".geojson", ".webloc", ".icloud", ".drawio", ".canvas", ".numbers"))
"""Those with so long an ending that one would take it for words of a name."""


class Kind(StrEnum):
    """What a file of text is read as."""

    POST = "post"
    PERSON = "person"
    PAGE = "page"


class Found(msgspec.Struct, frozen=True):
    """A file to read: `inside` is its path below `content/`; `problem` says why it can't be published as it is."""

    path: Path
    relative: str
    inside: str
    kind: Kind
    problem: Problem | None = None


class ImageFile(msgspec.Struct, frozen=True):
    """An image in `content/`, told by its suffix; `relative` as in problems. Nothing says yet that it is sound."""

    path: Path
    relative: str


class Tree(msgspec.Struct):
    """Everything in a content folder."""

    texts: list[Found] = msgspec.field(default_factory=list)
    images: list[ImageFile] = msgspec.field(default_factory=list)
    problems: list[Problem] = msgspec.field(default_factory=list)
    held_back: Collection[str] = ()


def is_leftover(name: str) -> bool:
    """Whether a file of this name was left behind by an editor or an operating system."""
    lower = name.lower()
    return (
        lower in LEFTOVER_NAMES
        or lower.endswith(LEFTOVER_ENDS)
        or (lower.startswith("#") and lower.endswith("#"))
        or lower.startswith((".#", "._", "~$"))
    )


def explore(content_dir: Path, held_back: Collection[str] = ()) -> Tree:
    """List a content folder in order of path, without files that are ``held_back``, paths as in problems."""
    tree = Tree(held_back=held_back)
    base = content_dir.name
    if not content_dir.is_dir():
        tree.problems.append(reading.UNREADABLE.at(visible_path(base), title="There is no such folder."))
        return tree
    _walk(content_dir, base, "", tree, 0)
    paths = [*(text.relative for text in tree.texts), *(image.relative for image in tree.images)]
    for path, other in same_but_for_case(paths):
        title = f"This name and `{other}` differ only in upper and lower case."
        tree.problems.append(name_rules.SAME_BUT_FOR_CASE.at(path, title=title, also=(other,)))
    return tree


def _walk(folder: Path, relative: str, inside: str, tree: Tree, depth: int) -> None:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as reason:
        title = f"This folder could not be opened: {reason.strerror}."
        tree.problems.append(reading.UNREADABLE.at(visible_path(relative), title=title))
        return
    for entry in entries:
        path, below = f"{relative}/{entry.name}", f"{inside}/{entry.name}".lstrip("/")
        if path in tree.held_back:
            continue
        if entry.is_symlink():
            rule = reading.LEFTOVER if is_leftover(entry.name) else reading.SYMLINK  # Emacs has links for locks
            tree.problems.append(rule.at(visible_path(path)))
        elif entry.is_dir(follow_symlinks=False):
            _folder(entry, path, below, tree, depth)
        elif not entry.is_file(follow_symlinks=False):
            tree.problems.append(reading.NOT_A_FILE.at(visible_path(path)))
        else:
            _file(Path(entry.path), path, below, tree)


def _folder(entry: os.DirEntry[str], relative: str, inside: str, tree: Tree, depth: int) -> None:
    if entry.name.lower() in LEFTOVER_FOLDERS:
        title = "This folder was left behind by an editor or another program."
        tree.problems.append(reading.LEFTOVER.at(visible_path(relative), title=title, fix="Delete the folder."))
    elif entry.name.startswith("."):
        title = "This folder's name begins with a dot, so it is hidden."
        tree.problems.append(reading.HIDDEN_FILE.at(visible_path(relative), title=title))
    elif depth >= MAX_DEPTH:
        tree.problems.append(reading.UNREADABLE.at(visible_path(relative), title="The folders are nested too deep."))
    elif names.is_portable(entry.name) or (depth == 0 and POST_FOLDER.match(entry.name.strip())):
        _walk(Path(entry.path), relative, inside, tree, depth + 1)
    else:
        tree.problems.append(not_portable(relative, entry.name))
        hidden = Tree(held_back=tree.held_back)
        _walk(Path(entry.path), relative, inside, hidden, depth + 1)
        blocked = tree.problems[-1]
        tree.texts += [Found(each.path, each.relative, each.inside, each.kind, blocked) for each in hidden.texts]


def _file(path: Path, relative: str, inside: str, tree: Tree) -> None:
    name = path.name
    suffix = path.suffix
    label = visible_path(relative)
    if name in PLACEHOLDERS and path.lstat().st_size <= MOST_IN_A_PLACEHOLDER:
        return
    if len(relative) > names.MAX_PATH:
        tree.problems.append(too_deep(relative))
        return
    if is_leftover(name):
        tree.problems.append(reading.LEFTOVER.at(label))
    elif name.startswith("."):
        tree.problems.append(reading.HIDDEN_FILE.at(label))
    elif suffix.lower() in names.IMAGE_SUFFIXES:
        if problem := in_a_file(relative, inside):
            tree.problems.append(problem)
        elif names.is_portable(name):
            tree.images.append(ImageFile(path, label))
        else:
            tree.problems.append(not_portable(relative, name))
    elif suffix == names.MARKDOWN_SUFFIX:
        tree.texts.append(_markdown(path, relative, label, inside))
    elif _may_be_text(name, suffix, inside):
        shelved = "/" in inside and inside.partition("/")[0] in SHELVES
        problem = wrong_suffix(relative, name) if shelved else misplaced(relative, path)
        tree.texts.append(Found(path, label, inside, kind_of(inside), problem))
    else:
        tree.problems.append(not_published(relative, relative.partition("/")[0]))


def _markdown(path: Path, relative: str, label: str, inside: str) -> Found:
    top, _, rest = inside.partition("/")
    problem = None
    if top not in SHELVES or not rest or (top != POSTS and read_post_name(path.stem).date is not None):
        problem = misplaced(relative, path)
        kind = Kind.PERSON if is_shelf_of_people([top]) and top != AUTHORS else Kind.POST
        return Found(path, label, inside, kind, problem)
    if path.stem.lower().endswith(names.MARKDOWN_SUFFIX):
        problem = wrong_suffix(relative, path.name)
    elif not names.is_portable(path.name):
        problem = not_portable(relative, path.name)
    elif top == AUTHORS and ("/" in rest or not names.HANDLE.match(path.stem)):
        better = names.slugify(own_stem(rest.split("/")))
        target = f"{relative.removesuffix(inside)}{AUTHORS}/{better}.md" if better else None
        fix = f"Name it `{target}`." if target else ""
        problem = name_rules.HANDLE.at(label, fix=fix, move_to=target)
    return Found(path, label, inside, kind_of(inside), problem)


def kind_of(inside: str) -> Kind:
    """What a file is read as, by its path below the content folder."""
    top = inside.partition("/")[0].lower().strip("_")
    if top in PEOPLE_FOLDERS:
        return Kind.PERSON
    return Kind.PAGE if top == PAGES else Kind.POST


def _may_be_text(name: str, suffix: str, inside: str) -> bool:
    """Whether a file was meant as a post, a person or a page, going by its place and name."""
    top = inside.partition("/")[0]
    if top not in SHELVES:
        return suffix.lower() in TEXT_SUFFIXES - {"", ".txt", ".text"} or suffix == ".MD"
    if suffix.lower() in NO_TEXTS:
        return False
    if top == AUTHORS and suffix.lower() in DATA_SUFFIXES:
        return True
    known = suffix.lower() in (*TEXT_SUFFIXES, names.MARKDOWN_SUFFIX) or not suffix[1:].isalnum() or len(suffix) > 6
    return known or (top == POSTS and read_post_name(name).date is not None and suffix.lower() not in OTHER_KINDS)


def add_file(path: Path, relative: str, inside: str, tree: Tree) -> bool:
    """List one more file, which is no link; answers whether it is a text with a good name in a good place."""
    before = len(tree.texts)
    _file(path, relative, inside, tree)
    return len(tree.texts) > before and not tree.problems and tree.texts[-1].problem is None


def same_but_for_case(paths: Iterable[str]) -> list[tuple[str, str]]:
    """Paths that some systems can't tell apart: each with the one that it is like."""
    seen: dict[str, str] = {}
    found = []
    for each in sorted(paths):
        folded = unicodedata.normalize("NFC", each).casefold()
        if folded in seen:
            found.append((each, seen[folded]))
        seen.setdefault(folded, each)
    return found
