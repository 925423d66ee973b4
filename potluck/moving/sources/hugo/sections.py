"""Which texts of a Hugo site are posts and which are pages: what its sections tell, and the dates in them."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Mapping, Sequence

from potluck.moving.model import Entry, Kind
from potluck.moving.sources.entry import DAY_IN_PATH
from potluck.moving.sources.markdown_folder import PAGE_FOLDERS, POST_FOLDERS


def section_of(inside: str) -> str:
    """The section of a path below the content folder; empty at the top."""
    return inside.split("/")[0] if "/" in inside else ""


def settle_kinds(entries: Sequence[Entry], inside: Mapping[str, str], given: Sequence[str]) -> None:
    """Posts are what a section of dated texts holds, or was served below its day; at the top, else, texts are pages.

    `inside` leads from a source to its path below the content folder; `given` are the sections that settings name.
    """
    sections = {entry.source: section_of(inside[entry.source]) for entry in entries}
    dated = Counter(sections[entry.source] for entry in entries if entry.date)
    whole = Counter(sections.values())
    for entry in entries:
        section = sections[entry.source]
        lowest = section.lower()
        if section in given or lowest in POST_FOLDERS:
            entry.kind = Kind.POST
        elif not section:
            alone = not any(dated[each] for each in dated if each)
            by_day = any(DAY_IN_PATH.match(f"/{url}") for url in entry.old_urls[:1])
            entry.kind = Kind.POST if by_day or (alone and entry.date and dated[""] > 2) else Kind.PAGE
        elif lowest in PAGE_FOLDERS or posixpath.basename(entry.source).startswith("_index."):
            entry.kind = Kind.PAGE
        else:
            entry.kind = Kind.POST if entry.date and dated[section] * 2 > whole[section] else Kind.PAGE
