"""The pages of a list of posts, numbered from the oldest: a page that is full stays as it is, and where it is.

A new post comes first, so pages numbered from the newest would all change with it, and what somebody linked to would
have moved on. Here the first page has the newest posts, between as many as go on a page and nearly twice as many; from
there the numbers go down to page 1, the oldest. Templates ask as they ask Pelican's paginator, whose numbers count from
the newest (``number``, ``page(2)``); ``place`` is the number that stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from pelican.paginator import Page, Paginator


class NumberedPage(Page):  # type: ignore[misc]  # Pelican has no types
    """One page of a list; ``number`` counts from the newest."""

    number: int

    @property
    def is_front(self) -> bool:
        """Whether it is the first page, at the list's own address."""
        return self.number == 1

    @property
    def place(self) -> int:
        """The number that stays: how many pages from the oldest."""
        return int(self.paginator.num_pages) - self.number + 1

    @property
    def newer_url(self) -> str:
        """Where the next newer posts are; empty on the first page, and for the home page."""
        if not self.has_previous():
            return ""
        return str(self.paginator.page(self.number - 1).url).removesuffix("index.html")

    @property
    def older_url(self) -> str:
        """Where the next older posts are; empty on the last page."""
        return str(self.paginator.page(self.number + 1).url) if self.has_next() else ""

    def start_index(self) -> int:
        """Which of all posts is the first one here, counted from 1; 0 where there are none."""
        return int(self.paginator.bounds(self.number)[0]) + 1 if self.paginator.count else 0

    def end_index(self) -> int:
        """Which of all posts is the last one here."""
        return int(self.paginator.bounds(self.number)[1])

    def _from_settings(self, key: str) -> str:
        """An address by Pelican's ``PAGINATION_PATTERNS``, in which ``{number}`` is the one that stays."""
        if self.is_front:
            return str(super()._from_settings(key))
        number, self.number = self.number, _Stays(self.number, self.place)
        try:
            return str(super()._from_settings(key))
        finally:
            self.number = number

    url = property(lambda self: self._from_settings("URL"))
    save_as = property(lambda self: self._from_settings("SAVE_AS"))


class _Stays(int):
    """A number that compares as one counted from the newest, and is written as the one that stays."""

    _written: int

    def __new__(cls, number: int, written: int) -> _Stays:
        """A number, and what it is written as."""
        made = super().__new__(cls, number)
        made._written = written
        return made

    def __format__(self, how: str) -> str:
        return format(self._written, how)


class Numbered(Paginator):  # type: ignore[misc]
    """Pelican's paginator, with pages that are full from the oldest on."""

    def __init__(
        self, name: str, url: str | None, object_list: Any, settings: Any, per_page: int | None = None
    ) -> None:
        super().__init__(name, url, object_list, settings, per_page)
        self.per_page: int = per_page or self.count or 1
        self._num_pages = max(1, self.count // self.per_page)

    def bounds(self, number: int) -> tuple[int, int]:
        """The first post of a page, and the one after its last; posts are counted from the newest, which is 0."""
        last = self.count - (self.num_pages - number) * self.per_page
        return (0 if number == 1 else last - self.per_page), last

    def page(self, number: int) -> NumberedPage:
        """The page with this number, counted from the newest, which is 1."""
        first, last = self.bounds(number)
        page = NumberedPage.__new__(NumberedPage)
        page.__dict__.update(self._of_all_pages, object_list=self.object_list[first:last], number=number)
        return page

    @cached_property
    def _of_all_pages(self) -> dict[str, Any]:
        """What a page has that all others have as well: each is told of its neighbours, and may ask for more."""
        return NumberedPage(self.name, self.url, (), 0, self, self.settings).__dict__

    def paths_from(self, number: int) -> Iterator[str]:
        """Where the pages are from this one on."""
        page = self.page(number)
        for each in range(number, self.num_pages + 1):
            page.number = each
            yield page.save_as


def place_of(paginators: dict[str, Numbered], number: int) -> dict[str, Any]:
    """What a template is told of a page's place in its list, under the names that Pelican has for it."""
    place: dict[str, Any] = {}
    for key, paginator in paginators.items():
        place[f"{key}_paginator"] = paginator
        place[f"{key}_page"] = paginator.page(number)
        place[f"{key}_previous_page"] = paginator.page(number - 1) if number > 1 else None
        place[f"{key}_next_page"] = paginator.page(number + 1) if number < paginator.num_pages else None
    return place
