"""Where there are very many posts, pages link to their style sheets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from potluck.build import build
from tests.chromium import Browse, complaints_of
from tests.conftest import CONF
from tests.files import configure, put
from tests.web import serving

POST = "2025/03/supper-1/"
TEXT = "It was good.\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```python\nprint('x')\n```\n\n> [!NOTE]\n> Bring plates.\n"
LOOKS = """() => [...document.querySelectorAll('body, body *')].map((each) => {
  const looks = getComputedStyle(each);
  return [each.tagName, looks.color, looks.font, looks.display, looks.margin, looks.padding, looks.width].join(' ');
})"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with two posts."""
    put(tmp_path, "siteconf.py", f"{CONF}\nSEARCH = CARDS = False\nLINK_SHEETS_FROM = 2\n")
    put(tmp_path, "content/authors/tom-oak.md", "---\nname: Tom Oak\n---\n\nTom bakes.\n")
    bring(tmp_path, 0)
    bring(tmp_path, 1)
    return tmp_path


def bring(site: Path, number: int) -> None:
    post = f"---\ntitle: Supper {number}\nauthor: tom-oak\n---\n\n{TEXT}"
    put(site, f"content/posts/2025-03-{number + 1:02}-supper-{number}.md", post)


def page(site: Path, path: str) -> str:
    return (site / "output" / path / "index.html").read_text(encoding="utf-8")


def test_from_so_many_posts_on_pages_link_to_sheets_that_are_there(site: Path) -> None:
    assert build(site / "siteconf.py").errors == 0
    for path in ("", POST, "people", "archive"):
        html = page(site, path)
        linked = re.findall(r'<link rel="stylesheet" href="/([^"?]*)\?[0-9a-f]{8}">', html)
        assert "<style>" not in html and "style-src 'self';" in html.replace("&#39;", "'")
        assert linked and all((site / "output" / file).is_file() for file in linked)


def test_with_fewer_posts_pages_carry_their_sheets_and_there_are_no_files(site: Path) -> None:
    build(site / "siteconf.py")
    last = site / "content/posts/2025-03-02-supper-1.md"
    text = last.read_text()
    last.unlink()
    build(site / "siteconf.py")
    assert "<style>" in page(site, "people") and 'rel="stylesheet"' not in page(site, "people")
    assert not (site / "output/theme/sheets").exists()
    last.write_text(text)
    build(site / "siteconf.py")
    assert "<style>" not in page(site, "people")


def test_another_colour_is_another_address(site: Path) -> None:
    build(site / "siteconf.py")
    before = re.findall('rel="stylesheet" href="([^"]*)', page(site, POST))
    build(configure(site, "ACCENT = '#20508a'"))
    after = re.findall('rel="stylesheet" href="([^"]*)', page(site, POST))
    assert before != after and [each.split("?")[0] for each in before] == [each.split("?")[0] for each in after]


def test_pages_look_the_same_either_way(site: Path, browse: Browse) -> None:
    seen = []
    for number in (2, 3):
        settings = (site / "siteconf.py").read_text()
        (site / "siteconf.py").write_text(settings.replace("FROM = 2", f"FROM = {number}"))
        build(site / "siteconf.py")
        with serving(site / "output") as address:
            tab = browse()
            refused = complaints_of(tab, "error", "warning", "info", "log")
            for path in ("/", f"/{POST}", "/people/", "/archive/", "/authors/tom-oak/"):
                tab.goto(address + path)
                seen.append(tab.evaluate(LOOKS))
            assert not refused
    assert seen[:5] == seen[5:] and len(seen) == 10
