"""Where Pelican served things, as its settings tell: texts, lists, tags, files and feeds; and where its links lead."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Any

from pelican.utils import slugify as pelican_slugify

from potluck.moving.front_matter import Parsed, as_text, text_at
from potluck.moving.model import SOURCE, Entry, Kind, OldSite
from potluck.moving.sources.entry import as_path
from potluck.moving.sources.pelican.settings import is_tame
from potluck.moving.tree import Tree

INTERNAL = re.compile(r"[{|](?P<what>filename|static|attach|index|author|category|tag)[|}](?P<path>.*)\Z", re.DOTALL)
PLACEHOLDER = re.compile(r"\{(?P<name>\w+)(?::(?P<form>[^{}]*))?\}")
FEEDS = ("FEED_ATOM", "FEED_RSS", "FEED_ALL_ATOM", "FEED_ALL_RSS", "FEED_ALL_ATOM_URL", "FEED_ALL_RSS_URL")
LISTS = {"ARCHIVES": "archive/", "TAGS": "tags/", "CATEGORIES": "tags/", "AUTHORS": "people/"}
"""Lists that Pelican made, to ours."""


class Addresses:
    """The addresses of a site whose content folder is `root`, below the source's own."""

    def __init__(self, settings: Mapping[str, Any], site: OldSite, root: str) -> None:
        self.settings = settings
        self.site = site
        self.root = root
        self.categories: set[str] = set()
        """The categories met, among the tags."""

    def slug(self, text: str) -> str:
        """A text as Pelican writes it in an address; empty where its settings' patterns fail."""
        substitutions = [
            (as_text(each[0]), as_text(each[1]))
            for each in self.settings.get("SLUG_REGEX_SUBSTITUTIONS") or ()
            if isinstance(each, (list, tuple)) and len(each) > 1 and is_tame(str(each[0]))
        ]
        try:
            found = pelican_slugify(
                text[:300],
                regex_subs=[
                    (one, "-" if other == "" and one.startswith("[-") else other) for one, other in substitutions
                ],
                preserve_case=bool(self.settings.get("SLUGIFY_PRESERVE_CASE")),
                use_unicode=bool(self.settings.get("SLUGIFY_USE_UNICODE")),
            )
        except (re.error, ValueError, IndexError):
            found = ""
        return str(found)

    def of(self, entry: Entry, parsed: Parsed, category: str) -> list[str]:
        """The entry's permalink first: as its own header, else the settings, tell."""
        own = [as_path(parsed.text(key)) for key in ("url", "save_as")]
        if any(own):
            return [each for each in own if each]
        what = "PAGE" if entry.kind is Kind.PAGE else "ARTICLE"
        if parsed.text("status").lower() == "draft":
            what = "DRAFT_PAGE" if what == "PAGE" else "DRAFT"
        is_main = not entry.lang or entry.lang.lower() == self.site.lang.lower()
        if "i18n_subsites" in str(self.settings.get("PLUGINS")) and not is_main:
            return [f"{entry.lang}/{self._filled(what, entry, category)}"]
        found = self._filled(what if is_main else f"{what}_LANG", entry, category)
        return [found] if found else []

    def _filled(self, what: str, entry: Entry, category: str) -> str:
        pattern = text_at(self.settings, f"{what}_URL", f"{what}_SAVE_AS")
        author = (entry.authors or [self.site.default_author])[0]
        values = {
            "slug": entry.slug,
            "lang": entry.lang,
            "category": self.slug(category or text_at(self.settings, "DEFAULT_CATEGORY")),
            "author": self.slug(author),
        }

        def value(found: re.Match[str]) -> str:
            if found["name"] == "date" and entry.date:
                form = found["form"] or "%Y-%m-%d"
                return entry.date.strftime(form) if re.fullmatch(r"(?:%[-#]?[A-Za-z]|[\w/. -])*", form) else ""
            return values.get(found["name"], "")

        return as_path(PLACEHOLDER.sub(value, pattern))

    def listing(self, what: str, slug: str) -> list[str]:
        """The addresses of a page of a list, `slug` filled in; none where others are to be filled in too."""
        found = [text_at(self.settings, f"{what}_{end}").replace("{slug}", slug) for end in ("URL", "SAVE_AS")]
        return list(dict.fromkeys(as_path(each) for each in found if each and "{" not in each.replace("{slug}", "")))

    def lead(self, entry: Entry, url: str) -> str | None:
        """Where one of Pelican's own links leads, as a link into the source."""
        found = INTERNAL.match(url.replace("%7B", "{").replace("%7D", "}").replace("%7C", "|"))
        if not found:
            return None
        what, path = found["what"], re.sub(r"\?[^#]*", "", found["path"])
        if what in ("filename", "static", "attach"):
            base = self.root if path.startswith("/") else posixpath.dirname(entry.source)
            return SOURCE + posixpath.normpath(posixpath.join(base, path.lstrip("/")))
        if what == "index":
            return "/"
        return "/" + next(iter(self.listing(what.upper(), self.slug(path))), "")

    def serve(self, tree: Tree) -> None:
        """Say where files, tags, lists and feeds were."""
        self._serve_files(tree)
        for each in self.site.tags:
            self._serve_tag(each)
        for key in FEEDS:
            if path := as_path(text_at(self.settings, key)):
                self.site.feeds[path] = ""
        for key, ours in LISTS.items():
            path = as_path(text_at(self.settings, f"{key}_SAVE_AS") or f"{key.lower()}.html")
            self.site.lists.setdefault(path, ours)

    def _serve_files(self, tree: Tree) -> None:
        for name in tree.below(self.root):
            self.site.public.setdefault(name[len(self.root) + 1 :] if self.root else name, name)
        extra = self.settings.get("EXTRA_PATH_METADATA")
        for path, values in extra.items() if isinstance(extra, dict) else ():
            name = posixpath.join(self.root, path)
            if isinstance(values, dict) and text_at(values, "path") and name in tree.files:
                self.site.public[as_text(values["path"])] = name

    def _serve_tag(self, tag: str) -> None:
        what = "CATEGORY" if tag in self.categories else "TAG"
        for url in self.listing(what, self.slug(tag)):
            self.site.tag_urls.setdefault(url, tag)
        for form in ("ATOM", "RSS"):
            if pattern := text_at(self.settings, f"{what}_FEED_{form}"):
                self.site.feeds.setdefault(as_path(pattern.replace("{slug}", self.slug(tag))), f"tag:{tag}")
