"""Sites to try things on: a small community of our own, and the means to build it."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pytest import MonkeyPatch

from tests.chromium import browse, chromium
from tests.files import MOMENT, put

__all__ = ["MOMENT", "browse", "chromium"]

LONGEST_FOLDER = 60
"""Bytes of a folder's path in which Chromium can still have its socket."""
ROOT = Path(__file__).resolve().parent.parent
settings.register_profile(  # however slow it is, and the same each time; POTLUCK_LONG=1 tries what comes
    "any machine",
    deadline=None,
    derandomize=not os.environ.get("POTLUCK_LONG"),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("any machine")


@pytest.fixture(scope="session", autouse=True)
def _what_is_left_goes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What programs leave in the folder for such things is removed with pytest's own: of templates that Jinja compiled
    for all these sites alone it is some 50 MB each time. Not where sockets in it would have too long a name.
    """
    with MonkeyPatch.context() as patched:
        left = tmp_path_factory.mktemp("left")
        if sys.platform == "linux" and len(os.fsencode(left)) < LONGEST_FOLDER:
            patched.setenv("TMPDIR", str(left))
            patched.setattr("tempfile.tempdir", None)  # which is worked out once
        yield


@pytest.fixture(autouse=True)
def _the_day_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests build for one fixed moment, whatever the clock says."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MOMENT)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a file of the site under test: path below its root, and text (indentation is taken off)."""

    def _write(path: str, text: str) -> Path:
        return put(tmp_path / "site", path, textwrap.dedent(text).lstrip("\n"))

    return _write


CONF = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pelicanconf import *
from pathlib import Path
# What a community chooses for itself plays no part in the tests.
SITENAME, TAGLINE, DESCRIPTION = "Test Table", "Everyone brings a test.", "A blog for tests."
DEFAULT_LANG, TIMEZONE, ACCENT = "en", "UTC", "#b4472d"
PUBLIC_URL, REPOSITORY, CUSTOM_DOMAIN = "https://test.example.org", "https://github.com/test-example/test", ""
DEFAULT_PAGINATION, MENU, MAINTAINERS, DOCS_PAGES = 10, ("about",), (), ""
ROLES = {{"organiser": "Organisers", "mentor": "Mentors", "member": "Members"}}
HERE = Path(__file__).parent
PATH = str(HERE / "content")
OUTPUT_PATH = str(HERE / "output")
CACHE_PATH = str(HERE / "cache")
"""


@pytest.fixture
def site(tmp_path: Path, write: Callable[[str, str], Path]) -> Path:
    """The root of a small site: two people, two posts, one page, and settings that stand on the project's."""
    write("siteconf.py", CONF)
    write(
        "content/authors/ines-duarte.md",
        """
        ---
        name: Inês Duarte
        role: organiser
        github: ines-example
        website: https://ines.example.org
        ---

        Inês teaches *chemistry* and writes Python to avoid paperwork.
        """,
    )
    write("content/authors/tom-oak.md", "---\nname: Tom Oak\n---\n\nTom grows apples.\n")
    write(
        "content/posts/2026-05-02-first-evening.md",
        """
        ---
        title: A first evening
        author: ines-duarte
        tags: [meetups, beginners]
        ---

        Twelve of us came. Nobody left early.

        See [how it went on](2026-05-20-second-evening.md).
        """,
    )
    write(
        "content/posts/2026-05-20-second-evening.md",
        """
        ---
        title: A second evening
        authors: [tom-oak, ines-duarte]
        tags: meetups
        ---

        We talked about `pathlib`.
        """,
    )
    write("content/pages/about.md", "---\ntitle: About us\n---\n\nWe meet on Tuesdays.\n")
    return tmp_path / "site"
