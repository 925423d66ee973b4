"""Entries of a feed that is written again: those that nothing changed are taken from the feed as it was left.

A post that comes into a feed makes one entry of thirty; the other texts were made to stand alone, escaped and written
before. A feed is kept with the places of its entries (``potluck.build.record``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from potluck.build.record import Placed
from potluck.pages.feeds.entry import BETWEEN, Entry
from potluck.pages.feeds.feed import CommunityFeed, Surroundings
from potluck.pages.notes.noted import Lasting, Notes
from potluck.pages.notes.views import bare
from potluck.pages.views.article import PostArticle

Made = Callable[[PostArticle], tuple[Entry, "Notes | Lasting"]]


class Refilled(NamedTuple):
    """A feed as XML and as JSON, and its entries."""

    xml: bytes
    json: bytes
    parts: list[Placed]


def placed(feed: CommunityFeed, articles: Iterable[PostArticle], notes: Iterable[Notes | Lasting]) -> list[Placed]:
    """Where the entries of these posts stand in a feed that was written; none where that isn't known of all."""
    keys = [bare(article, "view_key") for article in articles]
    json_places = feed.json_places if feed.has_json else [(0, 0)] * len(keys)
    if not len(keys) == len(feed.xml_places) == len(json_places):
        return []
    every = zip(keys, notes, feed.xml_places, json_places, strict=True)
    return [Placed(*xml, "", "", [key, *json], [*read.notes]) for key, read, xml, json in every]


def refilled(
    left: tuple[bytes, bytes],
    parts: Sequence[Placed],
    articles: Iterable[PostArticle],
    is_other: Callable[[str], bool],
    make: Made,
    around: Surroundings,
) -> Refilled | None:
    """The feed of these posts, where ``left`` is its XML and JSON as they were, with these entries, around which now
    stands what ``around`` has. None where the whole is to be made.
    """
    known: Mapping[str, Placed] = {each.given[0]: each for each in parts}
    xml, json, found = [around.xml[0]], list[bytes](), list[Placed]()
    at, at_json = len(around.xml[0]), len(around.json[0])
    for article in articles:
        part = known.get(article.view_key)
        if part is not None and not any(map(is_other, part.homes)):
            _, start, length = part.given
            one, two = left[0][part.start : part.start + part.length], left[1][start : start + length]
            homes = part.homes
        else:
            entry, notes = make(article)
            if not entry.content:
                return None
            one, two, homes = entry.as_xml(), entry.as_json(), [*notes.notes]
        at_json += len(BETWEEN) if json else len(around.first)
        found.append(Placed(at, len(one), "", "", [article.view_key, at_json, len(two)], homes))
        at, at_json = at + len(one), at_json + len(two)
        xml.append(one)
        json.append(two)
    whole = b"".join((around.json[0], around.first, BETWEEN.join(json), around.json[1]))
    return Refilled(b"".join((*xml, around.xml[1])), whole, found) if json else None
