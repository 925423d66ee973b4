"""Bodies that stand alone: whole addresses, and nothing that only our own pages understand.

nh3 parses a body for that, and writes it anew. One in which no tag is a stranger's is nested already as it would be
parsed, and written as it would be written: there one pattern finds the tags that feeds have otherwise. A test has both
ways say the same.
"""

from __future__ import annotations

import re
from contextlib import suppress
from html import unescape

import nh3

from potluck.late import late
from potluck.markup.hosts import ADDRESS, HOST
from potluck.pages.addresses import Addresses

_LEFT_TO_THE_PAGE = frozenset({"loading", "decoding", "fetchpriority", "tabindex", "class", "role", "style"})
"""Attributes that only mean something on our own pages."""
_COLOUR = '<span class="'
_COLOURED = late(rf'{_COLOUR}[a-z0-9]+">([^<>]*)</span>')
"""A word of coloured code: without our style sheets its tag says nothing, and there are hundreds."""
_MATHML = {
    *("math", "mi", "mn", "mo", "ms", "mtext", "mspace", "mrow", "mfrac", "msqrt", "mroot", "mstyle", "merror"),
    *("mpadded", "mphantom", "msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd"),
}
_TAGS = set(nh3.ALLOWED_TAGS) | _MATHML | {"section"}
_ATTRIBUTES = {tag: set(names) | {"id"} for tag, names in nh3.ALLOWED_ATTRIBUTES.items()} | {"math": {"display"}}
_OF_ALL = {"lang", "title"}
"""Attributes that nh3 leaves to every tag."""
_KEPT = {tag: (_ATTRIBUTES.get(tag, set()) | _OF_ALL) - _LEFT_TO_THE_PAGE for tag in _TAGS}
_BARE = frozenset(tag for tag, kept in _KEPT.items() if kept == _OF_ALL)
_ADDRESSES = frozenset({"href", "src", "cite"})
_ELSEWHERE = rf'a( href="{HOST}(?:[/?#][!#-%(-;=?-~]*)?") rel="nofollow ugc noopener"'
"""A link to another site, whose address nh3 leaves as it is; most links are such."""
_TO_WRITE_ANEW = late(rf'<(?:{_ELSEWHERE}|([a-z0-9]++)((?: [a-z-]++="[^"]*+")++)|/?picture)>')
_ATTRIBUTE = late(r' ([a-z-]+)="([^"]*)"')


class Alone:
    """Makes a body stand alone; made once, since to make it takes as long as a short text."""

    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses
        self._root = addresses.link("").rstrip("/")
        self._own = ""
        self._cleaner = nh3.Cleaner(
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            attribute_filter=self._attribute,
            link_rel=None,
            clean_content_tags={"script", "style", "button", "template"},
        )

    def clean(self, html: str, own: str, *, is_plain: bool = False) -> str:
        """The body whose page is at the address ``own``; no tag is a stranger's where it ``is_plain``."""
        self._own = own
        bare = "".join(_COLOURED.split(html)) if _COLOUR in html else html  # between tags and words by turns
        if is_plain:
            with suppress(_Unsure):
                shown = _TO_WRITE_ANEW.sub(self._tag, bare)
                shown = shown.replace("\xa0", "&nbsp;") if "\xa0" in shown else shown
                return shown.replace("&#x27;", "'") if "#" in shown else shown  # one sign is found far sooner than six
        return self._cleaner.clean(bare)

    def _tag(self, match: re.Match[str]) -> str:
        """A tag with attributes as feeds have it, if they do."""
        elsewhere, tag, written = match.groups()
        if elsewhere:
            return f"<a{elsewhere}>"
        if tag in _BARE and ' title="' not in written and ' lang="' not in written:
            return f"<{tag}>"
        kept = _KEPT.get(tag)
        if kept is None:
            return ""
        attributes = ""
        for name, value in _ATTRIBUTE.findall(written):
            if name in kept:
                attributes += f' {name}="{self._address(tag, name, value) if name in _ADDRESSES else value}"'
        return f"<{tag}{attributes}>"

    def _address(self, tag: str, name: str, value: str) -> str:
        if value[:1] not in ("/", "#"):
            if ADDRESS.fullmatch(unescape(value)) is None:
                raise _Unsure
            return value
        whole = self._attribute(tag, name, unescape(value)) or ""
        return whole.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")

    def _attribute(self, tag: str, attribute: str, value: str) -> str | None:
        if attribute in _LEFT_TO_THE_PAGE:
            return None
        if attribute in _ADDRESSES:
            if value.startswith("#"):
                return self._own + value
            if value.startswith("/") and not value.startswith("//"):
                return self._addresses.absolute(value.removeprefix(self._root))
        return value


class _Unsure(Exception):
    """An address that only nh3 itself can judge."""
