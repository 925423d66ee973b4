"""Very many pages, made side by side: copies of this process fill in some of them each.

What a copy made is on the disk already; what its pages read, and the hashes of their bytes, come back and are taken up
here (``Notebook.take_over``, ``OutputFolder.take_over``). Whatever a copy didn't do is done here after all, in order,
so that an error is the same one as ever. How copies are made is for ``potluck.side_by_side``.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from potluck.build.notebook import Share
from potluck.copied import can_copy
from potluck.pages.parts import forget_all_parts
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
AT_HAND = 500
"""After so many pages a copy lets go of the parts that it made. Hardly any would come again, and all would stand in
memory beside those of the others.
"""


class Made(NamedTuple):
    """What a copy made: how many of its pages are done, hashes by path, which files were written, and notes."""

    done: int
    files: dict[str, str]
    written: set[str]
    notes: Share


def make_all(what: str, pages: Sequence[Page], writer: PageWriter) -> None:
    """Make these pages, each of which can be made by itself."""
    jobs = writer.table.edition.settings.jobs or cores()
    workers = min(jobs, len(pages) // (MANY // 2)) if _may_share(writer) else 1
    if workers < 2:
        for _, make in followed(what, pages):
            make()
        return
    size = -(-len(pages) // workers)
    shares = [pages[start : start + size] for start in range(0, len(pages), size)]
    done = [0] * len(shares)
    progress = followed(what, pages)
    next(progress)
    forget_all_parts()  # those of feeds, which pages don't show
    gc.freeze()  # what is looked through for garbage is written to, and would stand in memory once for each copy
    with Copies([partial(_made, share, writer) for share in shares[1:]]) as copies:

        def take_up(*, wait: bool = False) -> None:
            for number, made in copies.arrived(wait=wait):
                _take_up(made, writer)
                for _ in range(made.done - done[number + 1]):
                    next(progress, None)
                done[number + 1] = made.done

        for _, make in shares[0]:
            make()
            next(progress, None)
            take_up()
        take_up(wait=True)
    for share, count in zip(shares[1:], done[1:], strict=True):
        for _, make in share[count:]:
            make()
            next(progress, None)


def _may_share(writer: PageWriter) -> bool:
    """Whether pages can be made by copies: nothing is known of them, and nobody but us has a hand in them."""
    table, ledger = writer.table, writer.ledger
    is_afresh = ledger is not None and not ledger.is_following
    return is_afresh and table.is_ours_alone and can_copy() and table.bodies.can_be_shared


def _made(pages: Sequence[Page], writer: PageWriter) -> Iterator[Made]:
    """In a copy: make these pages, and tell of them, some at a time."""
    ledger = writer.ledger
    assert ledger
    writer.table.bodies.begin_share()
    ledger.begin_share()
    for start in range(0, len(pages), TOGETHER):
        if start % AT_HAND < TOGETHER:
            forget_all_parts()
        some = pages[start : start + TOGETHER]
        writer.touched.clear()
        for _, make in some:
            make()
        files = {path: writer.hashes[path] for path, _ in some}
        yield Made(start + len(some), files, {*writer.touched}, ledger.share())


def _take_up(made: Made, writer: PageWriter) -> None:
    assert writer.ledger
    writer.take_over(made.files, made.written)
    writer.rendered += len(made.files)
    writer.ledger.take_over(made.notes)
