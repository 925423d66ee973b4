"""What is in a finished output folder: every file's path, size and contents' id, and nothing odd among them.

ghp-import follows links, keeps executable bits and pastes file names into a command stream, so only a folder that
passes here may reach it. Whether the pages are right is not asked here.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from potluck.build.unchanged import Unchanged
from potluck.publish.github_pages import FILE_BYTES
from potluck.publish.refused import PublishRefused

Allowed = Callable[[str], bool]  #: whether the site can make a file at this path, with forward slashes

_SIGNS = (
    r"_~!$&'()+,;=@"  # what old addresses may have besides letters; git and every file system take them as they are
)
_PORTABLE = re.compile(rf"[a-z0-9{_SIGNS}]([a-z0-9.{_SIGNS} -]*[a-z0-9{_SIGNS}-])?", re.IGNORECASE)
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # Windows can't check these out
_NAME_BYTES = 200


@dataclass(frozen=True, slots=True)
class File:
    """One file of the site."""

    blob: str  #: git's id of its contents
    size: int  #: bytes


@dataclass(frozen=True)
class Manifest:
    """All files of an output folder."""

    files: Mapping[str, File]  #: path from the root of the site, with forward slashes → file

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files.values())

    def blobs(self) -> dict[str, str]:
        """Path → id of the contents, as git has it."""
        return {path: file.blob for path, file in self.files.items()}


def read_output(output: Path, *, allowed: Allowed, object_format: str = "sha1", memory: Path | None = None) -> Manifest:
    """The manifest of an output folder.

    With ``memory``, a file that keeps what was read, only files that changed since are read. Raises PublishRefused for
    the first link, executable, odd name or unexpected file, and for a folder that is no site.
    """
    manifest = read_files(output, allowed=allowed, object_format=object_format, memory=memory)
    for needed in ("index.html", ".nojekyll"):
        if needed not in manifest.files:
            raise PublishRefused(
                f"The output has no {needed}, so it is not a finished site.",
                "Build it again from nothing, with `invoke build --clean`.",
            )
    return manifest


def read_files(output: Path, *, allowed: Allowed, object_format: str = "sha1", memory: Path | None = None) -> Manifest:
    """The manifest of a folder that may be a part of a site. Raises PublishRefused as ``read_output`` does."""
    if not output.is_dir() or output.is_symlink():
        raise PublishRefused(f"There is no output folder at {output}.", "Build the site first, with `invoke build`.")
    files: dict[str, File] = {}
    folded: dict[str, str] = {}
    known = Unchanged[str](memory, f"contents {object_format}")
    for path, entry in _walk(str(output), ""):
        if path != ".nojekyll" and not all(map(is_portable, path.split("/"))):
            raise _odd(path, "has a name that not every system can hold")
        twin = folded.setdefault(path.casefold(), path)
        if twin != path:
            raise _odd(path, f"differs from {twin} only in capital letters")
        if path != ".nojekyll" and not allowed(path):
            raise _odd(path, "is not a file that this site makes")
        files[path] = _file(path, entry, object_format, known)
    known.keep()
    return Manifest(files)


def _walk(folder: str, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    # Plain strings: for ten thousand pages, pathlib would take longer than reading and hashing them.
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        path = prefix + entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{path}/")
        else:
            yield path, entry


@lru_cache(maxsize=4096)
def is_portable(part: str) -> bool:
    """Whether a name means the same on every system, and nothing at all to ``git fast-import``."""
    if part.isascii():
        return len(part) <= _NAME_BYTES and bool(_PORTABLE.fullmatch(part)) and not _RESERVED.fullmatch(part)
    try:
        encoded = part.encode("utf-8")
    except UnicodeEncodeError:  # bytes that are not UTF-8 reach Python as lone surrogates
        return False
    # Slugs and tags may be in any script: letters and marks of it stand for the letters of the pattern.
    plain = "".join("a" if unicodedata.category(character)[0] in "LMN" else character for character in part)
    return len(encoded) <= _NAME_BYTES and unicodedata.is_normalized("NFC", part) and bool(_PORTABLE.fullmatch(plain))


def _file(path: str, entry: os.DirEntry[str], object_format: str, known: Unchanged[str]) -> File:
    facts = entry.stat(follow_symlinks=False)
    if not stat.S_ISREG(facts.st_mode):
        raise _odd(path, "is a link or something else that is no plain file")
    if facts.st_mode & 0o111 and os.name == "posix":
        raise _odd(path, "is marked as a program that can be run")
    if facts.st_size > FILE_BYTES:
        raise PublishRefused(
            f"{path} has {facts.st_size / 1e6:.0f} MB, and GitHub takes no file above {FILE_BYTES // 1_000_000} MB.",
            "Make it smaller, or host it elsewhere and link to it.",
        )

    def read() -> str:
        with open(entry.path, "rb", buffering=0) as file:  # noqa: PTH123 – see _walk
            return blob_id(file.read(), object_format)

    return File(known.of(path, facts, read), facts.st_size)


def blob_id(data: bytes, object_format: str) -> str:
    """Git's id of contents, by the hash that a repository uses."""
    name = hashlib.new(object_format, b"blob %d\0" % len(data), usedforsecurity=False)
    name.update(data)
    return name.hexdigest()


def _odd(path: str, what: str) -> PublishRefused:
    return PublishRefused(
        f"The output holds a file that should not be there: {ascii(path)[1:-1]} {what}.",
        "Build it again from nothing, with `invoke build --clean`. If it comes back, a post or the theme makes it.",
    )
