"""What templates can call: links, dates, the palette, and the theme's style sheets and scripts.

Set on every Jinja environment that Pelican makes, third-party themes included.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache

from jinja2 import Environment, pass_context
from jinja2.environment import create_cache
from jinja2.ext import Extension

from potluck.late import late
from potluck.markup.finish import FRAME_STYLE
from potluck.pages.addresses import Addresses
from potluck.pages.generators.diagrams import DRAWING, INTEGRITY, PATH, drawing_script
from potluck.pages.generators.write import write_page
from potluck.pages.parts import Parts
from potluck.pages.reading import direction, language_name, long_date, month_name
from potluck.pages.theme.compiled import CompiledOnce
from potluck.pages.theme.linked import Sheets
from potluck.pages.theme.policy import BY_OUR_SCRIPTS, security_policy, source_hash
from potluck.pages.theme.quick_code import QuickCode
from potluck.pages.theme.quick_templates import QuickContext, QuickTemplate, speak
from potluck.pages.theme.sheets import Theme
from potluck.pages.theme.shown import noted
from potluck.pages.views.talk import counter, talk_about
from potluck.palette import palette
from potluck.quick_json import dumps
from potluck.settings import Settings
from potluck.templating import JINJA_OPTIONS

__all__ = ["JINJA_OPTIONS", "furnish"]

Strings = tuple[str, ...]

COMPILED = CompiledOnce()
"""Shared by the environments of all generators."""
INDENT = late(r"\n[ \t]+")
KEEPS_SPACES = late(r"<(?:pre|textarea)\b", re.IGNORECASE)
FORESIGHT = '{"prefetch":[{"where":{"href_matches":"ROOT*"},"eagerness":"moderate"}]}'
"""Speculation rules: a page is fetched when a pointer rests on its link, by browsers that know how."""
SEARCH_OPENS = ("form-action 'self'", "worker-src 'self'", f"script-src {BY_OUR_SCRIPTS}")
"""What searching needs of a page: its form, Pagefind's worker, and files that our own script fetches."""


class Unindented(Extension):
    """Takes the spaces at the start of a template's lines away: templates are indented for people, and pages are not.

    That saves every reader some bytes; what a template shows keeps its own.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template as it is compiled; one with a tag in which spaces count is left as it is."""
        return source if KEEPS_SPACES.search(source) else INDENT.sub("\n", source)


def _policy(addresses: Addresses, drawing: Drawing) -> Callable[..., str]:
    """What templates ask for their page's policy (see ``security_policy``).

    Pages that are alike share one, which is made once; only the hash of what a page has ``told`` machines is its own.
    """
    files_of_search = " ".join(addresses.absolute(folder) for folder in ("search/", "theme/search/", "pagefind/"))

    @lru_cache(maxsize=200)
    def policy_of(
        styles: Strings, scripts: Strings, frames: Strings, elsewhere: Strings, *, diagrams: bool = False, **own: bool
    ) -> str:
        drawn = drawing if diagrams and drawing else None
        if drawn:  # a large program of others runs there: no file may be asked for but those we know
            elsewhere = tuple(each.replace(BY_OUR_SCRIPTS, files_of_search) for each in elsewhere)
        return security_policy(
            (*styles, FRAME_STYLE) if frames else styles,
            [*scripts, drawn.script] if drawn else scripts,
            frames,
            drawing=drawn.sources if drawn else (),
            elsewhere=elsewhere,
            **own,
        )

    def policy(
        styles: Iterable[str] = (),
        scripts: Iterable[str] = (),
        frames: Iterable[str] = (),
        *,
        told: str = "",
        elsewhere: Iterable[str] = (),
        **kinds: bool,
    ) -> str:
        allowed = (*scripts, "") if told else tuple(scripts)
        alike = policy_of(tuple(styles), allowed, tuple(frames), tuple(elsewhere), **kinds)
        return alike.replace(source_hash(""), source_hash(told)) if told else alike

    return policy


def furnish(environment: Environment, settings: Settings, theme: Theme) -> None:
    """Give an environment our functions and filters."""
    addresses = Addresses(settings)
    drawing = Drawing(theme, settings)
    counted = counter(settings)
    sheets = Sheets(theme, settings)

    environment.globals |= {
        "link": addresses.link,
        "absolute": addresses.absolute,
        "once": Parts().once,
        "style": noted(sheets.carried, sheets.sources),
        "style_files": noted(sheets.linked, sheets.sources),
        "theme_script": noted(theme.script, lambda *names: tuple(f"scripts/{name}" for name in names)),
        "diagrams": drawing,
        "policy": _policy(addresses, drawing),
        "has_write_page": write_page(settings),
        "site_lang": settings.default_lang,
        "direction": direction,
        "has_json_feeds": settings.json_feeds,
        "has_search": settings.search,
        "search_opens": list(SEARCH_OPENS) if settings.search else [],
        "foresight": FORESIGHT.replace("ROOT", addresses.link()),
        "counter": counted,
        "counter_opens": list(counted.opens) if counted else [],
        "talk_about": lambda article: talk_about(settings, article),
        "palette": palette(settings.accent),
        "language_name": language_name,
        "words_in": theme.words,
    }
    environment.add_extension(Unindented)
    environment.bytecode_cache = COMPILED
    environment.auto_reload = False  # every build has its own environments
    environment.cache = create_cache(-1)  # and keeps all its templates, in a plain dictionary
    environment.policies |= {"json.dumps_function": dumps, "json.dumps_kwargs": {}}
    # asked with the context, so that Jinja never works one out as it compiles: another language has other words
    environment.filters["month_name"] = pass_context(lambda _, month: month_name(month, settings.default_lang))
    environment.filters["long_date"] = pass_context(lambda _, day, lang=settings.default_lang: long_date(day, lang))
    environment.code_generator_class = QuickCode
    environment.context_class = QuickContext
    environment.template_class = QuickTemplate
    if hasattr(environment, "install_null_translations"):
        speak(environment, theme.words(settings.default_lang))


class Drawing:
    """How a page gets its diagrams drawn: the script in the page, the two files that it fetches, and what allows them.

    ``path`` and ``integrity`` are Mermaid's, ``drawing`` and ``drawing_integrity`` those of what the theme does with
    it; no old file is taken for that, since ``version`` stands behind its address.

    It is false where the theme has no script for it, or the file is not to be had. Nothing is looked at before it is
    asked for: Mermaid has three megabytes.
    """

    path, integrity, drawing = PATH, INTEGRITY, DRAWING

    def __init__(self, theme: Theme, settings: Settings) -> None:
        self._theme, self._settings = theme, settings

    def __bool__(self) -> bool:
        return bool(self.script and self._drawing and drawing_script() is not None)

    @cached_property
    def script(self) -> str:
        """What stands in the page."""
        return self._theme.script("diagrams.js")

    @cached_property
    def _drawing(self) -> str:
        return self._theme.script("drawing.js")

    @cached_property
    def drawing_integrity(self) -> str:
        """The hash of what the theme does with Mermaid's file."""
        return source_hash(self._drawing).strip("'")

    @cached_property
    def version(self) -> str:
        """Tells one such file apart from another."""
        return hashlib.sha256(self._drawing.encode()).hexdigest()[:8]

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """What a page's policy says: files are allowed by their hashes, and by their addresses as well where these are
        known, since older browsers want it.
        """
        absolute = Addresses(self._settings).absolute
        addresses = (absolute(PATH), absolute(DRAWING)) if self._settings.siteurl else ()
        return (f"'{INTEGRITY}'", f"'{self.drawing_integrity}'", *addresses)
