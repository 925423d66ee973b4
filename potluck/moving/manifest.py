"""What earlier imports brought: `content.moved-in.json` beside the content folder, for as long as the old site lives.

For each file: the source it came from, the hash of what the importer made of the source (`made`), and the hash of the
file as it was put there (`put`). So a second run knows what changed at the source, and what a person changed here. The
file belongs into the repository; without it, everything in `content/` counts as written by a person.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath

from potluck.keeping import write_whole

VERSION = 1


@dataclass(frozen=True, slots=True)
class Came:
    """One file that an import put there."""

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
