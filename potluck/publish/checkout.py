"""Whether this clone is fit to publish from: the answer comes before anything is built.

A publication must be what a commit says, by somebody with a name, from the newest source. This module only looks; it
changes nothing in the clone.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from potluck.publish.destination import Destination, locate
from potluck.publish.git import Git
from potluck.publish.refused import PublishRefused, plainly

#: Folders whose listing decides what is built: here a file that git ignores counts too.
LISTED_FOLDERS = ("content", "theme")
SHOWN = 5


@dataclass(frozen=True)
class Identity:
    """Who publishes, as git knows them."""

    name: str
    email: str


@dataclass(frozen=True)
class Checkout:
    """A clone that may publish, at the commit it stood at when it was looked over."""

    destination: Destination
    identity: Identity
    source_branch: str  #: "main"
    source_commit: str  #: full id
    unpushed: int  #: commits that are here and not on the remote yet
    held_back: tuple[str, ...] = ()  #: files of the content that are left out this time

    def still_stands(self) -> None:
        """Look again, after the build: raises PublishRefused when the source changed underneath it."""
        git = self.destination.git
        if git.text("rev-parse", "HEAD") != self.source_commit:
            raise PublishRefused(
                "The source moved to another commit while the site was being built.",
                "Publish again, so that what goes out is what the newest commit says.",
            )
        _refuse_open_changes(self.destination)


@plainly
def preflight(
    repository: Path, *, remote: str = "origin", branch: str = "gh-pages", source_branch: str = "main"
) -> Checkout:
    """Look the clone over. Raises PublishRefused, with the fix, at the first thing that stands in the way."""
    destination = locate(repository, remote=remote, branch=branch)
    if branch == source_branch:
        raise PublishRefused(
            f"The site would be published over {source_branch!r}, the branch that holds its source.",
            "Let PUBLISH_BRANCH in pelicanconf.py name another; GitHub expects gh-pages.",
        )
    identity = identify(destination)
    _refuse_unwritable(destination)
    _refuse_other_branch(destination, source_branch)
    _refuse_partial_history(destination)
    _refuse_open_changes(destination)
    commit = destination.git.text("rev-parse", "HEAD")
    unpushed = _compare_with_remote(destination, source_branch, commit)
    return Checkout(destination, identity, source_branch, commit, unpushed)


def identify(destination: Destination) -> Identity:
    """The name and address that git signs commits with here. Raises PublishRefused when there is none."""
    # Without this setting git makes a name up from the machine's.
    line = destination.git.answer("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT")
    found = re.fullmatch(r"(?P<name>.+) <(?P<email>.+)> \d+ [+-]\d+", line or "")
    if not found:
        raise PublishRefused(
            "git does not know your name yet, and every publication says who made it.",
            'Tell it with `git config --global user.name "Your Name"` and '
            "`git config --global user.email you@example.org`.",
        )
    return Identity(found["name"], found["email"])


def _refuse_unwritable(destination: Destination) -> None:
    if not os.access(destination.objects, os.W_OK):
        raise PublishRefused(
            "This copy of the repository can't be written to, and publishing writes to its `.git` folder.",
            "Publish from a clone of your own.",
        )


def _refuse_other_branch(destination: Destination, source_branch: str) -> None:
    git = destination.git
    if not git.holds("rev-parse", "--verify", "--quiet", "HEAD^{commit}"):
        if git.holds("rev-parse", "--verify", "--quiet", "HEAD"):
            raise PublishRefused(
                "git's own store in this clone is damaged: the newest commit can't be read.",
                "Clone the repository anew and publish from there.",
            )
        raise PublishRefused("This repository has no commit yet.", "Commit the site's source with `git commit`.")
    current = (git.answer("symbolic-ref", "--quiet", "HEAD") or "").removeprefix("refs/heads/")
    if current != source_branch:
        here = f"on the branch {current!r}" if current else "on no branch (git calls it a detached HEAD)"
        is_here = git.holds("rev-parse", "--verify", "--quiet", f"refs/heads/{source_branch}")
        if not is_here and not destination.tips(source_branch):
            raise PublishRefused(
                f"You are {here}, and the site would be published from {source_branch!r}, which there is not.",
                "Let BRANCH in pelicanconf.py and `.github/workflows/publish.yml` name the branch it comes from.",
            )
        raise PublishRefused(
            f"You are {here}, and the site is published from {source_branch!r}.",
            f"Go there with `git switch {source_branch}`, then publish.",
        )


def _refuse_partial_history(destination: Destination) -> None:
    git = destination.git
    if git.text("rev-parse", "--is-shallow-repository") == "true":
        raise PublishRefused(
            "This clone holds only the newest part of the history (a shallow clone), so it can't tell whether "
            "publishing from here would lose somebody's post.",
            "Fetch the rest with `git fetch --unshallow`. In a workflow, give actions/checkout `fetch-depth: 0`.",
        )
    # "S": left out by a sparse checkout; lower case: git was told not to look at the file.
    flags = git.raw("ls-files", "-v", "-z").decode("utf-8", "replace").split("\0")
    hidden = [line[2:] for line in flags if line[:1] == "S" or line[:1].islower()]
    if hidden:
        raise PublishRefused(
            f"git was told to leave files alone here, so a build may lack them: {_some(hidden)}.",
            "Undo it with `git sparse-checkout disable` and `git update-index --really-refresh "
            "--no-assume-unchanged --no-skip-worktree FILE`, or publish from a fresh clone.",
        )


def _refuse_open_changes(destination: Destination) -> None:
    git = destination.git
    status = ("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all")
    entries = git.raw(*status).split(b"\0")[:-1]
    open_files = [entry[3:].decode("utf-8", "replace") for entry in entries]
    if open_files:
        raise PublishRefused(
            f"These files hold changes that no commit has: {_some(open_files)}. "
            "What is published has to be what the source says.",
            "Commit them (`git add`, `git commit`), or put them away with `git stash --include-untracked`.",
        )
    ignored = ("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--")
    listed = git.raw(*ignored, *LISTED_FOLDERS).decode("utf-8", "replace").split("\0")[:-1]
    # Editors and file managers leave dot files everywhere; no build reads them.
    strays = [path for path in listed if not any(part.startswith(".") for part in path.split("/"))]
    if strays:
        raise PublishRefused(
            f"git ignores these files, and a build would read them: {_some(strays)}. "
            "They would be on the site, and in nobody else's copy of it.",
            "Commit them with `git add --force`, or move them elsewhere.",
        )


def _compare_with_remote(destination: Destination, source_branch: str, commit: str) -> int:
    """How many commits are only here. Raises PublishRefused when the remote holds some that are not."""
    git = destination.git
    there = destination.tips(source_branch).get(source_branch)
    if there is None or there == commit:
        return 0
    if not is_ancestor(git, there, commit):
        raise PublishRefused(
            f"{destination.remote} has newer commits on {source_branch!r}, and publishing without them would take "
            "them off the site.",
            f"Bring them in with `git pull --rebase {destination.remote} {source_branch}`, then publish.",
        )
    return int(git.text("rev-list", "--count", f"{there}..{commit}"))


def is_ancestor(git: Git, old: str, new: str) -> bool:
    """Whether a commit is in this clone and is contained in another."""
    return git.holds("cat-file", "-e", f"{old}^{{commit}}") and git.holds("merge-base", "--is-ancestor", old, new)


def _some(paths: Sequence[str]) -> str:
    """The first few of them, and how many more."""
    shown = ", ".join(paths[:SHOWN])
    return shown if len(paths) <= SHOWN else f"{shown} and {len(paths) - SHOWN} more"
