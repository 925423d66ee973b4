"""Which settings a task goes by. Both raise CannotBuild."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from potluck.build.conf import settings_from
from potluck.settings import Settings


def settings_of(conf: Path, content: str = "") -> tuple[dict[str, Any], Settings]:
    """All that a settings file says, with another content folder if one is named, and our part of it, typed."""
    settings = settings_from(conf, content=Path(content) if content else None)
    return settings, Settings.from_pelican(settings)


def settings_at(root: Path, name: str = "pelicanconf.py") -> Settings:
    """Our settings of the site at ``root``."""
    return settings_of(root / name)[1]
