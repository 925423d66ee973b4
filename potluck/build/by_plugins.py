"""Plugins beside ours: which can be used, and the files that they put into the output folder themselves.

Pelican lets them, so such a build takes these files for its own. What plugins put there last time goes before they
begin, or one that leaves alone what is there would keep what a clean build has not. What is there in the end, and the
build did not make, is theirs.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Any

from pelican.plugins._utils import get_plugin_name, load_plugins

from potluck.build.conf import MADE_BY_US, CannotBuild
from potluck.build.inputs import memory_of
from potluck.build.scan import marks_of
from potluck.build.sweeping import sweep_below
from potluck.copied import never_copy
from potluck.keeping import open_kept, write_whole


def usable_plugins(settings: dict[str, Any]) -> list[Any]:
    """The plugins that the settings name and Pelican finds. Raises CannotBuild for one that it can't register."""
    plugins: list[Any] = load_plugins(settings)
    for plugin in plugins:
        if not callable(getattr(plugin, "register", None)):
            raise CannotBuild(
                f"The plugin {get_plugin_name(plugin)} has no function `register`, by which Pelican uses it. Take "
                "it out of PLUGINS, or write one."
            )
    if has_others_than_ours(plugins):
        never_copy()
    return plugins


def has_others_than_ours(plugins: Collection[Any]) -> bool:
    """Whether there is a plugin that may change our code, and put files into the output folder itself."""
    return any(get_plugin_name(each) != "potluck" for each in plugins)


class ByPlugins:
    """The files of plugins in one output folder, from before they begin. A file in ``cache`` keeps which are not theirs
    of the site at ``root``. Raises OSError.
    """

    def __init__(self, output: Path, cache: Path, root: Path) -> None:
        self._output = output
        self._memory = memory_of(cache, output, root).with_suffix(".made")
        made = [each for each in _lines(self._memory) if (output / each).is_file()]
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
