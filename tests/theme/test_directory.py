"""Lists of people and tags: in the order readers look names up, and with letters to jump by where there are many."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from potluck.build import build
from potluck.pages.alphabet import in_order, letter


def test_letters_with_an_accent_stand_among_those_without() -> None:
    names = ["Zoe", "Łukasz", "Élise", "Øyvind", "Erik", "𝓓ana", "ana", "Ömer", "Lucía", "王小明", "نور"]
    assert sorted(names, key=in_order) == [
        *("ana", "𝓓ana", "Élise", "Erik", "Lucía", "Łukasz", "Ömer", "Øyvind", "Zoe", "نور", "王小明")
    ]


def test_numbers_stand_in_the_order_of_their_size() -> None:
    names = ["part 10", "Part 2", "part 1", "3.12", "3.9", "007", "19 ways", "2 ways", "1" * 40]
    assert sorted(names, key=in_order) == [
        *("2 ways", "3.9", "3.12", "007", "19 ways", "1" * 40, "part 1", "Part 2", "part 10")
    ]


@pytest.mark.parametrize(
    ("name", "sign"), [("Élise", "E"), ("łukasz", "L"), ("Æsa", "A"), ("王小明", "王"), ("がく", "か"), ("3D", "0–9")]
)
def test_a_name_is_looked_up_below_its_first_letter(name: str, sign: str) -> None:
    assert letter(name) == sign


def test_many_people_have_letters_that_lead_to_the_first_of_each(site: Path, write: Callable[[str, str], Path]) -> None:
    names = [f"{letter}{rest}" for letter in "AÉEZ" for rest in ("da", "ta", "va", "xa", "ya", "za", "ra")]
    for number, name in enumerate(names):
        write(f"content/authors/x{number}.md", f"---\nname: {name}\n---\n")
    build(site / "siteconf.py")
    page = (site / "output/people/index.html").read_text(encoding="utf-8")
    letters = re.findall(r'<a href="#([^"]+)">(\w)</a>', page)
    assert [each for _, each in letters if each in "AEZ"] == ["A", "E", "Z"]
    for place, each in letters:
        card = page.partition(f'id="{place}"')[2].partition("</li>")[0]
        assert letter(re.findall(r"<bdi>([^<]+)", card)[0]) == each


def test_few_people_are_seen_at_a_glance_and_have_no_letters(pages: Path) -> None:
    assert 'href="#nav-' not in (pages / "people/index.html").read_text(encoding="utf-8")


def test_many_tags_have_letters_as_well(site: Path, write: Callable[[str, str], Path]) -> None:
    for sign in "aé月":
        for day in range(1, 7):
            tags = ", ".join(f"{sign}{day}-{number}" for number in range(5))
            write(
                f"content/posts/2026-05-0{day}-p{ord(sign)}-{day}.md",
                f"---\ntitle: {sign} {day}\nauthor: tom-oak\ntags: [{tags}]\n---\n\nWords.\n",
            )
    assert build(site / "siteconf.py").errors == 0
    page = (site / "output/tags/index.html").read_text(encoding="utf-8")
    letters = dict(map(reversed, re.findall(r'<a href="#([^"]+)">(\w)</a>', page)))
    assert {"A", "E", "月"} <= letters.keys()
    assert all(page.count(f'id="{place}"') == 1 for place in letters.values())


def test_a_year_of_many_posts_has_months_that_lead_to_the_newest_of_each(
    site: Path, write: Callable[[str, str], Path]
) -> None:
    for month, days in (("2025-01", 3), ("2024-02", 28), ("2024-11", 20)):
        for day in range(1, days + 1):
            name = f"{month}-{day:02}"
            write(f"content/posts/{name}-p{day}.md", f"---\ntitle: On {name}\nauthor: tom-oak\n---\n\nWords.\n")
    assert build(site / "siteconf.py").errors == 0
    page = (site / "output/archive/index.html").read_text(encoding="utf-8")
    assert re.findall(r'<a href="#(y\d+-\d+)">(\w+)</a>', page) == [("y2024-11", "November"), ("y2024-2", "February")]
    for place, title in (("y2024-11", "On 2024-11-20"), ("y2024-2", "On 2024-02-28")):
        assert page.count(f'id="{place}"') == 1
        assert title in page.partition(f'id="{place}"')[2].partition("</li>")[0]
