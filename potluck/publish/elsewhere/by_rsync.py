"""A folder on another machine (or this one), by the program rsync: https://rsync.samba.org. Version 3.1 or newer."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath

from potluck.publish.elsewhere.place import Stamp, batches
from potluck.publish.git import redact
from potluck.publish.refused import PublishRefused

_NOT_ALL = (23, 24)
"""rsync's exit status when some file or folder was missing, might not be looked into, or went meanwhile."""
_ASKS_NOBODY = "ssh -oBatchMode=yes"
"""How another machine is reached: without a question for a password, which nobody might be there to answer."""
_LISTED = re.compile(r"(?P<kind>[-d])\S{9}\s+(?P<size>[\d,.]+) (?P<when>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d) (?P<name>.+)")


class RsyncPlace:
    """What ``rsync`` reaches at ``HOST:/FOLDER``."""

    def __init__(self, target: str) -> None:
        self.shown = f"rsync:{redact(target)}"
        self._target = target.rstrip("/")
        if not re.match(r"[^-\s]", target) or "/" not in target:
            raise PublishRefused(
                f"{self.shown!r} names no folder.", "Write PUBLISH_TO as `rsync:HOST:/FOLDER`, with the whole path."
            )
        if shutil.which("rsync") is None:
            raise PublishRefused("There is no rsync on this machine.", "Install it, then publish again.")

    def read(self, paths: Collection[str]) -> dict[str, bytes]:
        with tempfile.TemporaryDirectory(prefix="potluck-") as name:
            here = Path(name)
            self._rsync(["-r", "--files-from=-", "--ignore-missing-args", f"{self._target}/", f"{name}/"], paths)
            return {path: (here / path).read_bytes() for path in paths if (here / path).is_file()}

    def names(self, folder: str) -> frozenset[str]:
        found = self._listed(f"{folder}{'/' if folder else ''}")
        return frozenset(each["name"] for each in found if each["name"] != ".")

    def stamps(self) -> dict[str, Stamp]:
        return {each["name"]: _stamp(each) for each in self._listed("", "-r", "-8") if each["kind"] == "-"}

    def _listed(self, folder: str, *how: str) -> list[re.Match[str]]:
        told = self._rsync(["--list-only", *how, f"{self._target}/{folder}"], is_list=True)
        return [found for line in told.split("\n") if (found := _LISTED.fullmatch(line))]

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files, each whole or not at all: rsync puts a file in place when it has all of it."""
        self._send(files, "--ignore-times")

    def create(self, path: str, data: bytes) -> bool:
        self._send({path: data}, "--ignore-existing")
        return self.read([path]).get(path) == data

    def copy(self, pairs: Mapping[str, str]) -> None:
        """Copy files, by way of this machine."""
        for batch in batches(pairs):
            found = self.read(batch)
            self.write({pairs[path]: data for path, data in found.items()})

    def delete(self, paths: Collection[str]) -> None:
        with tempfile.TemporaryDirectory(prefix="potluck-") as name:
            for path in paths:  # their folders are there on our side, and they are not
                Path(name, path).parent.mkdir(parents=True, exist_ok=True)
            # --delete-missing-args would do, but Debian's rsync refuses it since 3.2.7-1+deb12u6
            how = ["-r", "--existing", "--delete", "--include-from=-", "--exclude=*"]
            self._rsync([*how, f"{name}/", f"{self._target}/"], [*_patterns(paths)])

    def _send(self, files: Mapping[str, bytes], how: str) -> None:
        with tempfile.TemporaryDirectory(prefix="potluck-") as name:
            for path, data in files.items():
                file = Path(name, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
            self._rsync(["-r", "--chmod=D755,F644", how, f"{name}/", f"{self._target}/"])

    def _rsync(self, words: list[str], lines: Collection[str] = (), *, is_list: bool = False) -> str:
        done = subprocess.run(
            ["rsync", *words],
            env={"RSYNC_RSH": _ASKS_NOBODY, **os.environ, "LC_ALL": "C", "TZ": "UTC"},
            input="".join(f"{line}\n" for line in lines),
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode and not (is_list and done.returncode in _NOT_ALL):  # others' folders may be closed to us
            lines = [line for line in done.stderr.splitlines() if line.strip()] or ["it gave no reason."]
            said = "".join(each for each in redact(lines[0]) if each.isprintable())[:300]
            raise PublishRefused(
                f"rsync could not read or write {self.shown}: {said}",
                "Look at the address in PUBLISH_TO, and whether `ssh` to it works without a question; then publish "
                "again: what was begun is finished then.",
            )
        return done.stdout


def _stamp(listed: re.Match[str]) -> Stamp:
    when = datetime.strptime(f"{listed['when']}Z", "%Y/%m/%d %H:%M:%S%z").timestamp()
    return when, int(re.sub(r"\D", "", listed["size"]))


def _patterns(paths: Collection[str]) -> Iterator[str]:
    """Rules of rsync's that mean these files and the folders they are in, and nothing else.

    A backslash takes a sign's meaning away only where there is such a sign.
    """
    folders = {f"{folder}/" for path in paths for folder in PurePosixPath(path).parents if folder.name}
    for path in sorted({*paths, *folders}):
        yield "/" + (re.sub(r"[*?\[\\]", r"\\\g<0>", path) if re.search(r"[*?\[]", path) else path)
