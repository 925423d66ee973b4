"""Build a site from its settings file, and say what came of it.

What a run does is ``potluck.build.site``'s; here its failures become sentences. Most of what it needs is imported when
there is something to render, since most builds have nothing to do.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from potluck.build.conf import CannotBuild, overriding, settings_from
from potluck.build.inputs import Inputs, Untracked, inputs_of, run_for_itself
from potluck.build.look import Look, Outcome, look, outputs_as_left, stamp
from potluck.build.store import Store
from potluck.problems import Edit, Problem, Severity

if TYPE_CHECKING:
    from potluck.build.site import Site
    from potluck.pages.edition import Edition

RUN = "run"
"""What the store calls the name of the build that wrote it."""
MADE_BY_US = ("feed.xml", "sitemap.xml")
"""The first and the last of every site we build: a folder that holds either may be built into again."""


@dataclass(frozen=True)
class Built:
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
    _edition: Callable[[], Edition] = field(repr=False, kw_only=True)

    @cached_property
    def edition(self) -> Edition:
        """What the site shows; read again where the build had nothing to read."""
        return self._edition()

    @property
    def errors(self) -> int:
        """How many problems are errors."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)


def build(
    settings_file: Path,
    *,
    content: Path | None = None,
    output: Path | None = None,
    siteurl: str | None = None,
    cache: Path | None = None,
    clean: bool = False,
    only: frozenset[str] | None = None,
) -> Built:
    """Build the site that ``settings_file`` describes; the other arguments replace what it says.

    What is already as it should be is left alone; ``clean`` makes everything anew, from nothing. ``only`` names the
    posts to compose (paths as problems name them), for a look at what a change would show. Raises CannotBuild.
    """
    return _build(settings_file, content, output, siteurl, cache, clean=clean, only=only)[0]


@dataclass(frozen=True)
class Laid:
    """A site that was built and may stay in memory: what went into it, and the name of what was kept of it."""

    site: Site
    inputs: Inputs
    run: str


def build_to_stay(
    settings_file: Path, content: Path | None = None, *, even_if_unchanged: bool = False
) -> tuple[Built, Laid | None]:
    """Build a site that is built again and again while somebody writes; what takes long and nobody waits for is left.

    Answers the site as well, if all of it is known; where nothing changed there is none, unless it is asked for by
    ``even_if_unchanged``. Raises CannotBuild.
    """
    return _build(settings_file, content, watching=True, even_if_unchanged=even_if_unchanged)


def _build(
    settings_file: Path,
    content: Path | None = None,
    output: Path | None = None,
    siteurl: str | None = None,
    cache: Path | None = None,
    *,
    clean: bool = False,
    only: frozenset[str] | None = None,
    watching: bool = False,
    even_if_unchanged: bool = False,
) -> tuple[Built, Laid | None]:
    started = time.perf_counter()
    overrides = overriding(content, output, siteurl, cache)
    inputs = None if only is not None else _tracked(settings_file, overrides)
    if inputs is None:
        settings = settings_from(settings_file, content=content, output=output, siteurl=siteurl, cache=cache)
        site = _fresh(settings, settings_file, only=only, clean=clean)
        return _built(site, started), None
    with Store(inputs.memory) as store:
        if clean:
            store.forget()
        found = look(inputs, store)
        if found.unchanged and found.outcome and not even_if_unchanged:
            return _as_it_was(inputs, found.outcome, found.files, started, settings_file, overrides), None
        settings = settings_from(settings_file, content=content, output=output, siteurl=siteurl, cache=cache)
        settings["WATCHING"] = watching
        site = _fresh(settings, settings_file, clean=clean, found=found, store=store)
        run = _remember(site, inputs, found, store)
    return _built(site, started), Laid(site, inputs, run) if run else None


def _tracked(settings_file: Path, overrides: dict[str, Any]) -> Inputs | None:
    """The site's inputs; None where something takes part that can't be followed, or the settings can't be read."""
    try:
        return inputs_of(settings_file, overrides)
    except Untracked:
        return None
    except Exception:  # whatever a settings file may raise is told by ``settings_from``
        return None


def refuse_output(output: Path, content: Path, root: Path) -> None:
    """Refuse to build where the sweep of stale files would remove what is not ours. Raises CannotBuild."""
    output, content = output.resolve(), content.resolve()
    if output == content or output in content.parents or content in output.parents or output in (root, *root.parents):
        raise CannotBuild(
            f"{output} can't hold the site: a build removes all else from it. Choose a folder of its own."
        )
    if output.is_file():
        raise CannotBuild(f"{output} is a file. Choose a folder for the site.")
    if output.is_dir() and any(output.iterdir()) and not any((output / name).is_file() for name in MADE_BY_US):
        raise CannotBuild(
            f"{output} holds files that are not a site of ours, and a build would remove them. "
            "Empty it, or choose another folder with --output."
        )


def _fresh(
    settings: dict[str, Any],
    settings_file: Path,
    *,
    only: frozenset[str] | None = None,
    clean: bool = False,
    found: Look | None = None,
    store: Store | None = None,
) -> Site:
    """Make the site, leaving alone what ``found`` knows to be as it should be."""
    out = Path(settings["OUTPUT_PATH"])
    refuse_output(out, Path(settings["PATH"]), settings_file.resolve().parent)
    if clean and out.exists():
        shutil.rmtree(out)
    return _run(settings, only, found, store)


def _run(settings: dict[str, Any], only: frozenset[str] | None, found: Look | None, store: Store | None) -> Site:
    """Run Pelican quietly; a site whose content has problems is built all the same."""
    from jinja2 import TemplateError, TemplateSyntaxError
    from pelican.log import console

    from potluck.build.output_folder import PathTaken
    from potluck.build.site import ProblemsFound
    from potluck.search import CannotIndex

    was_quiet, console.quiet = console.quiet, True
    try:
        wanted = [each for each in settings["PLUGINS"] if isinstance(each, str)]
        site: Site = settings["PELICAN_CLASS"](settings)
        _refuse_missing(wanted, {plugin.__name__ for plugin in site.plugins})
        site.only, site.found, site.store = only, found, store
        with suppress(ProblemsFound):  # they are in site.problems, for whoever called
            site.run()
        return site
    except PathTaken as error:
        raise CannotBuild(str(error)) from error
    except TemplateSyntaxError as error:
        raise CannotBuild(f"{error.filename or error.name}, line {error.lineno}: {error.message}") from error
    except TemplateError as error:
        raise CannotBuild(f"A template of the theme could not be filled in: {error.message}") from error
    except CannotIndex as error:
        raise CannotBuild(f"The posts could not be made searchable: {error} `SEARCH = False` does without.") from error
    except OSError as error:
        raise CannotBuild(f"The site could not be written: {error.strerror} ({error.filename}).") from error
    finally:
        console.quiet = was_quiet


def _refuse_missing(wanted: Iterable[str], loaded: Collection[str]) -> None:
    """Refuse to go on without a plugin that the settings name: Pelican would only mention it. Raises CannotBuild."""
    for name in wanted:
        if name not in loaded and f"pelican.plugins.{name}" not in loaded:
            raise CannotBuild(
                f"PLUGINS names {name!r}, and there is no such plugin here. docs/adopters.md tells how one is "
                "installed; without it, take the name out of PLUGINS."
            )


def _remember(site: Site, inputs: Inputs, found: Look, store: Store) -> str:
    """Keep what the next build has to know, unless something changed while this one was at work.

    Answers the name of what was kept, which no other has; empty if nothing was.
    """
    assert site.table and site.writer
    if not _is_still_so(inputs, found, site.table.edition.library.untouched):
        store.forget()
        return ""
    if not found.listing.digests:
        found.listing.fill({}, {})
    edition = site.table.edition
    since, until = edition.holds
    outcome = Outcome(
        since=stamp(since),
        until=stamp(since if site.table.is_unfinished else until),  # the next build tries what this one left
        posts=len(edition.listed) + len(edition.hidden),
        held_back=len(edition.held_back),
        people=len(edition.library.people),
        pages=len(edition.pages),
        problems=[asdict(problem) for problem in site.problems],
    )
    sources, source_hashes = found.sources or found.listing.kept(found.started)
    try:
        before = None if site.removed else found
        outputs, output_hashes = outputs_as_left(inputs.output, site.writer.hashes, before, site.writer.touched)
    except OSError:  # somebody takes files away as we look
        store.forget()
        return ""
    notes = site.ledger.changes() if site.ledger else None
    if site.ledger is None or notes is None:
        store.forget()
        return ""
    texts = {
        "fingerprint": inputs.fingerprint,
        "sources": sources,
        "source hashes": source_hashes,
        "outputs": outputs,
        "output hashes": output_hashes,
        "outcome": json.dumps(asdict(outcome)),
        RUN: token_hex(8),
    }
    rows, gone = notes
    is_kept = store.write(chain(texts.items(), site.keep(), rows), gone, alone=not site.ledger.is_following)
    return texts[RUN] if is_kept else ""


def _is_still_so(inputs: Inputs, found: Look, untouched: Collection[str]) -> bool:
    """Whether the sources are as they were when the build began, but for those that it never opened."""
    if not untouched:
        return inputs.listing().text() == found.listing.text()
    return found.listing.is_still_so({f"content/{each.partition('/')[2]}" for each in untouched})


def _built(site: Site, started: float) -> Built:
    assert site.table and site.writer
    edition = site.table.edition
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
        _edition=lambda: edition,
    )


def _as_it_was(
    inputs: Inputs, outcome: Outcome, kept: int, started: float, settings_file: Path, overrides: dict[str, Any]
) -> Built:
    """The answer of a build that had nothing to do."""

    def edition() -> Edition:
        from pelican.settings import read_settings

        from potluck.clock import now
        from potluck.content.library import load
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
        kept=kept,
        removed=0,
        seconds=time.perf_counter() - started,
        problems=tuple(_problem(each) for each in outcome.problems),
        _edition=edition,
    )


def _problem(fields: dict[str, Any]) -> Problem:
    """A problem as it was before it was written down."""
    edit = fields["edit"]
    known = fields | {"severity": Severity(fields["severity"]), "also": tuple(fields["also"])}
    return Problem(**(known | {"edit": Edit(**edit) if edit else None}))
