"""Puts a draft on a branch of its own and proposes it, with credit to whoever wrote it.

The branch and the commit's subject are made of the issue's number. The account to credit is GitHub's word, not what
somebody typed. Nothing is checked out: the clone this runs in stays as it is.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from potluck.checks import Report, check
from potluck.checks.change.identity import BYLINE_OF_ANOTHER
from potluck.checks.change.impostors import NAME_OF_ANOTHER
from potluck.checks.change.owners import FILE_OF_ANOTHER
from potluck.github import GitHub
from potluck.github.api import LONGEST
from potluck.github.events import Issue
from potluck.publish.checkout import identify
from potluck.publish.commit import signed_as
from potluck.publish.destination import Destination, locate
from potluck.publish.push import push
from potluck.publish.refused import plainly
from potluck.settings import Settings
from potluck.submission.drafting import Draft
from potluck.submission.form import FormRefused

SOMEBODY_ELSES = (BYLINE_OF_ANOTHER.id, FILE_OF_ANOTHER.id, NAME_OF_ANOTHER.id)


@dataclass(frozen=True)
class Proposal:
    """What came of a submission: the pull request, and what the check says of it."""

    number: int
    report: Report


def propose(github: GitHub, issue: Issue, made: Draft, root: Path, settings: Settings, moment: datetime) -> Proposal:
    """Propose a draft. Raises FormRefused when it is somebody else's, PublishRefused, GitHubError."""
    branch = f"submission-{issue.number}"
    report = _pushed(made, issue, locate(root, remote=settings.publish_remote, branch=branch), settings, moment)
    body = _words(issue, made, report)
    title = f"A post from issue {issue.number}"
    number = github.propose(title, body, branch, settings.branch)
    github.label(number, settings.vouched_label)  # whose it is was looked at here; the bot is nobody's account
    return Proposal(number, report)


@plainly
def _pushed(made: Draft, issue: Issue, destination: Destination, settings: Settings, moment: datetime) -> Report:
    git = destination.git
    base = git.text("rev-parse", "HEAD")
    before = destination.newest()
    who = issue.user
    credit = f"Co-authored-by: {who.login} <{who.id}+{who.login}@users.noreply.github.com>"
    message = f"Post from issue {issue.number}: {made.slug}\n\n{credit}\n"
    commit = _commit(destination, made.files, message, base, before)
    with _laid_out(destination, commit) as folder:
        content = folder / "content"
        report = check(content, settings, repository=folder, since=base, moment=moment, account=who.login)
    theirs = [problem for problem in report.problems if problem.id in SOMEBODY_ELSES]
    if theirs:
        raise FormRefused(f"{theirs[0].title} If you are that person, write from the account that stands on your card.")
    if before is None or git.text("rev-parse", f"{commit}^{{tree}}") != git.text("rev-parse", f"{before}^{{tree}}"):
        push(destination, commit, expected=before)
    return report


def _commit(destination: Destination, files: Mapping[str, bytes], message: str, base: str, before: str | None) -> str:
    """A commit of the base with these files, in the clone's store and on no branch.

    An earlier proposal (``before``) stays in its history, and what it brought is replaced.
    """
    git = destination.git
    parents = (
        [before, base] if before and not git.holds("merge-base", "--is-ancestor", base, before) else [before or base]
    )
    with tempfile.TemporaryDirectory(prefix="potluck-") as folder:
        indexed = git.at(destination.root, GIT_INDEX_FILE=f"{folder}/index", **signed_as(identify(destination)))
        indexed.raw("read-tree", base)
        for path, data in files.items():
            blob = indexed.text("hash-object", "-w", "--stdin", stdin=data)
            indexed.raw("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
        options = [option for parent in parents for option in ("-p", parent)]
        return indexed.text("commit-tree", indexed.text("write-tree"), *options, stdin=message.encode())


@contextmanager
def _laid_out(destination: Destination, commit: str) -> Iterator[Path]:
    """A commit's files in a folder, for as long as they are looked at."""
    with tempfile.TemporaryDirectory(prefix="potluck-") as name:
        folder = Path(name) / "proposal"
        destination.git.raw("worktree", "add", "--quiet", "--detach", str(folder), commit)
        try:
            yield folder
        finally:
            destination.git.raw("worktree", "remove", "--force", str(folder))


def _words(issue: Issue, made: Draft, report: Report) -> str:
    files = "\n".join(f"- `{path}`" for path in sorted(made.files))
    remarks = "".join(f"\n- {remark}" for remark in dict.fromkeys(made.remarks))
    return (
        f"Brought through the form, by @{issue.user.login}. Closes #{issue.number}.\n\n{files}\n{remarks}\n\n"
        f"{report.told('markdown')}"
    )[:LONGEST]
