"""The wall between strangers' text and readers: an allow-list by nh3 over finished HTML.

Runs after Markdown and over everything, so it does not matter how a tag came to be. Which tags and attributes is data
in `allowed`; here are the rules that need a decision per value: classes, ids, and where URLs lead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import lru_cache
from itertools import filterfalse
from urllib.parse import quote, unquote

import nh3

from potluck.late import late
from potluck.markup import allowed
from potluck.markup.embeds import Embeds
from potluck.markup.hosts import scheme_of
from potluck.unseen import without_unseen

ID_PREFIX = "post-"
# Footnotes have a name space of their own already, the one cmark-gfm gives them.
_OWN_IDS = ("fn-", "fnref-")
# What is in it is meant for readers without scripts, and a page without scripts is what we make.
_NOSCRIPT = re.compile(r"</?noscript\b[^<>]*>", re.I)
# GitHub leads to an anchor of that kind by its name; HTML has called it an id for long.
_NAMED = late(r"(<a\s+)name(?=\s*=)", re.I)
_RAW_ID = late(r"\sid\s*=\s*[\"']?([^\s\"'<>]{1,200})", re.I)
_ID = re.compile(r"[^\s\"'<>&`]{1,200}\Z")
_LENGTH = late(r"([+-]?(?:[0-9]{1,6}(?:\.[0-9]{0,9})?|\.[0-9]{1,9}))([a-z]{0,6})")


class Sanitiser:
    """Cleans HTML; made once, used for many texts, one at a time."""

    def __init__(self, embeds: Embeds) -> None:
        self._embeds = embeds
        self._targets: set[str] | None = None
        self._cleaner = nh3.Cleaner(
            tags=set(allowed.TAGS),
            clean_content_tags=set(allowed.TAGS_WITHOUT_CONTENT),
            attributes=allowed.ATTRIBUTES,
            tag_attribute_values=allowed.ATTRIBUTE_VALUES,
            attribute_filter=self.attribute,
            url_schemes=set(allowed.LINK_SCHEMES),
            link_rel=None,
            strip_comments=True,
        )

    def clean(self, html: str, *, id_prefix: str = "", headings: Collection[str] = ()) -> str:
        """`html` with only what is allowed left, serialised anew.

        For ids see `begin`.
        """
        # Before, since what is judged must be what stays: `</ifra` and `me>` would become one behind the wall's back.
        # And after, in the words, where an entity stood for one.
        html = _NAMED.sub(r"\1id", _NOSCRIPT.sub("", without_unseen(html)))
        self.begin(lambda: html, id_prefix=id_prefix, headings=headings)
        return without_unseen(self._cleaner.clean(html))

    def begin(self, html: Callable[[], str], *, id_prefix: str = "", headings: Collection[str] = ()) -> None:
        """Begin with a text, whose HTML is asked for where it has to be known.

        Every id becomes `post-` + `id_prefix` + id, and links to it follow. Only the ids in `headings`, made of their
        words, stay as they are on GitHub where nothing of the page's own has that name.
        """
        self._id_prefix = id_prefix
        self._ids: set[str] = set()
        self._moved = 0.0
        self._free = frozenset() if id_prefix else frozenset(filterfalse(_is_reserved, headings))
        self._html, self._targets = html, None
        self._headings = headings

    def attribute(self, tag: str, attribute: str, value: str) -> str | None:
        """One attribute's value as it may stay, or None; called by nh3 for each that the allow-list lets through."""
        if attribute == "class":
            return _known_classes(value) if len(value) < 100 else _classes(value)
        value = without_unseen(value)  # as above: `java&#1;script:` is a scheme that nobody knows, until it is one
        if attribute in allowed.URL_ATTRIBUTES:
            return self._url(tag, value)
        if attribute == "id":
            return self._own_id(value)
        if attribute in allowed.LENGTHS and tag in allowed.WITH_LENGTHS:
            return value if self._is_moderate(attribute, value) else None
        if attribute == "data-lang":  # it is drawn over what stands below, as wide and high as it is
            return value if allowed.LANGUAGE_CLASS.match(f"language-{value}") else None
        if attribute == "data-embed":
            return self._embeds.allowed(value)
        return value

    def _is_moderate(self, attribute: str, value: str) -> bool:
        """Whether the lengths of a formula leave the page around it alone.

        What is less high than its inside is drawn over others, but where a style sheet for formulas ends it: pages with
        a bio have none.
        """
        if self._id_prefix and attribute in allowed.HEIGHTS:
            return False
        for each in value.split():
            found = _LENGTH.fullmatch(each)
            if found is None:
                if not each.endswith("mathspace"):
                    return False
                continue
            number, unit = float(found[1]), found[2]
            if unit in allowed.RELATIVE:
                if abs(number) > 1:
                    return False
            elif unit not in allowed.EMS or not allowed.NARROWEST <= number * allowed.EMS[unit] <= allowed.WIDEST:
                return False
            elif attribute == "voffset":  # one within another moves by both
                self._moved += abs(number) * allowed.EMS[unit]
        return self._moved <= allowed.HIGHEST

    def _own_id(self, value: str) -> str | None:
        """The id under this text's prefix; the second of two equal ones goes, as HTML asks."""
        prefixed = self.prefixed(value)
        if not _ID.match(value) or prefixed in self._ids:
            return None
        self._ids.add(prefixed)
        return prefixed

    def prefixed(self, value: str) -> str:
        """`value` as the id it has on the page."""
        if value in self._free:
            return value
        if value.startswith(_OWN_IDS):
            return self._id_prefix + value
        return ID_PREFIX + self._id_prefix + value

    def _url(self, tag: str, url: str) -> str | None:
        if url.startswith("#"):
            target = unquote(url[1:])
            for name in dict.fromkeys((target, target.lower())):  # as GitHub looks for it
                if name in self._free:
                    return url if name == target else f"#{name}"
                moved = f"#{self.prefixed(name)}"
                if moved == url or self._has(name):
                    return moved
            return url
        schemes = allowed.LINK_SCHEMES if tag == "a" else allowed.LOAD_SCHEMES
        scheme = scheme_of(url)
        return url if not scheme or scheme in schemes else None

    def _has(self, target: str) -> bool:
        """Whether something in the text has this id; asked of few, since a footnote's is the same on a post's page."""
        if self._targets is None:
            self._targets = {*self._headings, *_RAW_ID.findall(self._html())}
        return target in self._targets


def on_page(fragment: str) -> str:
    """The fragment of an address that leads to a heading of another text, as it is on that one's page."""
    written = unquote(fragment)
    name = written.lower()
    if name == "top" or name.startswith(_OWN_IDS):
        return fragment
    name = ID_PREFIX + name if _is_reserved(name) else name
    return fragment if name == written else quote(name)


def _is_reserved(heading: str) -> bool:
    """Whether a heading's id may be one that the page has itself."""
    return heading in allowed.RESERVED_IDS or heading.startswith(allowed.RESERVED_STARTS)


def _classes(value: str) -> str | None:
    """Those of an element's classes that may stay, or None."""
    names = without_unseen(value).split()
    return " ".join([name for name in names if name in allowed.CLASSES or allowed.LANGUAGE_CLASS.match(name)]) or None


_known_classes = lru_cache(maxsize=1_000)(_classes)
"""Coloured code has the same few again and again."""
