"""What the tasks share that workflows call: which settings they go by, and how they end when they can't be done."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

from potluck.build import CannotBuild
from potluck.build.conf import settings_from
from potluck.checks import CannotCheckError
from potluck.desk.answers import plainly, sorry
from potluck.github import EventError, GitHubError
from potluck.publish import PublishRefused
from potluck.settings import Settings

P = ParamSpec("P")


def in_workflow(task: Callable[P, int]) -> Callable[P, int]:
    """Say why a workflow's task could not be done; answers the exit status for that."""

    @wraps(task)
    def careful(*args: P.args, **kwargs: P.kwargs) -> int:
        try:
            return task(*args, **kwargs)
        except (EventError, GitHubError, CannotBuild, CannotCheckError, PublishRefused) as error:
            return sorry(str(error))

    return plainly(careful)


def settings_at(root: Path) -> Settings:
    """The settings of the clone that a workflow runs in."""
    return Settings.from_pelican(settings_from(root / "pelicanconf.py"))
