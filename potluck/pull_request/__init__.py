"""A pull request: checked with our code, shown as a preview, answered in one comment.

Two sides that trust each other as little as possible. ``checking`` runs on the pull request itself, with a token that
can only read, and leaves a ``report`` and a built preview in an artifact. ``review`` runs on the main branch's side
with a token that can write, takes that artifact for what it is (a stranger's zip file), and answers.
"""

from __future__ import annotations

from potluck.pull_request.checking import Checked, check_change, compared_with
from potluck.pull_request.review import remove_preview, review

__all__ = ["Checked", "check_change", "compared_with", "remove_preview", "review"]
