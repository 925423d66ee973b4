"""Moves the branch on the server, asks the server whether it moved, and reads back what it holds now.

A push is never forced: the branch goes from the commit that the plan was made against to the new one, or stays.
"""

from __future__ import annotations

import re
import time
from pathlib import Path

from potluck.publish.destination import Destination
from potluck.publish.git import Git, GitError
from potluck.publish.history import listing, publication
from potluck.publish.refused import Overtaken, PublishRefused, refusal

_LOCKED = re.compile(r"cannot lock ref|failed to update ref|failed to lock|\.lock'|incorrect old value", re.IGNORECASE)
_NAME = "potluck-publishing"


def push(destination: Destination, commit: str, *, expected: str | None, store: Path | None = None) -> None:
    """Move the branch on the server from ``expected`` to ``commit``, and make sure that it did.

    ``store`` is the object store that holds the commit, where that isn't the clone's: the clone then has it from the
    server when this is done. Raises Overtaken when the branch had moved elsewhere, PublishRefused for every other
    failure.
    """
    git, address = destination.git, destination.address
    if store is not None:
        git, address = _without_a_trace(destination)
        git = git.at(destination.root, GIT_OBJECT_DIRECTORY=str(store))
    for pause in (0.1, 0.3, 1.0, None):
        failed = _try(git, destination, address, commit)
        # The server has the last word: a connection can drop after the branch moved.
        if _is_live(destination, commit, expected, failed):
            return
        if failed is None:
            raise PublishRefused(
                "The server took the publication, and its branch does not show it.", "Look with `invoke status`."
            )
        if pause is None or not _LOCKED.search(failed.said):
            raise refusal(failed) from failed
        time.sleep(pause)  # somebody holds the branch's lock: in a moment it has moved, or is free


def read_back(destination: Destination, commit: str, files: bytes) -> None:
    """Hold what came back from the server against what was pushed, hash by hash.

    ``files`` is what ``history.listing`` tells of the commit that was checked. Raises PublishRefused, GitError.
    """
    if listing(destination.git, commit) != files:
        raise PublishRefused(
            "The server took the publication, and gives something else back.",
            "Look with `invoke status`, and publish again. If it says the same, the server is not to be trusted.",
        )
    destination.note(commit)


def _without_a_trace(destination: Destination) -> tuple[Git, str]:
    """git and the address to give it, for a push that leaves the clone's note of the branch (``origin/…``) alone.

    That note must not name a commit which the clone has not read back yet. So the remote goes under another name, with
    all its settings but the one for such notes.
    """
    if destination.address != destination.remote:
        return destination.git, destination.address
    of_it = f"remote.{destination.remote}."
    found = destination.git.raw("config", "-z", "--get-regexp", r"^remote\.").decode("utf-8", "surrogateescape")
    pairs = (entry.split("\n", 1) for entry in found.split("\0") if entry.startswith(of_it) and "\n" in entry)
    settings = [(key.removeprefix(of_it), value) for key, value in pairs]
    kept = [(f"remote.{_NAME}.{key}", value) for key, value in settings if key not in ("fetch", "mirror")]
    if not any(key.endswith(".url") for key, _ in kept):  # a remote of the old kind, a file below .git/remotes
        return destination.git, destination.address
    return destination.git.with_settings(kept), _NAME


def _try(git: Git, destination: Destination, address: str, commit: str) -> GitError | None:
    """Push once; answers what went wrong."""
    not_as_a_mirror = ("-c", f"remote.{destination.remote}.mirror=false")  # it would lose its other branches
    plainly = ("--porcelain", "--no-follow-tags", "--no-verify")
    try:
        git.raw(*not_as_a_mirror, "push", *plainly, "--", address, f"{commit}:refs/heads/{destination.branch}")
    except GitError as problem:
        return problem
    return None


def _is_live(destination: Destination, commit: str, expected: str | None, failed: GitError | None) -> bool:
    """Whether the branch holds the commit, which then is in the clone; False when it still is as before.

    Raises Overtaken, and PublishRefused when the server does not answer any more.
    """
    try:
        newest = destination.newest(known=expected)
    except GitError as silent:
        if failed is not None:
            raise refusal(failed) from failed
        reason = refusal(silent).reason
        raise PublishRefused(
            f"The server took the publication, and could not be read afterwards. {reason}",
            "`invoke status` says what is live. Publish again to have it compared.",
        ) from silent
    if newest == commit:
        return True
    if newest is None or newest == expected:
        return False
    if destination.git.holds("merge-base", "--is-ancestor", commit, newest):
        return True  # and somebody has published on top of it since
    by = publication(destination, newest)
    raise Overtaken(by.who, by.when)
