"""Lists that Pelican has none of: the years of the archive, series, and the community in numbers."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from potluck.pages.generators.own import OwnGenerator
from potluck.pages.views.archive import Archive
from potluck.pages.views.numbers import Numbers

NUMBERS = "numbers/"


class ArchiveGenerator(OwnGenerator):
    """Writes a page for each year; the first page of the archive is one of Pelican's direct templates."""

    def generate_output(self, writer: Any) -> None:
        archive = cast(Archive, self.context["archive"])
        if not archive.is_divided or not writer.wants_below("archive/"):
            return
        template = self.template("archive_year")
        for year, url in archive.addresses if template else ():
            path = f"{url}index.html"
            if writer.has_settled(path):
                continue
            posts = archive.posts_of(year)
            writer.write_file(path, template, self.context, url=url, year=year, articles=posts)


class SeriesGenerator(OwnGenerator):
    """Writes a page and a feed for each series, and a page that lists them."""

    def generate_output(self, writer: Any) -> None:
        """Write the pages; there are none without a series, and none in a theme for stock Pelican."""
        if not writer.wants_below("series/"):
            return
        everything = [*self.table.series.values()]
        listing, template = self.template("series_list"), self.template("series")
        if not listing or not template:
            return
        if everything:
            writer.write_file("series/index.html", listing, self.context, url="series/")
        writer.lists_of = {**writer.lists_of, **{f"feed {each.feed_url}": f"s:{each.slug}" for each in everything}}
        for series in everything:
            path = f"{series.url}index.html"
            make = partial(writer.write_file, path, template, self.context, url=series.url, series=series)
            writer.remember(path, make)
            if not writer.leaves(path):  # all that it shows is asked of the series
                make()
            newest_first = series.articles[::-1]
            writer.write_feed(newest_first, self.context, series.feed_url, series.url, feed_title=series.name)


class NumbersGenerator(OwnGenerator):
    """Writes the page with the community in numbers, if the theme has it."""

    def generate_output(self, writer: Any) -> None:
        if template := self.template("numbers"):
            path, context = f"{NUMBERS}index.html", {**self.context, "numbers": Numbers(self.table)}
            make = partial(writer.write_file, path, template, context, url=NUMBERS)
            writer.remember(path, make)
            if not writer.leaves(path, is_list=True):  # the numbers follow from where posts are
                make()
