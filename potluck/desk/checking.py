"""``invoke check`` at the terminal."""

from __future__ import annotations

import sys
from pathlib import Path

from potluck.build import CannotBuild
from potluck.build.run import settings_from
from potluck.checks import check as look
from potluck.desk.answers import plainly, sorry
from potluck.settings import Settings


@plainly
def check(conf: Path, *, content: str, format: str, since: str, path: str, fix: bool, diff: bool) -> int:  # noqa: A002
    """Check ``content/`` and report; answers the exit status."""
    try:
        settings = settings_from(conf, content=Path(content) if content else None)
    except CannotBuild as error:
        return sorry(str(error))
    report = look(
        Path(settings["PATH"]),
        Settings.from_pelican(settings),
        repository=Path(settings["PATH"]).parent,
        since=since or None,
        paths=[path] if path else [],
    )
    report.render(format, sys.stdout)
    return report.exit_status
