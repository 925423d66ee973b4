"""The community in numbers: right, readable without the pictures, and the same whatever the clock says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from potluck.build import build

Write = Callable[[str, str], Path]


def post(write: Write, name: str, author: str, tags: str = "meetups") -> None:
    write(f"content/posts/{name}.md", f"---\ntitle: {name}\nauthor: {author}\ntags: {tags}\n---\n\nText.\n")


@pytest.fixture
def output(site: Path, write: Write) -> Path:
    post(write, "2022-03-01-one", "ines-duarte", "jam")
    post(write, "2022-04-01-two", "ines-duarte")
    post(write, "2024-05-01-three", "ines-duarte", "jam")
    write("content/posts/2025-01-01-no.md", "---\ntitle: No\nauthor: tom-oak\nstatus: draft\n---\n\nText.\n")
    build(site / "siteconf.py")
    return site / "output"


def rows(output: Path, number: int) -> list[list[str]]:
    page = LexborHTMLParser((output / "numbers/index.html").read_text(encoding="utf-8"))
    table = page.css("table.chart")[number]
    return [[" ".join(cell.text().split()) for cell in row.css("th, td")] for row in table.css("tbody tr")]


def test_posts_and_new_voices_are_counted_by_year(output: Path) -> None:
    assert [(row[0], row[-1]) for row in rows(output, 0)] == [
        *(("2022", "2"), ("2023", "0"), ("2024", "1"), ("2025", "0"), ("2026", "2")),
    ]
    assert [(row[0], row[-1]) for row in rows(output, 1)] == [
        *(("2022", "1"), ("2023", "0"), ("2024", "0"), ("2025", "0"), ("2026", "1")),
    ]


def test_tags_are_shown_over_the_years(output: Path) -> None:
    assert rows(output, 2) == [["meetups", "1", "0", "2"], ["jam", "1", "1", "0"], ["beginners", "0", "0", "1"]]


def test_a_persons_years_are_a_picture_with_words(output: Path) -> None:
    page = LexborHTMLParser((output / "authors/ines-duarte/index.html").read_text(encoding="utf-8"))
    picture = page.css_first(".timeline svg")
    assert picture is not None
    assert picture.attributes["aria-label"] == "Posts by year: 2022, 2; 2024, 1; 2026, 2"
    assert len(picture.css("rect")) == 5
    once = LexborHTMLParser((output / "authors/tom-oak/index.html").read_text(encoding="utf-8"))
    assert once.css_first(".timeline") is None


def test_the_first_post_is_told_in_a_sentence(site: Path) -> None:
    for path in sorted((site / "content/posts").glob("*.md"))[1:]:
        path.unlink()
    assert build(site / "siteconf.py").errors == 0
    page = (site / "output/numbers/index.html").read_text(encoding="utf-8")
    assert "One post, brought by one person." in page


def test_a_site_without_posts_has_the_page_all_the_same_and_asks_for_the_first(site: Path) -> None:
    for path in (site / "content/posts").glob("*.md"):
        path.unlink()
    assert build(site / "siteconf.py").errors == 0
    assert "first post will stand here" in (site / "output/numbers/index.html").read_text(encoding="utf-8")
    (site / "content/pages/write-for-us.md").write_text(
        "---\ntitle: Write for us\n---\nIn four steps.\n", encoding="utf-8"
    )
    assert build(site / "siteconf.py").errors == 0
    for path in ("index.html", "people/index.html"):
        page = LexborHTMLParser((site / "output" / path).read_text(encoding="utf-8"))
        ways = [each.attributes["href"] or "" for each in page.css("main a")]
        assert any(way.endswith("/write-for-us/") for way in ways), (path, ways)
