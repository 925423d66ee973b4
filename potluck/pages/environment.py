"""What templates can call: links, dates, and the theme's style sheet.

Set on every Jinja environment that Pelican makes, third-party themes included.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import rcssmin
import rjsmin
from jinja2 import Environment

from potluck.markup.finish import FRAME_STYLE
from potluck.pages.addresses import Addresses
from potluck.pages.diagrams import INTEGRITY, PATH, drawing_script
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
    drawing = drawing_of(theme, settings)

    def policy(
        scripts: Iterable[str] = (), frames: Iterable[str] = (), own_files: bool = False, diagrams: bool = False
    ) -> str:
        drawn = drawing if diagrams else None
        return security_policy(
            (style, FRAME_STYLE) if frames else (style,),
            [*scripts, drawn.script] if drawn else scripts,
            frames,
            own_files=own_files,
            drawing=drawn.sources if drawn else (),
        )

    environment.globals |= {
        "link": addresses.link,
        "absolute": addresses.absolute,
        "asset_css": style,
        "post_script": theme_script(theme, "post.js"),
        "diagrams": drawing,
        "policy": policy,
        "has_write_page": write_page(settings),
        "site_direction": direction(settings.default_lang),
        "language_name": language_name,
    }
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    environment.filters["long_date"] = lambda day, lang=settings.default_lang: long_date(day, lang)
    if hasattr(environment, "install_null_translations"):
        environment.install_null_translations(newstyle=True)


def style_sheet(folder: Path) -> str:
    """The theme's style sheets in order of name, as one small string; empty without any."""
    files = sorted(folder.glob("*.css"))
    return _minified(tuple(files), tuple(file.stat().st_mtime_ns for file in files))


@dataclass(frozen=True)
class Drawing:
    """How a page gets its diagrams drawn: the theme's script, the file that this loads, and what allows that file."""

    script: str
    path: str
    integrity: str
    sources: tuple[str, ...]


def drawing_of(theme: Path, settings: Settings) -> Drawing | None:
    """What draws diagrams here; none where the theme has no script for it, or the file is not to be had.

    The file is allowed by its hash, and by its address as well where that is known: older browsers want it.
    """
    script = theme_script(theme, "diagrams.js")
    if not script or drawing_script() is None:
        return None
    address = (Addresses(settings).absolute(PATH),) if settings.siteurl else ()
    return Drawing(script, PATH, INTEGRITY, (f"'{INTEGRITY}'", *address))


def theme_script(theme: Path, name: str) -> str:
    """One of the theme's scripts, small; empty where the theme has none."""
    file = theme / "scripts" / name
    return _small_script(file, file.stat().st_mtime_ns) if file.is_file() else ""


@cache
def _small_script(file: Path, _changed: int) -> str:
    return str(rjsmin.jsmin(file.read_text(encoding="utf-8")))


@cache
def _minified(files: tuple[Path, ...], _changed: tuple[int, ...]) -> str:
    """Read and minify style sheets; once for each state of the files, since every generator asks."""
    return str(rcssmin.cssmin("".join(file.read_text(encoding="utf-8") for file in files)))
