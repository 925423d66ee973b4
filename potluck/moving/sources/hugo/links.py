"""What Hugo's `ref` and `relref` mean: a path from the content's root or beside the file, or the only such name."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping

from potluck.moving.model import Entry

PAGE_NAME = re.compile(r"(?:/_?index)?(?:\.[a-z]{2})?\.(?:md|markdown|html|adoc|rmd)\Z|/_?index\Z")


class References:
    """Every text of a site by its path and by its name; knows of none before it is told."""

    def __init__(self) -> None:
        self.inside: Mapping[str, str] = {}
        self.by_path: dict[str, list[str]] = {}
        self.langs: dict[str, str] = {}

    def know(self, entries: Iterable[Entry], inside: Mapping[str, str]) -> None:
        """Take in the texts; `inside` leads from each source to its path below the content folder."""
        self.inside = inside
        for entry in entries:
            self.langs[entry.source] = entry.lang
            path = inside[entry.source].lower()
            for key in dict.fromkeys((path, posixpath.basename(path))):
                self.by_path.setdefault(key, []).append(entry.source)

    def find(self, entry: Entry, path: str) -> str | None:
        """The file that a reference in an entry means, in the entry's language where there is one."""
        plain = PAGE_NAME.sub("", path.lower()).strip("/")
        inside = self.inside.get(entry.source, "")
        for base in (posixpath.dirname(inside), inside, ""):
            joined = posixpath.normpath(posixpath.join(base, plain)).lstrip("/").lower()
            if found := self._in_language(entry, self.by_path.get(joined, [])):
                return found
        named = self.by_path.get(posixpath.basename(plain), [])
        return self._in_language(entry, named)

    def _in_language(self, entry: Entry, names: list[str]) -> str | None:
        same = [name for name in names if self.langs[name] == entry.lang]
        return next(iter(same or names), None)
