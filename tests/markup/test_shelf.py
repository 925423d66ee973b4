"""Rendered texts on a shelf that somebody else has been at."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from msgspec.structs import replace

from potluck.keeping import code_in
from potluck.markup import Renderer, shelf
from potluck.markup.shelf import BESIDE, Shelf, _hash
from tests.conftest import ROOT
from tests.test_rooms import imports_of


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


@pytest.mark.parametrize(
    "facts", ["", "[]", "{", "[" * 100_000, '"words":"x"', '"headings":[{}]', '"links":[["a"]]', '"x']
)
def test_facts_of_another_kind_are_none_also_where_their_hash_is_right(tmp_path: Path, facts: str) -> None:
    file = tmp_path / "rendered.sqlite"
    shelf = Shelf(file)
    shelf.put(b"walk", Renderer().render("A *walk*.\n\n## On\n\n[b](c.md)"))
    shelf.close()
    with sqlite3.connect(file) as foreign:
        ((known, html),) = foreign.execute("SELECT facts, html FROM rendered")
        key = facts.partition(":")[0]
        other = json.dumps(json.loads(known) | json.loads(f"{{{facts}}}")) if key != facts else facts
        made = (other.encode(), _hash(b"walk", other.encode(), html))
        foreign.execute("UPDATE rendered SET facts = ?, hash = ?", made)
    foreign.close()
    assert Shelf(file).get(b"walk") is None
    assert Shelf(file).facts(b"walk") is None


def test_half_a_letter_is_kept(tmp_path: Path) -> None:
    rendered = replace(Renderer().render("A *walk*."), summary="\ud800 walk")
    shelf = Shelf(tmp_path / "rendered.sqlite")
    shelf.put(b"walk", rendered)
    assert shelf.get(b"walk") == rendered


@pytest.mark.parametrize("module", ["markup/sanitise.py", "unseen.py"])
def test_other_code_makes_every_text_anew(tmp_path: Path, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "potluck/markup", tmp_path / "markup")
    for each in BESIDE:
        shutil.copy(ROOT / f"potluck/{each}.py", tmp_path)
    monkeypatch.setattr(shelf, "__file__", str(tmp_path / "markup/shelf.py"))
    before = shelf.made_with()
    with (tmp_path / module).open("a", encoding="utf-8") as file:
        file.write("# It takes out more than it did.\n")
    code_in.cache_clear()
    assert shelf.made_with() != before


def test_all_code_that_has_a_hand_in_a_text_is_known() -> None:
    files = [*(ROOT / "potluck/markup").rglob("*.py"), *(ROOT / f"potluck/{each}.py" for each in BESIDE)]
    assert {name for file in files for name in imports_of(file)} == {"markup", "keeping", *BESIDE}


def test_a_shelf_has_what_was_put_there_and_nothing_else(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "rendered.sqlite")
    assert not shelf.has(b"walk")
    shelf.put(b"walk", Renderer().render("A *walk*."))
    assert shelf.has(b"walk")
    shelf.close()
    again = Shelf(tmp_path / "rendered.sqlite")
    assert again.has(b"walk")
    again.keep_only(list, -1_000)
    assert not again.has(b"walk")
    again.put(b"run", Renderer().render("A *run*."))
    assert again.has(b"run")
