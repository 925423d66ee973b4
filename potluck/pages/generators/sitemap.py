"""sitemap.xml and robots.txt: what search engines may read, by sitemaps.org's protocol and RFC 9309."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, takewhile
from typing import Any
from xml.sax.saxutils import escape

from potluck.late import late
from potluck.pages.documentation import permalink
from potluck.pages.generators.lists import NUMBERS
from potluck.pages.generators.own import OwnGenerator
from potluck.pages.generators.search import PATH as SEARCH
from potluck.pages.generators.write import PATH, write_page
from potluck.pages.views.archive import year_pages
from potluck.pages.views.table import Table

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
FIRST, ROBOTS, PART = "sitemap.xml", "robots.txt", late(r"sitemap-\d+\.xml")
LARGEST = 50_000
"""The most addresses one sitemap may hold."""


class SitemapGenerator(OwnGenerator):
    """Writes sitemap.xml, or several with an index where one can't hold all, and robots.txt."""

    def generate_output(self, writer: Any) -> None:
        if writer.leaves_in_place(FIRST, ROBOTS, *_parts_there(writer)):
            return
        table = self.table
        entries = [
            each for each in listed_pages(table) if f"{each[0]}index.html" in writer.paths
        ]  # as the theme has it
        divided = [entries[start : start + LARGEST] for start in range(0, len(entries), LARGEST)]
        if len(divided) <= 1:
            writer.write_text(FIRST, sitemap(entries, table))
        else:
            names = [f"sitemap-{number}.xml" for number in range(1, len(divided) + 1)]
            for name, part in zip(names, divided, strict=True):
                writer.write_text(name, sitemap(part, table))
            writer.write_text(FIRST, sitemap_index(names, table))
        allowed = "" if table.edition.settings.publishing else "/"
        sitemap_address = table.addresses.absolute(FIRST)
        writer.write_text(ROBOTS, f"User-agent: *\nDisallow: {allowed}\n\nSitemap: {sitemap_address}\n")


def _parts_there(writer: Any) -> Iterator[str]:
    """The parts that the last build left."""
    paths = (f"sitemap-{number}.xml" for number in count(1))
    return takewhile(lambda path: path in writer.left or path in writer.spoilt, paths)


def listed_pages(table: Table) -> Iterator[tuple[str, str]]:
    """(path, date of the last change or "") of every page worth finding."""
    edition = table.edition
    newest = edition.listed[0].date.date().isoformat() if edition.listed else ""
    yield "", newest
    for post in edition.listed:
        yield post.permalink, (post.updated or post.at).date().isoformat()
    for page in edition.pages:
        if page.status == "published":
            yield page.permalink, ""
    for handle in edition.library.people:
        yield f"authors/{handle}/", ""
    for tag in table.tags:
        yield tag.url, ""
    for series in table.series.values():
        yield series.url, ""
    yield from (("people/", ""), ("tags/", ""), ("archive/", newest))
    yield from year_pages(table)
    if table.series:
        yield "series/", ""
    yield NUMBERS, ""
    if edition.settings.search:
        yield SEARCH, ""
    if write_page(edition.settings):
        yield PATH, ""
    if not table.is_partial:
        yield from ((permalink(path), "") for path in table.documentation.texts)


def sitemap(entries: list[tuple[str, str]], table: Table) -> str:
    """One sitemap as XML."""
    addresses = table.addresses.all_absolute([path for path, _ in entries])
    places = escape("\n".join(addresses)).split("\n")  # all at once, which takes a tenth of the time
    days = {changed for _, changed in entries}
    dates = {changed: f"<lastmod>{escape(changed)}</lastmod>" if changed else "" for changed in days}
    whole = zip(places, entries, strict=True)
    return _document("urlset", (f"<url><loc>{place}</loc>{dates[changed]}</url>" for place, (_, changed) in whole))


def sitemap_index(names: list[str], table: Table) -> str:
    """The index of several sitemaps as XML."""
    parts = (f"<sitemap><loc>{escape(table.addresses.absolute(name))}</loc></sitemap>" for name in names)
    return _document("sitemapindex", parts)


def _document(kind: str, inside: Iterable[str]) -> str:
    return f'<?xml version="1.0" encoding="utf-8"?>\n<{kind} xmlns="{NAMESPACE}">{"".join(inside)}</{kind}>\n'
