"""The names under which headings can be linked to, as GitHub makes them."""

from __future__ import annotations

import re

from potluck.checks.blocks import parse_blocks

GENERATED = re.compile(r"(?:user-content-)?(?:fn|fnref)[:-]?\w*\Z|top\Z")


class Anchors(frozenset[str]):
    """Names of headings; footnotes and the top of the page are always there."""

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or (isinstance(name, str) and GENERATED.match(name) is not None)


def anchor(heading: str) -> str:
    """The name of a heading: lower case, punctuation left out, hyphens for spaces."""
    plain = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    plain = re.sub(r"<[^>]{0,200}>|[`*~]", "", plain)
    plain = re.sub(r"\s+#+\s*\Z", "", plain.strip()).lower()
    return re.sub(r"\s", "-", re.sub(r"[^\w\- ]", "", plain))


def anchors_in(body: str) -> Anchors:
    """Every name in a Markdown text that a link can lead to."""
    names: list[str] = []
    for heading in parse_blocks(body, body.split("\n")).headings:
        name = anchor(heading.text)
        times = sum(1 for each in names if each == name or re.fullmatch(rf"{re.escape(name)}-\d+", each))
        names += [name, f"{name}-{times}"] if times else [name]
    names += [found.lower() for found in re.findall(r"(?:id|name)=[\"']([^\"'\s]{1,100})[\"']", body)]
    names += [found.lower() for found in re.findall(r"\{:?\s?#([\w-]{1,100})", body)]
    return Anchors(names)
