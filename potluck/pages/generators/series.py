"""A page and a feed for each series, and a page that lists them."""

from __future__ import annotations

from functools import partial
from typing import Any

from potluck.pages.generators.own import OwnGenerator


class SeriesGenerator(OwnGenerator):
    """Writes them."""

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
