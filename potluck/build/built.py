"""What a build did, in numbers and problems, for whoever called it.

It is said of a site that was made (``built``), or of what the last build left where there was nothing to do
(``as_it_was``). What that build left is written down by ``potluck.build.leaving``.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from potluck.build.inputs import Inputs, run_for_itself
from potluck.build.look import Outcome

if TYPE_CHECKING:
    from potluck.build.site import Site
    from potluck.pages.edition import Edition
    from potluck.problems import Problem


class Done(NamedTuple):
    """What a build did. ``problems`` holds errors first; ``written``, ``kept`` and ``removed`` count files.

    ``parsed`` counts the texts that were turned into HTML, ``rendered`` the pages that were filled in anew.
    """

    output: Path
    posts: int
    held_back: int
    people: int
    pages: int
    written: int
    kept: int
    removed: int
    seconds: float
    problems: tuple[Problem, ...]
    parsed: int = 0
    rendered: int = 0
    by_plugins: frozenset[str] = frozenset()
    """The files that plugins put into the output folder themselves."""
    read: Callable[[], Edition] | None = None
    """What the site shows, for whoever asks."""


class Built(Done):
    """What a build did, and what the site shows. A build with nothing to do has no records of ``msgspec`` to import."""

    @cached_property
    def edition(self) -> Edition:
        """What the site shows; read again where the build had nothing to read."""
        assert self.read
        return self.read()

    @property
    def errors(self) -> int:
        return sum(problem.is_error for problem in self.problems)


def built(site: Site, started: float) -> Built:
    """What the run of a site did that began when ``started`` was the performance counter."""
    assert site.table and site.writer
    table, edition = site.table, site.table.edition

    def read() -> Edition:
        table.know_all()  # what is asked later, another build may have changed
        return edition

    return Built(
        output=Path(site.output_path),
        posts=len(edition.listed) + len(edition.hidden),
        held_back=len(edition.held_back),
        people=len(edition.library.people),
        pages=len(edition.pages),
        written=site.writer.written,
        kept=site.writer.kept,
        removed=site.removed,
        seconds=time.perf_counter() - started,
        problems=tuple(site.problems),
        parsed=site.table.bodies.made,
        rendered=site.writer.rendered,
        by_plugins=site.by_plugins,
        read=read,
    )


def as_it_was(
    inputs: Inputs, outcome: Outcome, started: float, settings_file: Path, overrides: dict[str, Any]
) -> Built:
    """The answer of a build that had nothing to do."""

    def edition() -> Edition:
        from pelican.settings import read_settings

        from potluck.clock import now
        from potluck.content.gathering import load
        from potluck.pages.edition import Edition
        from potluck.settings import Settings

        with run_for_itself(settings_file):
            ours = Settings.from_pelican(read_settings(str(settings_file), override=overrides))
        return Edition.of(load(inputs.content, ours), ours, now())

    return Built(
        output=inputs.output,
        posts=outcome.posts,
        held_back=outcome.held_back,
        people=outcome.people,
        pages=outcome.pages,
        written=0,
        kept=outcome.files,
        removed=0,
        seconds=time.perf_counter() - started,
        problems=_problems(outcome.problems) if outcome.problems else (),
        read=edition,
    )


def _problems(written: list[dict[str, object]]) -> tuple[Problem, ...]:
    """Problems as they were before they were written down; most builds have none to read."""
    import msgspec

    from potluck.problems import Problem

    return msgspec.convert(written, tuple[Problem, ...])
