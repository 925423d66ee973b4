"""Texts on their way through the workshop: what is handed in, who does it, and what comes out.

One text is made by a process that stays at hand, many by all cores, a few at a time.
"""

from __future__ import annotations

import atexit
import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from itertools import chain, islice

import msgspec

from potluck.content.model import Person, Written
from potluck.content.source import Source
from potluck.copied import Copy, can_copy
from potluck.markup import Rendered, TooComplicated
from potluck.markup.coloured import Coloured
from potluck.markup.substitution import mentionable
from potluck.markup.worker import NEEDS, Options, import_renderer, prepare, render_one, set_up
from potluck.settings import Settings
from potluck.workbench import Workbench
from potluck.workshop import Bounds, OutOfBounds, Workshop

Task = tuple[str, str, bool, str, Coloured]
Outcome = Rendered | TooComplicated | OutOfBounds

FOR_ONE_TEXT = Bounds(seconds=10, memory=1_000_000_000)
"""What rendering one text may take: the longest posts need a hundredth of it."""
AT_THE_CHECK = Bounds(seconds=5, memory=900_000_000)
"""What it may take where a change is looked at: what only just passes there must not fail when it is published."""
FEW = 8
"""So many texts one process does, one after the other."""
TOGETHER = 16
"""How many of more texts go to a process at a time."""


@cache
def renderers(options: Options, jobs: int, bounds: Bounds) -> Workshop:
    """The workshop for these options, of so many processes (0: one for each core); it stays warm for the next build of
    this process.
    """
    workshop = Workshop(bounds, set_up, options, workers=jobs, needs=NEEDS)
    atexit.register(workshop.close)
    return workshop


_BENCHES: dict[Options, Workbench] = {}


def bench(options: Options) -> Workbench:
    """The one process for texts that change now and then; others with other options are let go."""
    if options not in _BENCHES:
        for each in _BENCHES.values():
            each.close()
        _BENCHES.clear()
        _BENCHES[options] = Workbench(FOR_ONE_TEXT, set_up, options, needs=NEEDS)
    return _BENCHES[options]


def done_at(at: Workbench, task: Task) -> Outcome:
    """What comes of one text at a bench."""
    try:
        return at.do(render_one, *task)
    except OutOfBounds as error:
        return error


class Text(msgspec.Struct, frozen=True):
    """One text to render. Several bios may stand on one page, so a bio has ids of its own."""

    source: Source
    markdown: str
    id_prefix: str = ""
    math: bool = False
    lang: str = ""

    @classmethod
    def of(cls, document: Written, settings: Settings) -> Text:
        """The body of a post or page, or a person's bio."""
        lang = settings.default_lang if isinstance(document, Person) else document.lang
        signs = settings.signs_of(lang)
        if isinstance(document, Person):
            return cls(document.source, document.bio, id_prefix=f"{document.handle}-", lang=signs)
        return cls(document.source, document.body, math=document.math, lang=signs)

    def task(self, coloured: Coloured) -> Task:
        """What the workshop is given, with the code that was ``coloured`` before."""
        return self.markdown, self.id_prefix, self.math, self.lang, coloured

    def name(self, people: Mapping[str, str], made_with: str) -> bytes:
        """Names what comes out: the same name, the same HTML.

        Only people whom the text may mention play a part; ``made_with`` says all else that does.
        """
        mentioned = mentionable(self.markdown, people)
        decides = repr((made_with, mentioned, self.id_prefix, self.math, self.lang))
        hashed = hashlib.sha256(decides.encode("utf-8", "surrogatepass") + b"\n")
        hashed.update(self.markdown.encode("utf-8", "surrogatepass"))
        return hashed.digest()


def stand_ready() -> Workbench | None:
    """A process for a few texts, as ``make`` takes it, to be closed; None where it can't be copied from this one.

    It is made while this one is small: the system lays out anew whatever of both is written to afterwards.
    """
    if not can_copy():
        return None
    import_renderer()
    ready = Copy(FOR_ONE_TEXT)
    ready.start()
    return ready


def make(
    options: Options, tasks: Iterable[tuple[str, Task]], jobs: int, bounds: Bounds, ready: Workbench | None = None
) -> Iterator[tuple[str, Outcome]]:
    """Path and outcome of each text, in their order; many texts are shared out among ``jobs`` processes.

    A few go to the process that stands at hand for these options, or else to the one that is ``ready``: each has bounds
    of its own. New processes get these ``bounds``.
    """
    waiting = iter(tasks)
    few = list(islice(waiting, FEW + 1))
    if len(few) <= FEW:
        yield from _make_few(options, few, bounds, ready)
    else:
        yield from _make_many(renderers(options, jobs, bounds), chain(few, waiting))


def _make_few(
    options: Options, tasks: Iterable[tuple[str, Task]], bounds: Bounds, ready: Workbench | None
) -> Iterator[tuple[str, Outcome]]:
    """One after the other, by one process: whoever edits a text waits for no more to be set up."""
    at_hand = at = _BENCHES.get(options)
    try:
        for path, task in tasks:
            at = at or _for_a_moment(options, bounds, ready)
            yield path, done_at(at, task)
    finally:
        if at is not None and at is not at_hand:
            at.close()


def _for_a_moment(options: Options, bounds: Bounds, ready: Workbench | None) -> Workbench:
    if ready is not None:
        with suppress(OutOfBounds):  # something ended it
            ready.do(set_up, options)
            return ready
    if not can_copy():
        return Workbench(bounds, set_up, options, needs=NEEDS)
    prepare(options)
    return Copy(bounds, set_up, options)


def _make_many(workshop: Workshop, tasks: Iterable[tuple[str, Task]]) -> Iterator[tuple[str, Outcome]]:
    paths: deque[str] = deque()

    def given() -> Iterator[Task]:
        for path, task in tasks:
            paths.append(path)
            yield task

    for outcome in workshop.do_all(render_one, given(), TOGETHER):
        yield paths.popleft(), outcome
