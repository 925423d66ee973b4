"""Exports that come as one archive, unpacked into a folder of our own: ordinary files only, within bounds."""

from __future__ import annotations

import os
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from potluck.visible import visible, visible_path

MAX_MEMBERS = 250_000
MAX_BYTES = 4_000_000_000
"""What all files of an archive may weigh once unpacked."""
MAX_MEMBER = 500_000_000
CHUNK = 1 << 20


class CannotUnpack(Exception):
    """The archive can't be used; the message says why."""


def is_archive(path: Path) -> bool:
    """Whether a file is a zip or tar archive, by what is in it."""
    return path.is_file() and (zipfile.is_zipfile(path) or tarfile.is_tarfile(path))


def unpack(archive: Path, into: Path) -> dict[str, str]:
    """Unpack an archive into an empty folder; answers the names that were left out, with the reason.

    Raises CannotUnpack when it is damaged or larger than any export.
    """
    left_out: dict[str, str] = {}
    total = 0
    try:
        for number, (name, member) in enumerate(_members(archive, left_out)):
            if number >= MAX_MEMBERS:
                raise CannotUnpack(f"The archive has more than {MAX_MEMBERS:,} files.")
            target = _target(into, name)
            if target is None or not _is_free(target):
                left_out[visible_path(name)] = "Its name leads out of the archive, or stands there twice."
                continue
            total += _write(member, target, MAX_BYTES - total)
    except CannotUnpack:
        raise
    except Exception as error:  # zlib's, lzma's, and what a header of nonsense brings about in zipfile and tarfile
        reason = visible(str(error))[:300]
        raise CannotUnpack(f"The archive {visible_path(archive.name)} can't be unpacked: {reason}") from error
    return left_out


def _members(archive: Path, left_out: dict[str, str]) -> Iterator[tuple[str, IO[bytes]]]:
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as opened:
            for info in opened.infolist():
                if info.external_attr >> 28 == 0xA:
                    left_out[visible_path(info.filename)] = "It is a symbolic link, which is not followed."
                elif not info.is_dir():
                    with opened.open(info) as member:
                        yield info.filename, member
        return
    with tarfile.open(archive) as pack:
        for each in pack:
            file = pack.extractfile(each) if each.isreg() else None
            if file is not None:
                yield each.name, file
            elif not each.isdir():
                left_out[visible_path(each.name)] = "It is no ordinary file."


def _target(into: Path, name: str) -> Path | None:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or name.startswith(("/", "\\")) or any(part in ("..", "/") or "\0" in part for part in parts):
        return None
    return None if any(len(part.encode()) > 250 for part in parts) else into.joinpath(*parts)


def _is_free(target: Path) -> bool:
    """Whether a file can stand there; makes the folder for it. A name may be too long, or a file where a folder is."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        return not os.path.lexists(target)
    except OSError:
        return False


def _write(member: IO[bytes], target: Path, allowance: int) -> int:
    size = 0
    with target.open("xb") as file:
        while chunk := member.read(CHUNK):
            size += len(chunk)
            if size > min(MAX_MEMBER, allowance):
                raise CannotUnpack("What is in the archive takes far more room than any blog needs.")
            file.write(chunk)
    return size
