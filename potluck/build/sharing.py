"""Very many pages, made side by side: copies of this process fill in some of them each.

What a copy made is on the disk already; what its pages read, and the hashes of their bytes, come back and are taken up
here (``Notebook.take_over``, ``OutputFolder.take_over``). Whatever a copy didn't do is done here after all, in order,
so that an error is the same one as ever. How copies are made is for ``potluck.side_by_side``.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from potluck.build.notebook import Share
from potluck.copied import can_copy, resident
from potluck.pages.parts import forget_all_parts, forget_parts_of_posts
from potluck.pages.reading import learned
from potluck.progress import followed
from potluck.side_by_side import Copies
from potluck.workshop import cores

if TYPE_CHECKING:
    from potluck.build.page_writer import PageWriter

Page = tuple[str, Callable[[], None]]
"""The path of a page, and what makes it."""
MANY = 200
"""From so many pages on, copies are worth their start."""
TOGETHER = 50
"""So many pages are told of at a time."""
AT_ONCE = 1_500
"""So many pages are shared out at a time, at most. Whatever a copy looks at, the system lays out for it anew in time:
another one begins with nothing of that.
"""
ROOM = 300_000_000
"""Bytes that all processes may come to, where nobody has said how many they are to be; two work in any case."""
SHARE = 3
"""One in so many of the bytes that this process holds: each comes to write over these, and then has them for itself."""


class Made(NamedTuple):
    """Some pages that a copy made: their hashes by path, those written, what they read, and what Babel said."""

    files: dict[str, str]
    written: set[str]
    notes: Share
    said: dict[str, str]


def make_all(what: str, pages: Sequence[Page], writer: PageWriter) -> None:
    """Make these pages, each of which can be made by itself."""
    jobs = writer.table.edition.settings.jobs
    most = min(jobs or cores(), len(pages) // (MANY // 2))
    progress = followed(what, pages)
    next(progress, None)
    if most < 2 or not _may_share(writer):
        _make(pages, progress)
        return
    assert writer.ledger
    forget_all_parts()  # those of feeds
    if writer.table.bodies.with_keywords:
        writer.table.related.know_all()  # a copy may not ask the store
    writer.table.know_all()
    _make(pages[:1], progress)  # what all pages look at is worked out here once, and not in each copy
    for start in range(1, len(pages), AT_ONCE):
        forget_parts_of_posts()
        writer.ledger.rest()
        some = pages[start : start + AT_ONCE]
        workers = most if jobs else min(most, _as_many_as_fit())
        size = -(-len(some) // workers)
        shares = [some[at : at + size] for at in range(0, len(some), size)]
        with closing(_to_make_here(shares, progress, writer)) as left:
            _make(left, progress)
    writer.ledger.rest()


def _as_many_as_fit() -> int:
    """How many processes have room, this one among them: the larger the site, the fewer."""
    return max(2, int(SHARE * (ROOM / resident() - 1)))


def _make(pages: Iterable[Page], progress: Iterator[Page]) -> None:
    for _, make in pages:
        make()
        next(progress, None)


def _to_make_here(
    shares: Sequence[Sequence[Page]], progress: Iterator[Page], writer: PageWriter
) -> Generator[Page, None, None]:
    """Have copies make all shares but the first. Yields the pages of that, and then whatever they left undone."""
    done = [0] * len(shares)
    gc.freeze()  # what is looked through for garbage is written to, and would stand in memory once for each copy
    with Copies([partial(_made, share, writer) for share in shares[1:]]) as copies:

        def take_up(*, wait: bool = False) -> None:
            for number, made in copies.arrived(wait=wait):
                _take_up(made, writer)
                done[number + 1] += len(made.files)
                for _ in made.files:
                    next(progress, None)

        for page in shares[0]:
            yield page
            take_up()
        take_up(wait=True)
    if any(count < len(share) for share, count in zip(shares[1:], done[1:], strict=True)):
        writer.may_hold_halves = True
    for share, count in zip(shares[1:], done[1:], strict=True):
        yield from share[count:]


def _may_share(writer: PageWriter) -> bool:
    """Whether pages can be made by copies: nobody but us has a hand in them."""
    table = writer.table
    return writer.ledger is not None and table.is_ours_alone and can_copy() and table.bodies.shelf.can_be_shared


def _made(pages: Sequence[Page], writer: PageWriter) -> Iterator[Made]:
    """In a copy: make these pages, and tell of them, some at a time."""
    ledger = writer.ledger
    assert ledger
    writer.table.bodies.shelf.open_again()
    ledger.begin_share()
    for start in range(0, len(pages), TOGETHER):
        some = pages[start : start + TOGETHER]
        writer.touched.clear()
        known = len(learned())
        for _, make in some:
            make()
        files = {path: writer.hash_at(path) for path, _ in some}
        said = dict(islice(learned().items(), known, None))
        yield Made(files, {*writer.touched}, ledger.share(), said)


def _take_up(made: Made, writer: PageWriter) -> None:
    assert writer.ledger
    writer.take_over(made.files, made.written)
    writer.rendered += len(made.files)
    writer.ledger.take_over(made.notes)
    learned().update(made.said)
