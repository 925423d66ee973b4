"""Why a workflow runs: the event, as GitHub wrote it to a file before any of our code began; and what its job says.

Who and which commit an event names is GitHub's word. Titles, bodies and the names of branches in it are strangers'
words: they are read here as data, so that no workflow needs an expression to pass them on. A job tells a summary on its
page, and values for later jobs; nothing is said outside GitHub. See
https://docs.github.com/en/webhooks/webhook-events-and-payloads and
https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions.
"""

from __future__ import annotations

import base64
import json
import os
import re
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from potluck.cannot import CannotRun
from potluck.careful_git import as_variables, given_in

EVENT_FILE = "GITHUB_EVENT_PATH"
LARGEST = 25_000_000
"""Bytes of the largest payload that GitHub sends."""

Sha = Annotated[str, Field(pattern=r"^[0-9a-f]{40}([0-9a-f]{24})?$")]
FullName = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,100}$")]
Login = Annotated[str, Field(pattern=r"^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98})(\[bot\])?$")]
Number = Annotated[int, Field(gt=0, lt=10**12)]
SUMMARY, OUTPUT = "GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"
LARGEST_SUMMARY = 1_000_000
"""GitHub shows no summary above one mebibyte."""
TOKEN = "PUBLISH_TOKEN"  # noqa: S105 - the variable's name
"""The environment variable that holds a token for https remotes, where git knows no other (as in CI)."""


class EventError(CannotRun):
    """There is no event, or not one that can be used. The message says which, in a sentence."""


class Told(BaseModel):
    """Part of what GitHub tells; fields we have no use for are left out."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Account(Told):
    """Somebody on GitHub."""

    login: Login
    id: Number


class Repository(Told):
    """A repository, as `owner/name`."""

    full_name: FullName


class Label(Told):
    """A label on an issue or pull request."""

    name: str


class Tip(Told):
    """Where one side of a pull request stands. ``repo`` is None when the fork has been deleted."""

    sha: Sha
    repo: Repository | None = None


class PullRequest(Told):
    """A pull request, as events and the API have it."""

    number: Number
    state: str
    user: Account
    head: Tip
    base: Tip
    labels: tuple[Label, ...] = ()

    def is_labelled(self, name: str) -> bool:
        return any(label.name == name for label in self.labels)

    @property
    def is_from_a_fork(self) -> bool:
        """Whether somebody may change it who may change nothing in the repository it is for."""
        return self.head.repo is None or self.head.repo != self.base.repo


class Changed(Told):
    """Something became of a pull request: what, and for ``labeled`` which label was put on."""

    action: str
    pull_request: PullRequest
    label: Label | None = None

    def is_vouched(self, name: str) -> bool:
        """Whether a maintainer's label stands for what the pull request is now.

        On one of a fork it stands for what was there when it was put on: whoever sent that may bring more at any time.
        """
        is_put_on = self.action == "labeled" and self.label is not None and self.label.name == name
        return self.pull_request.is_labelled(name) and (is_put_on or not self.pull_request.is_from_a_fork)


class Run(Told):
    """A run of a workflow that has ended, as ``workflow_run`` has it."""

    id: Number
    workflow_id: Number
    event: str
    head_sha: Sha
    head_branch: str
    head_repository: Repository | None = None
    """None when the fork has been deleted."""


class Issue(Told):
    """An issue: its title and body are whatever somebody typed."""

    number: Number
    state: str
    title: str
    body: str | None = None
    user: Account


class Labelled(Told):
    """A label was put on an issue."""

    issue: Issue
    label: Label


Model = TypeVar("Model", bound=BaseModel)


def read_event(kind: type[Model], part: str = "") -> Model:
    """The event of this run, or one part of it. Raises EventError."""
    name = os.environ.get(EVENT_FILE, "")
    if not name or not Path(name).is_file():
        raise EventError(f"This runs in a workflow on GitHub, which names its event in {EVENT_FILE}; here is none.")
    if Path(name).stat().st_size > LARGEST:
        raise EventError("The event is larger than any that GitHub sends.")
    try:
        told: Any = json.loads(Path(name).read_text(encoding="utf-8"))
        return kind.model_validate(told[part] if part else told)
    except (ValueError, KeyError, TypeError) as error:
        missing = f"{error.error_count()} of its fields" if isinstance(error, ValidationError) else "it"
        raise EventError(f"The event is not what this task is for: {missing} can't be read.") from error


def summarise(markdown: str) -> None:
    """Add to the summary on the run's page."""
    _append(SUMMARY, markdown.encode()[:LARGEST_SUMMARY].decode("utf-8", "ignore") + "\n")


def answer(name: str, value: str) -> None:
    """Set an output of the step. Name and value are words of ours, never somebody's text. Raises ValueError."""
    if not re.fullmatch(r"[a-z][a-z-]*", name) or not re.fullmatch(r"[A-Za-z0-9._/-]*", value):
        raise ValueError(f"{name!r} can't be an output with the value {value!r}")
    _append(OUTPUT, f"{name}={value}\n")


def _append(variable: str, text: str) -> None:
    if name := os.environ.get(variable):
        with Path(name).open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)


def with_token() -> None:
    """Let git use the token in the environment for GitHub, by the one way that leaves it out of files and arguments."""
    token = os.environ.pop(TOKEN, "")
    if token:
        credentials = base64.b64encode(f"x-access-token:{token}".encode()).decode()
        header = "http.https://github.com/.extraheader", f"AUTHORIZATION: basic {credentials}"
        os.environ |= as_variables([header], given_in(os.environ))
