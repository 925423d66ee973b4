"""GitHub, as far as our workflows talk to it: what it tells them, and what they ask of it.

``events`` reads the file that says why a workflow runs, and says what a job has to (summary, outputs); ``api`` is the
few requests we make. What any of it means for a post is for other rooms.
"""

from __future__ import annotations

from potluck.github.api import GitHub, GitHubError
from potluck.github.events import Changed, EventError, Labelled, PullRequest, Run, read_event

__all__ = ["Changed", "EventError", "GitHub", "GitHubError", "Labelled", "PullRequest", "Run", "read_event"]
