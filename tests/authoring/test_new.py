"""Beginning a post: the right files, nothing written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from potluck.build import build
from potluck.desk import starting


def new(site: Path, title: str, author: str, day: str = "2026-05-25") -> int:
    return starting.new(site / "siteconf.py", title=title, author=author, day=day, content="")


def test_a_newcomer_gets_a_post_and_a_file_of_their_own_that_build(site: Path) -> None:
    assert new(site, 'What I "learnt": day 1', "Zoë Ångström") == 0
    built = build(site / "siteconf.py")
    assert (built.errors, built.posts, built.people) == (0, 3, 3)
    page = (site / "output/2026/05/what-i-learnt-day-1/index.html").read_text(encoding="utf-8")
    assert "Zoë Ångström" in page
    assert (site / "content/authors/zoe-angstrom.md").is_file()


def test_what_was_pasted_with_its_line_ends_and_colours_can_be_read(site: Path) -> None:
    assert new(site, "Apples\n and\x1b pears", "Ana\u2028Reis") == 0
    assert build(site / "siteconf.py").errors == 0
    assert "title: Apples and pears\n" in (site / "content/posts/2026-05-25-apples-and-pears.md").read_text()


@pytest.mark.parametrize("author", ["tom-oak", "Tom Oak", "tom oak"])
def test_a_member_is_known_by_handle_or_name(site: Path, author: str) -> None:
    assert new(site, "Apples", author) == 0
    assert "author: tom-oak" in (site / "content/posts/2026-05-25-apples.md").read_text(encoding="utf-8")
    assert len(list((site / "content/authors").iterdir())) == 2


def test_nothing_is_written_over(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    post = site / "content/posts/2026-05-25-apples.md"
    post.write_text("mine", encoding="utf-8")
    assert new(site, "Apples", "Somebody New") == 2
    assert post.read_text(encoding="utf-8") == "mine"
    assert not (site / "content/authors/somebody-new.md").exists()
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("title", "author", "day", "says"),
    [
        ("???", "tom-oak", "2026-05-25", "letter or digit"),
        ("Apples", "!!!", "2026-05-25", "letter or digit"),
        ("Apples", "tom-oak", "25.5.2026", "not a date"),
        ("", "tom-oak", "2026-05-25", "--title"),
        ("Apples", "tom-oak", "1826-05-25", "not a date"),
        ("a" * 201, "tom-oak", "2026-05-25", "at most 200 fit"),
    ],
)
def test_what_makes_no_file_is_explained(
    site: Path, capsys: pytest.CaptureFixture[str], title: str, author: str, day: str, says: str
) -> None:
    assert new(site, title, author, day) == 2
    assert says in capsys.readouterr().err
