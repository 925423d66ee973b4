"""What to say where somebody's plugin, template or style sheet made a build stumble: which file and line, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from traceback import walk_tb
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from pelican.generators import PelicanTemplateNotFound

TEXTS = (".html", ".xml", ".css", ".js", ".po", ".xsl", ".txt")
"""What the names of a theme's texts end with."""


def of_the_theme(error: BaseException, settings: Mapping[str, Any]) -> str:
    """What to say of an error that came up in a template, or in a text of the theme; nothing for another one."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}, line {error.lineno}: {error.message}"
    if isinstance(error, UnicodeDecodeError):
        strange = next(_not_utf8(settings), None)
        return f"{strange} is not saved as UTF-8 text. Save it again as that: most editors offer it." if strange else ""
    where = _where(error)
    if isinstance(error, PelicanTemplateNotFound):
        return f"A template that the settings name is not there: {error}."
    if isinstance(error, TemplateNotFound):
        why = f"there is no template {error.name}"
    elif isinstance(error, TemplateError):
        why = str(error.message)
    elif where:
        why = f"{type(error).__name__}: {error}"
    else:
        return ""
    return f"A template of the theme could not be filled in{where}: {why}."


def _not_utf8(settings: Mapping[str, Any]) -> Iterator[Path]:
    """The texts of the theme, and of folders that stand in for it, that can't be read."""
    for folder in (*settings["THEME_TEMPLATES_OVERRIDES"], settings["THEME"]):
        for file in sorted(Path(folder).rglob("*")):
            if file.suffix in TEXTS and file.is_file():
                try:
                    file.read_text(encoding="utf-8")
                except UnicodeDecodeError:
                    yield file


def _where(error: BaseException) -> str:
    """The template and its line where an error came up, as far as it tells."""
    lines = [(frame.f_code.co_filename, number) for frame, number in walk_tb(error.__traceback__)]
    file, number = next((each for each in reversed(lines) if each[0].endswith((".html", ".xml"))), ("", 0))
    return f" ({file}, line {number})" if file else ""


def of_a_plugin(error: BaseException, wanted: Collection[str]) -> str:
    """What to say of an error that came up in somebody's plugin; nothing for one of our own."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename}, line {error.lineno}: Python can't read this line ({error.msg})."
    for frame, number in reversed([*walk_tb(error.__traceback__)]):
        module = str(frame.f_globals.get("__name__"))
        within = module.removeprefix("pelican.plugins.").partition(".")[0]
        is_plugin = within != module.partition(".")[0] and not within.startswith(("_", "signals"))
        if is_plugin or (within in wanted and within != "potluck"):
            why = " ".join(str(error).split()).removesuffix(".")
            return (
                f"The plugin {within} stumbled ({frame.f_code.co_filename}, line {number}): {type(error).__name__}: "
                f"{why}. Take it out of PLUGINS to build without it or, if it isn't there, uninstall it."
            )
    return ""
