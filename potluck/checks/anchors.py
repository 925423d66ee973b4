"""The names under which headings can be linked to, as GitHub makes them."""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from difflib import get_close_matches

from potluck.markup.github import Bare, GitHub
from potluck.markup.headings import Headings
from potluck.markup.rendered import TooComplicated

GENERATED = re.compile(r"(?:user-content-)?(?:fn|fnref)[:-]?\w*\Z|top\Z")
MOST_GUESSES = 50
SHORT = 3
"""Letters. So few are a part of many names."""
MOST_COMPARED = 1_000
"""Names that are found a near one for, and near ones that are looked at: a text may have thousands of both."""


class Anchors(frozenset[str]):
    """Names of headings, and of what has one in HTML; footnotes and the top of the page are always there.

    From other texts only the `headings` can be linked to: what is named in HTML has another name on the page.
    """

    _guesses = 0
    headings: Anchors

    def __new__(cls, headings: Collection[str], others: Collection[str] = ()) -> Anchors:
        made = super().__new__(cls, (*headings, *others))
        made.headings = cls(headings) if others else made
        return made

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or (isinstance(name, str) and GENERATED.match(name) is not None)

    def nearest(self, wanted: str) -> str | None:
        """The name that a wrong one most likely means; of many wrong ones, only the first are looked for."""
        if super().__contains__(wanted):
            return wanted
        self._guesses += 1
        if self._guesses > MOST_GUESSES:
            return None
        known = sorted(self)[:MOST_COMPARED]
        if near := get_close_matches(wanted[:200], known, n=1, cutoff=0.8):
            return near[0]
        longer = [each for each in known if len(wanted) > SHORT and f"-{wanted}-" in f"-{each}-"]
        return longer[0] if len(longer) == 1 else None


def anchors_in(body: str) -> Anchors:
    """Every name in a Markdown text that a link can lead to."""
    md = Bare(extensions=[GitHub()])
    headings = Headings(md)
    md.treeprocessors.register(headings, "headings", 0)
    with suppress(TooComplicated):  # which is told by itself
        md.tree(body)
    names = [found.lower() for found in re.findall(r"(?:id|name)=[\"']([^\"'\s]{1,100})[\"']", body)]
    names += [found.lower() for found in re.findall(r"\{:?\s?#([\w-]{1,100})", body)]
    return Anchors([heading.id for heading in headings.found], names)
