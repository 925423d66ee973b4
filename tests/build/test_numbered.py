"""Pages of a list, numbered from the oldest: what is full stays as it is, wherever readers linked to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.build import build
from potluck.pages.numbered import Numbered
from tests.conftest import CONF
from tests.files import put

SETTINGS: dict[str, Any] = {
    "DEFAULT_ORPHANS": 0,
    "PAGINATION_PATTERNS": [],
}


@given(st.integers(0, 60), st.integers(1, 20))
def test_every_post_stands_on_one_page_newest_first(posts: int, per_page: int) -> None:
    newest_first = [*range(posts, 0, -1)]
    list_of_posts = Numbered("index.html", "", newest_first, SETTINGS, per_page)
    pages = [list_of_posts.page(number) for number in range(1, list_of_posts.num_pages + 1)]
    assert [post for page in pages for post in page.object_list] == newest_first
    assert all(len(page.object_list) == per_page for page in pages[1:])
    assert len(pages[0].object_list) < 2 * per_page
    assert [page.place for page in pages] == [*range(len(pages), 0, -1)]
    ends = [(page.start_index() - 1, page.end_index()) for page in pages if posts]
    assert [newest_first[start:end] for start, end in ends] == [page.object_list for page in pages if posts]


@given(st.integers(0, 60), st.integers(1, 20), st.integers(0, 50))
def test_new_posts_leave_full_pages_alone(posts: int, per_page: int, more: int) -> None:
    def older(count: int) -> dict[int, list[int]]:
        pages = Numbered("index.html", "", [*range(count, 0, -1)], SETTINGS, per_page)
        return {page.place: page.object_list for page in map(pages.page, range(2, pages.num_pages + 1))}

    before, after = older(posts), older(posts + more)
    assert {place: after[place] for place in before} == before


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of seven posts, two on a page."""
    put(tmp_path, "siteconf.py", f"{CONF}\nDEFAULT_PAGINATION = 2\nSEARCH = CARDS = False\n")
    put(tmp_path, "content/authors/tom-oak.md", "---\nname: Tom Oak\n---\n")
    for day in range(1, 8):
        bring(tmp_path, day)
    return tmp_path


def bring(site: Path, day: int) -> None:
    text = f"---\ntitle: Day {day}\nauthor: tom-oak\n---\n\nIt was day {day}.\n"
    put(site, f"content/posts/2026-03-{day:02}-day-{day}.md", text)


def lists(site: Path) -> dict[str, str]:
    found = [*site.glob("output/page/*/index.html"), *site.glob("output/authors/tom-oak/page/*/index.html")]
    return {file.relative_to(site).as_posix(): file.read_text(encoding="utf-8") for file in found}


def test_a_new_post_changes_no_older_page(site: Path) -> None:
    assert build(site / "siteconf.py").errors == 0
    before = lists(site)
    assert "output/page/2/index.html" in before and "output/authors/tom-oak/page/2/index.html" in before
    assert "Day 1" in before["output/page/1/index.html"]
    bring(site, 8)
    assert build(site / "siteconf.py").errors == 0
    after = lists(site)
    assert after.keys() - before.keys() == {"output/page/3/index.html", "output/authors/tom-oak/page/3/index.html"}
    assert after["output/page/1/index.html"] == before["output/page/1/index.html"]
    bring(site, 9)
    build(site / "siteconf.py")
    assert lists(site) == after


def test_readers_get_from_the_newest_to_the_oldest_and_back(site: Path) -> None:
    build(site / "siteconf.py")
    home, second, first = (
        (site / "output" / path / "index.html").read_text(encoding="utf-8") for path in (".", "page/2", "page/1")
    )
    assert 'rel="next" href="/page/2/"' in home and 'rel="prev"' not in home
    assert 'rel="prev" href="/"' in second and 'rel="next" href="/page/1/"' in second
    assert 'rel="prev" href="/page/2/"' in first and 'rel="next"' not in first
    assert '<link rel="canonical" href="http://localhost:8000/page/2/">' in second
    assert "Page 2" in second
