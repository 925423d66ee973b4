"""Talking to GitHub: who an event is about is read and not guessed, and nothing that comes back is trusted for size."""

from __future__ import annotations

import os

import pytest

from potluck.github import EventError, GitHub, GitHubError, PullRequest, Run, read_event
from potluck.github.api import keep_issue
from potluck.github.events import answer
from tests.github.conftest import Job
from tests.github.server import BOT, HEAD, MARA, NEWER, Site, finished_run, pull_request


@pytest.mark.parametrize(
    "told",
    [
        "",
        "[]",
        "{}",
        "null",
        {"pull_request": {}},
        {"pull_request": pull_request(number="12; id")},
        {"pull_request": pull_request(number=-1)},
        {"pull_request": pull_request(head={"sha": "HEAD", "ref": "x", "repo": None})},
        {"pull_request": pull_request(user={"login": "a b\n", "id": 1})},
    ],
)
def test_an_event_that_is_none_is_refused_in_a_sentence(happens: Job, told: object) -> None:
    happens(told)
    with pytest.raises(EventError, match="event is not what this task is for"):
        read_event(PullRequest, "pull_request")


def test_outside_a_workflow_the_task_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_EVENT_PATH", raising=False)
    with pytest.raises(EventError, match="runs in a workflow"):
        read_event(PullRequest, "pull_request")


def test_the_token_leaves_the_environment_and_goes_to_github_alone(github_site: Site) -> None:
    github_site.pulls[12] = pull_request()
    github_site.archive = b"zip"
    run = Run.model_validate(finished_run()["workflow_run"])
    with GitHub.from_environment() as github:
        assert "GITHUB_TOKEN" not in os.environ
        artifact = github.artifact_of(run, "pull-request")
        assert artifact is not None
        assert github.download(artifact, 100) == b"zip"
    assert github_site.storage_saw == [None]


def test_an_archive_larger_than_it_claims_is_not_swallowed(github_site: Site) -> None:
    github_site.archive, github_site.claimed_size = b"x" * 5_000_000, 10
    run = Run.model_validate(finished_run()["workflow_run"])
    with GitHub.from_environment() as github:
        artifact = github.artifact_of(run, "pull-request")
        assert artifact is not None
        with pytest.raises(GitHubError, match="larger than"):
            github.download(artifact, 1_000_000)


def test_the_pull_request_of_a_forks_run_is_the_one_with_its_commit_at_the_head(github_site: Site) -> None:
    github_site.pulls = {
        11: pull_request(11, state="closed"),
        12: pull_request(12),
        13: pull_request(13, head={"sha": HEAD, "ref": "patch-1", "repo": {"full_name": "mallory/table"}}),
    }
    run = Run.model_validate(finished_run()["workflow_run"])
    with GitHub.from_environment() as github:
        found = github.pull_request_of(run)
        assert found is not None and found.number == 12
        github_site.pulls[12]["head"]["sha"] = NEWER
        assert github.pull_request_of(run) is None
        of_a_fork_that_is_gone = Run.model_validate(finished_run(head_repository=None)["workflow_run"])
        assert github.pull_request_of(of_a_fork_that_is_gone) is None


def test_a_branch_with_a_name_made_for_shells_and_addresses_is_only_a_name(github_site: Site) -> None:
    name = "x&state=all&head=club:main#$(id)`id`;../../../user"
    github_site.pulls[12] = pull_request(
        12, head={"sha": HEAD, "ref": name, "repo": {"full_name": "mara-writes/table"}}
    )
    run = Run.model_validate(finished_run(head_branch=name)["workflow_run"])
    with GitHub.from_environment() as github:
        found = github.pull_request_of(run)
    assert found is not None and found.number == 12
    assert all(asked.startswith("GET /repos/club/table/pulls?") for asked in github_site.asked)


def test_a_refusal_is_told_with_githubs_own_words(github_site: Site) -> None:
    with GitHub.from_environment() as github, pytest.raises(GitHubError, match=r"404.*Not Found"):
        github.pull_request(99)


def test_one_issue_is_opened_then_brought_up_to_date_then_closed(github_site: Site) -> None:
    with GitHub.from_environment() as github:
        assert keep_issue(github, "links", "Dead links", "") == "All is well."
        keep_issue(github, "links", "Dead links", "- one")
        keep_issue(github, "links", "Dead links", "- one\n- two")
        assert [each["body"].split("\n", 1)[1] for each in github_site.issues] == ["- one\n- two"]
        keep_issue(github, "links", "Dead links", "")
    assert [each["state"] for each in github_site.issues] == ["closed"]


def test_somebody_elses_issue_with_our_mark_is_left_alone(github_site: Site) -> None:
    github_site.issues = [
        {"number": 3, "state": "open", "title": "", "body": "<!-- potluck: links -->\n", "user": MARA}
    ]
    with GitHub.from_environment() as github:
        keep_issue(github, "links", "Dead links", "x\n" * 60_000)
    theirs, ours = github_site.issues
    assert theirs["body"] == "<!-- potluck: links -->\n"
    assert ours["user"] == BOT and len(ours["body"]) < 65_536


def test_an_output_can_hold_no_line_of_its_own(happens: Job) -> None:
    happens({})
    with pytest.raises(ValueError, match="can't be an output"):
        answer("code", "true\ncode=false")
