"""A pull request may bring what is its author's own, and nothing of anybody else's."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from potluck.checks import check
from potluck.settings import Settings

OF_IDENTITY = {
    "byline-of-another",
    "file-of-another",
    "page-by-member",
    "too-many-posts",
    "account-missing",
    "change-unknown",
}


def git(root: Path, *words: str) -> None:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    subprocess.run(["git", *identity, *words], cwd=root, check=True, capture_output=True)


def put(root: Path, path: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def post(author: str, title: str = "Rain") -> str:
    return f"---\ntitle: {title}\nauthor: {author}\n---\n\nIt rained, and nobody minded.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with two members, a post of each, and a page."""
    put(tmp_path, "content/authors/vera.md", "---\nname: Vera Holt\ngithub: vera-h\n---\n\nHi.\n")
    put(tmp_path, "content/authors/milo.md", "---\nname: Milo Petit\ngithub: milo-p\n---\n\nHello.\n")
    put(tmp_path, "content/posts/2024-03-01-sun.md", post("vera", "Sun"))
    put(tmp_path, "content/posts/2024-03-02-snow.md", post("milo", "Snow"))
    put(tmp_path, "content/pages/about.md", "---\ntitle: About\n---\n\nUs.\n")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "begin")
    return tmp_path


def found(root: Path, account: str, since: str | None = None, **settings: object) -> set[tuple[str, str]]:
    """(rule, path) of every problem of identity when this account brings what is new in the repository."""
    report = check(root / "content", Settings(**settings), repository=root, since=since, account=account)
    return {(each.id, each.path) for each in report.problems if each.id in OF_IDENTITY}


def test_a_member_brings_and_changes_their_own(root: Path) -> None:
    put(root, "content/posts/2024-03-05-rain.md", post("vera"))
    put(root, "content/posts/2024-03-01-sun.md", post("vera", "More sun"))
    put(root, "content/authors/vera.md", "---\nname: Vera Holt\ngithub: vera-h\n---\n\nHi there.\n")
    assert found(root, "Vera-H") == set()


@pytest.mark.parametrize("byline", ["vera", "Vera Holt", "[milo, vera]"])
def test_nobody_signs_for_somebody_else(root: Path, byline: str) -> None:
    path = "content/posts/2024-03-05-rain.md"
    put(root, path, post(byline))
    assert found(root, "milo-p") == {("byline-of-another", path)}


def test_nobody_changes_or_deletes_what_is_somebody_elses(root: Path) -> None:
    put(root, "content/posts/2024-03-01-sun.md", post("vera", "Buy my sun"))
    (root / "content/authors/vera.md").unlink()
    assert ("file-of-another", "content/posts/2024-03-01-sun.md") in found(root, "milo-p")
    assert ("file-of-another", "content/authors/vera.md") in found(root, "milo-p")


def test_taking_over_a_persons_file_first_does_not_help(root: Path) -> None:
    put(root, "content/authors/vera.md", "---\nname: Vera Holt\ngithub: milo-p\n---\n\nHi.\n")
    put(root, "content/posts/2024-03-05-rain.md", post("vera"))
    assert {rule for rule, _ in found(root, "milo-p")} == {"file-of-another", "byline-of-another"}


def test_a_newcomer_brings_a_post_and_their_own_file(root: Path) -> None:
    put(root, "content/authors/noor.md", "---\nname: Noor Aziz\ngithub: noor-a\n---\n\nNew here.\n")
    put(root, "content/posts/2024-03-05-rain.md", post("noor"))
    assert found(root, "noor-a") == set()
    assert found(root, "somebody-else") == {("file-of-another", "content/authors/noor.md")}
    put(root, "content/authors/noor.md", "---\nname: Noor Aziz\n---\n\nNew here.\n")
    assert found(root, "noor-a") == {("account-missing", "content/authors/noor.md")}


def test_pages_and_heaps_of_posts_need_a_maintainer(root: Path) -> None:
    put(root, "content/pages/offers.md", "---\ntitle: Offers\n---\n\nBuy.\n")
    for number in range(4):
        put(root, f"content/posts/2024-03-10-rain-{number}.md", post("vera", f"Rain {number}"))
    assert found(root, "vera-h", max_posts_per_change=3) == {
        ("page-by-member", "content/pages/offers.md"),
        ("too-many-posts", "content"),
    }
    assert found(root, "vera-h", max_posts_per_change=3, maintainers=("vera-h",)) == set()


def test_what_is_committed_counts_from_where_the_branch_began(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "mine")
    put(root, "content/posts/2024-03-05-rain.md", post("vera"))
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "rain")
    assert found(root, "milo-p", since="main") == {("byline-of-another", "content/posts/2024-03-05-rain.md")}


def test_without_git_the_check_says_what_it_could_not_look_at(root: Path) -> None:
    (root / ".git").rename(root / "gone")
    assert found(root, "milo-p") == {("change-unknown", "content")}
