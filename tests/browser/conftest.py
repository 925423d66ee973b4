"""The sample site, and small ones, served on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from potluck.build import build
from tests.chromium import serve

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample site as a local build."""
    output = tmp_path_factory.mktemp("sample") / "site"
    built = build(ROOT / "pelicanconf.py", output=output)
    assert built.errors == 0, built.problems
    return output


@pytest.fixture(scope="session")
def address(sample: Path) -> Iterator[str]:
    """Where the sample site is served."""
    yield from serve(sample)


@pytest.fixture(scope="session")
def kinds(sample: Path) -> dict[str, str]:
    """One page of each kind: its name to its path."""

    def first(pattern: str) -> str:
        found = sorted(sample.glob(pattern))
        assert found, pattern
        return "/" + found[0].parent.relative_to(sample).as_posix().lstrip(".") + "/"

    return {
        "home": "/",
        "post": "/" + longest(sample, "20*/*/*/index.html"),
        "person": first("authors/*/index.html"),
        "people": "/people/",
        "tag": first("tags/*/index.html"),
        "tags": "/tags/",
        "series": first("series/*/index.html"),
        "all series": "/series/",
        "archive": "/archive/",
        "page": "/about/",
        "not found": "/404.html",
    }


def longest(sample: Path, pattern: str) -> str:
    """The path of the largest page that fits a pattern: the post with most in it."""
    file = max(sample.glob(pattern), key=lambda each: each.stat().st_size)
    return file.parent.relative_to(sample).as_posix() + "/"


ServeSite = Callable[[dict[str, str]], str]


@pytest.fixture
def serve_site(site: Path, write: Callable[[str, str], Path]) -> Iterator[ServeSite]:
    """Builds the small site with more files (path to text) and serves it; answers its address."""
    with ExitStack() as servers:

        def start(files: dict[str, str]) -> str:
            for path, text in files.items():
                write(path, text)
            built = build(site / "siteconf.py")
            assert built.errors == 0, built.problems
            return servers.enter_context(contextmanager(serve)(site / "output"))

        yield start
