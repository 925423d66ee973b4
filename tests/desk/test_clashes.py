"""Two changes that are sound, and clash once both are merged: somebody is told, and all else can be published."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from potluck.checks import check
from potluck.desk import publishing
from potluck.desk.site import settings_at
from potluck.publish import locate, plan_rollback, publications
from tests.desk.test_publishing import Write, clone, commit, live, publish
from tests.files import configure, put_all
from tests.git import git

__all__ = ["clone"]

SOUP, AGAIN = "content/posts/2026-05-10-soup.md", "content/posts/2026-05-11-soup.md"


def post(title: str, body: str = "Hello, all of you.", author: str = "tom-oak", lines: str = "") -> str:
    return f"---\ntitle: {title}\nauthor: {author}\n{lines}---\n\n{body}\n"


@pytest.fixture
def community(clone: Path) -> Path:
    """A clone whose site is live."""
    configure(clone, "CARDS = SEARCH = False", "PUBLIC_URL = 'https://club.example.org/blog'", "HOLD_BACK_NEW = True")
    (clone / "content/images").mkdir()
    Image.new("RGB", (9, 9), "red").save(clone / "content/images/a.png")
    commit(clone)
    assert publish(clone) == 0
    return clone


def merge(clone: Path, name: str, files: Mapping[str, str], gone: str = "") -> None:
    """Make a change on a branch of its own that began at the live site's source, and merge it."""
    git(clone, "switch", "-q", "-c", name, git(clone, "rev-list", "--max-parents=0", "HEAD"))
    put_all(clone, files)
    if gone:
        (clone / gone).unlink(missing_ok=True)
    git(clone, "add", "-A")
    git(clone, "commit", "-q", "-m", name)
    git(clone, "switch", "-q", "main")
    if gone and (clone / gone).exists():
        git(clone, "rm", "-q", gone)
        git(clone, "commit", "-q", "-m", name)
    git(clone, "merge", "-q", "--no-ff", "-m", f"Merge {name}", name)
    git(clone, "push", "-q", "origin", "main")


AT_OLD = post("Other", lines="aliases: [/old/]\nslug: other\n")
CLASHES = {
    "one address": ({SOUP: post("Soup")}, {AGAIN: post("Again")}),
    "an old address": ({SOUP: post("Soup", lines="aliases: [/old/]\n")}, {AGAIN: AT_OLD}),
    "an old address and a new": ({SOUP: post("Soup")}, {AGAIN: AT_OLD.replace("/old/", "/2026/05/soup/")}),
    "a file and a folder": ({SOUP: post("Soup")}, {SOUP.replace(".md", "/index.md"): post("Again")}),
    "a capital letter": ({SOUP: post("Soup")}, {SOUP.replace("soup", "Soup"): post("Again")}),
}


def title(files: Mapping[str, str]) -> str:
    return next(iter(files.values())).split("\n")[1].removeprefix("title: ")


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("clash", CLASHES)
def test_what_came_later_waits(
    community: Path, tmp_path: Path, clash: str, first: int, capsys: pytest.CaptureFixture[str]
) -> None:
    both = CLASHES[clash]
    ours, theirs = both[first], both[1 - first]
    merge(community, "ours", ours)
    merge(community, "theirs", {**theirs, "content/posts/2026-05-12-cake.md": post("Cake")})
    assert publish(community) == 1
    said = capsys.readouterr().err
    (waiting,) = theirs
    assert said.count(" waits, so that all else") == 1
    assert f"{waiting} waits, so that all else can be published. It came with “Merge theirs (" in said
    site = live(tmp_path, "live")
    assert (site / "2026/05/cake/index.html").is_file()
    archive = (site / "archive/index.html").read_text(encoding="utf-8")
    assert [f">{title(each)}<" in archive for each in (ours, theirs)] == [True, False]
    assert publish(community) == 1  # until it is mended
    (community / waiting).unlink()
    commit(community)
    assert publish(community) == 0


def test_nothing_is_published_unless_that_is_meant(
    community: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(community, "HOLD_BACK_NEW = False")
    commit(community)
    before = git(tmp_path / "remote.git", "rev-parse", "gh-pages")
    merge(community, "ours", {SOUP: post("Soup")})
    merge(community, "theirs", {AGAIN: post("Again"), "content/posts/2026-05-12-cake.md": post("Cake")})
    assert publish(community) == 1
    said = " ".join(capsys.readouterr().err.split())
    assert "Nothing was published" in said
    assert f"{AGAIN} came with “Merge theirs (" in said
    assert "Readers have nothing of it yet. `invoke publish --accept held-back` publishes all else meanwhile." in said
    assert git(tmp_path / "remote.git", "rev-parse", "gh-pages") == before
    assert publish(community, accept=["held-back"]) == 1
    site = live(tmp_path, "live")
    assert (site / "2026/05/cake/index.html").is_file()
    assert ">Soup<" in (site / "2026/05/soup/index.html").read_text(encoding="utf-8")


def test_what_waits_is_remembered_and_comes_once_it_is_mended(
    community: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    merge(community, "ours", {SOUP: post("Soup")})
    merge(community, "theirs", {AGAIN: post("Again")})
    assert publish(community) == 1
    merge(community, "later", {"content/posts/2026-05-12-cake.md": post("Cake")})
    assert publish(community) == 1
    assert (live(tmp_path, "live") / "2026/05/cake/index.html").is_file()
    newest, before, *_ = publications(locate(community))
    assert newest.held_back == before.held_back == (AGAIN,)
    capsys.readouterr()
    assert publishing.status(community) == 0
    told = capsys.readouterr().out.splitlines()
    assert f"  {AGAIN}" in told
    assert "All else here is published." in told
    plan_rollback(locate(community), before.commit).do()
    assert publications(locate(community))[0].held_back == (AGAIN,)
    (community / AGAIN).rename(community / AGAIN.replace("soup", "broth"))
    commit(community)
    assert publish(community) == 0
    assert (live(tmp_path, "mended") / "2026/05/broth/index.html").is_file()
    assert publications(locate(community))[0].held_back == ()


def test_what_leads_to_something_that_went_waits(
    community: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = "content/images/a.png"
    merge(community, "theirs", {SOUP: post("Soup", "![A red square](../images/a.png)")})
    git(community, "rm", "-q", picture)
    commit(community)
    assert publish(community) == 1
    said = capsys.readouterr().err
    assert f"{SOUP} waits" in said and "There is no such image" in said and "Merge theirs" in said


def test_a_dead_link_that_only_the_built_site_shows_has_its_post_wait(
    community: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dead = "[it](https://club.example.org/blog/2026/05/never-was/)"
    merge(community, "theirs", {SOUP: post("Soup", dead), "content/posts/2026-05-12-cake.md": post("Cake")})
    assert publish(community) == 1
    assert f"{SOUP} waits" in capsys.readouterr().err
    site = live(tmp_path, "live")
    assert (site / "2026/05/cake/index.html").is_file()
    assert not (site / "2026/05/soup").exists()


def test_somebody_whose_name_another_took_meanwhile_waits_with_their_post(
    community: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = "---\nname: {}\n---\n"
    ours = {"content/authors/ana-silva.md": person.format("Ana Silva"), SOUP: post("Soup", author="ana-silva")}
    merge(community, "ours", ours)
    merge(community, "theirs", {"content/authors/Ana-Silva.md": person.format("Ana S. Silva")})
    assert publish(community) == 1
    assert "content/authors/Ana-Silva.md waits" in capsys.readouterr().err
    assert (live(tmp_path, "live") / "2026/05/soup/index.html").is_file()


def test_what_readers_have_does_not_wait_and_the_changes_are_named(
    community: Path, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = git(tmp_path / "remote.git", "rev-parse", "gh-pages")
    merge(community, "cake", {"content/posts/2026-05-12-cake.md": post("Cake")})
    merge(community, "oops", {"content/posts/2026-05-02-first-evening.md": post("First", author="nobody-here")})
    assert publish(community) == 1
    said = capsys.readouterr().err
    assert "Since the last publication these changes came, the newest first:\n  Merge oops (" in said
    assert "Merge cake (" in said
    assert git(tmp_path / "remote.git", "rev-parse", "gh-pages") == before


def test_a_page_that_is_gone_is_told_with_the_changes_that_came(
    community: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    merge(community, "away", {}, gone="content/posts/2026-05-02-first-evening.md")
    assert publish(community) == 1
    said = capsys.readouterr().err
    assert "the newest first:\n  Merge away (" in said and "/2026/05/first-evening/" in said
    assert publish(community, accept=["vanished", "smaller"]) == 0


def test_a_file_that_a_maintainer_names_waits(community: Path, tmp_path: Path) -> None:
    configure(community, f"HELD_BACK = ({SOUP!r},)")
    commit(community)
    merge(community, "ours", {SOUP: post("Soup"), AGAIN: post("Again")})
    assert publish(community) == 0
    assert ">Again<" in (live(tmp_path, "live") / "2026/05/soup/index.html").read_text(encoding="utf-8")


def test_a_change_of_a_file_that_waits_is_checked(community: Path) -> None:
    configure(community, f"HELD_BACK = ({SOUP!r},)")
    commit(community)
    put_all(community, {SOUP: post("Soup", "![A square](../images/nowhere.png)")})
    ours = settings_at(community, "publishconf.py")
    looked = check(community / "content", ours, repository=community, since="main")
    assert [each.path for each in looked.errors] == [SOUP]
    assert not check(community / "content", ours, repository=community).errors
