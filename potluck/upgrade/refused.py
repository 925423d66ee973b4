"""Settings that this version refuses, told as soon as it is here, before a build stops over them.

The version before runs this as a program of its own (``python -m potluck.upgrade.refused``): the code is another now.
"""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from potluck.build.conf import CannotBuild, settings_from
from potluck.build.doubts import line_of
from potluck.settings import Settings

COMMAND = ("-m", "potluck.upgrade.refused")
PATIENCE = 60
"""Seconds."""


def refused(root: Path) -> Iterator[str]:
    """What can't be used of the settings of a site, each with its file, line and text."""
    for conf in (root / "pelicanconf.py", root / "publishconf.py"):
        if not conf.is_file():
            continue
        keeps_drafts = "PUBLISHING" in conf.read_text("utf-8", "replace")
        try:
            keeps_drafts = Settings.from_pelican(settings_from(conf, content=root / "content")).publishing
        except CannotBuild as error:
            yield from str(error).splitlines()
        if conf.name == "publishconf.py" and not keeps_drafts:
            yield f"{line_of(conf, 'PUBLISHING')}: it has to say `PUBLISHING = True`, or drafts would go out."


def told_by_the_new_version(root: Path) -> list[str]:
    """What the version whose code is at ``root`` now refuses; nothing where it can't run yet, or does not know this."""
    command = [sys.executable, "-X", "utf8", *COMMAND]
    try:
        done = subprocess.run(
            command, cwd=root, capture_output=True, encoding="utf-8", errors="replace", timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [] if done.returncode else done.stdout.splitlines()


if __name__ == "__main__":
    logging.disable()
    for words in dict.fromkeys(refused(Path.cwd())):
        print(words)
