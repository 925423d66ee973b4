"""The settings that a build goes by, from a settings file; whatever is wrong with that is told in words."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from traceback import walk_tb
from typing import Any, TypedDict, Unpack

from potluck.build.inputs import run_for_itself
from potluck.cannot import CannotRun
from potluck.garbage import left_alone

logger = logging.getLogger(__name__)
ASSIGNED = re.compile(r"(?P<name>[A-Za-z]\w{3,40})\s*(?::[^=\n]{1,40})?=(?!=)")
ALIKE = 0.85
SHORTEST = 5  # letters
OUR_CLASS = "potluck.Site"
"""What the settings call the class that builds the site."""
MADE_BY_US = ("feed.xml", "sitemap.xml")
"""Of every site we build: a folder that holds either may be built into again."""


class CannotBuild(CannotRun):
    """There is no site to show. The message says why and what to do, in plain words."""


class Given(TypedDict, total=False):
    """What takes the place of a settings file's own words, where it is not None: folders, the site's address, and the
    posts that are left out.
    """

    content: Path | None
    output: Path | None
    cache: Path | None
    siteurl: str | None
    held_back: Sequence[str] | None


def overriding(given: Given) -> dict[str, Any]:
    """The same under the names that settings have, without what was not given."""
    folders = {"PATH": given.get("content"), "OUTPUT_PATH": given.get("output"), "CACHE_PATH": given.get("cache")}
    found: dict[str, Any] = {name: str(folder.resolve()) for name, folder in folders.items() if folder}
    if (siteurl := given.get("siteurl")) is not None:
        found["SITEURL"] = siteurl.rstrip("/")
    if (held_back := given.get("held_back")) is not None:
        found["HELD_BACK"] = held_back
    return found


def settings_from(settings_file: Path, **given: Unpack[Given]) -> dict[str, Any]:
    """Pelican's settings from a file, with what is given put in place of what it says. Raises CannotBuild."""
    with left_alone(for_good=True):  # modules stay
        from pelican.settings import read_settings

        from potluck.settings import Settings, SettingsError

    if not settings_file.is_file():
        raise CannotBuild(f"There is no settings file {settings_file}. It is usually pelicanconf.py.")
    if settings_file.suffix != ".py":
        raise CannotBuild(
            f"{settings_file} is no settings file: its name should end in .py. It is usually pelicanconf.py."
        )
    if (content := given.get("content")) and not content.is_dir():
        raise CannotBuild(_no_folder(content))
    logging.getLogger("pelican").setLevel(logging.WARNING)
    try:
        with run_for_itself(settings_file):
            settings: dict[str, Any] = read_settings(str(settings_file), override=overriding(given))
    except Exception as error:
        raise CannotBuild(_why(settings_file, error)) from error
    if settings["PELICAN_CLASS"] != OUR_CLASS and not _is_of_ours(settings["PELICAN_CLASS"]):
        raise CannotBuild(f'{settings_file.name} has to say PELICAN_CLASS = "{OUR_CLASS}".')
    if not any("potluck" in (each, getattr(each, "__name__", "")) for each in settings["PLUGINS"] or ()):
        raise CannotBuild(f'In {settings_file.name}, PLUGINS has to name "potluck" first, then plugins of your own.')
    try:
        Settings.from_pelican(settings)
    except SettingsError as error:
        raise CannotBuild(str(error)) from error
    for words in _misspelt(settings_file, settings):
        _tell(words)
    if not Path(settings["PATH"]).is_dir():
        raise CannotBuild(_no_folder(settings["PATH"]))
    return settings


def _misspelt(settings_file: Path, settings: dict[str, Any]) -> Iterator[str]:
    """What is written almost like one of our settings that is not given; names of plugins' and themes' are theirs."""
    from pelican.settings import DEFAULT_CONFIG

    from potluck.settings import Settings

    ours = {name.upper() for name in Settings.__struct_fields__}
    left = [name for name in ours if settings.get(name) == DEFAULT_CONFIG.get(name)]
    for file in dict.fromkeys((settings_file, settings_file.with_name("pelicanconf.py"))):
        lines = file.read_text("utf-8", "replace").splitlines() if file.is_file() else []
        for number, line in enumerate(lines, 1):
            found = ASSIGNED.match(line)
            name = found["name"] if found else ""
            if len(name) < SHORTEST or name in ours or name in DEFAULT_CONFIG:
                continue
            from difflib import get_close_matches  # which few settings need

            if meant := get_close_matches(name.upper(), left, n=1, cutoff=ALIKE):
                yield f"{file.name}, line {number}: nothing reads {name}. Did you mean {meant[0]}?"


@cache
def _tell(words: str) -> None:
    """Say something once, however often the settings are read."""
    logger.warning(words)


def _is_of_ours(given: object) -> bool:
    """Whether it is a class made of ours, which takes long to import, and who only reads can do without."""
    from potluck.build.site import Site

    return isinstance(given, type) and issubclass(given, Site)


def _no_folder(path: Path | str) -> str:
    return f"There is no folder {path}. Posts are expected in content/posts/."


def _why(settings_file: Path, error: Exception) -> str:
    """What a settings file did that Python or Pelican could not follow, with the line where that can be told."""
    if isinstance(error, SyntaxError):
        name = Path(error.filename or settings_file).name
        return f"{name}, line {error.lineno}: Python can't read this line ({error.msg})."
    if "specify a path containing the content" in str(error):
        return f"In {settings_file.name}, PATH names no folder that is there. It is usually content/."
    for frame, number in reversed([*walk_tb(error.__traceback__)]):
        file = Path(frame.f_code.co_filename)
        if file.parent == settings_file.resolve().parent and file.suffix == ".py":
            return f"{file.name}, line {number}: Python stumbled here ({error})."
    return f"{settings_file.name} can't be used: {error}."
