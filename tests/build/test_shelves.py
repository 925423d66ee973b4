"""What is known of posts stands on shelves: an edit changes few of them, and all that is lost costs a clean build."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from potluck.build import build
from tests.files import append, rebuilt

Write = Callable[[str, str], Path]


def store_of(site: Path) -> Path:
    return next((site / "cache" / "build").glob("*.sqlite"))


def kept(site: Path) -> dict[str, bytes]:
    """Every text in the store that tells of posts, by name."""
    with closing(sqlite3.connect(store_of(site))) as rows:
        found = rows.execute("SELECT name, text FROM kept WHERE name GLOB 'posts *' OR name GLOB 'texts *'")
        return dict(found.fetchall())


def test_an_edit_writes_what_is_known_of_that_post_alone(site: Path, write: Write) -> None:
    for number in range(40):
        write(
            f"content/posts/2026-04-01-{number}-cake.md", f"---\ntitle: Cake {number}\nauthors: tom-oak\n---\n\nYum.\n"
        )
    build(site / "siteconf.py")
    before = kept(site)
    write("content/posts/2026-04-01-7-cake.md", "---\ntitle: Cake 7\nauthors: tom-oak\n---\n\nYum, and more of it.\n")
    assert build(site / "siteconf.py").rendered < 10
    now = kept(site)
    assert now.keys() == before.keys()
    others = [name for name, text in now.items() if text != before[name]]
    assert sorted(name.partition(" ")[0] for name in others) == ["posts", "texts"]


@pytest.mark.parametrize("kind", ["posts", "texts"])
def test_a_shelf_that_is_missing_costs_a_clean_build(site: Path, write: Write, kind: str) -> None:
    build(site / "siteconf.py")
    with closing(sqlite3.connect(store_of(site))) as rows, rows:
        assert rows.execute(f"DELETE FROM kept WHERE name = '{kind} 17'").rowcount
    write("content/posts/2026-05-02-first-evening.md", "---\ntitle: Anew\nauthors: tom-oak\n---\n\nAnother text.\n")
    rebuilt(site / "siteconf.py")


def test_what_an_earlier_version_kept_costs_a_clean_build(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as then:
        then.setattr("potluck.build.store.FORMAT", "potluck build 5")
        pages = build(site / "siteconf.py").rendered
    append(site / "content/posts/2026-05-02-first-evening.md", "\nMore of it.\n")
    assert rebuilt(site / "siteconf.py").rendered == pages
