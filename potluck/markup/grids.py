"""A bound on the places for cells that raw HTML's tables have, before a browser lays them out.

A few hundred cells that reach across and down make a table of millions of places, over which a reader's page stands
still for minutes. Tables of Markdown are bounded where they are read.
"""

from __future__ import annotations

from collections import Counter

from potluck.late import late
from potluck.markup.github.blocks import MAX_CELLS
from potluck.markup.rendered import TooComplicated

_PART = late(r"<(/?table|tr|t[hd]|col(?:group)?)\b([^<>]*)>")
_SPAN = late(r" ((?:col|row)?span)=\"\s*\+?0*([0-9]{1,9})")
MOST_ACROSS, MOST_DOWN = 1_000, 65_534  # in any browser


class _Grid:
    """One table, as far as it has been read."""

    def __init__(self) -> None:
        self.rows = self._columns = self._named = self._row = self._reaching = 0
        self._ends: Counter[int] = Counter()  # by row, how many columns are no longer reached from above

    @property
    def places(self) -> int:
        return self.rows * max(self._columns, self._named)

    def add(self, tag: str, attributes: str) -> None:
        spans = {name: int(number) for name, number in _SPAN.findall(attributes)}
        if tag == "tr":
            self.rows += 1
            self._reaching -= self._ends.pop(self.rows, 0)
            self._row = self._reaching
        elif tag in ("col", "colgroup"):
            self._named += min(spans.get("span", 1) or 1, MOST_ACROSS)
        else:
            across = min(spans.get("colspan", 1) or 1, MOST_ACROSS)
            self._row += across
            self._reaching += across
            self._ends[self.rows + (spans.get("rowspan", 1) or MOST_DOWN)] += across  # 0: down to the end
        self._columns = max(self._columns, self._row)


def check_grids(html: str) -> None:
    """Raise TooComplicated where the tables of finished HTML have more than MAX_CELLS places in all."""
    if "<table" not in html:
        return
    open_tables: list[_Grid] = []
    places = 0
    for part in _PART.finditer(html):
        if part[1] == "table":
            open_tables.append(_Grid())
        elif part[1] == "/table":
            places += open_tables.pop().places
        elif open_tables:
            open_tables[-1].add(part[1], part[2])
    if places > MAX_CELLS:
        raise TooComplicated(
            f"There are places for {places:,} cells in the tables, and {MAX_CELLS:,} is the most. "
            "Make several tables of them, or let cells reach over fewer rows and columns."
        )
