"""The settings that a build goes by, from a settings file; whatever is wrong with that is told in words."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from traceback import walk_tb
from typing import Any, TypedDict, Unpack

from potluck.build import seldom
from potluck.build.inputs import run_for_itself
from potluck.cannot import CannotRun
from potluck.garbage import left_alone

logger = logging.getLogger(__name__)
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
        seldom.import_pelican()
        from pelican.settings import read_settings

        from potluck.build.doubts import doubts
        from potluck.settings import Settings, SettingsError

    if not settings_file.is_file():
        hint = f"Git may have it: `git checkout HEAD -- {settings_file.name}`."
        usual = settings_file.name in ("pelicanconf.py", "publishconf.py")
        raise CannotBuild(
            f"There is no settings file {settings_file}. {hint if usual else 'It is usually pelicanconf.py.'}"
        )
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
    except (Exception, SystemExit) as error:
        raise CannotBuild(_why(settings_file, error)) from error
    _refuse_what_no_build_can_use(settings_file, settings)
    try:
        ours = Settings.from_pelican(settings)
    except SettingsError as error:
        raise CannotBuild(_unfit(settings_file, error.complaints)) from error
    if not Path(settings["PATH"]).is_dir():
        raise CannotBuild(_no_folder(settings["PATH"]))
    for words in () if content else doubts(settings_file, settings, ours):  # other content is not what they are for
        _tell(words)
    _take_from(settings_file.resolve().parent, settings)
    return settings


def _take_from(root: Path, settings: dict[str, Any]) -> None:
    """Have folders mean the same wherever a build is begun: Pelican looks for these from where we stand."""
    overrides = settings["THEME_TEMPLATES_OVERRIDES"]
    settings["THEME_TEMPLATES_OVERRIDES"] = [str(root / each) for each in overrides or ()]
    if docs := settings.get("DOCS_PAGES"):
        settings["DOCS_PAGES"] = str(root / docs)


def _refuse_what_no_build_can_use(settings_file: Path, settings: Mapping[str, Any]) -> None:
    """Look at what a build asks of Pelican's own settings. Raises CannotBuild."""
    from pelican.settings import DEFAULT_CONFIG

    from potluck.borrowed_settings import of_kinds
    from potluck.build.doubts import line_of

    if settings["PELICAN_CLASS"] != OUR_CLASS and not _is_of_ours(settings["PELICAN_CLASS"]):
        raise CannotBuild(f'{settings_file.name} has to say PELICAN_CLASS = "{OUR_CLASS}".')
    if not any("potluck" in (each, getattr(each, "__name__", "")) for each in settings["PLUGINS"] or ()):
        raise CannotBuild(f'In {settings_file.name}, PLUGINS has to name "potluck" first, then plugins of your own.')
    if unfit := dict(of_kinds(settings, DEFAULT_CONFIG)):
        raise CannotBuild(_unfit(settings_file, unfit))
    if why := _why_no_templates(settings["JINJA_ENVIRONMENT"]):
        raise CannotBuild(
            f"{line_of(settings_file, 'JINJA_ENVIRONMENT')}: JINJA_ENVIRONMENT {why}. Write JINJA_ENVIRONMENT = "
            "{**JINJA_OPTIONS, …}, with what is yours behind it."
        )


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


def _unfit(settings_file: Path, complaints: dict[str, str]) -> str:
    """What settings can't be used, each with its line."""
    from potluck.build.doubts import line_of

    if complaints.get("SITEURL") == complaints.get("PUBLIC_URL"):
        complaints = {name: why for name, why in complaints.items() if name != "SITEURL"}  # which it is made of
    return "\n".join(f"{line_of(settings_file, name)}, {name}: {why}." for name, why in complaints.items())


def _why_no_templates(options: Any) -> str:
    """Why templates can't be read as the settings have it, in the words that follow the setting's name."""
    import jinja2

    try:
        tags = [each.tags for each in jinja2.Environment(**options).extensions.values()]  # noqa: S701 - nothing is filled in
        if "autoescape" not in options or not any("trans" in each for each in tags):
            return "lacks some of JINJA_OPTIONS, without which the theme can't be read"
    except (TypeError, ValueError, ImportError, AttributeError, AssertionError) as error:
        return f"can't be used ({error})"
    return ""


def _why(settings_file: Path, error: BaseException) -> str:
    """What a settings file did that Python or Pelican could not follow, with the line where that can be told."""
    if isinstance(error, SyntaxError):
        place = f"{Path(error.filename or settings_file).name}, line {error.lineno}"
        if (error.text or "").startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
            return f"{place}: git left its marks where two versions meet. Keep the lines that are to be, without them."
        return f"{place}: Python can't read this line ({error.msg})."
    if "specify a path containing the content" in str(error):
        return f"In {settings_file.name}, PATH names no folder that is there. It is usually content/."
    for frame, number in reversed([*walk_tb(error.__traceback__)]):
        file = Path(frame.f_code.co_filename)
        if file.parent == settings_file.resolve().parent and file.suffix == ".py":
            if isinstance(error, SystemExit):
                return f"{file.name}, line {number}: the settings end the program here. Take that out."
            hint = " Text stands in quotes; True and False have a capital." if isinstance(error, NameError) else ""
            return f"{file.name}, line {number}: Python stumbled here ({error}).{hint}"
    return f"{settings_file.name} can't be used: {error}."
