"""Files that plugins put into the output folder themselves, as Pelican lets them: such a build takes them for its own.

What they put there last time goes before they begin, or one that leaves alone what is there would keep what a clean
build has not. What is there in the end, and the build did not make, is theirs.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from potluck.build.conf import MADE_BY_US
from potluck.build.scan import marks_of
from potluck.build.sweeping import sweep_below
from potluck.keeping import open_kept, write_whole


class ByPlugins:
    """The files of plugins in one output folder, from before they begin; ``memory`` is a file that keeps which are not.

    Raises OSError.
    """

    def __init__(self, output: Path, memory: Path) -> None:
        self._output, self._memory = output, memory
        made = [each for each in _lines(memory) if (output / each).is_file()]
        if output.is_dir():
            sweep_below(output, output, {*made, *MADE_BY_US})
        self._before = dict(zip(made, marks_of(made, f"{output}{os.sep}"), strict=True))

    def found(self, made: Collection[str]) -> frozenset[str]:
        """The files (paths below the output folder) that are there now, and that the build has not ``made``."""
        write_whole(self._memory, "\n".join(sorted(made)).encode())
        there = (Path(folder, name) for folder, _, names in os.walk(self._output) for name in names)
        others = sorted({each.relative_to(self._output).as_posix() for each in there}.difference(made))
        now = marks_of(others, f"{self._output}{os.sep}")
        return frozenset(name for name, mark in zip(others, now, strict=True) if self._before.get(name) != mark)


def _lines(memory: Path) -> list[str]:
    """The paths that a file keeps; none leads out of the folder they are below."""
    with suppress(OSError, ValueError), open_kept(memory) as file:
        lines = file.read().decode().splitlines()
        return [each for each in lines if ".." not in each.split("/") and not each.startswith("/")]
    return []
