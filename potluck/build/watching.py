"""What changes on the disk while the site is served: in the folders it is made of, and beside them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import suppress
from pathlib import Path

from watchfiles import Change, DefaultFilter, awatch

from potluck.build.conf import CannotBuild
from potluck.build.inputs import BESIDE

Changes = set[tuple[Change, str]]
Make = Callable[["frozenset[str]"], Coroutine[None, None, None]]
"""Builds the site after files of the content changed, named as problems name them; none: anything may have changed."""

TOGETHER = 400
"""Milliseconds within which changes are one: saving all files of an editor, or a checkout."""
PAUSE = 50
"""Milliseconds without a change after which those so far are built. The watcher looks as often, and each look costs."""
PAUSE_BESIDE = 400
"""The same for what lies beside the content: nobody writes there, and whatever changes is a build of seconds."""


class _Watched(DefaultFilter):
    """Ignores what editors and tools leave behind, and the caches of this project."""

    ignore_dirs = (*DefaultFilter.ignore_dirs, ".cache", "output")
    ignore_entity_patterns = (
        *DefaultFilter.ignore_entity_patterns,
        *(
            r"\.sw[a-z]$",
            r"^4913$",
            r"^\.#",
            r"^#.*#$",
            r"^\.potluck-",
            r"\.tmp$",
            r"^\.goutputstream-",
            r"\.kate-swp$",
        ),
    )

    def __init__(self, folders: Iterable[Path]) -> None:
        """``folders`` are those that are watched: a site may lie in a folder of any name, one that is ignored, too."""
        super().__init__()
        self._folders = [*map(str, folders)]

    def __call__(self, change: Change, path: str) -> bool:
        inside = next((path.removeprefix(folder) for folder in self._folders if path.startswith(folder)), path)
        return super().__call__(change, inside)


class Folders:
    """The folders that are watched: other ones once the settings name others, or one of them is made or put anew."""

    def __init__(self, content: Path, root: Path, find: Callable[[], tuple[Path, ...]]) -> None:
        """``root`` is the folder of the settings; ``find`` answers which they name. Raises what that raises."""
        self.content, self._root, self._find = content, root, find
        self._named = find()
        self._end = asyncio.Event()

    def inside(self) -> AsyncIterator[Changes]:
        """What changes in them, until they are others."""
        self._end = asyncio.Event()
        there = [path for path in self._named if path.is_dir()]
        return awatch(*there, watch_filter=_Watched(there), debounce=TOGETHER, step=PAUSE, stop_event=self._end)

    def beside(self) -> AsyncIterator[Changes]:
        """What changes in the folder of the settings: those, redirects, and folders that are to be watched."""
        return awatch(self._root, watch_filter=self._is_part, debounce=TOGETHER, step=PAUSE_BESIDE, recursive=False)

    def look_again(self, changes: Changes) -> None:
        """Watch other folders, if it is for these changes to tell."""
        paths = {Path(path) for _, path in changes}
        if all(path.parent != self._root for path in paths):
            return
        named = self._named
        with suppress(CannotBuild):  # which is told
            self._named = self._find()
        if self._named != named or paths & {*named}:
            self._end.set()

    def _is_part(self, _: Change, path: str) -> bool:
        return Path(path).name in BESIDE or path.endswith("conf.py") or Path(path) in self._named


async def follow(watch: Callable[[], AsyncIterator[Changes]], make: Make, folders: Folders) -> None:
    """Build after every change; what changes during a build is built next.

    The watcher ends where the folders are others from now on, and at a file whose name is no text (bytes that are not
    UTF-8). It is begun anew then, and once it watches, everything is looked at, since nobody knows what it missed.
    """
    looks = set()  # a task that nobody holds may be gone before it is done
    while True:
        try:
            async for changed in watch():
                folders.look_again(changed)
                await make(_sources(changed, folders.content))
        except Exception as error:
            if not _is_about_a_name(error):
                raise
        looks.add(asyncio.create_task(make(frozenset())))


def _is_about_a_name(error: Exception) -> bool:
    inside = error.exceptions if isinstance(error, ExceptionGroup) else (error,)
    return any(isinstance(each, RuntimeError) and "decode path" in str(each) for each in inside)


def _sources(changes: Iterable[tuple[Change, str]], content: Path) -> frozenset[str]:
    """The paths of changed content files, as problems name them; empty if something else changed as well."""
    root = content.resolve()
    paths = {Path(path) for _, path in changes}
    if not all(path.is_relative_to(root) for path in paths):
        return frozenset()
    return frozenset(path.relative_to(root.parent).as_posix() for path in paths)
