"""A small community to check: a content folder that tests write files into."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from potluck.checks import Report, check
from potluck.checks.mending.fixing import fix
from potluck.problems import Problem
from potluck.settings import Settings
from tests.files import put, put_all
from tests.git import git

MOMENT = dt.datetime(2026, 6, 1, 12, 0, tzinfo=dt.UTC)
TOP = "---\ntitle: A walk by the river\nauthor: maria-silva\n---\n\n"
POST = "content/posts/2024-05-01-a-walk-by-the-river.md"
BODY_STARTS = TOP.count("\n") + 1


class Community:
    """A folder with `content/` in it, and what the check says about it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.repository: Path | None = None
        for shelf in ("posts", "authors", "pages", "images"):
            (root / "content" / shelf).mkdir(parents=True)
        self.write("content/authors/maria-silva.md", "---\nname: Maria Silva\n---\n\nI walk.\n")

    def write(self, path: str, text: str | bytes) -> Path:
        return put(self.root, path, text)

    def write_all(self, files: Mapping[str, str | bytes]) -> None:
        put_all(self.root, files)

    def post(self, body: str, path: str = POST) -> Path:
        return self.write(path, TOP + body + "\n")

    def picture(self, path: str = "content/images/river.png") -> None:
        """A picture of the kind that its path says; one that a browser on Windows saved is a photo."""
        with self.write(path, b"").open("wb") as file:
            Image.new("RGB", (4, 4)).save(file, "PNG" if path.endswith(".png") else "JPEG")

    def read(self, path: str = POST) -> str:
        return (self.root / path).read_bytes().decode()

    def check(self, settings: Settings | None = None, since: str | None = None, paths: tuple[str, ...] = ()) -> Report:
        return check(
            self.root / "content",
            settings or Settings(),
            repository=self.repository,
            since=since,
            paths=paths,
            moment=MOMENT,
        )

    def problems(self, rule: str | None = None) -> list[Problem]:
        return [each for each in self.check().problems if rule in (None, each.id)]

    def told(self) -> list[tuple[str, int | None]]:
        """The rule and the line of each problem."""
        return [(each.id, each.line) for each in self.problems()]

    def mended(self, path: str = POST) -> str:
        """A file, a post first of all, once `--fix` has done what it can."""
        fix(self.problems, self.root)
        return self.read(path)

    def is_mended_at_once(self, body: str, rule: str, line: int, better: str) -> None:
        """Holds a text to one problem, in this line of it, whose mend leaves none."""
        self.post(body)
        assert self.told() == [(rule, line + BODY_STARTS - 1)]
        assert self.mended()[len(TOP) :].strip() == better
        assert self.problems() == []

    def is_fine(self, body: str) -> None:
        """Holds a text to have nothing wrong with it."""
        self.post(body)
        assert [(each.id, each.title) for each in self.problems()] == []

    def ids(self) -> set[str]:
        return {each.id for each in self.problems()}

    def git(self, *words: str, date: str = "2024-05-01T10:00:00+00:00") -> str:
        if self.repository is None:
            self.repository = self.root
            self.git("init", "-q", "-b", "main")
        who = ("-c", "user.name=Maria", "-c", "user.email=maria@example.org")
        home = {"HOME": str(self.root), "XDG_CONFIG_HOME": str(self.root)}
        return git(self.root, *who, *words, GIT_AUTHOR_DATE=date, GIT_COMMITTER_DATE=date, **home)

    def commit(self, date: str = "2024-05-01T10:00:00+00:00") -> str:
        self.git("add", "-A", date=date)
        self.git("commit", "-q", "--allow-empty", "-m", "x", date=date)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def community(tmp_path: Path) -> Community:
    return Community(tmp_path)
