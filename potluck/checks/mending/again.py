"""A second look at a file that is not on the disk: what the check would say once a mend was made.

One mistake can hide another: of a line that can't be read, nobody knows whether its date is one. So
`mending.together` asks here what is left to say of the lines that a message offers, and offers better ones.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from potluck.checks.causes import CAUSES, told_once
from potluck.checks.registry import TEXT_CHECKS, switched_off
from potluck.checks.site import Site
from potluck.checks.text import Text
from potluck.content.document import Document, read_document
from potluck.content.misplaced import problems_inside
from potluck.content.source import Source
from potluck.problems import Problem

logger = logging.getLogger(__name__)
MOST = 100
"""So many looks are taken in one run; a site with more mistakes has other worries than two on one line."""
OF_ONE_LOOK = 2_000
"""Characters that a look is meant for; a paragraph of many times as many counts as many looks."""
LINES_OF_ONE_LOOK = 25
"""Lines above a text that a look is meant for; each is tried by itself."""
HIDING = frozenset(cause for causes in CAUSES.values() for cause in causes) - {"code-not-fenced", "comment-heading"}
"""Rules beside which others keep silent about the same line, and which leave it as text."""
SIGNS = re.compile(r"[*_`\[\]<>\\&:|~]")
"""Of a line that has none of them, nothing but its beginning can be wrong."""
HIDING_VALUES = ("front-matter-", "key-unknown", "key-twice")
"""Rules of lines whose values nobody looks at until these are mended."""


class SecondLook:
    """Looks at files of one site as they would be; never at more than is worth it."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.left = MOST
        self.off = switched_off(site.settings)

    def lines_of(self, path: str) -> list[str]:
        """The lines of a file as it is; none of one that was not read."""
        found = self.site.documents.get(path)
        return found.source.lines if found else []

    def is_worth_it(self, problem: Problem) -> bool:
        """Whether other mistakes may hide behind this one."""
        found = self.site.documents.get(problem.path)
        if found is None or problem.edit is None or self.left <= 0:
            return False
        if "```" in problem.edit.replacement or "~~~" in problem.edit.replacement:
            return False  # where a block ends, the part between empty lines does not tell
        if problem.id in HIDING:
            return SIGNS.search(problem.edit.replacement.lstrip("#>*+- ")) is not None
        return problem.id.startswith(HIDING_VALUES)

    def problems(self, path: str, lines: Sequence[str], line: int) -> list[Problem]:
        """What is to say of a file with these lines: of its head as well if `line` is there, else of its text."""
        known = self.site.documents[path]
        text = "\n".join(lines if line < known.body_line else _around(lines, known.body_line, line))
        lines_above = known.body_line if line < known.body_line else 0
        self.left -= max(1, len(text.strip()) // OF_ONE_LOOK, lines_above // LINES_OF_ONE_LOOK)
        source = Source(known.source.path, path, text, hashlib.sha256(text.encode()).hexdigest(), len(text))
        document = read_document(source, known.kind, self.site.settings)
        try:
            found = self._in_head(document) if line < document.body_line else self._in_text(document)
            return [each for each in told_once(found) if each.id not in self.off]
        except Exception as reason:  # the first look has told of that already; here it only costs the better lines
            logger.debug("%s could not be looked at again", path, exc_info=reason)
            return []

    def _in_head(self, document: Document) -> Iterator[Problem]:
        yield from problems_inside(document, self.site.library, self.site.settings)
        lines = [*document.source.lines[: document.body_line - 1], ""]
        text = "\n".join(lines)
        source = replace(document.source, text=text, size=len(text))
        yield from self._in_text(read_document(source, document.kind, self.site.settings))

    def _in_text(self, document: Document) -> Iterator[Problem]:
        text = Text(document, self.site)
        for each in TEXT_CHECKS:
            yield from each.run(text)


def _around(lines: Sequence[str], first: int, line: int) -> list[str]:
    """The lines, of whose text only the part between empty lines is left that line `line` stands in, where it stands.

    What links are called further down counts for all of it, so that is left as well.
    """
    start = end = line - 1
    while start > first - 1 and lines[start - 1].strip():
        start -= 1
    while end < len(lines) and (lines[end].strip() or end < line):
        end += 1
    shown = [
        each if number < first - 1 or start <= number < end or each.startswith("[") else ""
        for number, each in enumerate(lines)
    ]
    while len(shown) > end and not shown[-1]:  # what is blank below costs every check its time
        shown.pop()
    return shown
