"""``invoke test`` and ``lint``: whether what they call is installed."""

from __future__ import annotations

from importlib.util import find_spec

from potluck.desk.answers import leave, sorry


def needs(*packages: str) -> None:
    """End the task, with what to do, where a package for developers is missing."""
    if any(find_spec(package) is None for package in packages):
        leave(sorry("This needs what developers need. Install it: pip install -r requirements-dev.txt"))
