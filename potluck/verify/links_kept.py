"""What stood on the pages of the output when they were last looked at: a page that has not changed is not read again.

What is kept is text in SQLite, each piece with a hash; whatever can't be used costs the time of reading the pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from potluck.build.scan import file_clock, line_of, settled
from potluck.build.store import Store
from potluck.keeping import code_in


@dataclass(frozen=True)
class OnPage:
    """The links on a page, and the ids that a link can lead to."""

    links: frozenset[str]
    anchors: frozenset[str]


class LinksKept:
    """Pages by what the file system says of their files; ``file`` keeps them for the next time, if there is one."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._name = f"links {code_in(Path(__file__).parent)}"  # another way of looking finds other links
        self._known = self._read()
        self._started = file_clock()
        self._found: dict[str, OnPage] = {}

    def of(self, file: Path, name: str, read: Callable[[Path], OnPage]) -> OnPage:
        """What stands on a page; it is read where that is not known."""
        line = line_of(name, file.lstat())
        page = self._known.get(line) or read(file)
        self._found[line] = page
        return page

    def keep(self) -> None:
        """Remember for the next time. Each link is written once, since most stand on every page."""
        if self._file is None or self._found.keys() == self._known.keys():
            return
        numbers: dict[str, int] = {}
        pages = [
            (line, [numbers.setdefault(link, len(numbers)) for link in sorted(page.links)], sorted(page.anchors))
            for line, page in zip(settled(self._found, self._started), self._found.values(), strict=True)
        ]
        with Store(self._file) as store:
            store.write([(self._name, json.dumps({"links": list(numbers), "pages": pages}))])

    def _read(self) -> dict[str, OnPage]:
        if self._file is None:
            return {}
        with Store(self._file) as store:
            text = store.read(self._name).get(self._name)
        if text is None:
            return {}
        kept: dict[str, Any] = json.loads(text)
        links = kept["links"]
        return {
            line: OnPage(frozenset(map(links.__getitem__, numbers)), frozenset(anchors))
            for line, numbers, anchors in kept["pages"]
        }
