"""All that is under the check, and what it may ask about: the texts, the library, the moment, what git knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from potluck.checks.anchors import Anchors, anchors_in
from potluck.checks.change.history import NO_HISTORY, History
from potluck.checks.text import Text
from potluck.content.document import Document
from potluck.content.library import Library
from potluck.settings import Settings


@dataclass
class Site:
    """One content folder under the check.

    `moment` is now; `history` what git knows of the files, nothing where there is no repository; `strays` are documents
    found outside `content/`.
    """

    library: Library
    settings: Settings
    moment: dt.datetime
    history: History = NO_HISTORY
    strays: Sequence[Document] = ()
    wanted: frozenset[str] | None = None
    """The paths whose text is to be looked at; none means all."""
    is_change: bool = False
    """Whether those are what a change touched, and not only what somebody asked about."""
    as_before: frozenset[str] = frozenset()
    """Those of them that a change gave another path, and nothing else."""
    _anchors: dict[str, Anchors] = field(default_factory=dict)

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Every file that was read, looked at or not, by its path."""
        return {each.relative: each for each in (*self.library.documents, *self.strays)}

    @cached_property
    def texts(self) -> list[Text]:
        """Every file to look at, published or not."""
        if self.wanted is None:
            return [Text(each, self) for each in (*self.library.documents, *self.strays)]
        strays = [each for each in self.strays if each.relative in self.wanted]
        return [Text(each, self) for each in (*self.library.documents_at(self.wanted), *strays)]

    def anchors(self, path: str, body: str | None = None) -> Anchors:
        """The names in a file that a link can lead to."""
        if path not in self._anchors:
            known = self.documents.get(path)
            self._anchors[path] = anchors_in(body if body is not None else known.body if known else "")
        return self._anchors[path]

    def forget(self, path: str) -> None:
        """Look for the names in a file anew: it is about to be read as it would be, or as it is again."""
        self._anchors.pop(path, None)
