"""Prepared images kept between builds, so that an unchanged image is never encoded twice.

An entry carries the hash of its own content: a truncated or foreign one is not believed, and costs one encoding.
"""

from __future__ import annotations

import hashlib
import os
import struct
import tempfile
from pathlib import Path

from potluck.media.images import Picture

_HEAD = struct.Struct(">II32s")  # width, height, SHA-256 of the data that follows


class Cache:
    """A folder of prepared images by fingerprint. Any file in it may be deleted at any time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, fingerprint: str) -> Picture | None:
        """The picture kept under this fingerprint, or None."""
        try:
            entry = self._path(fingerprint).read_bytes()
            width, height, digest = _HEAD.unpack_from(entry)
        except (OSError, struct.error):
            return None
        data = entry[_HEAD.size :]
        return Picture(data, width, height) if hashlib.sha256(data).digest() == digest else None

    def put(self, fingerprint: str, picture: Picture) -> None:
        """Keep a picture; where the disk won't take it, the next build encodes it again."""
        path = self._path(fingerprint)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(_HEAD.pack(picture.width, picture.height, hashlib.sha256(picture.data).digest()))
                file.write(picture.data)
            Path(name).replace(path)
        except OSError:
            return

    def _path(self, fingerprint: str) -> Path:
        return self._folder / fingerprint[:2] / fingerprint
