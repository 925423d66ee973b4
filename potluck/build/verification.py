"""The law of the build, put to the test: what was built bit by bit is byte for byte what a build from nothing makes.

The second build has a folder and a cache of its own, so that nothing kept can take part in it.
"""

from __future__ import annotations

import difflib
import tempfile
from pathlib import Path

from potluck.build.run import build

SHOWN = 160
"""How much of a line is shown, in characters."""


def differences(
    settings_file: Path, output: Path, *, content: Path | None = None, siteurl: str | None = None
) -> list[str]:
    """A sentence for each file of ``output`` that differs from a build from nothing. Raises CannotBuild."""
    with tempfile.TemporaryDirectory(prefix="potluck-") as folder:
        clean = Path(folder) / "site"
        build(settings_file, content=content, output=clean, siteurl=siteurl, cache=Path(folder) / "cache", clean=True)
        return compare(output, clean)


def compare(output: Path, clean: Path) -> list[str]:
    """A sentence for each file that is not in both folders with the same bytes."""
    ours, theirs = _files(output), _files(clean)
    found = [f"{name} should not be there: a build from nothing does not make it." for name in ours - theirs]
    found += [f"{name} is missing." for name in theirs - ours]
    for name in ours & theirs:
        one, other = (output / name).read_bytes(), (clean / name).read_bytes()
        if one != other:
            found.append(f"{name} {_how(one, other)}")
    return sorted(found)


def _files(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_symlink() or not file.is_dir()}


def _how(one: bytes, other: bytes) -> str:
    """Where two files part, in words."""
    try:
        ours, theirs = one.decode().splitlines(), other.decode().splitlines()
    except UnicodeDecodeError:
        return f"has other bytes ({len(one):,} in place of {len(other):,})."
    for number, (line, better) in enumerate(zip(ours, theirs, strict=False), 1):
        if line != better:
            start = max(0, _parts_at(line, better) - 20)
            return f"differs in line {number}: “{line[start:][:SHOWN]}” should be “{better[start:][:SHOWN]}”."
    return f"has {len(ours):,} lines in place of {len(theirs):,}."


def _parts_at(line: str, other: str) -> int:
    blocks = difflib.SequenceMatcher(None, line[:2_000], other[:2_000], autojunk=False).get_matching_blocks()
    return blocks[0].size if blocks and blocks[0].a == blocks[0].b == 0 else 0
