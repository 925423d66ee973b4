"""Jekyll: `_config.yml`, `_posts` at any depth, `_drafts`, collections, data, includes, and its permalinks."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Any

from potluck.content.names import slugify
from potluck.moving.bodies.kramdown import plain_markdown
from potluck.moving.bodies.liquid import Liquid
from potluck.moving.front_matter import Parsed, as_text, as_truth, data_file, lowered
from potluck.moving.model import Entry, Kind, OldSite
from potluck.moving.sources import folk
from potluck.moving.sources.entry import (
    HTML,
    MARKDOWN,
    TEXTS,
    date_from_name,
    fill,
    read_text,
    remark,
    suffix_of,
)
from potluck.moving.sources.jekyll_permalinks import STYLES, permalinks
from potluck.moving.tree import CannotRead, Tree

CONFIGS = ("_config.yml", "_config.yaml", "_config.toml")
LOOKS = ("_layouts/", "_includes/", "_sass/", "_plugins/", "assets/css/", "assets/js/", "css/", "js/")
PEOPLE_FOLDERS = frozenset(("_authors", "_people", "_members", "_team", "_author"))
FEED_NAMES = ("feed.xml", "atom.xml", "rss.xml", "feed/index.xml", "index.xml", "feed.rss", "feed.atom")
LISTS = {
    "people": "people/",
    "authors": "people/",
    "members": "people/",
    "team": "people/",
    "tags": "tags/",
    "categories": "tags/",
    "archive": "archive/",
    "archives": "archive/",
    "blog": "",
    "posts": "archive/",
}
NOT_WORDS = re.compile(r"[\W_]+")
SIGNS = re.compile(r"<[^>]*>|\{[%{].*?[%}]\}|^#.*$", re.MULTILINE)
TEMPLATE_WORK = re.compile(SIGNS.pattern + r"|\[[^\]]*\]\([^)]*\)", re.MULTILINE)
HANDWRITTEN = 60
"""A page with fewer letters than this, once the template's work is taken out, was all template."""


def recognised(tree: Tree) -> bool:
    """Whether a folder is a Jekyll site."""
    return any(name in tree.files for name in CONFIGS) or any(
        name.startswith("_posts/") or "/_posts/" in name for name in tree.files
    )


def read(tree: Tree) -> OldSite:
    """Read a Jekyll site."""
    return _Jekyll(tree).read()


class _Jekyll:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.site = OldSite("jekyll", units=tree.units, files=dict(tree.files), passed=tree.passed)
        self.config = self._config()
        self.posts: dict[str, str] = {}
        self.liquid = Liquid(self.config, find_post=self._find_post, include=self._include)

    def read(self) -> OldSite:
        self._about_the_site()
        self._people()
        names = [name for name in self.tree.files if name not in self.site.fates]
        for name in names:
            folder = f"/{name}"
            if "/_posts/" in folder and not posixpath.basename(name).startswith("."):
                self._take(name, Kind.POST)
            elif "/_drafts/" in folder:
                self._take(name, Kind.POST, draft=True)
        for name in names:
            if f"/{name}".count("/_posts/") or "/_drafts/" in f"/{name}":
                continue
            self._other(name)
        self._index_posts()
        for entry in self.site.entries:
            self.liquid.fill(entry)
            plain_markdown(entry)
        self._drop_templates()
        self._serve()
        return self.site

    # ── The site ─────────────────────────────────────────────────────────────────────────────────────────────────
    def _config(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in CONFIGS:
            if name in self.tree.files:
                try:
                    data = data_file(name, self.tree.text(name)[0])
                except CannotRead as reason:
                    self.site.skip(name, str(reason))
                    continue
                if isinstance(data, dict):
                    found = lowered(data) | found
                self.site.skip(name, "The old site's settings; what they say of authors and addresses was used.")
        return found

    def _about_the_site(self) -> None:
        config = self.config
        self.site.title = as_text(config.get("title") or config.get("name"))
        self.site.lang = as_text(config.get("lang") or config.get("locale")).replace("_", "-")[:5]
        self.site.zone = as_text(config.get("timezone"))
        url, base = as_text(config.get("url")), as_text(config.get("baseurl"))
        self.site.base_path = base.strip("/")
        cname = self.tree.files.get("CNAME")
        if cname and not re.match(r"https?://", url):
            url = "https://" + self._plain_text("CNAME").strip().split("\n")[0]
        if re.match(r"https?://", url):
            self.site.served_at(url.rstrip("/") + (f"/{self.site.base_path}" if self.site.base_path else ""))
        author = config.get("author")
        if isinstance(author, Mapping):
            author = as_text(author.get("name"))
        self.site.default_author = as_text(author)

    def _plain_text(self, name: str) -> str:
        try:
            return self.tree.text(name)[0]
        except CannotRead:
            return ""

    def _people(self) -> None:
        for key in ("authors", "people", "members"):
            self.site.people += folk.people_in(self.config.get(key), "_config.yml")
        folk.take_people_files(self.tree, self.site)
        for name in self.tree.files:
            parts = name.split("/")
            if len(parts) == 2 and parts[0] in PEOPLE_FOLDERS and suffix_of(name) in (*MARKDOWN, *HTML):
                entry = Entry(name)
                person = folk.person_of(self._parsed(name, entry), posixpath.splitext(parts[1])[0], name)
                person.old_urls.append(f"{parts[0].strip('_')}/{person.key}")
                person.notes += entry.notes
                self.site.people.append(person)

    # ── Posts and pages ──────────────────────────────────────────────────────────────────────────────────────────
    def _parsed(self, name: str, entry: Entry) -> Parsed:
        text, said = self.tree.text(name)
        remark(entry, said)
        return read_text(name, text, entry)

    def _take(self, name: str, kind: Kind, *, draft: bool = False, collection: str = "") -> None:
        """Read one file into an entry."""
        suffix = suffix_of(name)
        stem = posixpath.basename(name)
        known = suffix in TEXTS
        if not known and suffix and suffix[1:].isalpha() and len(suffix) < 6 and not re.match(r"\d{4}-\d\d-\d\d", stem):
            self.site.skip(name, "It is no text.")
            return
        entry = Entry(name, kind)
        try:
            parsed = self._parsed(name, entry)
        except CannotRead as reason:
            self.site.skip(name, str(reason))
            return
        parsed.values = {
            **self._defaults(name, "drafts" if draft else "posts" if kind is Kind.POST else collection or "pages"),
            **parsed.values,
        }
        if isinstance(parsed.values.get("categories"), str) and "," not in parsed.values["categories"]:
            parsed.values["categories"] = parsed.values["categories"].split()
        fill(entry, parsed)
        if not known and kind is Kind.POST:
            entry.changed("Its name had no suffix, so the old site did not show it; it is a post here.")
        stem = posixpath.splitext(stem)[0] if known else stem.rstrip(".")
        given = entry.slug
        rest = date_from_name(entry, stem)
        entry.slug = given or rest or stem
        entry.title = entry.title or (rest.replace("-", " ").strip().capitalize() if kind is Kind.POST else "")
        if draft:
            entry.status = "draft"
        if re.search(r"(?m)^\s*\$\$", entry.body) or as_truth(parsed.get("use_math")):
            entry.math = True
        folders = name.split("/_posts/")[0].split("/") if "/_posts/" in name else []
        categories = [*(each for each in folders if not each.startswith("_")), *parsed.listed("categories", "category")]
        entry.tags = list(dict.fromkeys([*entry.tags, *(each for each in folders if not each.startswith("_"))]))
        self._addresses(entry, parsed, rest, categories, collection)
        self.site.entries.append(entry)

    def _defaults(self, name: str, kind: str) -> dict[str, Any]:
        """What `defaults:` in the settings gives files of this path and type."""
        found: dict[str, Any] = {}
        given = self.config.get("defaults")
        for each in given if isinstance(given, list) else ():
            scope = each.get("scope") if isinstance(each, Mapping) else None
            values = each.get("values") if isinstance(each, Mapping) else None
            if isinstance(scope, Mapping) and isinstance(values, Mapping):
                path, wanted = as_text(scope.get("path")).strip("/"), as_text(scope.get("type"))
                if (not path or name == path or name.startswith(f"{path}/")) and wanted in ("", kind):
                    found |= lowered(dict(values))
        return found

    def _addresses(self, entry: Entry, parsed: Parsed, rest: str, categories: list[str], collection: str) -> None:
        """The entry's permalink first, then its other old addresses."""
        others, entry.old_urls = entry.old_urls, []
        own = parsed.text("permalink")
        pattern = own or (
            self._collection_permalink(collection) if collection else as_text(self.config.get("permalink"))
        )
        pattern = STYLES.get(pattern or "date", pattern)
        if entry.kind is Kind.PAGE and not collection:
            pattern = own or self._page_address(entry.source)
        if entry.date is None and ":year" in pattern:
            entry.old_urls = others
            return
        entry.old_urls = [*permalinks(pattern, entry, rest, categories, collection, self.site.zone), *others]

    def _page_address(self, name: str) -> str:
        stem, _ = posixpath.splitext(name)
        if posixpath.basename(stem) == "index":
            return f"/{posixpath.dirname(stem)}/"
        pretty = as_text(self.config.get("permalink"))
        return f"/{stem}/" if pretty == "pretty" or pretty.endswith("/") else f"/{stem}.html"

    def _collection_permalink(self, collection: str) -> str:
        given = self.config.get("collections")
        mine = given.get(collection) if isinstance(given, Mapping) else None
        return (
            as_text(mine.get("permalink"))
            if isinstance(mine, Mapping) and mine.get("permalink")
            else "/:collection/:path:output_ext"
        )

    def _other(self, name: str) -> None:
        """A file outside `_posts`: of a collection, a page, or no text at all."""
        top = name.split("/")[0]
        if name in {person.source for person in self.site.people}:
            return
        if top.startswith("_"):
            given = self.config.get("collections")
            names = list(given) if isinstance(given, (Mapping, list)) else []
            if top[1:] in names and suffix_of(name) in (*MARKDOWN, *HTML) and "/" in name:
                dated = re.match(r"\d{4}-\d\d-\d\d-", posixpath.basename(name))
                self._take(name, Kind.POST if dated else Kind.PAGE, collection=top[1:])
            else:
                self.site.skip(name, "Part of how the old site was made.")
            return
        if suffix_of(name) in (*MARKDOWN, *HTML) and not name.startswith(LOOKS):
            text = self._plain_text(name)
            if text.startswith("---"):
                self._take(name, Kind.PAGE)
            elif suffix_of(name) in MARKDOWN:
                self.site.skip(name, "It has no front matter, so the old site did not show it as a page.")

    # ── Templates ────────────────────────────────────────────────────────────────────────────────────────────────
    def _index_posts(self) -> None:
        for entry in self.site.entries:
            if entry.kind is Kind.POST:
                stem = posixpath.splitext(entry.source.rpartition("_posts/")[2])[0]
                self.posts.setdefault(stem, entry.source)
                self.posts.setdefault(posixpath.basename(stem), entry.source)
                if entry.date:
                    self.posts.setdefault(f"{entry.date:%Y-%m-%d}-{entry.slug}", entry.source)

    def _find_post(self, name: str) -> str | None:
        plain = name.strip("/").removesuffix(".md").removesuffix(".markdown").removesuffix(".html")
        return self.posts.get(plain) or self.posts.get(posixpath.basename(plain))

    def _include(self, name: str) -> str | None:
        path = posixpath.normpath(f"_includes/{name}")
        return self._plain_text(path) if path in self.tree.files and path.startswith("_includes/") else None

    def _drop_templates(self) -> None:
        """Leave out pages that were all template: lists that our site makes by itself."""
        kept = []
        for entry in self.site.entries:
            if entry.kind is not Kind.PAGE:
                kept.append(entry)
                continue
            template = any(note.needs_person and "template" in note.text for note in entry.notes)
            words = NOT_WORDS.sub("", (TEMPLATE_WORK if template else SIGNS).sub("", entry.body))
            home = posixpath.splitext(entry.source)[0] in ("index", "404", "blog/index")
            if home or (len(words) < HANDWRITTEN and (template or not words)):
                self.site.skip(entry.source, "A page that the old site's templates filled in; ours makes its own.")
                self._instead(entry)
            else:
                kept.append(entry)
        self.site.entries = kept

    def _instead(self, entry: Entry) -> None:
        """Lead from a list of the old site to ours."""
        tags = {tag for each in self.site.entries for tag in each.tags}
        for url in entry.old_urls:
            word = re.split(r"[/.]", url.strip("/"))[0].lower()
            tag = next((tag for tag in tags if slugify(tag) == slugify(word)), None)
            if word in LISTS:
                self.site.lists[url] = LISTS[word]
            elif tag:
                self.site.tag_urls[url] = tag

    def _serve(self) -> None:
        """Where files, feeds and lists were on the old site."""
        self.site.public = {name: name for name in self.tree.files if not name.startswith("_")}
        feed = self.config.get("feed")
        path = as_text(feed.get("path")) if isinstance(feed, Mapping) else ""
        feeds = [name for name in FEED_NAMES if name in self.tree.files] or ["feed.xml", "atom.xml"]
        self.site.feeds = dict.fromkeys([*([path.strip("/")] if path else []), *feeds], "")
        for each in {tag for entry in self.site.entries for tag in entry.tags}:
            for folder in ("tags", "tag", "categories", "category"):
                self.site.tag_urls.setdefault(f"{folder}/{each.replace(' ', '-')}/", each)
