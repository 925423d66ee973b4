"""Prepared images kept between builds, so that an unchanged image is never encoded twice.

An entry is named by what it was made of, holds no path, and carries hashes of its name and content: one that is
truncated, foreign, or called like another, is not believed, and costs one encoding. The folder may be moved, shared, or
restored on another machine.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
import tempfile
from pathlib import Path

import msgspec

from potluck.keeping import open_kept, own_folder, remove
from potluck.media.picture import File, Picture, Prepared

_LEAD = struct.Struct(">I32s")  # length of the description that follows, and the SHA-256 of the name and it


class Cache:
    """A folder of prepared images by fingerprint. Any file in it may be deleted at any time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._homeless: dict[str, Prepared] = {}

    def get(self, fingerprint: str) -> Picture | None:
        """The picture kept under this fingerprint, or None. The bytes of its files are not read yet."""
        if fingerprint in self._homeless:
            return self._homeless[fingerprint].picture
        try:
            with open_kept(self._path(fingerprint)) as entry:
                picture, start = _description(fingerprint, entry.read(4096))
                whole = os.fstat(entry.fileno()).st_size == start + sum(file.size for file in picture.files)
        except (OSError, ValueError):
            return None
        return picture if whole else None

    def data(self, fingerprint: str, number: int) -> bytes | None:
        """The bytes of one file of a kept picture, or None if the entry is gone or spoilt."""
        if fingerprint in self._homeless:
            return self._homeless[fingerprint].data[number]
        try:
            with open_kept(self._path(fingerprint)) as entry:
                picture, start = _description(fingerprint, entry.read(4096))
                entry.seek(start + sum(file.size for file in picture.files[:number]))
                wanted = picture.files[number]
                data = entry.read(wanted.size)
        except (OSError, ValueError, IndexError):
            return None
        return data if hashlib.sha256(data).hexdigest() == wanted.sha256 else None

    def put(self, fingerprint: str, prepared: Prepared) -> None:
        """Keep a picture, at once or not at all; where the disk won't take it, in memory for this build."""
        description = json.dumps(msgspec.to_builtins(prepared.picture)).encode()
        path = self._path(fingerprint)
        name = ""
        try:
            own_folder(self._folder)
            own_folder(path.parent)
            handle, name = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(_LEAD.pack(len(description), _digest(fingerprint, description)) + description)
                file.writelines(prepared.data)
            if path.is_dir():
                remove(path)
            Path(name).replace(path)
        except OSError:
            self._homeless[fingerprint] = prepared
            if name:
                Path(name).unlink(missing_ok=True)

    def _path(self, fingerprint: str) -> Path:
        return self._folder / fingerprint[:2] / fingerprint


def _digest(fingerprint: str, description: bytes) -> bytes:
    return hashlib.sha256(f"{fingerprint}\0".encode() + description).digest()


def _description(fingerprint: str, head: bytes) -> tuple[Picture, int]:
    """The picture that the start of an entry describes, and where its files begin. Raises ValueError."""
    try:
        length, digest = _LEAD.unpack_from(head)
        start = _LEAD.size + length
        description = head[_LEAD.size : start]
        if _digest(fingerprint, description) != digest:
            raise ValueError("not the description that was written")
        known = json.loads(description)
        return Picture(tuple(File(**file) for file in known["files"]), known["colour"]), start
    except (struct.error, KeyError, TypeError, RecursionError) as error:
        raise ValueError("not an entry of ours") from error
