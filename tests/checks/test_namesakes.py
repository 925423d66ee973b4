"""Two newcomers of one name: each change is sound, and once both are merged nobody knows whose post is whose."""

from __future__ import annotations

from pathlib import Path

import pytest

from potluck.checks import check
from potluck.problems import Problem
from potluck.settings import Settings
from tests.checks.conftest import MOMENT, Community
from tests.files import put_all

SWIM, RUN = "content/posts/2026-05-02-swim.md", "content/posts/2026-05-03-run.md"
KIM, OTHER = "content/authors/kim-lee.md", "content/authors/kim-lee-rome.md"


def card(account: str, name: str = "Kim Lee") -> str:
    return f"---\nname: {name}\ngithub: {account}\n---\n\nI move.\n"


def post(title: str, author: str = "Kim Lee") -> str:
    return f"---\ntitle: {title}\nauthor: {author}\n---\n\nIt was a long way, and cold.\n"


FIRST = {KIM: card("kim1"), SWIM: post("A swim")}
SECOND = {OTHER: card("kim2"), RUN: post("A run")}


def merged(community: Community, name: str, files: dict[str, str]) -> None:
    community.git("switch", "-q", "-c", name, "begin")
    put_all(community.root, files)
    community.commit()
    community.git("switch", "-q", "main")
    community.git("merge", "-q", "--no-ff", "-m", name, name)


@pytest.fixture
def root(community: Community) -> Path:
    """A community with two people of one name, who came one after the other."""
    community.commit()
    community.git("branch", "begin")
    merged(community, "first", FIRST)
    merged(community, "second", SECOND)
    return community.root


def told(root: Path, account: str, files: dict[str, str], since: str = "HEAD") -> list[Problem]:
    put_all(root, files)
    content = root / "content"
    report = check(content, Settings(), repository=root, since=since, moment=MOMENT, account=account)
    return [each for each in report.problems if each.is_error]


@pytest.mark.parametrize(
    ("account", "path", "author", "is_fine"),
    [
        ("kim1", SWIM, "kim-lee", True),
        ("kim2", RUN, "kim-lee-rome", True),
        ("kim2", SWIM, "kim-lee-rome", False),
        ("kim1", RUN, "kim-lee", False),
    ],
)
def test_each_may_sign_what_came_with_them_and_no_other(
    root: Path, account: str, path: str, author: str, *, is_fine: bool
) -> None:
    found = told(root, account, {path: post("Signed", author)})
    assert [each.id for each in found] == ([] if is_fine else ["file-of-another"])


def test_nobody_makes_a_post_come_with_them_that_was_there(root: Path, community: Community) -> None:
    """As the commits of a change that go onto a branch without a merge would have it."""
    swim = (root / SWIM).read_text()
    for path in (SWIM, OTHER):
        (root / path).unlink()
    community.commit()
    put_all(root, {SWIM: swim, OTHER: SECOND[OTHER]})
    community.commit()
    (found,) = told(root, "kim2", {SWIM: post("Signed", "kim-lee-rome")})
    assert (found.id, found.path) == ("file-of-another", SWIM)


def test_whoever_gives_up_the_name_signs_their_posts_anew(root: Path) -> None:
    renamed = {OTHER: card("kim2", "Kim Lee of Rome")}
    (found,) = told(root, "kim2", renamed)
    assert (found.path, found.line) == (RUN, 3) and "`author: kim-lee-rome`" in found.fix
    assert told(root, "kim2", {RUN: post("A run", "kim-lee-rome")}) == []


def test_the_one_who_comes_later_is_told_and_nobodys_post_is_blamed(community: Community) -> None:
    community.commit()
    community.git("branch", "begin")
    merged(community, "first", FIRST)
    name, byline = told(community.root, "kim2", SECOND)
    assert (name.id, name.path) == ("name-of-another", OTHER)
    assert (byline.path, byline.fix) == (RUN, "Write: `author: kim-lee-rome`")
    vouched = {each.path: each.fix for each in told(community.root, "", {})}
    assert vouched == {SWIM: "Write: `author: kim-lee`", RUN: "Write: `author: kim-lee-rome`"}


def test_whoever_takes_the_file_of_a_namesake_is_told_a_handle_of_their_own(community: Community) -> None:
    community.write_all(FIRST)
    community.commit()
    card_, byline = told(community.root, "Kim2", {KIM: card("kim2"), RUN: post("A run", "kim-lee")})
    assert "`content/authors/kim-lee-kim2.md`" in card_.fix
    assert byline.fix == "Write: `author: kim-lee-kim2`"
