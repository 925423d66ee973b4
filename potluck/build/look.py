"""A look at what the last build left: is anything different, and if so, what?

Answers from what the file system says of every source and every output, and opens only what that makes doubtful. When
nothing is different there is nothing to do, and nothing more is imported.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import NamedTuple

from potluck.build.inputs import CONTENT, Inputs
from potluck.build.left import Left
from potluck.build.scan import Listing, Sources, file_clock
from potluck.build.store import FACTS, Store
from potluck.clock import now as moment_now

HASHES = ("source hashes", "output hashes")
"""What is kept for a look beside the facts; it only counts where something is different."""


class Outcome(NamedTuple):
    """What the last build came to, and from when until when (ISO, UTC) another one would come to the same.

    ``problems`` are as ``msgspec.to_builtins`` makes them.
    """

    since: str
    until: str
    posts: int
    held_back: int
    people: int
    pages: int
    files: int
    problems: list[dict[str, object]]

    @property
    def bounds(self) -> tuple[datetime, ...]:
        """The two moments; that of a time before all years is left out."""
        told = [each for each in (self.since, self.until) if len(each) == len("2026-05-28T00:00:00.000000")]
        return tuple(datetime.fromisoformat(each).replace(tzinfo=UTC) for each in told)

    def holds_at(self, moment: datetime) -> bool:
        """Whether no post has become due, or ceased to be, by this moment."""
        return self.since <= stamp(moment) < self.until


def stamp(moment: datetime) -> str:
    """A moment as text that sorts by time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")


class Look:
    """What is different since the last build.

    ``outcome`` is None where that build is not to be relied on: there was none, or code, settings, theme or libraries
    are others. ``changed`` are the names of sources in the content that are new, other or gone; ``spoilt`` the outputs
    that are not as they were left; ``strays`` what lies in the output folder and is none of ours.
    """

    outcome: Outcome | None = None
    changed: frozenset[str] = frozenset()
    spoilt: frozenset[str] = frozenset()
    strays: frozenset[str] = frozenset()
    came: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    """Those of the changed sources that were not there before, or are not there any more."""
    beside: frozenset[str] = frozenset()
    """The views that changes beside the content may have touched."""
    sources: Sources | None = None
    """What is to be kept of the sources, if that was made already."""
    kept: Mapping[str, str] = MappingProxyType({})
    """The facts that are kept already."""

    def __init__(self, listing: Listing, moment: datetime, started: int) -> None:
        self.listing, self.moment = listing, moment
        self.started = started
        """When the look was begun (ns): what changed just before may change again unseen."""
        self.left = Left()
        """How the outputs, and their folders, were left."""

    @property
    def unchanged(self) -> bool:
        """Whether the output is what a build would make."""
        return (
            self.outcome is not None
            and not (self.changed or self.beside or self.spoilt or self.strays)
            and self.outcome.holds_at(self.moment)
        )


def look(inputs: Inputs, store: Store, *, even_if_unchanged: bool = False) -> Look:
    """Compare everything with what the last build left, and note what was merely touched.

    Where all is as it was, the hashes are only there ``even_if_unchanged``.
    """
    started = file_clock()
    kept = store.read(*FACTS)
    nothing_known = Look(inputs.listing(), moment_now(), started)
    if not kept or kept["fingerprint"] != inputs.fingerprint:
        return nothing_known
    left = Left.of(inputs.output, kept["outputs"], kept["output marks"])
    if left is None:
        return nothing_known
    found = Look(nothing_known.listing, nothing_known.moment, started)
    found.outcome, found.left, found.kept = _outcome(kept["outcome"]), left, kept
    doubtful = left.doubtful()
    is_changed = found.listing.texts() != (kept["sources"], kept["source marks"])
    if not (is_changed or even_if_unchanged or doubtful) and found.unchanged:
        return found
    hashes = store.read(*HASHES)
    if not hashes:
        return nothing_known
    texts: dict[str, str] = {}
    found.sources = Sources(kept["sources"], kept["source marks"], hashes["source hashes"])
    beside = _compare_sources(found.sources, found, texts) if is_changed else frozenset[str]()
    if not found.outcome or beside is None:
        found.outcome, found.left = None, Left()
        return found
    found.beside, left.hashes = beside, hashes["output hashes"]
    if doubtful:
        found.spoilt, found.strays = left.compare(doubtful, started)
        texts["output marks"] = left.texts()[1]
    if texts and found.unchanged:
        store.write(texts.items())
        found.kept = kept | texts
    return found


def _outcome(text: str) -> Outcome | None:
    try:
        return Outcome(**json.loads(text))
    except (TypeError, ValueError):
        return None


def _compare_sources(kept: Sources, found: Look, texts: dict[str, str]) -> frozenset[str] | None:
    """Find sources that are new, other or gone. Answers the views that those beside the content may have touched, or
    None where that may be everything.
    """
    changed, came, gone, found.sources = found.listing.compared(kept, found.started)
    texts |= found.sources.texts()
    if all(name.startswith(CONTENT) for name in changed):
        found.changed, found.came, found.gone = changed, came, gone
        return frozenset()
    beside = frozenset(name for name in changed if not name.startswith(CONTENT))
    found.changed, found.came, found.gone = changed - beside, came - beside, gone - beside
    from potluck.build.followed import views_behind  # most builds find nothing but content changed

    return views_behind(beside, (came | gone) & beside, [name.rstrip("/") for name in found.listing.names])
