"""Moves the branch on the server, and asks the server whether it moved.

A push is never forced: the branch goes from the commit that the plan was made against to the new one, or stays.
"""

from __future__ import annotations

import re
import time

from potluck.publish.destination import Destination
from potluck.publish.explain import refusal
from potluck.publish.git import GitError
from potluck.publish.history import publication
from potluck.publish.refused import Overtaken, PublishRefused

_LOCKED = re.compile(r"cannot lock ref|failed to update ref|failed to lock|\.lock'|incorrect old value", re.IGNORECASE)


def push(destination: Destination, commit: str, *, expected: str | None) -> None:
    """Move the branch on the server from ``expected`` to ``commit``, and make sure that it did.

    Raises Overtaken when the branch had moved elsewhere, PublishRefused for every other failure.
    """
    refspec = f"{commit}:refs/heads/{destination.branch}"
    command = ["-c", f"remote.{destination.remote}.mirror=false"]  # as a mirror it would lose its other branches
    command += ["push", "--porcelain", "--no-follow-tags", "--no-verify", "--", destination.address, refspec]
    for pause in (0.1, 0.3, 1.0, None):
        failed = None
        try:
            destination.git.raw(*command)
        except GitError as problem:
            failed = problem
        # The server has the last word: a connection can drop after the branch moved.
        if failed is None or _is_live(destination, commit, expected):
            break
        if pause is None or not _LOCKED.search(failed.said):
            raise refusal(failed) from failed
        time.sleep(pause)  # somebody holds the branch's lock: in a moment it has moved, or is free
    if failed is None and not _is_live(destination, commit, expected):
        raise PublishRefused(
            "The server took the publication, and its branch does not show it.", "Look with `invoke status`."
        )


def _is_live(destination: Destination, commit: str, expected: str | None) -> bool:
    """Whether the branch holds the commit; False when it still is as before. Raises Overtaken."""
    newest = destination.newest()
    if newest == commit:
        return True
    if newest is None or newest == expected:
        return False
    if destination.git.holds("merge-base", "--is-ancestor", commit, newest):
        return True  # and somebody has published on top of it since
    by = publication(destination, newest)
    raise Overtaken(by.who, by.when)
