"""What a job says about itself (the summary on its page, values for later jobs), and the token it is given for git.

See https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions. Nothing is said outside GitHub.
"""

from __future__ import annotations

import base64
import os
import re
from pathlib import Path

from potluck.careful_git import as_variables, given_in

SUMMARY, OUTPUT = "GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"
LARGEST_SUMMARY = 1_000_000
"""GitHub shows no summary above one mebibyte."""
TOKEN = "PUBLISH_TOKEN"  # noqa: S105 - the variable's name
"""The environment variable that holds a token for https remotes, where git knows no other (as in CI)."""


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
