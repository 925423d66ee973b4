"""Posts in the wrong place: anywhere in the repository but in `content/`, or in folders that were typed twice."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from potluck.checks.change.history import GitError, History
from potluck.checks.registry import stumbled, text_check
from potluck.checks.text import Text
from potluck.content import homes, tree
from potluck.content.document import Document, read_document
from potluck.content.homes import OWN_FOLDERS
from potluck.content.model import Status
from potluck.content.names import read_post_name
from potluck.content.not_published import WORD_PROCESSORS, not_published
from potluck.content.rules import reading
from potluck.content.source import UnreadableError, read_source
from potluck.content.tree import Kind
from potluck.problems import FRONT_MATTER, POST_PATH, Example, Problem, error, named, warning
from potluck.settings import Settings
from potluck.visible import visible_path

_CALLED_POST = r"(?:.*[-_ ])?(?:blog|article|story|post|entry)(?:[-_ ]?\d{0,3})\Z"
CALLED_POST = re.compile(_CALLED_POST, re.IGNORECASE)
POST_LIKE = re.compile(rf"(?:my|untitled|draft)\b.*|{_CALLED_POST}", re.IGNORECASE)
"""Names of files in the root that only a post has."""
TOP = 3
"""The line above which a file that is no Markdown has to say its title, to be taken for a post."""
MAX_STRAYS = 200
OF_DRAFTS = re.compile(r"/_?drafts?/", re.IGNORECASE)
HOLDS_NOTHING_BACK = "A folder of this name keeps nothing back: readers see this post."
ONLY_THE_LINE = "Whatever a folder is called, only a line between the two `---` makes a draft."
IF_A_DRAFT = (
    "If it should wait, write `status: draft` between the two `---`; of a post that is out already, that takes the"
    " address from readers. Else move it out of this folder."
)
_GOOD = named(POST_PATH)

FOLDER_TWICE = warning(
    "folder-twice",
    "This folder looks as if its name was typed twice.",
    why="Folders below `content/posts/` are yours to name; one called like theirs misleads the next person.",
    fix="Move the post one folder up.",
    bad=named("content/posts/maria_posts/2024-05-01-a-walk-by-the-river.md", FRONT_MATTER + "It rained.\n"),
    good=named("content/posts/maria-silva/2024-05-01-a-walk-by-the-river.md", FRONT_MATTER + "It rained.\n"),
)
OTHER_REPOSITORY = error(
    "other-repository",
    "This folder is a whole repository of its own.",
    why="Git keeps a note that it was here, and none of the files in it; nobody else would get them.",
    fix="Move your files out of it into the `content/` of this repository, then delete the folder.",
    bad=Example({}, "blog/.git: a second copy of the blog, cloned into the first"),
    good=_GOOD,
)


@text_check(FOLDER_TWICE)
def folder_typed_twice(text: Text) -> Iterator[Problem]:
    """`posts/ada_posts/…`, `posts/posts/…`, `posts/drafts/` with no draft in it, and a folder called like a file."""
    parts = text.path.split("/")
    if len(parts) < 3 or parts[:2] != [text.site.library.content_dir.name, homes.POSTS]:
        return
    top, *folders, name = parts
    post = text.site.library.post(text.path)
    if post and post.status is not Status.DRAFT and OF_DRAFTS.search(text.path):
        yield FOLDER_TWICE.at(text.path, title=HOLDS_NOTHING_BACK, why=ONLY_THE_LINE, fix=IF_A_DRAFT)
        return
    if name != "index.md" and (called := next((each for each in folders if each.lower().endswith(".md")), "")):
        target = "/".join([top, *(each for each in folders if each != called), name])
        title = f"The folder `{called}` is called like a file."
        yield FOLDER_TWICE.at(text.path, title=title, fix=f"Move the post to `{target}`.", move_to=target)
        return
    kept = [
        each for each in folders[1:] if each != top and not re.fullmatch(r"_?posts?|\w+_posts?", each, re.IGNORECASE)
    ]
    if len(kept) < len(folders) - 1:
        target = "/".join([top, homes.POSTS, *kept, name])
        yield FOLDER_TWICE.at(text.path, fix=f"Move it to `{target}`.", move_to=target)


def find_strays(
    root: Path, content_dir: Path, history: History, settings: Settings
) -> tuple[list[Document], list[Problem]]:
    """Files outside `content/` that were meant as posts, as documents, and the problem with each."""
    documents: list[Document] = []
    problems: list[Problem] = []
    prefix = _below(content_dir, root)
    for path in _paths(root, history):
        if path.endswith("/"):
            problems += _other_repository(root, path.rstrip("/"), prefix)
        if len(problems) >= MAX_STRAYS or path.endswith("/") or (prefix and path.startswith(f"{prefix}/")):
            continue
        if found := _stray_or_stumble(root, path, content_dir, settings):
            document, problem = found
            problems.append(problem)
            documents += [document] if document else []
    return documents, problems


def _below(path: Path, root: Path) -> str:
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return ""


def _paths(root: Path, history: History) -> Iterable[str]:
    """Every file of the repository, or of the folder where there is none."""
    try:
        known = history.files()
    except GitError:
        return _walk(root, root)
    inside = (path for each in known if each.endswith("/") for path in _walk(root / each, root))
    return [*known, *inside]


def _other_repository(root: Path, path: str, content: str) -> Iterator[Problem]:
    """The problem of a clone inside the repository; submodules are there on purpose, but for those in `content`."""
    modules, is_inside = root / ".gitmodules", bool(content) and path.startswith(f"{content}/")
    is_known = not is_inside and modules.is_file() and path in modules.read_text("utf-8", "replace")
    if is_known or path.split("/")[0] in OWN_FOLDERS:
        return
    title = f"The folder `{visible_path(path)}` is a whole repository of its own."
    yield OTHER_REPOSITORY.at(visible_path(path), title=title)


def _walk(folder_to_search: Path, root: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(folder_to_search):
        folders[:] = sorted(each for each in folders if each not in OWN_FOLDERS and not each.startswith("."))
        inside = Path(folder).relative_to(root)
        yield from ((inside / name).as_posix() for name in sorted(files))


def _stray_or_stumble(
    root: Path, path: str, content_dir: Path, settings: Settings
) -> tuple[Document | None, Problem] | None:
    try:
        return _stray(root, path, content_dir, settings)
    except Exception as reason:
        return None, stumbled(reason, visible_path(path))


def _stray(root: Path, path: str, content_dir: Path, settings: Settings) -> tuple[Document | None, Problem] | None:
    """The problem of one file outside `content/`; none when it was not meant as a post."""
    *folders, name = path.split("/")
    if folders and folders[0] in OWN_FOLDERS:
        return None
    if folders[:1] == ["theme"] and read_post_name(PurePosixPath(name).stem).date is None:
        return None
    suffix = PurePosixPath(name).suffix.lower()
    dated = read_post_name(PurePosixPath(name).stem)
    in_posts = any(homes.POST_FOLDER.match(folder) for folder in folders)
    looks_dated = dated.date is not None or dated.wrong_date
    if tree.is_leftover(name):
        return (None, reading.LEFTOVER.at(visible_path(path))) if looks_dated or ".md" in name else None
    if suffix in WORD_PROCESSORS.suffixes and (not folders or in_posts):
        return None, not_published(path, content_dir.name)
    text_like = suffix == ".md" or suffix in homes.TEXT_SUFFIXES
    if not text_like or name.startswith(".") or (homes.OWN_FILES.match(name) and not in_posts):
        return None
    document = _document(root / path, path, settings)
    if document is None and not suffix:
        return None  # bytes that are no text: what a program keeps, such as a cache of ours that is not hidden
    if document is not None and folders[:1] != ["docs"] and not looks_dated and document.says_who:
        return read_document(document.source, Kind.PERSON, settings), homes.person_misplaced(path, content_dir.name)
    called_so = not folders and (POST_LIKE if suffix == ".md" else CALLED_POST).match(PurePosixPath(name).stem)
    says_so = folders[:1] != ["docs"] and (in_posts or (document is not None and _says_author(document)))
    is_post = looks_dated or bool(called_so) or says_so
    return (document, homes.moved_home(path, content_dir.name, folders, name)) if is_post else None


def _document(path: Path, relative: str, settings: Settings) -> Document | None:
    try:
        source = read_source(path, visible_path(relative), settings.max_post_bytes)
    except UnreadableError:
        return None
    return read_document(source, Kind.POST, settings)


def _says_author(document: Document) -> bool:
    fields = document.front.fields
    if document.front.first_line > TOP and not document.relative.endswith(".md"):
        return False  # a text that quotes the top of another
    return "title" in fields and ("author" in fields or "authors" in fields)
