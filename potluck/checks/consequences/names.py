"""What a problem names, and where a name leads."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from potluck.problems import Problem

OF_NAMES = ("name-", "wrong-place", "handle", "folder-twice")
"""Rules of a file's own name or place."""
OF_PICTURES = ("image-missing", "image-value")
"""Rules of pictures that are not where a text says."""


def first_name(problem: Problem) -> str:
    """What a problem names first."""
    return problem.title.partition("`")[2].partition("`")[0]


def led_to(path: str, url: str) -> str:
    """The file that a relative link in another one names."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(url.partition("#")[0])))
