"""What templates can call: links, dates, and the theme's style sheet.

Set on every Jinja environment that Pelican makes, third-party themes included.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import rcssmin
import rjsmin
from jinja2 import Environment

from potluck.markup.finish import FRAME_STYLE
from potluck.pages.addresses import Addresses
from potluck.pages.policy import security_policy
from potluck.pages.reading import direction, language_name, long_date
from potluck.pages.write import write_page
from potluck.settings import Settings

JINJA_OPTIONS: dict[str, Any] = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": ["jinja2.ext.i18n"],
}
"""How templates are read. Autoescape is a promise of docs/security.md: front matter never reaches a page as HTML."""


def furnish(environment: Environment, settings: Settings, theme: Path) -> None:
    """Give an environment our functions and filters."""
    addresses = Addresses(settings)
    style = f":root{{--accent:{settings.accent}}}{style_sheet(theme / 'css')}"
    script = post_script(theme / "scripts")
    environment.globals |= {
        "link": addresses.link,
        "absolute": addresses.absolute,
        "asset_css": style,
        "post_script": script,
        "policy": lambda scripts=(), frames=(), own_files=False: security_policy(
            (style, FRAME_STYLE) if frames else (style,), scripts, frames, own_files=own_files
        ),
        "has_write_page": write_page(settings),
        "site_direction": direction(settings.default_lang),
        "language_name": language_name,
    }
    environment.filters["long_date"] = lambda day, lang=settings.default_lang: long_date(day, lang)
    if hasattr(environment, "install_null_translations"):
        environment.install_null_translations(newstyle=True)


def style_sheet(folder: Path) -> str:
    """The theme's style sheets in order of name, as one small string; empty without any."""
    files = sorted(folder.glob("*.css"))
    return _minified(tuple(files), tuple(file.stat().st_mtime_ns for file in files))


def post_script(folder: Path) -> str:
    """The theme's script for posts, small; empty without one."""
    file = folder / "post.js"
    return _small_script(file, file.stat().st_mtime_ns) if file.is_file() else ""


@cache
def _small_script(file: Path, _changed: int) -> str:
    return str(rjsmin.jsmin(file.read_text(encoding="utf-8")))


@cache
def _minified(files: tuple[Path, ...], _changed: tuple[int, ...]) -> str:
    """Read and minify style sheets; once for each state of the files, since every generator asks."""
    return str(rcssmin.cssmin("".join(file.read_text(encoding="utf-8") for file in files)))
