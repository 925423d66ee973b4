"""Headings make an outline without holes, whatever an author chose; an empty site says what will be there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.build import build
from potluck.pages.texts.outline import below_heading, set_below


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ([2, 3, 3, 2], [2, 3, 3, 2]),
        ([3, 3, 4], [2, 2, 3]),
        ([4, 6, 5, 3], [2, 3, 3, 2]),
        ([2, 4, 4, 3], [2, 3, 3, 3]),
        ([1, 2, 1, 4], [2, 3, 2, 3]),
        ([], []),
    ],
)
def test_a_level_is_never_jumped_over(written: list[int], shown: list[int]) -> None:
    assert below_heading(written) == shown


@given(st.lists(st.integers(1, 6)), st.integers(1, 5))
def test_what_stands_below_a_heading_neither_outranks_it_nor_leaves_a_hole(levels: list[int], heading: int) -> None:
    shown = below_heading(levels, heading)
    assert len(shown) == len(levels)
    assert all(now <= before + 1 for before, now in zip([heading, *shown], shown, strict=False))
    assert all(heading < now <= 6 for now in shown)
    if heading == 1:
        assert below_heading(shown) == shown


def test_start_and_end_tags_change_together() -> None:
    html = '<h3 id="a">A <em>b</em></h3>\n<hr>\n<h5 id="c">C</h5>\n<h3>D</h3>'
    assert set_below(html) == '<h2 id="a">A <em>b</em></h2>\n<hr>\n<h3 id="c">C</h3>\n<h2>D</h2>'
    assert set_below("<p>h3</p>") == "<p>h3</p>"
    assert set_below("<h1>A</h1><h4>B</h4>", 2) == "<h3>A</h3><h4>B</h4>"


def test_a_bio_with_headings_stands_below_its_persons_name(site: Path, write: Callable[[str, str], Path]) -> None:
    bio = "# Hello\n\nI bake.\n\n#### Where\n\nHere.\n\n# Why\n\nFor you.\n"
    write("content/authors/tom-oak.md", f"---\nname: Tom Oak\n---\n\n{bio}")
    write("content/posts/2026-05-21-small.md", "---\ntitle: Small\nauthor: tom-oak\n---\n\nWords.\n")
    build(site / "siteconf.py")

    own_page = (site / "output/authors/tom-oak/index.html").read_text(encoding="utf-8")
    assert [int(level) for level in re.findall(r"<h([1-6])", own_page)][:5] == [1, 2, 3, 2, 2]
    post = (site / "output/2026/05/small/index.html").read_text(encoding="utf-8")
    card = post.partition('class="card')[2].partition("</section>")[0]
    assert [int(level) for level in re.findall(r"<h([1-6])", card)] == [2, 3, 4, 3]


@pytest.mark.parametrize("sign", ["#", "###"])
def test_a_posts_headings_stand_below_its_title_without_a_hole(
    site: Path, write: Callable[[str, str], Path], sign: str
) -> None:
    text = "".join(f"{sign} Part {number}\n\n{'Words. ' * 30}\n\n##### More\n\nWords.\n\n" for number in range(4))
    write("content/posts/2026-05-21-small.md", f"---\ntitle: Small\nauthor: tom-oak\n---\n\n{text}")
    assert build(site / "siteconf.py").errors == 0
    page = (site / "output/2026/05/small/index.html").read_text(encoding="utf-8")
    body = page.partition("e-content")[2]
    assert [int(level) for level in re.findall(r"<h([2-6])", body)][:8] == [2, 3] * 4
    assert len(re.findall(r'<li class="?sub', page)) == 4


def test_the_empty_corner_of_a_table_is_no_heading(site: Path, write: Callable[[str, str], Path]) -> None:
    table = "|  | hot | cold |\n|--|----:|------|\n| soup | 3 | 1 |\n"
    write("content/posts/2026-05-21-table.md", f"---\ntitle: Table\nauthor: tom-oak\n---\n\nCount:\n\n{table}")
    assert build(site / "siteconf.py").errors == 0
    page = (site / "output/2026/05/table/index.html").read_text(encoding="utf-8")
    head = re.sub(r"\s+", "", page.partition("<thead>")[2].partition("</thead>")[0])
    assert head.startswith("<tr><td></td><th")
    assert not re.search(r"<th[^>]*></th>", page)


def test_where_there_is_nothing_yet_a_page_says_what_will_stand_there(tmp_path: Path, site: Path) -> None:
    conf = (site / "siteconf.py").read_text(encoding="utf-8")
    (tmp_path / "new/content/posts").mkdir(parents=True)
    (tmp_path / "new/siteconf.py").write_text(conf.replace('("about",)', "()"), encoding="utf-8")
    assert build(tmp_path / "new/siteconf.py").errors == 0
    for kind in ("people", "tags", "archive", "numbers"):
        page = (tmp_path / "new/output" / kind / "index.html").read_text(encoding="utf-8")
        assert "will stand here" in page.partition("<main")[2], kind
