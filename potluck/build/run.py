"""Build a site from its settings file: look what there is to do, do it, and leave word for the next build.

What a run does is ``potluck.build.site``'s, and where it may write is said by ``own_folders``; here its failures become
sentences. What it did is told by ``built``, and what is kept of it by ``leaving``. Most of what a build needs is
imported when there is something to render, since most builds have nothing to do.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Collection, Iterable
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from potluck.build import seldom
from potluck.build.built import Built, as_it_was, built
from potluck.build.conf import MADE_BY_US, OUR_CLASS, CannotBuild, Given, overriding, settings_from
from potluck.build.inputs import Inputs, inputs_of
from potluck.build.look import Look, look
from potluck.build.own_folders import refuse_cache, refuse_output
from potluck.build.store import Store
from potluck.build.turn import in_turn
from potluck.cannot import CannotRun
from potluck.garbage import left_alone
from potluck.keeping import Lost, remove
from potluck.visible import in_words

if TYPE_CHECKING:
    from potluck.build.leaving import Laid
    from potluck.build.site import Site


class PluginStumbled(CannotBuild):
    """A plugin of somebody's raised something; the message names it, with file and line."""


def build(
    settings_file: Path,
    *,
    clean: bool = False,
    only: frozenset[str] | None = None,
    held: list[object] | None = None,
    **given: Unpack[Given],
) -> Built:
    """Build the site that ``settings_file`` describes; what is ``given`` replaces what it says.

    What is already as it should be is left alone; ``clean`` makes everything anew, from nothing. ``only`` names the
    posts to compose (paths as problems name them), for a look at what a change would show. Raises CannotBuild.

    What it knows of very many files goes into ``held``: whoever ends soon need not have Python take it apart.
    """
    return _build(settings_file, given, clean=clean, only=only, held=held)[0]


def build_to_stay(
    settings_file: Path, content: Path | None = None, *, even_if_unchanged: bool = False
) -> tuple[Built, Laid | None]:
    """Build a site that is built again and again while somebody writes; what takes long and nobody waits for is left.

    Answers the site as well, if all of it is known; where nothing changed there is none, unless it is asked for by
    ``even_if_unchanged``. Raises CannotBuild.
    """
    try:
        return _build(settings_file, {"content": content}, watching=True, even_if_unchanged=even_if_unchanged)
    except PluginStumbled as error:  # Python imports nothing twice
        raise CannotBuild(f"{error} Then begin `invoke serve` anew: it keeps the plugins it began with.") from error


def _build(
    settings_file: Path,
    given: Given,
    *,
    clean: bool = False,
    only: frozenset[str] | None = None,
    watching: bool = False,
    even_if_unchanged: bool = False,
    begun_anew: bool = False,
    held: list[object] | None = None,
) -> tuple[Built, Laid | None]:
    started = time.perf_counter()
    overrides = overriding(given)
    inputs = None if only is not None else _tracked(settings_file, overrides)
    if inputs is None:
        with left_alone(for_good=True):  # modules stay
            seldom.bring_in()
        settings = settings_from(settings_file, **given)
        site = _fresh(settings, settings_file, only=only, clean=clean)
        return built(site, started), None
    refuse_cache(inputs.cache, inputs.content, inputs.root)
    with in_turn(inputs.memory), Store(inputs.memory) as store:
        if clean:
            store.forget()
        with left_alone(for_good=True):  # what is made of ten thousand lines is no garbage
            found = look(inputs, store, even_if_unchanged=even_if_unchanged)
        if held is not None:
            held.append(found)
        if found.unchanged and found.outcome and not even_if_unchanged:
            return as_it_was(inputs, found.outcome, started, settings_file, overrides), None
        settings = settings_from(settings_file, **given)
        settings["WATCHING"], settings["BEGUN_ANEW"] = watching, begun_anew
        try:
            site = _fresh(settings, settings_file, clean=clean, found=found, store=store)
            if held is not None:
                held.append(site)
            from potluck.build.leaving import Laid, leave

            with left_alone(for_good=True) if found.outcome else nullcontext():
                run = leave(site, inputs, found, store)
        except Lost:
            store.forget()
            return _build(
                settings_file,
                given,
                clean=clean,
                watching=watching,
                even_if_unchanged=even_if_unchanged,
                begun_anew=True,
                held=held,
            )
    return built(site, started), Laid(site, inputs, run) if run else None


def _tracked(settings_file: Path, overrides: dict[str, Any]) -> Inputs | None:
    """The site's inputs; None where something takes part that can't be followed, or the settings can't be read."""
    try:
        return inputs_of(settings_file, overrides)
    except (Exception, SystemExit):  # Untracked, or whatever a settings file may raise: ``settings_from`` tells it
        return None


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
    content, root = Path(settings["PATH"]), settings_file.resolve().parent
    refuse_output(out, content, root)
    refuse_cache(Path(settings["CACHE_PATH"]), content, root)
    if clean and out.exists():
        _remove_site(out)
    return _run(settings, only, found, store)


def _remove_site(output: Path) -> None:
    """Remove an output folder. What it is known for a site by goes last, should this build be killed meanwhile."""
    for each in () if output.is_symlink() else [*output.iterdir()]:
        if each.name not in MADE_BY_US:
            remove(each)
    shutil.rmtree(output)


def _run(settings: dict[str, Any], only: frozenset[str] | None, found: Look | None, store: Store | None) -> Site:
    """Run Pelican quietly; a site whose content has problems is built all the same."""
    with left_alone(for_good=True):  # modules stay
        from jinja2 import TemplateError
        from pelican.log import console

        from potluck.build.site import ProblemsFound, Site
        from potluck.build.stumbled import of_a_plugin, of_the_theme

    kind = Site if settings["PELICAN_CLASS"] == OUR_CLASS else settings["PELICAN_CLASS"]

    console.quiet = True
    console.print = _nothing  # Rich would lay out what it doesn't show, with all emoji at hand
    try:
        wanted = [each for each in settings["PLUGINS"] if isinstance(each, str)]
        site: Site = kind(settings)
        _refuse_missing(wanted, {plugin.__name__ for plugin in site.plugins})
        site.only, site.found, site.store = only, found, store
        with suppress(ProblemsFound):  # they are in site.problems, for whoever called
            site.run()
        return site
    except (Lost, CannotBuild):
        raise
    except CannotRun as error:
        raise CannotBuild(str(error)) from error
    except TemplateError as error:
        raise CannotBuild(of_the_theme(error, settings)) from error
    except OSError as error:
        places = "" if error.filename else f" (in {settings['OUTPUT_PATH']} or {settings['CACHE_PATH']})"
        raise CannotBuild(f"The site could not be written{places}: {in_words(error)}") from error
    except (Exception, SystemExit) as error:
        if told := of_a_plugin(error, wanted):
            raise PluginStumbled(told) from error
        if told := of_the_theme(error, settings):
            raise CannotBuild(told) from error
        raise
    finally:
        console.quiet = False
        del console.print


def _nothing(*_: object, **__: object) -> None:
    """In place of what prints."""


def _refuse_missing(wanted: Iterable[str], loaded: Collection[str]) -> None:
    """Refuse to go on without a plugin that the settings name: Pelican would only mention it. Raises CannotBuild."""
    for name in wanted:
        if name not in loaded and f"pelican.plugins.{name}" not in loaded:
            raise CannotBuild(
                f"PLUGINS names {name!r}, and there is no such plugin here, or what it imports is not there. "
                "docs/adopters.md tells how one is installed; without it, take the name out of PLUGINS."
            )
