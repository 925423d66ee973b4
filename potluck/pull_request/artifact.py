"""Opens the zip archive that a pull request's run left behind, as one opens a stranger's parcel.

Whoever sends a pull request can put any bytes into it. So: a bounded archive, bounded contents (counted while they are
unpacked, whatever they claim), plain files with portable names, of a few kinds, and nothing is written to disk here.
"""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from potluck.pull_request.checking import (
    KEPT,
    LARGEST_ARCHIVE,
    LARGEST_FILE,
    LARGEST_TOTAL,
    MOST_FILES,
    NAME_OF_FILE,
    PREVIEW,
)
from potluck.pull_request.report import NAME, ChangeReport, ReportRefused

_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class ArtifactRefused(Exception):
    """This is not what our check leaves behind. The message says why, without repeating what it holds."""


@dataclass(frozen=True)
class Unpacked:
    """The report, and the files of the preview: path below its folder to bytes, not looked into yet."""

    report: ChangeReport
    preview: dict[str, bytes]


def unpack(archive: bytes) -> Unpacked:
    """What stands in an artifact. Raises ArtifactRefused."""
    if len(archive) > LARGEST_ARCHIVE:
        raise ArtifactRefused("The artifact is too large.")
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            files = dict(_files(opened))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise ArtifactRefused("The artifact is not a zip archive that can be opened.") from error
    except Exception as error:  # zlib.error and whatever else a decoder has to say
        if isinstance(error, ArtifactRefused):
            raise
        raise ArtifactRefused("The artifact is damaged.") from error
    if NAME not in files:
        raise ArtifactRefused("The artifact holds no report.")
    try:
        report = ChangeReport.read(files.pop(NAME))
    except ReportRefused as error:
        raise ArtifactRefused(str(error)) from error
    return Unpacked(report, {path.removeprefix(f"{PREVIEW}/"): data for path, data in files.items()})


def _files(opened: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    entries = [entry for entry in opened.infolist() if not entry.is_dir()]
    if len(opened.infolist()) > MOST_FILES * 2 or len(entries) > MOST_FILES:
        raise ArtifactRefused(f"The artifact holds more than {MOST_FILES:,} files.")
    if sum(entry.file_size for entry in entries) > LARGEST_TOTAL:
        raise ArtifactRefused("The artifact would be too large when unpacked.")
    seen: set[str] = set()
    total = 0
    for entry in entries:
        _refuse_odd(entry, seen)
        with opened.open(entry) as file:
            data = file.read(LARGEST_FILE + 1)
        total += len(data)
        if len(data) > LARGEST_FILE or total > LARGEST_TOTAL:
            raise ArtifactRefused("The artifact holds a file that is too large.")
        yield entry.filename, data


def _refuse_odd(entry: zipfile.ZipInfo, seen: set[str]) -> None:
    name = entry.filename
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if not NAME_OF_FILE.match(name) or len(name) > 400 or entry.orig_filename != name:
        raise ArtifactRefused("The artifact holds a file whose name leads elsewhere, or is no name at all.")
    if kind not in (0, stat.S_IFREG):
        raise ArtifactRefused("The artifact holds a link, or something else that is no file.")
    if entry.flag_bits & 0x1 or entry.compress_type not in _WAYS:
        raise ArtifactRefused("The artifact is packed in a way that our check does not use.")
    if name.casefold() in seen:
        raise ArtifactRefused("The artifact holds two files of one name.")
    seen.add(name.casefold())
    if name != NAME and not (name.startswith(f"{PREVIEW}/") and PurePosixPath(name).suffix.lower() in KEPT):
        raise ArtifactRefused("The artifact holds a file of a kind that our check does not leave there.")
