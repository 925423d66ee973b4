"""What publishing asks of a host, and nothing more. Paths begin at the root of the site, with forward slashes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Protocol

KEPT = ".potluck"
"""The folder beside the site in which publishing remembers things."""
Stamp = tuple[float, int]
"""When a file was written, in seconds, and its size in bytes."""
AT_A_TIME = 100
"""Files that are in memory together."""


class Place(Protocol):
    """A host. Everything raises PublishRefused when it can't be done."""

    shown: str
    """Its address, as people may see it."""

    def read(self, paths: Collection[str]) -> dict[str, bytes]:
        """Path to contents, of those that are there."""

    def names(self, folder: str) -> frozenset[str]:
        """Names of what lies in a folder, the site's root being ``""``; none where there is no such folder."""

    def stamps(self) -> dict[str, Stamp]:
        """By what a list of all files tells each from what was there before."""

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files, each whole or not at all."""

    def create(self, path: str, data: bytes) -> bool:
        """Write a file unless there is one already; answers whether it was written."""

    def copy(self, pairs: Mapping[str, str]) -> None:
        """Copy files: from path, to path."""

    def delete(self, paths: Collection[str]) -> None:
        """Remove files; those that are gone already are no trouble."""


def batches(paths: Iterable[str]) -> Iterator[list[str]]:
    """The same, in lists of bounded length."""
    rest = iter(paths)
    while batch := list(islice(rest, AT_A_TIME)):
        yield batch
