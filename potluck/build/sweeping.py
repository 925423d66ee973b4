"""What goes from the output folder: files that no build made, and the folders that they leave empty."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path


def sweep_below(top: Path, root: Path, stays: Collection[str]) -> int:
    """Remove what lies below a folder, but for the files that stay (paths from ``root``); answers how many files went.

    Links are not followed. Raises OSError.
    """
    gone = 0
    for folder, folders, files in os.walk(top, topdown=False, followlinks=False):  # as many as there are pages
        inside = Path(folder).relative_to(root).as_posix()
        start = "" if inside == "." else f"{inside}/"
        is_needed = False
        for name in files + [each for each in folders if os.path.islink(f"{folder}{os.sep}{each}")]:  # noqa: PTH114
            if start + name in stays:
                is_needed = True
            else:
                os.unlink(f"{folder}{os.sep}{name}")  # noqa: PTH108
                gone += 1
        if start and not is_needed and not os.listdir(folder):  # noqa: PTH208
            os.rmdir(folder)  # noqa: PTH106
    return gone


def remove_empty(folder: Path, root: Path) -> None:
    """Remove a folder and those above it, below ``root``, while they are empty."""
    while folder != root and folder.is_relative_to(root):
        try:
            folder.rmdir()
        except FileNotFoundError:
            pass
        except OSError:
            return
        folder = folder.parent
