"""The archive: every post by year, on one page; where there are very many, each year has a page of its own.

A page of all posts changes with every post, and a reader's telephone has to carry all of it. Of the divided archive one
year changes, and the page at its head shows the latest year and leads to the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from potluck.pages.views.article import PostArticle
    from potluck.pages.views.table import Table


class Archive:
    """What the pages of the archive show."""

    def __init__(self, table: Table) -> None:
        self._table = table

    @property
    def is_divided(self) -> bool:
        """Whether there are too many posts for one page."""
        return len(self._table.edition.listed) > self._table.edition.settings.archive_at_once

    @property
    def addresses(self) -> list[tuple[int, str]]:
        """Every year that has posts, the latest first, and where they are listed, from the site's root."""
        start = "archive/" if self.is_divided else "archive/#y"
        end = "/" if self.is_divided else ""
        return [(year, f"{start}{year}{end}") for year in self._table.counts_by_year]

    @property
    def shown(self) -> list[tuple[int, list[PostArticle]]]:
        """The years that the archive's first page shows, with their posts."""
        years = [*self._table.counts_by_year]
        return [(year, self.posts_of(year)) for year in (years[:1] if self.is_divided else years)]

    def posts_of(self, wanted: int) -> list[PostArticle]:
        """The listed posts of a year, newest first."""
        start = 0
        for year, count in self._table.counts_by_year.items():
            if year == wanted:
                return [self._table.article(post) for post in self._table.edition.listed[start : start + count]]
            start += count
        return []


def year_pages(table: Table) -> Iterator[tuple[str, str]]:
    """The address of each year that has a page of its own, and the day of its newest post."""
    archive, start = Archive(table), 0
    for year, url in archive.addresses if archive.is_divided else ():
        yield url, table.edition.listed[start].date.date().isoformat()
        start += table.counts_by_year[year]
