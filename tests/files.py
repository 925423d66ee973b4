"""Files of a site under test, and the site that is built of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from potluck.build import build

MOMENT = "1780000000"  # 2026-05-28, the day that tests take place


def put(root: Path, path: str, data: str | bytes) -> Path:
    """Write a file, with the folders it is in."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return file


def put_all(root: Path, files: Mapping[str, str] | Mapping[str, bytes] | Mapping[str, str | bytes]) -> None:
    """Write these files, path to what is in it."""
    for path, data in files.items():
        put(root, path, data)


def configure(site: Path, *lines: str) -> Path:
    """Add lines to the settings of the site; answers their file."""
    conf = site / "siteconf.py"
    with conf.open("a", encoding="utf-8") as file:
        file.writelines(f"\n{line}\n" for line in lines)
    return conf


def built_at(root: Path, siteurl: str | None = None) -> Path:
    """The output of the site at ``root``, which builds without an error: for fixtures that outlive a test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", MOMENT)
        built = build(root / "siteconf.py", siteurl=siteurl)
    assert built.errors == 0, built.problems
    return built.output
