"""What is to become of each file: three versions of it are compared, and merged where two of them changed it.

A file that the community never touched becomes the new one. A file that only the community changed stays. A file both
changed is merged line by line by git; where the same lines differ, the community's stays, and the merged text with both
lies beside it for a person.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from potluck.publish.git import Git, GitError
from potluck.publish.history import tree

OURS = ("content/", "output/", ".cache/", "export/", ".git/")
"""What is the community's alone."""
OUR_FILES = frozenset(("redirects.txt", "content.moved-in.json", ".potluck.json"))
BESIDE = ".upgrade"
"""The end of the name of a file that holds both versions of what could not be merged."""
GITLINK, SYMLINK = "160000", "120000"


@dataclass(frozen=True, slots=True)
class Blob:
    """A file in a tree."""

    mode: str
    name: str


@dataclass
class Plan:
    """Paths to what is to be done with them. `written` holds bytes and mode; `kept` says why a file was left."""

    written: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    conflicts: dict[str, tuple[bytes, list[int]]] = field(default_factory=dict)
    """The text with both versions, and the lines at which they part."""
    kept: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.written or self.removed or self.conflicts)


def is_ours(path: str) -> bool:
    """Whether a path is the community's alone."""
    return path.startswith(OURS) or path in OUR_FILES or path.endswith(BESIDE)


def plan(git: Git, base: str, theirs: str) -> Plan:
    """Compare the version the repository stands on, the repository's last commit, and the new version."""
    before, here, new = (
        {path: Blob(*each) for path, each in tree(git, commit).items()} for commit in (base, "HEAD", theirs)
    )
    found = Plan()
    for path in sorted({*before, *new}):
        if is_ours(path) or before.get(path) == new.get(path) or here.get(path) == new.get(path):
            continue
        _decide(git, path, before.get(path), here.get(path), new.get(path), found)
    return found


def _decide(git: Git, path: str, before: Blob | None, here: Blob | None, new: Blob | None, found: Plan) -> None:
    if new is not None and new.mode in (GITLINK, SYMLINK):
        found.kept[path] = "The new version has no ordinary file there."
    elif here == before:
        if new is None:
            found.removed.append(path)
        else:
            found.written[path] = (_bytes(git, new), new.mode)
    elif new is None:
        found.kept[path] = "The new version has no such file any more, and you changed yours: it stays."
    elif here is None:
        found.kept[path] = "You removed it, and it changed since: it stays away."
    else:
        _merge(git, path, _bytes(git, before) if before else b"", _bytes(git, here), new, found)


def _merge(git: Git, path: str, before: bytes, here: bytes, new: Blob, found: Plan) -> None:
    theirs = _bytes(git, new)
    if b"\0" in before + here + theirs:
        found.conflicts[path] = (theirs, [])
        return
    with tempfile.TemporaryDirectory() as folder:
        names = [Path(folder) / name for name in ("yours", "before", "new")]
        for name, data in zip(names, (here, before, theirs), strict=True):
            name.write_bytes(data)
        labels = [part for label in ("yours", "before", "new version") for part in ("-L", label)]
        try:
            git.raw("merge-file", "--diff3", *labels, *(str(name) for name in names))
        except GitError as error:
            if not 0 < error.status < 128:
                raise
        both = names[0].read_bytes()
    lines = [number for number, line in enumerate(both.split(b"\n"), 1) if line.startswith(b"<<<<<<< yours")]
    if lines and b"<<<<<<< yours" not in here:
        found.conflicts[path] = (both, lines)
    else:
        found.merged.append(path)
        found.written[path] = (both, new.mode)


def _bytes(git: Git, blob: Blob) -> bytes:
    return git.raw("cat-file", "blob", blob.name)
