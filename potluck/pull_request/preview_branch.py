"""Previews on a branch of their own: each pull request's in a folder, put there and taken away by ordinary commits.

The branch is never the live site's, so that a stranger's page is never on the site's own address; which static host
serves it is the community's choice (docs/maintainers.md).
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from potluck.publish.checkout import identify
from potluck.publish.commit import commit_output
from potluck.publish.destination import Destination, locate
from potluck.publish.history import site
from potluck.publish.manifest import read_files
from potluck.publish.push import push, read_back
from potluck.publish.refused import Overtaken, PublishRefused, plainly
from potluck.pull_request.comment import FOLDER, preview_path
from potluck.settings import Settings

_ROOT = {
    ".nojekyll": "",
    "robots.txt": "User-agent: *\nDisallow: /\n",
    "index.html": (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="robots" content="noindex">\n'
        "<title>Previews</title>\n</head>\n<body>\n<p>Previews of pull requests, while they are open.</p>\n"
        "</body>\n</html>\n"
    ),
}
_TRIES = 8


class Previews:
    """The branch of previews, through a clone of the repository."""

    def __init__(self, root: Path, settings: Settings) -> None:
        if settings.preview_branch in (settings.publish_branch, settings.branch):
            raise PublishRefused(
                f"Previews would be written to {settings.preview_branch!r}, which holds the site or its source.",
                "Give them a branch of their own: PREVIEW_BRANCH in pelicanconf.py.",
            )
        self._destination: Destination = locate(root, remote=settings.publish_remote, branch=settings.preview_branch)

    @plainly
    def put(self, number: int, files: Mapping[str, bytes]) -> None:
        """Make these files the preview of a pull request, in place of an older one. Raises PublishRefused."""
        self._again_when_overtaken(lambda: self._commit(preview_path(number), files, f"Preview {number}"))

    @plainly
    def remove(self, number: int) -> bool:
        """Take a preview away; answers whether there was one. Raises PublishRefused."""
        if number not in self.shown():
            return False
        self._again_when_overtaken(lambda: self._commit(preview_path(number), {}, f"Preview {number} is over"))
        return True

    @plainly
    def shown(self) -> frozenset[int]:
        """The numbers of the pull requests that have a preview. Raises PublishRefused."""
        newest = self._destination.newest()
        if newest is None:
            return frozenset()
        found = (re.match(rf"{FOLDER}/(\d+)/", path) for path in site(self._destination.git, newest))
        return frozenset(int(each[1]) for each in found if each)

    def _again_when_overtaken(self, step: Callable[[], None]) -> None:
        for _ in range(_TRIES):
            try:
                return step()
            except Overtaken:
                continue
        raise PublishRefused("Other previews came first each time.", "Run the job again in a minute.")

    def _commit(self, folder: str, files: Mapping[str, bytes], message: str) -> None:
        destination = self._destination
        parent = destination.newest()
        if parent is None:
            root = {path: text.encode() for path, text in _ROOT.items()}
            files, folder = {**root, **{f"{folder}/{path}": data for path, data in files.items()}}, ""
        with tempfile.TemporaryDirectory(prefix="potluck-") as name:
            output = Path(name) / "output"
            output.mkdir()
            for path, data in files.items():
                file = output / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
            manifest = read_files(output, allowed=lambda _: True, object_format=destination.object_format)
            made = commit_output(
                output,
                manifest,
                message,
                parent=parent,
                by=identify(destination),
                destination=destination,
                below=folder,
            )
            with made as new:
                push(destination, new.commit, expected=parent, store=new.store)
            read_back(destination, new.commit, new.files)
