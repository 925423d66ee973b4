"""Cards that are kept and cards that are drawn come in one order, and are the same."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from potluck.cards import Card, Plate
from potluck.cards.drawing import draw
from potluck.pages.generators.card_files import FEW, CardFiles

CARD = Card("Test Table", "", "Inês Duarte", "en", "#b4472d", (Plate(1, "I"),))
WANTED = [(f"{number}/card.png", replace(CARD, title=f"Evening {number % 25}")) for number in range(30)]


def cards_in(folder: Path) -> CardFiles:
    return CardFiles(folder, jobs=2)


def test_every_card_comes_at_its_place_whether_it_was_kept_or_not(tmp_path: Path) -> None:
    cards, right = cards_in(tmp_path), [(path, draw(card)) for path, card in WANTED]
    assert [*cards.data(iter(WANTED[3:5]))] == right[3:5]  # few
    assert len(WANTED) > FEW + 2
    assert [*cards.data(iter(WANTED))] == right  # many, and two kept
    assert [*cards.data(iter(WANTED))] == right  # all kept
    for number, each in enumerate(sorted(each for each in tmp_path.rglob("*") if each.is_file())):
        if number % 3 == 0:
            each.unlink()
        elif number % 3 == 1:
            each.write_bytes(each.read_bytes()[:-1] + b"!")
    assert [*cards.data(iter(WANTED))] == right
    assert [*cards.data(iter(()))] == []


def test_a_title_that_no_font_can_set_costs_its_own_card_alone(tmp_path: Path) -> None:
    trap = replace(CARD, title="\ufdfd" * 20, lang="ar")
    wanted = [*WANTED[:10], ("trap/card.png", trap), *WANTED[10:12]]
    came = dict(cards_in(tmp_path).data(wanted))
    assert [*came] == [path for path, _ in wanted]
    assert came["trap/card.png"] == draw(replace(trap, title="", below="", plates=()))
    assert came["11/card.png"] == draw(WANTED[11][1])
