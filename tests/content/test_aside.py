"""A large library takes little memory, and its texts are still there."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from potluck.content.aside import ASIDE, Aside
from potluck.content.source import Source, decode


def a_source(text: str) -> Source:
    return decode(Path("x.md"), "content/posts/x.md", text.encode())


def test_a_text_that_was_laid_aside_is_had_again() -> None:
    first, second = a_source("---\ntitle: Soup\n---\n\nWe ate.\n"), a_source("Köstlich.\r\nÉ")
    for source in (first, second, first):
        source.let_go()
    assert "text" not in first.__dict__
    assert first.text == "---\ntitle: Soup\n---\n\nWe ate.\n"
    assert second.lines == ["Köstlich.", "É"]
    assert first == a_source("---\ntitle: Soup\n---\n\nWe ate.\n")
    assert pickle.loads(pickle.dumps(second)) == second


def test_without_room_the_text_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ASIDE, "lay", lambda sha256, text: False)
    source = a_source("Soup, soup, soup.")
    source.let_go()
    assert source.__dict__["text"] == source.text == "Soup, soup, soup."


def test_the_text_below_a_line() -> None:
    source = a_source("a\nb\n\nc")
    assert [source.below(line) for line in range(1, 7)] == ["a\nb\n\nc", "b\n\nc", "\nc", "c", "", ""]


@pytest.mark.parametrize("has_room", [True, False])
def test_a_text_takes_the_place_of_another(has_room: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    aside = Aside()
    aside.put("soup", "Leek.")
    if not has_room:
        monkeypatch.setattr(aside, "_lay", lambda name, text: False)
    aside.put("soup", "Lentil, and längere Worte.")
    aside.put("bread", "")
    assert dict(aside.all()) == {"soup": "Lentil, and längere Worte.", "bread": ""}
    aside.forget("bread")
    assert aside.get("bread") is None
    assert aside.get("soup") == "Lentil, and längere Worte."
