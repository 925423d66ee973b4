"""git as a person runs it, by no settings but those of the test."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest


def git(folder: Path, *words: str, **variables: str) -> str:
    """Run git with more environment variables; gives back what it prints."""
    environment = {**os.environ, **variables}
    done = subprocess.run(["git", *words], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def use_own_git_settings(home: Path, monkeypatch: pytest.MonkeyPatch, name: str = "Rosa Lind") -> Path:
    """Make this folder the home of somebody whose commits bear a name; gives back the git configuration in it."""
    settings = home / "gitconfig"
    email = f"{name.partition(' ')[0].lower()}@example.org"
    settings.write_text(
        f"[user]\n\tname = {name}\n\temail = {email}\n[init]\n\tdefaultBranch = main\n[gc]\n\tauto = 0\n"
    )
    for each in [each for each in os.environ if each.startswith("GIT_")]:
        monkeypatch.delenv(each)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return settings
