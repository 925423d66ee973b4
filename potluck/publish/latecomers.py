"""What came to the source since the last publication, and can wait when something is wrong with it.

Two changes can each be sound, and clash once both are merged. What is live already stays; of the rest, what came first
is published, and what came later waits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from potluck.publish.checkout import is_ancestor
from potluck.publish.git import Git
from potluck.publish.history import Publication, printable
from potluck.publish.refused import plainly

_ARRIVED = ("log", "--first-parent", "-m", "--no-renames", "--diff-filter=A")
_SHOWN = 10


class Latecomers:
    """The files of a content folder of which readers have nothing yet. Everything raises PublishRefused."""

    @plainly
    def __init__(self, content: Path, live: Publication | None) -> None:
        self._git = Git(content.parent)
        self._live = live if live and live.source and is_ancestor(self._git, live.source, "HEAD") else None
        self._folder = f"{content.name}/"
        self._paths = self._came() if self._live else []

    def choose(self, clashes: Iterable[Collection[str]]) -> list[str] | None:
        """The files that have to wait: of each clash, given as its paths, the one that came last.

        None if there is a clash in which no file can wait.
        """
        chosen: dict[str, None] = {}
        for paths in clashes:
            waiting = [path for path in self._paths if path in paths]
            if not waiting:
                return None
            if not chosen.keys() & waiting:
                chosen[waiting[-1]] = None
        return [*chosen]

    @plainly
    def came_with(self, path: str) -> str:
        """The change that brought a file, as its commit on the branch is called."""
        return next(iter(self._told(*_ARRIVED, "-1", "HEAD", "--", f":(literal){path}")), "a commit")

    @plainly
    def changes(self) -> Sequence[str]:
        """The last changes that came since the last publication, newest first; none before the first."""
        if self._live is None:
            return []
        return self._told("log", "--first-parent", f"-{_SHOWN}", f"{self._live.source}..HEAD", "--")

    def _came(self) -> list[str]:
        """The files that the live site was made without, in the order in which they came."""
        assert self._live
        since = f"{self._live.source}..HEAD"
        names = self._git.raw(
            "diff", "--relative", "--no-renames", "--diff-filter=A", "--name-only", "-z", since, "--", self._folder
        )
        new = {path for path in names.decode("utf-8", "replace").split("\0") if path.isprintable()}
        log = self._git.raw(
            *_ARRIVED, "--reverse", "--relative", "--name-only", "-z", "--format=", since, "--", self._folder
        )
        order = dict.fromkeys(path.strip("\n") for path in log.decode("utf-8", "replace").split("\0"))
        return [*self._live.held_back, *(path for path in order if path in new)]

    def _told(self, command: str, *arguments: str) -> list[str]:
        told = self._git.raw(command, "-z", "--format=%s (%h)", *arguments).decode("utf-8", "replace")
        return [printable(each) for each in told.split("\0") if each.strip()]
