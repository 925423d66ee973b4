"""The answer to a pull request: one comment, kept up to date, and a preview that comes and goes with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from potluck.desk import reviewing
from potluck.pull_request import check_change
from potluck.pull_request.comment import MARK
from tests.files import put
from tests.git import git
from tests.github.conftest import Job
from tests.github.server import HEAD, MARA, NEWER, Site, finished_run, pull_request
from tests.pull_request.conftest import archive, commit, main_branch, packed

FINDING: dict[str, Any] = {
    "id": "title-missing",
    "severity": "error",
    "path": "content/posts/x.md",
    "line": 2,
    "title": "This post has no title.",
    "why": "Lists show it.",
    "fix": "Add one.",
}


def report(**changes: Any) -> bytes:
    told = {"problems": [], "checked": 1, "addresses": {}, "outside": []} | changes
    return archive({"report.json": json.dumps(told).encode()})


@pytest.fixture
def root(base: Path, tmp_path: Path) -> Path:
    """The main branch's clone, as the job has it, with previews served elsewhere."""
    return main_branch(base, tmp_path, "PREVIEW_URL = 'https://previews.example.org'\n")


def answered(root: Path, happens: Job, github_site: Site, **changes: Any) -> str:
    """The comment after a run, or nothing."""
    github_site.pulls.setdefault(12, pull_request())
    happens(finished_run(**changes))
    assert reviewing.review(root) == 0
    return str(github_site.comments[-1]["body"]) if github_site.comments else ""


def previews(tmp_path: Path) -> set[str]:
    if "previews" not in git(tmp_path / "remote.git", "branch", "--list"):
        return set()
    return set(git(tmp_path / "remote.git", "ls-tree", "-r", "--name-only", "previews").splitlines())


def test_from_a_real_check_to_a_comment_and_a_preview(
    root: Path, fork: Path, tmp_path: Path, happens: Job, github_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(fork)
    check_change(root / "pelicanconf.py", fork, git(fork, "rev-parse", "HEAD^"), number=12, account="mara-writes",
                 artifact=tmp_path / "artifact")  # fmt: skip
    github_site.archive = packed(tmp_path / "artifact")
    body = answered(root, happens, github_site)
    assert body.startswith(MARK) and "Everything is fine" in body
    assert "https://previews.example.org/preview/12/2026/05/a-chain-and-a-half/" in body
    assert "preview/12/2026/05/a-chain-and-a-half/index.html" in previews(tmp_path)
    page = git(tmp_path / "remote.git", "show", "previews:preview/12/2026/05/a-chain-and-a-half/index.html")
    assert "It broke on the hill" in page and "noindex" in page and "https://previews.example.org" not in page[:400]
    # The next commit changes the same comment and takes the old preview's place.
    github_site.archive = report()
    monkeypatch.setenv("GITHUB_TOKEN", "the-token")
    answered(root, happens, github_site)
    assert len(github_site.comments) == 1
    assert not any(path.startswith("preview/12/") for path in previews(tmp_path))


def test_previews_of_two_pull_requests_stand_beside_each_other_until_each_closes(
    root: Path, tmp_path: Path, happens: Job, github_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = {"report.json": b'{"problems":[],"checked":1,"addresses":{},"outside":[]}', "preview/index.html": b"<p>Hi"}
    github_site.archive = archive(page)
    answered(root, happens, github_site)
    github_site.pulls = {14: pull_request(14), 12: pull_request(state="closed"), 15: pull_request(15, state="closed")}
    monkeypatch.setenv("GITHUB_TOKEN", "the-token")
    answered(root, happens, github_site)
    assert {"preview/12/index.html", "preview/14/index.html", "robots.txt", ".nojekyll"} <= previews(tmp_path)
    monkeypatch.setenv("GITHUB_TOKEN", "the-token")
    happens({"action": "closed", "pull_request": pull_request(15, state="closed")})
    assert reviewing.close_preview(root) == 0  # 12's was left behind; it goes as well
    assert not any(path.startswith("preview/12") for path in previews(tmp_path))
    assert "preview/14/index.html" in previews(tmp_path)
    assert git(tmp_path / "remote.git", "log", "--format=%s", "-1", "main") == "$(id) `id` ::error::"


def test_an_answer_about_an_older_commit_is_not_given(root: Path, happens: Job, github_site: Site) -> None:
    github_site.pulls[12] = pull_request(
        head={"sha": NEWER, "ref": "patch-1", "repo": {"full_name": "mara-writes/table"}}
    )
    github_site.archive = report()
    assert answered(root, happens, github_site) == ""


def test_somebody_elses_copy_of_our_comment_is_left_alone(root: Path, happens: Job, github_site: Site) -> None:
    github_site.comments = [{"id": 1, "user": MARA, "body": f"{MARK} pay here"}]
    github_site.archive = report()
    answered(root, happens, github_site)
    assert [each["user"]["login"] for each in github_site.comments] == ["mara-writes", "github-actions[bot]"]
    assert github_site.comments[0]["body"].endswith("pay here")


def test_a_forged_artifact_does_not_choose_the_pull_request(root: Path, happens: Job, github_site: Site) -> None:
    github_site.pulls[13] = pull_request(13, head={"sha": "d" * 40, "ref": "other", "repo": {"full_name": "ben/table"}})
    github_site.archive = archive({"report.json": report(), "number": b"13", "NR": b"13"})
    assert "The check could not be read" in answered(root, happens, github_site)
    assert all("/issues/13/" not in asked for asked in github_site.asked)


def test_words_in_a_forged_report_stay_words(root: Path, happens: Job, github_site: Site) -> None:
    evil = (
        "@club/all see [this](https://evil.example.org) ![x](https://evil.example.org/x.png) <b>x</b> #1 www.evil.org"
    )
    edit = {"start_line": 1, "end_line": 1, "replacement": "```\n@everyone\n~~~"}
    github_site.archive = report(
        problems=[FINDING | {"title": evil, "why": evil, "fix": f"`` ` {evil}", "edit": edit, "path": f"x`{evil}"}],
        outside=[f"a`{evil}"],
    )
    body = answered(root, happens, github_site)
    plain = _outside_code(body)
    for told in ("@club", "](https://evil", "<b>", "#1", "https://evil", "www.evil"):
        assert told not in plain, told


def test_a_forged_report_hides_no_code(root: Path, happens: Job, github_site: Site) -> None:
    github_site.files = [
        {"filename": "content/posts/2026-05-27-x.md"},
        {"filename": ".github/workflows/check.yml"},
        {"filename": "content/tasks.md", "previous_filename": "tasks.py"},
    ]
    github_site.archive = report(outside=["theme/a.css"])
    body = answered(root, happens, github_site)
    assert "3 files outside `content/`: `.github/workflows/check.yml`, `tasks.py`, `theme/a.css`" in body
    assert "what is told here may be anything" in body and "with the code of the branch it is for" not in body


def _outside_code(markdown: str) -> str:
    import re

    fenced = re.sub(r"(?ms)^ *(`{3,})[a-z]*$.*?^ *\1$", "", markdown)
    return re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", fenced)


@pytest.mark.parametrize("labels", [[], [{"name": "vouched"}]])
def test_a_label_that_stands_for_what_was_there_before_is_said_so(
    root: Path, happens: Job, github_site: Site, labels: list[dict[str, str]]
) -> None:
    github_site.pulls[12] = pull_request(labels=labels)
    signed = FINDING | {"id": "byline-of-another", "fix": "If this is meant, ask a maintainer to vouch for it."}
    github_site.archive = report(problems=[signed])
    assert ("takes `vouched` off and puts it on again" in answered(root, happens, github_site)) == bool(labels)


def test_a_very_long_report_fits_a_comment(root: Path, happens: Job, github_site: Site) -> None:
    edit = {"start_line": 1, "end_line": 1, "replacement": "x" * 3_900}
    github_site.archive = report(problems=[FINDING | {"path": f"content/{n}.md", "edit": edit} for n in range(60)])
    body = answered(root, happens, github_site)
    assert len(body) < 65_536 and "and more" in body and "Checked at" in body


def test_without_a_place_for_previews_the_run_is_pointed_to(
    root: Path, tmp_path: Path, happens: Job, github_site: Site
) -> None:
    conf = (root / "pelicanconf.py").read_text(encoding="utf-8")
    put(root, "pelicanconf.py", conf + "PREVIEW_URL = ''\n")
    github_site.archive = report(addresses={"content/posts/x.md": "2026/05/x/"})
    body = answered(root, happens, github_site)
    assert "https://github.com/test-example/test/actions/runs/900" in body
    assert previews(tmp_path) == set()


def test_a_check_that_failed_without_a_report_is_said_so(root: Path, happens: Job, github_site: Site) -> None:
    assert "There is no report" in answered(root, happens, github_site)


def test_a_run_that_a_label_ended_leaves_the_answer_to_the_next(root: Path, happens: Job, github_site: Site) -> None:
    github_site.runs.append(901)
    assert answered(root, happens, github_site, conclusion="cancelled") == ""


def test_a_run_that_was_about_no_pull_request_is_passed_over(root: Path, happens: Job, github_site: Site) -> None:
    assert answered(root, happens, github_site, event="push") == ""
    assert github_site.asked == []


def test_head_is_what_the_event_says(root: Path, happens: Job, github_site: Site) -> None:
    github_site.archive = report()
    assert HEAD[:10] in answered(root, happens, github_site)


@pytest.mark.parametrize(
    "branch", ["patch-1&state=closed", "$(id)`id`", "${{github.token}}", "../../main#x", "a'\";|b", "línea-日本"]
)
def test_a_branch_may_be_called_anything(root: Path, happens: Job, github_site: Site, branch: str) -> None:
    theirs = {"sha": HEAD, "ref": branch, "repo": {"full_name": "mara-writes/table"}}
    github_site.pulls[12] = pull_request(head=theirs)
    github_site.archive = report()
    assert HEAD[:10] in answered(root, happens, github_site, head_branch=branch)
    assert branch not in str(github_site.comments[-1]["body"])
