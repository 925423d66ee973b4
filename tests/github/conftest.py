"""A job on GitHub: its server, its token, its event."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.github.server import REPOSITORY, Site, github_server

Job = Callable[[Any], None]


@pytest.fixture
def github_site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A GitHub on this machine, which the environment names as a job's does."""
    with github_server() as site:
        monkeypatch.setenv("GITHUB_API_URL", site.url)
        monkeypatch.setenv("GITHUB_REPOSITORY", REPOSITORY)
        monkeypatch.setenv("GITHUB_TOKEN", "the-token")
        yield site


@pytest.fixture
def happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Job:
    """Makes an event the reason of this run."""

    def _happens(event: Any) -> None:
        file = tmp_path / "event.json"
        file.write_text(event if isinstance(event, str) else json.dumps(event), encoding="utf-8")
        monkeypatch.setenv("GITHUB_EVENT_PATH", str(file))
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
        monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "output.txt"))

    return _happens
