"""The names under which headings can be linked to, as GitHub makes them."""

from __future__ import annotations

import re
from collections import Counter
from difflib import get_close_matches

from potluck.checks.blocks import parse_blocks

GENERATED = re.compile(r"(?:user-content-)?(?:fn|fnref)[:-]?\w*\Z|top\Z")
NUMBERED = re.compile(r"(.*)-\d+", re.DOTALL)
MOST_GUESSES = 50
MOST_COMPARED = 1_000
"""Names that are found a near one for, and near ones that are looked at: a text may have thousands of both."""


class Anchors(frozenset[str]):
    """Names of headings; footnotes and the top of the page are always there."""

    _guesses = 0

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or (isinstance(name, str) and GENERATED.match(name) is not None)

    def nearest(self, wanted: str) -> str | None:
        """The name that a wrong one most likely means; of many wrong ones, only the first are looked for."""
        if super().__contains__(wanted):
            return wanted
        self._guesses += 1
        if self._guesses > MOST_GUESSES:
            return None
        near = get_close_matches(wanted[:200], sorted(self)[:MOST_COMPARED], n=1, cutoff=0.8)
        return near[0] if near else None


def anchor(heading: str) -> str:
    """The name of a heading: lower case, punctuation left out, hyphens for spaces."""
    plain = re.sub(r"!?\[([^\[\]]*)\]\([^)]{0,2000}\)", r"\1", heading)
    plain = re.sub(r"<[^>]{0,200}>|[`*~]", "", plain)
    plain = re.sub(r"(?<!\s)\s+#+\s*\Z", "", plain.strip()).lower()
    return re.sub(r"\s", "-", re.sub(r"[^\w\- ]", "", plain))


def anchors_in(body: str) -> Anchors:
    """Every name in a Markdown text that a link can lead to."""
    names: list[str] = []
    uses: Counter[str] = Counter()  # of a name, with the numbered ones that go with it
    for heading in parse_blocks(body, body.split("\n")).headings:
        name = anchor(heading.text)
        here = [name, f"{name}-{uses[name]}"] if uses[name] else [name]
        names += here
        for each in here:
            numbered = NUMBERED.fullmatch(each)
            uses.update([each, numbered[1]] if numbered else [each])
    names += [found.lower() for found in re.findall(r"(?:id|name)=[\"']([^\"'\s]{1,100})[\"']", body)]
    names += [found.lower() for found in re.findall(r"\{:?\s?#([\w-]{1,100})", body)]
    return Anchors(names)
