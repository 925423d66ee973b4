"""What templates can call: links, dates, and the theme's style sheet.

Set on every Jinja environment that Pelican makes, third-party themes included.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from potluck.pages.addresses import Addresses
from potluck.pages.reading import direction, language_name, long_date
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
    environment.globals |= {
        "link": addresses.link,
        "absolute": addresses.absolute,
        "asset_css": Markup(style_sheet(theme / "css")),
        "site_direction": direction(settings.default_lang),
        "language_name": language_name,
    }
    environment.filters["long_date"] = lambda day, lang=settings.default_lang: long_date(day, lang)
    if hasattr(environment, "install_null_translations"):
        environment.install_null_translations(newstyle=True)


@cache
def style_sheet(folder: Path) -> str:
    """The theme's style sheets in order of name, as one small string; empty without any."""
    return minified("".join(file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.css"))))


def minified(css: str) -> str:
    """CSS without comments and needless white space. Strings in it must not hold comment marks or runs of spaces."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,>])\s*", r"\1", css)
    css = re.sub(r":\s+", ":", css)
    return css.replace(";}", "}").strip()
