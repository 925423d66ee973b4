"""An index as one file of the cache: what it holds, by path and with the hash of each, and then their bytes.

What comes out of it is published, and a part of it is script. So nothing is believed unread: a file that is truncated,
foreign, spoilt or called like another costs the making of an index. Hashes are those by which the output folder knows
its files, so that the list alone tells whether they are there.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import struct
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from potluck.keeping import Spoilt, hash_of, open_kept, remove
from potluck.quick_json import from_json

_LEAD = struct.Struct(">8sI32s")  # what it is, the length of the list that follows, SHA-256 of the file's name and it
_MARK = b"potluck3"
_PATH = re.compile(r"(?:[a-z]+/)?[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")
_LONGEST_LIST = 100_000_000  # bytes; a text takes some sixty of them


def write_index(file: Path, files: Mapping[str, bytes]) -> None:
    """Keep an index, at once or not at all. Raises OSError."""
    entries = [(path, len(data), hash_of(data)) for path, data in sorted(files.items())]
    listed = json.dumps(entries, separators=(",", ":")).encode()
    handle, name = tempfile.mkstemp(dir=file.parent, prefix="new-")
    try:
        with os.fdopen(handle, "wb") as made:
            made.write(_LEAD.pack(_MARK, len(listed), _digest(file.name, listed)) + listed)
            made.writelines(files[path] for path, _, _ in entries)
        remove(file)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read_index(file: Path) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each file of an index, in order of path. Raises Spoilt, perhaps after some of them."""
    try:
        with open_kept(file) as kept:
            for path, size, digest in _list_of(kept, file.name):
                data = kept.read(size)
                if len(data) != size or hash_of(data) != digest:
                    raise Spoilt(str(file))
                yield path, data
            if kept.read(1):
                raise Spoilt(str(file))
    except OSError as error:
        raise Spoilt(str(file)) from error


def read_list(file: Path) -> dict[str, str]:
    """Path and hash of each file of an index, which itself is not read. Raises Spoilt."""
    try:
        with open_kept(file) as kept:
            return {path: digest for path, _, digest in _list_of(kept, file.name)}
    except OSError as error:
        raise Spoilt(str(file)) from error


def _digest(name: str, listed: bytes) -> bytes:
    return hashlib.sha256(f"{name}\0".encode() + listed).digest()


def _list_of(kept: BinaryIO, name: str) -> list[tuple[str, int, str]]:
    try:
        mark, length, digest = _LEAD.unpack(kept.read(_LEAD.size))
        if mark != _MARK or length > min(_LONGEST_LIST, os.fstat(kept.fileno()).st_size):
            raise ValueError("not an index of ours")
        listed = kept.read(length)
        if _digest(name, listed) != digest:
            raise ValueError("not the list that was written")
        entries = [(str(path), int(size), str(hashed)) for path, size, hashed in from_json(listed)]
        if any(size < 0 or not _PATH.fullmatch(path) for path, size, _ in entries):
            raise ValueError("not what an index holds")
    except (struct.error, ValueError, TypeError, RecursionError) as error:
        raise Spoilt(kept.name) from error
    return entries
