"""Rendered texts on a shelf that somebody else has been at."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from potluck.markup import Renderer
from potluck.markup.shelf import Shelf


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE rendered SET html = '<script>'",
        "UPDATE rendered SET html = 12",
        "UPDATE rendered SET html = x'ff00'",
        "UPDATE rendered SET facts = '{}'",
        "UPDATE rendered SET html = hex(zeroblob(60000000))",
        "CREATE TRIGGER t AFTER INSERT ON rendered BEGIN UPDATE rendered SET html = '<script>'; END",
        "CREATE VIEW v AS SELECT 1",
    ],
)
def test_what_somebody_else_wrote_is_not_taken(tmp_path: Path, change: str) -> None:
    file, rendered = tmp_path / "rendered.sqlite", Renderer().render("A *walk*.\n\n```python\nwalk()\n```")
    shelf = Shelf(file)
    shelf.put(b"walk", rendered)
    shelf.close()
    assert Shelf(file).get(b"walk") == rendered
    assert list(Shelf(file).coloured(b"walk").values()) == ['<span class="n">walk</span><span class="p">()</span>\n']
    with sqlite3.connect(file) as foreign:
        foreign.execute(change)
    foreign.close()
    again = Shelf(file)
    assert again.get(b"walk") is None
    assert not again.coloured(b"walk")
    again.put(b"walk", rendered)
    assert again.get(b"walk") == rendered
    again.close()
