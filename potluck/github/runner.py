"""What a job says about itself: the summary on its page, and values for later jobs.

See https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions. Nothing is said outside GitHub.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

SUMMARY, OUTPUT = "GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"
LARGEST_SUMMARY = 1_000_000
"""GitHub shows no summary above one mebibyte."""


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
