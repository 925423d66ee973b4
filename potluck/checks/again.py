"""A second look at a file that is not on the disk: what the check would say once a mend was made.

One mistake can hide another: of a line that can't be read, nobody knows whether its date is one. So
`potluck.checks.together` asks here what is left to say of the lines that a message offers, and offers better ones.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from potluck.checks.causes import CAUSES, told_once
from potluck.checks.context import Context
from potluck.checks.registry import TEXT_CHECKS
from potluck.checks.text import Text
from potluck.content.document import Document, read_document
from potluck.content.front_matter.models import Fields, PageFields, PersonFields, PostFields
from potluck.content.front_matter.typed import read_fields
from potluck.content.front_matter.values import Surroundings
from potluck.content.source import Source
from potluck.content.tree import Kind
from potluck.problems import Problem

logger = logging.getLogger(__name__)
MOST = 200
"""So many looks are taken in one run; a site with more mistakes has other worries than two on one line."""
HIDING = frozenset(cause for causes in CAUSES.values() for cause in causes)
"""Rules beside which others keep silent about the same line."""
MODELS: dict[Kind, type[Fields]] = {Kind.POST: PostFields, Kind.PERSON: PersonFields, Kind.PAGE: PageFields}


class SecondLook:
    """Looks at files of one site as they would be; never at more than is worth it."""

    def __init__(self, site: Context) -> None:
        self.site = site
        self.left = MOST
        self.zone = ZoneInfo(site.settings.timezone)
        self.off = {rule for rule, level in site.settings.checks.items() if level == "off"}

    def lines_of(self, path: str) -> list[str]:
        """The lines of a file as it is; none of one that was not read."""
        found = self.site.documents.get(path)
        return found.source.lines if found else []

    def is_worth_it(self, problem: Problem) -> bool:
        """Whether other mistakes may hide behind this one."""
        found = self.site.documents.get(problem.path)
        if found is None or problem.edit is None or self.left <= 0:
            return False
        return problem.edit.start_line < found.body_line or problem.id in HIDING

    def problems(self, path: str, lines: Sequence[str], line: int) -> list[Problem]:
        """What is to say of a file with these lines: of its head as well if `line` is there, else of its text."""
        self.left -= 1
        known = self.site.documents[path]
        text = "\n".join(lines)
        source = Source(known.source.path, path, text, hashlib.sha256(text.encode()).hexdigest(), len(text))
        document = read_document(source, known.kind, self.site.settings)
        try:
            found = [*(self._at_the_top(document) if line < document.body_line else ()), *self._in_text(document)]
            return [each for each in told_once(found) if each.id not in self.off]
        except Exception as reason:  # the first look has told of that already; here it only costs the better lines
            logger.debug("%s could not be looked at again", path, exc_info=reason)
            return []

    def _at_the_top(self, document: Document) -> Iterator[Problem]:
        around = Surroundings(self.site.settings, self.zone, self.site.library.directory, lambda text: None)
        yield from document.front.problems
        yield from read_fields(MODELS[document.kind], document.front, document.source, around)[1]

    def _in_text(self, document: Document) -> Iterator[Problem]:
        text = Text(document, self.site)
        for each in TEXT_CHECKS:
            yield from each.run(text)
