"""A body that stands alone: whole addresses, and nothing that only our own pages understand."""

from __future__ import annotations

import re

import nh3

from potluck.pages.addresses import Addresses

_LEFT_TO_THE_PAGE = frozenset({"loading", "decoding", "fetchpriority", "tabindex", "class", "role", "style"})
"""Attributes that only mean something on our own pages."""
_COLOURED = re.compile(r'<span class="[a-z0-9]+">([^<>]*)</span>')
"""A word of coloured code: without our style sheets its tag says nothing, and there are hundreds."""
_MATHML = {
    *("math", "mi", "mn", "mo", "ms", "mtext", "mspace", "mrow", "mfrac", "msqrt", "mroot", "mstyle", "merror"),
    *("mpadded", "mphantom", "msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd"),
}
_TAGS = set(nh3.ALLOWED_TAGS) | _MATHML | {"section"}
_ATTRIBUTES = {tag: set(names) | {"id"} for tag, names in nh3.ALLOWED_ATTRIBUTES.items()} | {"math": {"display"}}


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

    def clean(self, html: str, own: str) -> str:
        """The body whose page is at the address ``own``."""
        self._own = own
        return self._cleaner.clean("".join(_COLOURED.split(html)))  # between tags and words by turns

    def _attribute(self, tag: str, attribute: str, value: str) -> str | None:
        if attribute in _LEFT_TO_THE_PAGE:
            return None
        if attribute in ("href", "src", "cite"):
            if value.startswith("#"):
                return self._own + value
            if value.startswith("/") and not value.startswith("//"):
                return self._addresses.absolute(value.removeprefix(self._root))
        return value
