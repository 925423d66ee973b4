"""Folders and object storage, through fsspec: https://filesystem-spec.readthedocs.io.

Credentials and endpoints come from where each library looks for them (for S3: ``AWS_…`` variables, ``~/.aws``, or the
machine's role), never from our settings.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from datetime import datetime
from functools import wraps
from itertools import groupby
from mimetypes import MimeTypes
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from fsspec.core import url_to_fs

from potluck.publish.elsewhere.place import Stamp, batches
from potluck.publish.git import redact
from potluck.publish.refused import PublishRefused

P = ParamSpec("P")
T = TypeVar("T")

PART = ".part~"
"""Ends the name of a file that is not whole yet; no page has such a name."""
_MEANS_MORE = re.compile(r"[*?\[]")
"""A sign that fsspec takes for a pattern where it is given several paths: such a path is asked for by itself."""
_TYPES = MimeTypes()
"""Kinds of file by the end of a name, the same on each machine: a system's own list may lack some, or be wrong."""
_TYPES.types_map[1].update(
    {".webp": "image/webp", ".ics": "text/calendar", ".js": "text/javascript", ".opml": "text/x-opml"}
)
_TEXT = ("text/", "application/xml", "application/json", "application/javascript")


def explained(work: Callable[Concatenate[ObjectPlace, P], T]) -> Callable[Concatenate[ObjectPlace, P], T]:
    """Whatever a host's library complains of becomes a PublishRefused; each has exceptions of its own."""

    @wraps(work)
    def careful(place: ObjectPlace, /, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return work(place, *args, **kwargs)
        except Exception as error:
            raise PublishRefused(
                f"{place.shown} could not be read or written: {redact(str(error))[:300] or type(error).__name__}",
                "Look at the address in PUBLISH_TO, at the connection and at your rights there, then publish again: "
                "what was begun is finished then.",
            ) from error

    return careful


class ObjectPlace:
    """A folder of a file system that fsspec knows."""

    def __init__(self, address: str) -> None:
        self.shown = redact(address)
        self._fs, root = url_to_fs(address, use_listings_cache=False, skip_instance_cache=True)
        self._root = str(root).rstrip("/")
        self._is_folder = "file" in _protocols(self._fs)
        self._is_store = bool(_protocols(self._fs) & {"s3", "gs", "gcs", "abfs", "az", "memory"})

    @explained
    def read(self, paths: Collection[str]) -> dict[str, bytes]:
        if not paths:
            return {}
        ours = {self._at(path): path for path in paths}
        many = [at for at in ours if not _MEANS_MORE.search(at)]
        found: dict[str, Any] = self._fs.cat(many, on_error="return") if many else {}
        if isinstance(found, bytes):
            found = {many[0]: found}
        for at in ours.keys() - many:
            with suppress(FileNotFoundError):
                found[at] = self._fs.cat_file(at)
        for answer in found.values():
            if isinstance(answer, Exception) and not isinstance(answer, FileNotFoundError):
                raise answer
        return {ours[at]: data for at, data in found.items() if isinstance(data, bytes)}

    @explained
    def names(self, folder: str) -> frozenset[str]:
        try:
            found = self._fs.ls(self._at(folder), detail=False, refresh=True)
        except FileNotFoundError:
            return frozenset()
        return frozenset(str(each).rstrip("/").rpartition("/")[2] for each in found)

    @explained
    def stamps(self) -> dict[str, Stamp]:
        found: dict[str, dict[str, Any]] = self._fs.find(self._root, detail=True)
        return {at.removeprefix(f"{self._root}/"): (_written(told), told["size"]) for at, told in found.items()}

    @explained
    def write(self, files: Mapping[str, bytes]) -> None:
        if not self._is_store:
            for path, data in files.items():
                self._make_folder(path)
                self._fs.pipe_file(self._at(path) + PART, data)
                self._put_in_place(path)
            return
        for kind, paths in groupby(sorted(files, key=_content_type), key=_content_type):
            named = {"ContentType": kind} if "s3" in _protocols(self._fs) else {}
            self._fs.pipe({self._at(path): files[path] for path in paths}, **named)

    @explained
    def create(self, path: str, data: bytes) -> bool:
        if self._is_folder:
            self._make_folder(path)
            try:
                with Path(self._at(path)).open("xb") as file:
                    file.write(data)
            except FileExistsError:
                return False
            return True
        try:
            self._fs.pipe_file(self._at(path), data, mode="create")
        except FileExistsError:
            return False
        except OSError:
            if self.read([path]):  # S3 says "PreconditionFailed" in words of its own
                return False
            raise
        return True

    @explained
    def copy(self, pairs: Mapping[str, str]) -> None:
        for source, target in pairs.items():
            self._make_folder(target)
            end = "" if self._is_store else PART
            self._fs.cp_file(self._at(source), self._at(target) + end)
            if end:
                self._put_in_place(target)

    @explained
    def delete(self, paths: Collection[str]) -> None:
        """Remove files, and in a real folder the folders that this leaves empty."""
        halves = () if self._is_store else [path + PART for path in paths]  # of somebody who was killed
        for batch in batches([*sorted(paths), *halves]):
            there = [self._at(path) for path in batch if self._is_store or self._fs.exists(self._at(path))]
            if many := [at for at in there if not _MEANS_MORE.search(at)]:
                self._fs.rm(many)
            for at in there:
                if _MEANS_MORE.search(at):
                    self._fs.rm_file(at)
        if self._is_folder:
            for path in paths:
                _remove_empty(Path(self._at(path)).parent, Path(self._root))

    def _at(self, path: str) -> str:
        return f"{self._root}/{path}" if path else self._root

    def _make_folder(self, path: str) -> None:
        if not self._is_store:
            self._fs.makedirs(self._at(path).rpartition("/")[0], exist_ok=True)

    def _put_in_place(self, path: str) -> None:
        whole, part = self._at(path), self._at(path) + PART
        if self._is_folder:
            os.replace(part, whole)  # noqa: PTH105 - one step, whatever stood there
        else:
            self._fs.mv(part, whole)


def _protocols(fs: Any) -> frozenset[str]:
    return frozenset((fs.protocol,) if isinstance(fs.protocol, str) else fs.protocol)


def _written(told: Mapping[str, Any]) -> float:
    """When a file was written, under whatever name its library tells it; long ago, where it doesn't."""
    when = next((told[name] for name in ("mtime", "LastModified", "last_modified", "updated") if told.get(name)), 0.0)
    when = datetime.fromisoformat(when) if isinstance(when, str) else when
    return when.timestamp() if isinstance(when, datetime) else float(when)


def _content_type(path: str) -> str:
    kind = _TYPES.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith(_TEXT) else kind


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and root in folder.parents:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
