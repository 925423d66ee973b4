"""What a change found: the people, and the files that it touches, as they were before it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import msgspec

from potluck.checks.change.history import History
from potluck.content.gathering import load_part
from potluck.content.library import Library
from potluck.content.names import IMAGE_SUFFIXES
from potluck.settings import Settings


class Before(msgspec.Struct, frozen=True):
    """Everybody who was here, and of all else what a change touches or lies around; `existed` are all files."""

    library: Library
    existed: frozenset[str]


def read_before(name: str, settings: Settings, history: History, revision: str, touched: Iterable[str]) -> Before:
    """Read what the content folder `name` had at a revision. Raises GitError."""
    touched = frozenset(touched)
    existed = frozenset(path for path in history.files_at(revision) if path.startswith(f"{name}/"))
    beside = {f"{folder}/index.md" for path in touched for folder in PurePosixPath(path).parents}
    texts = [
        path
        for path in existed
        if not is_image(path) and (path in touched or path in beside or path.startswith(f"{name}/authors/"))
    ]
    folders = {PurePosixPath(path).parent for path in texts if path.endswith("/index.md")}
    folders |= {PurePosixPath(name, "authors"), PurePosixPath(name, "images")}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / name).mkdir()
        images = (path for path in existed if is_image(path))  # which texts may name; nobody looks into them
        shown = {
            path: b"" for path in images if path.startswith((f"{name}/images/", *(f"{each}/" for each in folders)))
        }
        for path, data in (shown | history.contents_at(revision, texts)).items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        return Before(load_part(root / name, settings), existed)


def is_image(path: str) -> bool:
    """Whether a path has the name of a picture."""
    return PurePosixPath(path).suffix.lower() in IMAGE_SUFFIXES
