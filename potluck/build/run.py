"""Build a site from its settings file, and say what came of it.

What a run does is ``potluck.build.site``'s; here its failures become sentences.
"""

from __future__ import annotations

import logging
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError
from pelican.log import console
from pelican.settings import read_settings

from potluck.build.site import ProblemsFound, Site
from potluck.build.writer import PathTaken
from potluck.pages.edition import Edition
from potluck.problems import Problem, Severity
from potluck.settings import Settings, SettingsError

MADE_BY_US = ("feed.xml", "sitemap.xml")
"""The first and the last of every site we build: a folder that holds either may be built into again."""


class CannotBuild(Exception):
    """There is no site to show. The message says why and what to do, in plain words."""


@dataclass(frozen=True)
class Built:
    """What a build did. ``problems`` holds errors first; ``written``, ``kept`` and ``removed`` count files."""

    output: Path
    edition: Edition
    posts: int
    held_back: int
    people: int
    pages: int
    written: int
    kept: int
    removed: int
    seconds: float
    problems: tuple[Problem, ...]

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
    clean: bool = False,
    only: frozenset[str] | None = None,
) -> Built:
    """Build the site that ``settings_file`` describes; the other arguments replace what it says.

    ``clean`` empties the output folder first. ``only`` names the posts to compose (paths as problems name them), for a
    look at what a change would show. Raises CannotBuild.
    """
    started = time.perf_counter()
    settings = settings_from(settings_file, content=content, output=output, siteurl=siteurl)
    out = Path(settings["OUTPUT_PATH"])
    refuse_output(out, Path(settings["PATH"]), settings_file.resolve().parent)
    if clean and out.exists():
        shutil.rmtree(out)
    site = _run(settings, only)
    assert site.table and site.writer
    edition = site.table.edition
    return Built(
        output=out,
        edition=edition,
        posts=len(edition.listed) + len(edition.hidden),
        held_back=len(edition.held_back),
        people=len(edition.library.people),
        pages=len(edition.pages),
        written=site.writer.written,
        kept=site.writer.kept,
        removed=site.removed,
        seconds=time.perf_counter() - started,
        problems=tuple(site.problems),
    )


def settings_from(
    settings_file: Path, *, content: Path | None = None, output: Path | None = None, siteurl: str | None = None
) -> dict[str, Any]:
    """Pelican's settings from a file, with what is given put in place of what it says. Raises CannotBuild."""
    if not settings_file.is_file():
        raise CannotBuild(f"There is no settings file {settings_file}. It is usually pelicanconf.py.")
    overrides: dict[str, Any] = {}
    if content is not None:
        overrides["PATH"] = str(content.resolve())
    if output is not None:
        overrides["OUTPUT_PATH"] = str(output.resolve())
    if siteurl is not None:
        overrides["SITEURL"] = siteurl.rstrip("/")
    logging.getLogger("pelican").setLevel(logging.WARNING)
    try:
        settings: dict[str, Any] = read_settings(str(settings_file), override=overrides)
    except SyntaxError as error:
        raise CannotBuild(
            f"{settings_file.name}, line {error.lineno}: Python can't read this line ({error.msg})."
        ) from error
    except Exception as error:
        raise CannotBuild(f"{settings_file.name} can't be used: {error}") from error
    if not isinstance(settings["PELICAN_CLASS"], type) or not issubclass(settings["PELICAN_CLASS"], Site):
        raise CannotBuild(f"{settings_file.name} has to say PELICAN_CLASS = Site, as pelicanconf.py does.")
    try:
        Settings.from_pelican(settings)
    except SettingsError as error:
        raise CannotBuild(str(error)) from error
    if not Path(settings["PATH"]).is_dir():
        raise CannotBuild(f"There is no folder {settings['PATH']}. Posts are expected in content/posts/.")
    return settings


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


def _run(settings: dict[str, Any], only: frozenset[str] | None) -> Site:
    """Run Pelican quietly; a site whose content has problems is built all the same."""
    was_quiet, console.quiet = console.quiet, True
    try:
        site: Site = settings["PELICAN_CLASS"](settings)
        site.only = only
        with suppress(ProblemsFound):  # they are in site.problems, for whoever called
            site.run()
        return site
    except PathTaken as error:
        raise CannotBuild(str(error)) from error
    except TemplateSyntaxError as error:
        raise CannotBuild(f"{error.filename or error.name}, line {error.lineno}: {error.message}") from error
    except TemplateError as error:
        raise CannotBuild(f"A template of the theme could not be filled in: {error.message}") from error
    except OSError as error:
        raise CannotBuild(f"The site could not be written: {error.strerror} ({error.filename}).") from error
    finally:
        console.quiet = was_quiet
