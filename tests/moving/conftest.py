"""Old sites of every kind, written file by file, and moving them in."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from potluck.checks import check
from potluck.content.gathering import load
from potluck.content.library import Library
from potluck.moving.bodies.rst import READER
from potluck.moving.report.account import Account
from potluck.moving.run import MovedIn, move_in
from potluck.settings import Settings
from tests.files import put_all

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A sound PNG of one pixel."""

OURS = Settings(sitename="Ours", timezone="Europe/Berlin", public_url="https://ours.example.org")


class Bench:
    """A folder with an old site in it, and what became of it in another."""

    def __init__(self, folder: Path) -> None:
        self.old, self.content = folder / "old", folder / "site" / "content"
        self.old.mkdir()
        self.moved: MovedIn | None = None

    def write(self, files: Mapping[str, str | bytes]) -> Bench:
        """Put files of the old site in place."""
        put_all(self.old, files)
        return self

    def move(self, kind: str = "auto", path: Path | None = None, settings: Settings = OURS, **options: bool) -> Account:
        """Move it in."""
        self.moved = move_in(path or self.old, self.content, settings, kind=kind, **options)
        return Account(self.moved)

    def text(self, inside: str) -> str:
        """A file that came."""
        return (self.content / inside).read_text(encoding="utf-8")

    @property
    def library(self) -> Library:
        """What our own reader makes of it."""
        return load(self.content, OURS)

    def errors(self) -> list[str]:
        """What the check calls an error."""
        report = check(self.content, OURS)
        return [f"{each.path}:{each.line} {each.id} {each.title}" for each in report.problems if each.is_error]

    def files(self) -> list[str]:
        """Everything that came."""
        return sorted(path.relative_to(self.content).as_posix() for path in self.content.rglob("*") if path.is_file())


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture
def one_reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One process reads reStructuredText for all imports of a test: another for each costs up to a second."""
    monkeypatch.setattr(READER, "close", lambda: None)
    yield
    monkeypatch.undo()
    READER.close()
