"""The sample site, and small ones, served on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import ClassVar, Protocol

import pytest

from potluck.build import build
from tests.conftest import ROOT
from tests.files import configure
from tests.web import serving


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it stands in `content/`, as a local build."""
    output = tmp_path_factory.mktemp("sample") / "site"
    built = build(ROOT / "pelicanconf.py", output=output)
    assert built.errors == 0, built.problems
    return output


@pytest.fixture(scope="session")
def address(sample: Path) -> Iterator[str]:
    """Where the sample site is served."""
    with serving(sample) as address:
        yield address


@pytest.fixture(scope="session")
def kinds(sample: Path) -> Kinds:
    """One page of each kind: the one with most in it."""
    return Kinds(sample)


class Kinds:
    """Finds a page of a kind; a community that has none of it yet (no series, say) skips the test."""

    PATTERNS: ClassVar = {
        "home": "index.html",
        "post": "[0-9]*/*/*/index.html",
        "person": "authors/*/index.html",
        "people": "people/index.html",
        "tag": "tags/*/index.html",
        "tags": "tags/index.html",
        "series": "series/*/index.html",
        "all series": "series/index.html",
        "archive": "archive/index.html",
        "page": "about/index.html",
        "numbers": "numbers/index.html",
        "manual": "docs/members/index.html",
        "handbook": "docs/checks/index.html",
        "search": "search/index.html",
        "not found": "404.html",
    }

    def __init__(self, site: Path) -> None:
        self._site = site

    def __getitem__(self, kind: str) -> str:
        found = max(self._site.glob(self.PATTERNS[kind]), key=lambda each: each.stat().st_size, default=None)
        if found is None:
            pytest.skip(f"this community has no {kind} yet")
        return "/" + found.relative_to(self._site).as_posix().removesuffix("index.html")


class ServeSite(Protocol):
    """Builds the small site with more files (path to text) and more lines of settings; answers its address."""

    def __call__(self, files: dict[str, str], settings: str = "") -> str: ...


@pytest.fixture
def serve_site(site: Path, write: Callable[[str, str], Path]) -> Iterator[ServeSite]:
    """Builds the small site, and serves it until the test is over."""
    with ExitStack() as servers:

        def start(files: dict[str, str], settings: str = "") -> str:
            for path, text in files.items():
                write(path, text)
            configure(site, settings)
            built = build(site / "siteconf.py")
            assert built.errors == 0, built.problems
            return servers.enter_context(serving(site / "output"))

        yield start
