"""The files of an old site, listed once and opened safely: nothing outside the folder, nothing without bound.

An old site may come from anywhere. Links are never followed, folders that tools make are named and passed over, text
in an old encoding is read for what it is, and every file that exists is listed, so that none is lost in silence.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path

from potluck.content.encodings import NAMES, old_encoding, wide_encoding
from potluck.keeping import READING
from potluck.visible import visible_path

MAX_FILES = 250_000
MAX_DEPTH = 30
MAX_TEXT = 8_000_000
"""Bytes of one file of text; a post of this size is a book."""
TOOLS = frozenset(
    """
    .git .hg .svn .bundle .cache .jekyll-cache .sass-cache .venv venv .tox .idea .vscode .hugo_build.lock
    node_modules __pycache__ bower_components .netlify .vercel .astro .github .gitlab .circleci .devcontainer
    """.split()
)


class CannotRead(Exception):
    """A file can't be used; the message says why, in a few words."""


@dataclass
class Tree:
    """The files below `root`: names with forward slashes to paths, in order; `passed` are names to the reason why they
    are not looked at (a whole folder is one name, with a slash at its end)."""

    root: Path
    files: dict[str, Path] = field(default_factory=dict)
    passed: dict[str, str] = field(default_factory=dict)

    @property
    def units(self) -> list[str]:
        """Every name, whatever will become of it."""
        return [*self.files, *self.passed]

    def text(self, name: str) -> tuple[str, str]:
        """The text of a file, with plain line ends, and a remark on its encoding, if any; raises CannotRead."""
        return decoded(self.bytes(name, MAX_TEXT))

    def plain(self, name: str) -> str:
        """The text of a file; empty where there is no such file, or it can't be read."""
        try:
            return self.text(name)[0] if name in self.files else ""
        except CannotRead:
            return ""

    def bytes(self, name: str, limit: int) -> bytes:
        """The bytes of a file; raises CannotRead when it is too large or no ordinary file."""
        return read_plainly(self.files[name], limit)

    def below(self, folder: str) -> list[str]:
        """The names of the files in a folder and its folders."""
        prefix = f"{folder.strip('/')}/" if folder.strip("/.") else ""
        return [name for name in self.files if name.startswith(prefix)]


def read_plainly(path: Path, limit: int) -> bytes:
    """The bytes of an ordinary file of at most `limit` bytes; raises CannotRead."""
    try:
        handle = os.open(path, READING)
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise CannotRead("It is no ordinary file.")
            if status.st_size > limit:
                raise CannotRead(f"It has {status.st_size:,} bytes; at most {limit:,} are read.")
            return file.read(limit + 1)[:limit]
    except OSError as reason:
        raise CannotRead(f"It could not be opened: {reason.strerror or reason}.") from reason


NOT_WESTERN = re.compile(r"[^\x00-\x7f]{4}")
"""Signs in a row that no Western text has, so that it was none."""
GARBLED = "The file is not UTF-8, and its letters look wrong. Save it as UTF-8 and run the import again."


def decoded(raw: bytes) -> tuple[str, str]:
    """Bytes as text with `\\n` line ends, and a remark where they were not UTF-8. Raises CannotRead."""
    remark = ""
    if codec := wide_encoding(raw):
        text, remark = raw.decode(codec, "replace"), f"The file was saved as {NAMES[codec]}."
    elif b"\0" in raw[:8000]:
        raise CannotRead("It is not a file of text.")
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text, remark = _in_another_encoding(raw)
    return text.replace("\r\n", "\n").replace("\r", "\n"), remark


def _in_another_encoding(raw: bytes) -> tuple[str, str]:
    bad = raw.decode("utf-8-sig", "replace").count("\ufffd")
    if bad * 200 < len(raw) and bad < 4:
        return raw.decode("utf-8-sig", "replace"), "Some bytes are not UTF-8 and could not be read."
    codec = old_encoding(raw)
    text = raw.decode(codec or "cp1252", "replace")
    if not codec and NOT_WESTERN.search(text):
        return text, GARBLED
    return text, f"The file was saved as {NAMES.get(codec, 'Windows-1252')}, not UTF-8."


def explore(root: Path) -> Tree:
    """List a folder."""
    tree = Tree(root)
    _walk(root, "", tree, 0)
    return tree


def _walk(folder: Path, inside: str, tree: Tree, depth: int) -> None:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as reason:
        tree.passed[inside or "./"] = f"The folder could not be opened: {reason.strerror}."
        return
    for entry in entries:
        name = f"{inside}{visible_path(entry.name)}"
        if entry.is_symlink():
            tree.passed[name] = "It is a symbolic link, which is not followed."
        elif entry.is_dir(follow_symlinks=False):
            if entry.name in TOOLS:
                tree.passed[f"{name}/"] = "A folder that a tool made."
            elif depth >= MAX_DEPTH:
                tree.passed[f"{name}/"] = "The folders are nested too deep."
            else:
                _walk(Path(entry.path), f"{name}/", tree, depth + 1)
        elif not entry.is_file(follow_symlinks=False):
            tree.passed[name] = "It is no ordinary file."
        elif len(tree.files) >= MAX_FILES:
            tree.passed[f"{inside}…"] = f"There are more than {MAX_FILES:,} files; the rest were not looked at."
            return
        else:
            tree.files[name] = Path(entry.path)
