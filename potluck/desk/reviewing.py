"""What workflows call about pull requests: check one, answer it, take its preview away, keep an issue up to date."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from potluck.desk.answers import COULD_NOT_RUN, DONE, plainly, say, sorry
from potluck.desk.site import settings_at, settings_of
from potluck.github import Changed, GitHub, PullRequest, Run, read_event
from potluck.github.api import keep_issue
from potluck.github.events import answer, summarise, with_token
from potluck.pull_request import check_change, comment, compared_with, remove_preview
from potluck.pull_request import review as review_run
from potluck.pull_request.comment import run_address

NOTHING_FOUND, FOUND = 0, 1
"""Exit statuses of `invoke links` and of tests; anything else means that they could not run."""


@plainly
def check_pull_request(conf: Path, change: str, artifact: str) -> int:
    """Check the pull request of this run, whose clone is at ``change``: annotations, a summary and an artifact."""
    event = read_event(Changed)
    pull = event.pull_request
    _, settings = settings_of(conf)
    vouched = event.is_vouched(settings.vouched_label)
    checked = check_change(
        conf,
        Path(change),
        compared_with(Path(change), pull.base.sha, pull.head.sha),
        number=pull.number,
        account="" if vouched else pull.user.login,
        artifact=Path(artifact),
    )
    code = f"\n{comment.outside(checked.facts.outside)}\n" if checked.has_code else ""
    summarise(checked.report.told("markdown") + code)
    answer("code", "true" if checked.has_code else "false")
    checked.report.render("github", sys.stdout)
    return checked.report.exit_status


@plainly
def review(root: Path) -> int:
    """Answer the pull request that a finished run of the check was about."""
    run = read_event(Run, "workflow_run")
    with_token()
    told, settings = settings_of(root / "pelicanconf.py")
    content = Path(told["PATH"]).resolve().relative_to(root.resolve()).as_posix()
    with GitHub.from_environment() as github:
        say(review_run(github, run, root, settings, content).said)
    return DONE


@plainly
def close_preview(root: Path) -> int:
    """Take away the preview of the pull request that has just been closed."""
    pull = read_event(PullRequest, "pull_request")
    with_token()
    with GitHub.from_environment() as github:
        say(remove_preview(github, pull.number, root, settings_at(root)).said)
    return DONE


@plainly
def links_issue(root: Path) -> int:
    """Look links up, and keep one issue that lists those that lead nowhere."""
    with GitHub.from_environment() as github:  # which takes the token out of the environment of what is started next
        command = [sys.executable, "-m", "invoke", "links", "--format", "markdown"]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        if done.returncode not in (NOTHING_FOUND, FOUND):
            return sorry(f"The links could not be looked up.\n{done.stderr[-2_000:]}")
        found = done.stdout if done.returncode == FOUND else ""
        say(keep_issue(github, "links", "Links that lead nowhere", found))
    return DONE


@plainly
def canary_issue(root: Path, result: str) -> int:
    """Keep one issue that says whether Potluck works with the newest releases; ``result`` is how the tests ended."""
    if result not in ("success", "failure"):
        return sorry(f"The tests ended as {result!r}, which tells nothing about the newest releases.")
    settings, run = settings_at(root), os.environ.get("GITHUB_RUN_ID", "")
    where = (run.isdigit() and run_address(settings, int(run))) or "the run of the Canary workflow"
    failed = (
        "The tests fail with the newest releases of the libraries that Potluck stands on. The site goes on as it is, "
        f"since it is built with the versions in `requirements.txt`. What failed: {where}"
    )
    with GitHub.from_environment() as github:
        title = "Newer releases that don't fit yet"
        say(keep_issue(github, "canary", title, failed if result == "failure" else ""))
    return DONE


assert COULD_NOT_RUN not in (NOTHING_FOUND, FOUND), "a task that could not run must not close an issue"
