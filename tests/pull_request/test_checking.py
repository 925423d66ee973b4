"""A pull request is checked with the code of the branch it is for, and only its content is looked at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from potluck.checks import CannotCheckError
from potluck.desk import reviewing
from potluck.pull_request import Checked, check_change, checking
from potluck.pull_request.report import ChangeReport
from potluck.verify import proof
from tests.files import put
from tests.git import git
from tests.github.conftest import Job
from tests.github.server import HEAD, REPOSITORY, pull_request
from tests.pull_request.conftest import commit


def look(base: Path, fork: Path, tmp_path: Path, account: str = "mara-writes") -> Checked:
    commit(fork)
    return check_change(
        base / "siteconf.py",
        fork,
        git(base, "rev-parse", "HEAD"),
        number=12,
        account=account,
        artifact=tmp_path / "artifact",
    )


def test_a_newcomers_first_post_is_fine_and_built(base: Path, fork: Path, tmp_path: Path) -> None:
    checked = look(base, fork, tmp_path)
    assert checked.report.problems == () and not checked.has_code
    assert (tmp_path / "artifact/preview/2026/05/a-chain-and-a-half/index.html").is_file()
    told = json.loads((tmp_path / "artifact/report.json").read_text(encoding="utf-8"))
    assert told["addresses"] == {"content/posts/2026-05-25-a-chain-and-a-half.md": "2026/05/a-chain-and-a-half/"}


def test_a_preview_is_pages_and_pictures_only(base: Path, fork: Path, tmp_path: Path) -> None:
    look(base, fork, tmp_path)
    kinds = {file.suffix for file in (tmp_path / "artifact/preview").rglob("*") if file.is_file()}
    assert ".html" in kinds
    assert kinds <= {".html", ".png"}


def test_code_in_the_pull_request_does_not_run(base: Path, fork: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    trap = f"open({str(ran)!r}, 'w')\n"
    for path in ("siteconf.py", "pelicanconf.py", "tasks.py", "potluck/__init__.py", "conftest.py", "sitecustomize.py"):
        put(fork, path, trap)
    put(fork, ".gitattributes", "*.md diff=trap filter=trap\n")
    checked = look(base, fork, tmp_path)
    assert not ran.exists()
    assert checked.facts.outside == [
        ".gitattributes",
        "conftest.py",
        "pelicanconf.py",
        "potluck/__init__.py",
        "siteconf.py",
        "sitecustomize.py",
        "tasks.py",
    ]


def test_a_link_in_place_of_the_content_folder_is_not_followed(base: Path, fork: Path, tmp_path: Path) -> None:
    git(fork, "rm", "-rq", "--cached", "content")
    (fork / "content").rename(tmp_path / "elsewhere")
    (fork / "content").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CannotCheckError, match="a link in its place"):
        look(base, fork, tmp_path)


def test_the_task_annotates_summarises_and_says_whether_there_is_code(
    base: Path, fork: Path, tmp_path: Path, happens: Job, capsys: pytest.CaptureFixture[str]
) -> None:
    put(fork, "content/posts/2026-05-26-nameless.md", "---\nauthor: mara-lind\n---\n\nNo title.\n")
    put(fork, "theme/x%0A::error::y.css", "a{}")
    commit(fork)
    pull = pull_request()
    pull["base"]["sha"] = git(base, "rev-parse", "HEAD")
    happens({"action": "opened", "pull_request": pull})
    assert reviewing.check_pull_request(base / "siteconf.py", str(fork), str(tmp_path / "artifact")) == 1
    said = capsys.readouterr().out
    assert "::error file=content/posts/2026-05-26-nameless.md" in said
    assert said.count("::") == 2  # one annotation; nothing of a title or name has become another
    assert (tmp_path / "output.txt").read_text(encoding="utf-8") == "code=true\n"
    summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert "Nearly there" in summary and "outside `content/`" in summary


OURS = {"sha": HEAD, "ref": "submission-7", "repo": {"full_name": REPOSITORY}}


@pytest.mark.parametrize(
    ("has", "happened", "status"),
    [
        ("vouched", {"action": "labeled", "label": {"name": "vouched"}}, 0),
        ("lunch", {"action": "labeled", "label": {"name": "lunch"}}, 1),
        # What a fork brings after the label was put on is not what somebody vouched for.
        ("vouched", {"action": "synchronize"}, 1),
        ("vouched", {"action": "reopened"}, 1),
        ("vouched", {"action": "labeled", "label": {"name": "lunch"}}, 1),
        ("vouched", {"action": "unlabeled", "label": {"name": "lunch"}}, 1),
        ("vouched", {"action": "opened", "head": OURS}, 0),
        ("vouched", {"action": "synchronize", "head": {**OURS, "repo": None}}, 1),
    ],
    ids=lambda each: each if isinstance(each, str) else str(each["action"]) if isinstance(each, dict) else "",
)
def test_a_maintainers_label_vouches_for_what_was_there_when_it_was_put_on(
    base: Path, fork: Path, tmp_path: Path, happens: Job, has: str, happened: dict[str, Any], status: int
) -> None:
    put(fork, "content/posts/2026-05-26-signed.md", "---\ntitle: Signed\nauthor: ines-duarte\n---\n\nBy whom?\n")
    commit(fork)
    pull = pull_request(labels=[{"name": has}], **({"head": happened["head"]} if "head" in happened else {}))
    pull["base"]["sha"] = git(base, "rev-parse", "HEAD")
    happens({**{key: happened[key] for key in happened if key != "head"}, "pull_request": pull})
    assert reviewing.check_pull_request(base / "siteconf.py", str(fork), str(tmp_path / "artifact")) == status


def test_what_others_brought_since_the_last_push_is_not_this_change(
    base: Path, fork: Path, tmp_path: Path, happens: Job
) -> None:
    put(fork, "HEAD", "no commit")  # which git would not tell from the one that is checked out
    head, pull = commit(fork), pull_request()
    pull["base"]["sha"], pull["head"]["sha"] = git(base, "rev-parse", "HEAD"), head
    put(
        base, "content/posts/2026-05-26-meanwhile.md", "---\ntitle: Meanwhile\nauthor: ines-duarte\n---\n\nIt rained.\n"
    )
    put(base, "theme/rain.css", "a {}\n")
    commit(base)
    git(fork, "fetch", "-q", "origin")
    git(fork, "checkout", "-q", "--detach", "origin/main")
    git(fork, "merge", "-q", "--no-ff", "-m", f"Merge {head}", head)
    happens({"action": "synchronize", "pull_request": pull})
    assert reviewing.check_pull_request(base / "siteconf.py", str(fork), str(tmp_path / "artifact")) == 0
    told = json.loads((tmp_path / "artifact/report.json").read_text(encoding="utf-8"))
    assert [*told["addresses"]] == ["content/posts/2026-05-25-a-chain-and-a-half.md"] and told["outside"] == ["HEAD"]


CUT_SHORT = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x02\x00\x00\x00\x90\x91h6"
CARD = "---\nname: Mara Lind\ngithub: mara-writes\navatar: mara-lind.png\n---\n\nMara mends bikes.\n"


@pytest.mark.parametrize(
    "path",
    [
        "content/posts/2026-05-26-brakes/pads.png",  # which the post does not even show
        "content/images/pads.png",
        "content/authors/mara-lind.png",
    ],
)
def test_a_picture_that_would_stop_the_publication_is_told_to_whoever_brings_it(
    base: Path, fork: Path, tmp_path: Path, path: str
) -> None:
    put(
        fork, "content/authors/mara-lind.md", CARD if path.startswith("content/authors/") else CARD.replace("avat", "#")
    )
    put(fork, "content/posts/2026-05-26-brakes/index.md", "---\ntitle: Brakes\nauthor: mara-lind\n---\n\nWorn.\n")
    put(fork, path, CUT_SHORT)
    checked = look(base, fork, tmp_path)
    assert [(each.id, each.path) for each in checked.report.errors] == [("image-refused", path)]


def test_so_is_one_that_is_changed_alone(base: Path, fork: Path, tmp_path: Path) -> None:
    post = "content/posts/2026-05-26-brakes"
    put(base, "content/authors/mara-lind.md", CARD)
    put(base, f"{post}/index.md", "---\ntitle: Brakes\nauthor: mara-lind\n---\n\n![Two worn pads](pads.png)\n")
    for place in (f"{post}/pads.png", "content/authors/mara-lind.png"):
        Image.new("RGB", (9, 9)).save(base / place)
    commit(base)
    git(fork, "fetch", "-q", "origin")
    git(fork, "reset", "-q", "--hard", "origin/main")
    for place in (f"{post}/pads.png", "content/authors/mara-lind.png"):
        (fork / place).write_bytes(CUT_SHORT)
    checked = look(base, fork, tmp_path)
    assert [(each.id, each.path) for each in checked.report.errors] == [
        ("image-refused", "content/authors/mara-lind.png"),
        ("image-refused", f"{post}/pads.png"),
    ]


def test_what_is_wrong_with_a_picture_is_told_once(base: Path, fork: Path, tmp_path: Path) -> None:
    (fork / "content/images").mkdir(exist_ok=True)
    (fork / "content/images/pads.png").write_bytes(b"<html>\n")
    checked = look(base, fork, tmp_path)
    assert [each.id for each in checked.report.errors] == ["image-not-image"]


def test_a_bio_that_cannot_be_shown_is_told_where_nothing_else_changed(base: Path, fork: Path, tmp_path: Path) -> None:
    put(base, "content/authors/mara-lind.md", CARD.replace("avatar: mara-lind.png\n", ""))
    commit(base)
    git(fork, "fetch", "-q", "origin")
    git(fork, "reset", "-q", "--hard", "origin/main")
    put(fork, "content/authors/mara-lind.md", CARD.replace("avatar: mara-lind.png\n", "") + "> " * 3000 + "deep\n")
    checked = look(base, fork, tmp_path)
    assert [(each.id, each.path) for each in checked.report.errors] == [
        ("too-complicated", "content/authors/mara-lind.md")
    ]


@pytest.mark.parametrize(
    ("path", "line", "text"),
    [
        ("posts/2026-05-26-a.md", "", "[x](https://test.example.org/nowhere/)"),
        ("posts/2026-05-26-a.md", "", "[x](https&colon;//test.example.org/about)"),
        ("posts/2026-05-26-a.md", "", "![x](https://test.example.org/images/none.png)"),
        ("posts/2026-05-26-a.md", "", "https://test.example.org/tags/nothing/"),
        ("posts/2026-05-26-a.md", "canonical: https://test.example.org/nowhere/", "Words."),
        ("posts/2026-05-26-a.md", "event: {start: 2026-06-01, link: 'https://test.example.org/nowhere/'}", "Words."),
        ("authors/mara-lind.md", "website: https://test.example.org/mara", "Mara mends bikes."),
        ("authors/mara-lind.md", 'mastodon: "@mara@test.example.org"', "Mara mends bikes."),
    ],
)
def test_a_whole_address_of_this_site_at_which_nothing_is_stops_the_change_and_no_publication(
    base: Path, fork: Path, tmp_path: Path, path: str, line: str, text: str
) -> None:
    who = "name: Mara Lind\ngithub: mara-writes" if path.startswith("authors") else "title: A\nauthor: mara-lind"
    put(fork, f"content/{path}", f"---\n{who}\n{line}\n---\n\n{text}\n")
    checked = look(base, fork, tmp_path)
    assert {(each.id, each.path) for each in checked.report.errors} == {("link-missing", f"content/{path}")}


def test_whole_addresses_of_what_is_here_are_fine(base: Path, fork: Path, tmp_path: Path) -> None:
    home = "https://test.example.org"
    links = f"{home} {home}/ {home}/about/ {home}/2026/05/first-evening/ {home}/archive/ {home}/feed.xml {home}/old/"
    put(
        fork,
        "content/posts/2026-05-26-a.md",
        f"---\ntitle: A\nauthor: mara-lind\naliases: [old]\n---\n\n{links}\n",
    )
    assert not look(base, fork, tmp_path).report.errors


def test_a_report_of_very_many_words_is_one_that_the_other_side_reads(base: Path, fork: Path, tmp_path: Path) -> None:
    lines = "".join(f"{'字' * 1_240} https://example.org/{at}\n\n" for at in range(26))
    for number in range(19):
        post = f"---\ntitle: Post {number}\nauthor: mara-lind\n---\n\n{lines}"
        put(fork, f"content/posts/2026-05-26-post-{number}.md", post)
    checked = look(base, fork, tmp_path)
    told = ChangeReport.read((tmp_path / "artifact/report.json").read_bytes())
    assert len(told.problems) + told.unlisted == len(checked.report.problems) < 500
    assert told.unlisted


def test_a_whole_address_that_somebody_else_links_to_is_told_before_it_is_dead(
    base: Path, fork: Path, tmp_path: Path
) -> None:
    top = "---\ntitle: Chains\nauthor: tom-oak\n"
    put(base, "content/posts/2026-05-21-a.md", f"{top}tags: chains\n---\n\nOil them.\n")
    link = "https://test.example.org/tags/chains/"
    put(base, "content/posts/2026-05-22-b.md", f"{top}---\n\nSee [all]({link}) of it.\n".replace("Chains", "More"))
    commit(base)
    git(fork, "pull", "-q")
    put(fork, "content/posts/2026-05-21-a.md", f"{top}---\n\nOil them.\n")
    told = [(each.id, each.path) for each in look(base, fork, tmp_path, account="").report.problems]
    assert ("link-missing", "content/posts/2026-05-22-b.md") in told


@pytest.mark.parametrize(("account", "told"), [("mara-writes", ["change-too-heavy"]), ("", [])])
def test_a_change_that_would_fill_the_host_needs_a_maintainer(
    base: Path, fork: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, account: str, told: list[str]
) -> None:
    monkeypatch.setattr(proof, "MOST_ADDED", 1_000)
    assert [each.id for each in look(base, fork, tmp_path, account).report.errors] == told


def test_what_the_other_side_would_refuse_is_left_out_of_a_preview(
    base: Path, fork: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = "---\ntitle: A chain and a half\nauthor: mara-lind\naliases: [/c++/, /café/, /old/]\n---\n\n"
    put(fork, "content/posts/2026-05-26-two/index.md", f"{top}It broke.\n\n![The chain](chain.png)\n")
    Image.effect_noise((900, 600), 90).save(fork / "content/posts/2026-05-26-two/chain.png")
    monkeypatch.setattr(checking, "LARGEST_FILE", 100_000)
    assert look(base, fork, tmp_path).report.errors == []
    preview = tmp_path / "artifact/preview"
    left = {file.relative_to(preview).as_posix(): file.stat().st_size for file in preview.rglob("*") if file.is_file()}
    assert "2026/05/two/index.html" in left and "old/index.html" in left
    assert not {"c++/index.html", "café/index.html"} & left.keys()
    assert max(left.values()) <= 100_000


def test_a_whole_address_of_a_year_that_has_no_page_is_told(base: Path, fork: Path, tmp_path: Path) -> None:
    top = "---\ntitle: Chains\nauthor: mara-lind\n---\n\n"
    put(fork, "content/posts/2026-05-26-b.md", f"{top}See [2026](https://test.example.org/archive/2026/).\n")
    assert [each.id for each in look(base, fork, tmp_path).report.errors] == ["link-missing"]
