"""From the staging folder into the content folder: every file as a whole, none over what a person wrote or changed.

What came is remembered in `content.moved-in.json` beside the content folder, for as long as the old site lives: so a
second run knows what changed at the source, and what a person changed here. The file belongs into the repository;
without it, everything in `content/` counts as written by a person.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath

from potluck.keeping import write_whole

VERSION = 1


@dataclass(frozen=True, slots=True)
class Came:
    """One file that an import put there: its source, and the hash of what was made of that, and of what was `put`."""

    site: str
    source: str
    made: str
    put: str


@dataclass
class Manifest:
    """Files by path below the content folder; `complete` is false while an import is moving files in."""

    path: Path
    files: dict[str, Came] = field(default_factory=dict)
    complete: bool = True

    def of_site(self, site: str) -> dict[str, Came]:
        return {inside: came for inside, came in self.files.items() if came.site == site}

    def write(self) -> None:
        """Write it whole, or not at all."""
        data = {
            "version": VERSION,
            "complete": self.complete,
            "files": {inside: asdict(came) for inside, came in sorted(self.files.items())},
        }
        write_whole(self.path, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())


def manifest_of(content: Path) -> Manifest:
    """The manifest of a content folder; an empty one when there is none, or it can't be read."""
    path = content.parent / f"{content.name}.moved-in.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        files = {str(inside): Came(**came) for inside, came in data["files"].items() if _is_inside(str(inside))}
        return Manifest(path, files, bool(data["complete"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Manifest(path)


def _is_inside(path: str) -> bool:
    """Whether a path stays below the folder it is relative to: the manifest comes with a repository, from anybody."""
    plain = PurePosixPath(path)
    return bool(plain.parts) and not plain.is_absolute() and ".." not in plain.parts and "\\" not in path


def digest(data: bytes) -> str:
    """The hash that the manifest holds."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that is ready: where it lies now, and what is to be remembered of it."""

    path: Path
    came: Came


@dataclass
class Moves:
    """What is to be done with each file, by path below the content folder."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    """The source changed, and so did somebody here: theirs stays."""
    taken: list[str] = field(default_factory=list)
    """A file that no import brought stands there already: it stays."""
    deleted: list[str] = field(default_factory=list)
    """Somebody removed it here: it stays away."""
    gone: list[str] = field(default_factory=list)
    """It is no longer at the source."""


def plan(content: Path, site: str, manifest: Manifest, staged: Mapping[str, Staged]) -> Moves:
    """Compare what came with what is there."""
    moves = Moves()
    for inside, file in staged.items():
        is_led_away = _leads_away(content, inside)
        kind = moves.taken if is_led_away else _kind(content / inside, inside, file.came, manifest, moves)
        kind.append(inside)
    for inside in manifest.of_site(site):
        if inside not in staged and (content / inside).is_file() and not _leads_away(content, inside):
            moves.gone.append(inside)
    return moves


def _leads_away(content: Path, inside: str) -> bool:
    """Whether a folder on the way to a file is a link: what it leads to is no content of ours to write or remove."""
    return any((content / above).is_symlink() for above in PurePosixPath(inside).parents if above.name)


def _kind(target: Path, inside: str, comes: Came, manifest: Manifest, moves: Moves) -> list[str]:
    came = manifest.files.get(inside)
    there = digest(target.read_bytes()) if target.is_file() and not target.is_symlink() else None
    if there == comes.put:
        return moves.same
    if target.is_symlink() or target.is_dir():
        return moves.taken
    if there is None:
        return moves.deleted if came and manifest.complete else moves.new
    if came is None:
        return moves.taken
    if came.made == comes.made and manifest.complete:
        return moves.same
    return moves.changed if there == came.put else moves.edited


def carry_out(content: Path, manifest: Manifest, staged: Mapping[str, Staged], moves: Moves, *, remove: bool) -> None:
    """Move files in. Interrupted at any point, the next run goes on where this one stopped."""
    for inside in (*moves.new, *(each for each in moves.same if each not in manifest.files)):
        manifest.files[inside] = staged[inside].came
    manifest.complete = False
    manifest.write()
    for inside in (*moves.new, *moves.changed):
        _put_in(staged[inside].path, content / inside)
        manifest.files[inside] = staged[inside].came
    for inside in moves.gone if remove else ():
        came = manifest.files.pop(inside)
        target = content / inside
        if digest(target.read_bytes()) == came.put:
            target.unlink()
            _drop_empty(target.parent, content)
    manifest.complete = True
    manifest.write()


def _put_in(ready: Path, target: Path) -> None:
    """Put a file in its place, so that nobody ever sees half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        ready.replace(target)
    except OSError:  # the two lie on different disks
        write_whole(target, ready.read_bytes())


def _drop_empty(folder: Path, content: Path) -> None:
    while folder != content and folder.parent != content and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def fresh(folder: Path) -> Path:
    """An empty folder, whatever an earlier run left in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
