"""What a post and a page have in common for templates: a body that is settled already, and where it stands.

Pelican asks its contents for these in ways of its own, which format paths and search bodies for links.
"""

from __future__ import annotations

import re
from functools import partial
from gettext import NullTranslations
from html import escape
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from pelican.utils import temporary_locale

from potluck.content.model import Page, Post
from potluck.late import late
from potluck.markup import Heading, Rendered
from potluck.markup.typography import set_plain
from potluck.pages.notes.telling import light
from potluck.pages.notes.views import TEXT, View, bare, worked_out
from potluck.pages.reading import direction
from potluck.pages.texts.outline import set_below
from potluck.pages.theme.linked import sheets_of
from potluck.pages.theme.wearing import Wears, wears
from potluck.pages.theme.words import BACK, NAMED_PLAYER, PLAYER

if TYPE_CHECKING:
    from potluck.pages.views.table import Table


_FOOTNOTES = '<section class="footnotes">'
_FITTING = '<img style="max-width:100%;height:auto" '
_STRESSED = ("<em>", "<i>", "<cite>")
_WITHOUT_ITALICS = frozenset(("zh", "ja", "ko", "ar", "fa", "he", "ur"))
"""Languages whose scripts have none; base.css names the same."""
_EMPTY_CORNER = late(r"<th(?: [^<>]*)?></th>")
_HEADING = re.compile(r'<h([2-6]) id="([^"]+)">([^<]*(?:<(?!a\b|/h)[^<]*)*)</h\1>')
_ALERT = late(r'<p class="markdown-alert-title">(\w+)(?=</p>)')
_LABEL = re.compile(r' aria-label="(?:(done|to do)|Back to reference ([\d-]+))(?=")')
_PLAYER = late(r'&gt;▶ Load (?:this|“([^"<]*?)”) from ([\w.-]+)(?=&lt;/a&gt;")')
_HEAD = ("title", "slug", "lang", "status", "date", "locale_date", "date_format", "modified", "locale_modified")
_PLACED = ("url", "save_as", "edit_url", "canonical", "direction", "document", "template", "source_path", "tags")
_OF_TEXT = ("rendered", "content", "get_content", "scripts", "sheets", "dressed")
_FACTS = ("facts", "summary", "embed_hosts", "toc", "reading_minutes", "has_diagrams", "is_plain")


def _link_to_itself(match: re.Match[str]) -> str:
    level, name, words = match.groups()
    return f'<h{level} id="{name}"><a href="#{name}">{words}</a></h{level}>'


def _alert(match: re.Match[str], words: NullTranslations) -> str:
    return f'<p class="markdown-alert-title">{escape(words.gettext(match[1]))}'


def _label(match: re.Match[str], words: NullTranslations) -> str:
    said = words.gettext(match[1]) if match[1] else words.gettext(BACK) % {"number": match[2]}
    return f' aria-label="{escape(said)}'


def _player(match: re.Match[str], words: NullTranslations) -> str:
    said = words.gettext(PLAYER if match[1] is None else NAMED_PLAYER)
    words_twice_escaped = escape(escape(said))  # the page within a frame is an attribute
    return "&gt;▶ " + words_twice_escaped % {"title": match[1], "host": match[2]}


_SAID = (
    ("alert", '<p class="markdown-alert-title">', _ALERT, _alert),
    ("", ' aria-label="', _LABEL, _label),
    ("embed", "&gt;▶ Load ", _PLAYER, _player),
)
"""What the renderer says in words of its own, in English: the style sheet that a text wears with it, how it begins, and
how another language says it. Each is looked for by itself, and only where it begins: a pattern for all of them would
stop at every tag and space.
"""


class Body(View):
    """Mixed into Pelican's article and page, before Pelican's own class."""

    LIGHT = frozenset((*_HEAD, *_PLACED))
    OF_TEXT, FACTS = frozenset(_OF_TEXT), frozenset(_FACTS)
    document: Post | Page
    _table: Table

    def __init__(self, *given: Any, **named: Any) -> None:
        """Have Pelican make its own of it. The locale that a date of ``DATE_FORMATS`` is in is no other text's."""
        with temporary_locale():
            super().__init__(*given, **named)

    @worked_out
    def view_key(self) -> str:
        return f"d:{bare(self, 'document').relative}"

    def light_digest(self) -> str:
        """A digest of what stands at the head of the file."""
        return light(bare(self, "document"))

    def digest_of(self, name: str) -> str | None:
        """The body is told by what it was made of, since to make it again costs more than to compare."""
        if name != TEXT or type(self).rendered is not Body.rendered:
            return None
        key: str = bare(self, "_table").bodies.key(bare(self, "document"))
        return key

    @property
    def rendered(self) -> Rendered:
        """The body as rendered for this edition, its links and pictures leading where they are."""
        rendered: Rendered = bare(self, "_table").bodies.of(bare(self, "document"))
        return rendered

    @property
    def facts(self) -> Rendered:
        """What is known of the body, without its HTML: found faster than all of it."""
        if type(self).rendered is not Body.rendered:
            return self.rendered
        facts: Rendered = bare(self, "_table").bodies.facts(bare(self, "document"))
        return facts

    @worked_out
    def url(self) -> str:
        url: str = bare(self, "document").permalink
        return url

    @property
    def save_as(self) -> str:
        return f"{self.url}index.html"

    def get_content(self, _siteurl: str) -> str:
        """The body as safe HTML; links in it start at the server's root whatever ``_siteurl`` is."""
        return self.rendered.html

    def get_summary(self, _siteurl: str) -> str:
        """The summary as plain text: the author's, or the start of the body."""
        document = bare(self, "document")
        given: str = document.summary or ""
        if given:
            return set_plain(given, bare(self, "_table").edition.settings.signs_of(document.lang))
        facts: Rendered = bare(self, "facts")
        return facts.summary

    def get_relative_source_path(self, source_path: str | None = None) -> str | None:
        """The path of the text below the content folder, or that of another file."""
        if source_path:
            other: str | None = super().get_relative_source_path(source_path)  # type: ignore[misc]
            return other
        return self.document.relative.partition("/")[2]

    def refresh_metadata_intersite_links(self) -> None:
        """Nothing to do: no metadata holds links."""

    @property
    def content(self) -> Markup:
        """The body for a theme made for Pelican, which would escape it otherwise, since autoescape is on.

        Such a theme knows of no image that says its size: as it is, one would be squeezed, or wider than a phone.
        """
        rendered = self.rendered
        may_have_images = rendered.first_image is not None or type(self).rendered is not Body.rendered
        html = rendered.html.replace("<img ", _FITTING) if may_have_images else rendered.html
        return Markup(html)  # noqa: S704 - it went through the allow-list

    @property
    def is_plain(self) -> bool:
        """Whether ``content`` is a text of ours in which no tag is a stranger's, and no plugin's."""
        is_ours = type(self).rendered is Body.rendered and type(self).content is Body.content
        return is_ours and bare(self, "facts").is_plain

    @property
    def summary(self) -> str:
        return self.get_summary("")

    @summary.setter
    def summary(self, value: str) -> None:
        """Pelican sets what it found in the metadata; the document knows better."""

    @property
    def embed_hosts(self) -> tuple[str, ...]:
        """The hosts whose players the body shows when asked."""
        return self.facts.embed_hosts

    @worked_out
    def _wears(self) -> Wears:
        return wears(self.rendered.html)

    @worked_out
    def scripts(self) -> list[str]:
        """The theme's scripts that have something to add to this body, by file, after the one that all of them need."""
        found = self._wears.scripts
        if self.toc:
            found = [*found, "toc.js"]
        return ["post.js", *found] if found else []

    @property
    def toc(self) -> list[Heading]:
        """The headings worth a table of contents; a page has none."""
        return []

    @worked_out
    def sheets(self) -> list[str]:
        """The theme's style sheets that this body needs beside the one for every text, by name."""
        lang = self.document.lang
        found = [*self._wears.sheets, *sheets_of(lang)]
        if lang.partition("-")[0] in _WITHOUT_ITALICS:
            html = self.rendered.html
            found += ["stress"] if any(mark in html for mark in _STRESSED) else []
        return [*found, "toc"] if self.toc else found

    def dressed(self, footnotes: str, words: NullTranslations) -> str:
        """The body as our own pages show it: its headings stand below the title and jump over no level, each is a link
        to itself unless there is a link in it already, and an empty corner of a table is not read out as a heading.

        ``footnotes`` is the heading of the footnotes, for those who hear the page. ``words`` are those of the body's
        language, for what the renderer says.
        """
        html, worn = set_below(self.rendered.html), {"", *self._wears.sheets}
        for sheet, beginning, pattern, say in _SAID:
            if sheet in worn and beginning in html:
                html = pattern.sub(partial(say, words=words), html)
        if "table" in worn and "></th>" in html:
            html = _EMPTY_CORNER.sub("<td></td>", html)
        if _FOOTNOTES in html:
            html = html.replace(_FOOTNOTES, f'{_FOOTNOTES}<h2 class="sr-only">{escape(footnotes)}</h2>')
        return _HEADING.sub(_link_to_itself, html)

    @property
    def has_diagrams(self) -> bool:
        """Whether there is a diagram that a script could draw."""
        return self.facts.has_diagrams

    @property
    def direction(self) -> str:
        return direction(self.document.lang)

    @property
    def edit_url(self) -> str:
        return self._table.addresses.edit_url(self.document.relative)

    @property
    def canonical(self) -> str:
        return self._table.addresses.absolute(self.url)
