"""Jekyll's permalinks: its named styles, and the placeholders of patterns."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from potluck.moving.model import Entry
from potluck.moving.sources.entry import as_path

STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}


def filled(pattern: str, entry: Entry, rest: str, categories: list[str], collection: str) -> str:
    """A permalink's pattern with an entry's own values."""
    words = entry.slug if entry.slug and entry.slug != rest else rest
    values = {
        "title": words,
        "slug": re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-"),
        "name": rest,
        "basename": rest,
        "categories": "/".join(dict.fromkeys(each.lower() for each in categories)),
        "collection": collection,
        "path": _below(entry.source),
        "output_ext": ".html",
    }
    if entry.date:
        date = entry.date
        week = date.isocalendar()
        values |= {
            "year": f"{date:%Y}",
            "month": f"{date:%m}",
            "day": f"{date:%d}",
            "i_month": str(date.month),
            "i_day": str(date.day),
            "short_year": f"{date:%y}",
            "y_day": f"{date:%j}",
            "hour": f"{date:%H}",
            "minute": f"{date:%M}",
            "second": f"{date:%S}",
            "week": f"{week.week:02}",
            "short_day": f"{date:%a}",
            "short_month": f"{date:%b}",
            "long_month": f"{date:%B}",
            "long_day": f"{date:%A}",
            "w_year": str(week.year),
        }
    filled = re.sub(r":([a-z_]+)", lambda found: _named(found[1], values), pattern)
    return as_path(re.sub(r"/{2,}", "/", filled))


def _named(name: str, values: Mapping[str, str]) -> str:
    """The value of a placeholder; letters that only follow one, as in `:titlepage`, stay."""
    for known in sorted(values, key=len, reverse=True):
        if name.startswith(known):
            return values[known] + name[len(known) :]
    return ""


def _below(source: str) -> str:
    return posixpath.splitext(source.partition("/")[2] or source)[0]
