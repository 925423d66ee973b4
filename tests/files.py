"""Files of a site under test, and the site that is built of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from potluck.build import Built, build
from potluck.build.verification import differences

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


def replace(file: Path, old: str, new: str) -> None:
    """Save a file with other words in it."""
    text = file.read_text(encoding="utf-8")
    assert old in text, text
    file.write_text(text.replace(old, new), encoding="utf-8")


def append(file: Path, text: str) -> None:
    """Save a file with more at its end."""
    with file.open("a", encoding="utf-8") as end:
        end.write(text)


def april(root: Path, days: int, lines: str = "author: tom-oak", body: str = "Pies.", name: str = "more") -> None:
    """Write a post for each of the first days of April 2026, which has its number for a title."""
    for day in range(1, days + 1):
        put(root, f"content/posts/2026-04-{day:02}-{name}-{day}.md", f"---\ntitle: {day}\n{lines}\n---\n\n{body}\n")


def configure(site: Path, *lines: str) -> Path:
    """Add lines to the settings of the site; answers their file."""
    conf = site / "siteconf.py"
    append(conf, "".join(f"\n{line}\n" for line in lines))
    return conf


def rebuilt(conf: Path) -> Built:
    """What is built of the site now, and is the same as a build from nothing makes."""
    built = build(conf)
    found = unclean(conf)
    assert found == [], found
    return built


def unclean(conf: Path) -> list[str]:
    """In what the output of the site is other than a build from nothing makes it."""
    return differences(conf, conf.parent / "output")


def built_at(root: Path, siteurl: str | None = None) -> Path:
    """The output of the site at ``root``, which builds without an error: for fixtures that outlive a test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", MOMENT)
        built = build(root / "siteconf.py", siteurl=siteurl)
    assert built.errors == 0, built.problems
    return built.output
