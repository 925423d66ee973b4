"""Jekyll's permalinks: its named styles, and the placeholders of patterns."""

from __future__ import annotations

import datetime as dt
import posixpath
import re

from potluck.moving.model import Entry
from potluck.moving.moments import zone_named
from potluck.moving.sources.entry import as_path

STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}


NOT_PRETTY = re.compile(r"[^\w._~!$&'()+,;=@]+")
"""What Jekyll turns to hyphens in a title's place of a permalink."""
NOT_PLAIN = re.compile(r"[^a-z0-9]+")
SLASHES = re.compile(r"/{2,}")
TEXT_VALUES = "title slug name basename categories collection path output_ext"
DATE_VALUES = {
    "year": "%Y", "month": "%m", "day": "%d", "short_year": "%y", "y_day": "%j", "hour": "%H", "minute": "%M",
    "second": "%S", "week": "%V", "short_day": "%a", "short_month": "%b", "long_month": "%B", "long_day": "%A",
    "w_year": "%G",
}  # fmt: skip
NAMES = sorted((*TEXT_VALUES.split(), *DATE_VALUES, "i_month", "i_day"), key=len, reverse=True)
PLACEHOLDER = re.compile(f":(?:({'|'.join(NAMES)})|[a-z_]+)")
"""A placeholder; letters that only follow one, as in `:titlepage`, stay."""


def permalinks(pattern: str, entry: Entry, rest: str, categories: list[str], collection: str, zone: str) -> list[str]:
    """The addresses an entry may have had, likeliest first: today's Jekyll's, then an older one's.

    `zone` is the site's time zone; GitHub builds sites without one in UTC.
    """
    words = entry.slug if entry.slug and entry.slug != rest else rest
    dates = [entry.date]
    if entry.date and entry.date.tzinfo:
        zones = [each for each in (zone_named(zone), None if zone else dt.UTC) if each]
        dates = [*(entry.date.astimezone(each) for each in zones), *([] if zone else [entry.date])]
    found = [
        filled(pattern, entry, date, rest, each, categories, collection)
        for date in {str(each): each for each in dates}.values()
        for each in dict.fromkeys((NOT_PRETTY.sub("-", words).strip("-"), words))
    ]
    return list(dict.fromkeys(found))


def filled(
    pattern: str,
    entry: Entry,
    date: dt.datetime | None,
    rest: str,
    words: str,
    categories: list[str],
    collection: str,
) -> str:
    """A permalink's pattern with an entry's own values."""
    values = {
        "title": words,
        "slug": NOT_PLAIN.sub("-", words.lower()).strip("-"),
        "name": rest,
        "basename": rest,
        "categories": "/".join(dict.fromkeys(each.lower() for each in categories)),
        "collection": collection,
        "path": _below(entry.source),
        "output_ext": ".html",
    }
    if date:
        values |= {name: date.strftime(form) for name, form in DATE_VALUES.items()}
        values |= {"i_month": str(date.month), "i_day": str(date.day)}
    filled = PLACEHOLDER.sub(lambda found: values.get(found[1], ""), pattern)
    return as_path(SLASHES.sub("/", filled))


def _below(source: str) -> str:
    return posixpath.splitext(source.partition("/")[2] or source)[0]
