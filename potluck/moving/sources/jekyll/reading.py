"""A Jekyll site, read: `_posts` and `_drafts` at any depth, collections, pages, and people wherever they stand."""

from __future__ import annotations

import posixpath
import re

from potluck.moving.bodies.kramdown import plain_markdown
from potluck.moving.bodies.liquid import Liquid
from potluck.moving.front_matter import Parsed, as_list, as_text, as_truth, lowered, text_at
from potluck.moving.model import Entry, Kind, OldSite
from potluck.moving.sources import people_files
from potluck.moving.sources.entry import HTML, MARKDOWN, TEXTS, date_from_name, fill, read_file, suffix_of
from potluck.moving.sources.jekyll.settings import (
    NAMES,
    STYLES,
    collections,
    defaults_for,
    page_address,
    permalink_pattern,
    permalinks,
    settings_of,
)
from potluck.moving.sources.jekyll.templates import Lookup, data_of, drop_templates
from potluck.moving.tree import Tree

LOOKS = ("_layouts/", "_includes/", "_sass/", "_plugins/", "assets/css/", "assets/js/", "css/", "js/")
PEOPLE_FOLDERS = frozenset(("_authors", "_people", "_members", "_team", "_author"))
FEED_NAMES = ("feed.xml", "atom.xml", "rss.xml", "feed/index.xml", "index.xml", "feed.rss", "feed.atom")


def recognised(tree: Tree) -> bool:
    """Whether a folder is a Jekyll site; Hexo's have settings and posts of the same names."""
    return not any(name.startswith(("scaffolds/", "_config.landscape")) for name in tree.files) and _has_posts(tree)


def _has_posts(tree: Tree) -> bool:
    return any(name in tree.files for name in NAMES) or any(
        name.startswith("_posts/") or "/_posts/" in name for name in tree.files
    )


def read(tree: Tree) -> OldSite:
    """Read a Jekyll site."""
    return _Jekyll(tree).read()


class _Jekyll:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.site = OldSite.of("jekyll", tree)
        self.config = settings_of(tree, self.site)
        self.below = f"{as_text(self.config.get('source')).strip('./') or 'source'}/"
        """The folder that Octopress, for one, keeps all in."""
        self.lookup = Lookup(tree)
        said = {**self.config, "data": data_of(tree)}
        self.liquid = Liquid(said, find_post=self.lookup.post, include=self.lookup.include)

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
            if "/_posts/" not in f"/{name}" and "/_drafts/" not in f"/{name}":
                self._other(name)
        self.lookup.know_posts(self.site.entries)
        for entry in self.site.entries:
            self.liquid.fill(entry)
            plain_markdown(entry)
        drop_templates(self.site)
        self._serve()
        return self.site

    # ── The site ─────────────────────────────────────────────────────────────────────────────────────────────────
    def _about_the_site(self) -> None:
        config = self.config
        self.site.title = as_text(config.get("title") or config.get("name"))
        self.site.lang = as_text(config.get("lang") or config.get("locale")).replace("_", "-")[:5]
        self.site.zone = text_at(config, "timezone")
        url, base = text_at(config, "url"), text_at(config, "baseurl")
        self.site.base_path = base.strip("/")
        cname = self.tree.files.get("CNAME")
        if cname and not re.match(r"https?://", url):
            url = "https://" + self.tree.plain("CNAME").strip().split("\n")[0]
        if re.match(r"https?://", url):
            self.site.served_at(url.rstrip("/") + (f"/{self.site.base_path}" if self.site.base_path else ""))
        author = config.get("author")
        self.site.default_author = as_text(lowered(author).get("name") or author)

    def _people(self) -> None:
        for key in ("authors", "people", "members"):
            self.site.people += people_files.people_in(self.config.get(key), "_config.yml")
        people_files.take_people_files(self.tree, self.site)
        for name in self.tree.files:
            parts = name.split("/")
            if len(parts) == 2 and parts[0] in PEOPLE_FOLDERS and suffix_of(name) in (*MARKDOWN, *HTML):
                entry = Entry(name)
                if (parsed := read_file(entry, self.tree, self.site)) is None:
                    continue
                person = people_files.person_of(parsed, posixpath.splitext(parts[1])[0], name)
                person.old_urls.append(f"{parts[0].strip('_')}/{person.key}")
                person.notes += entry.notes
                self.site.people.append(person)

    # ── Posts and pages ──────────────────────────────────────────────────────────────────────────────────────────
    def _take(self, name: str, kind: Kind, *, draft: bool = False, collection: str = "") -> None:
        """Read one file into an entry."""
        if _is_no_text(name):
            self.site.skip(name, "It is no text.")
            return
        entry = Entry(name, kind)
        if (parsed := read_file(entry, self.tree, self.site)) is None:
            return
        what = "drafts" if draft else "posts" if kind is Kind.POST else collection or "pages"
        parsed.values = {**defaults_for(self.config, name, what), **parsed.values}
        for key in ("categories", "tags"):
            value = parsed.values.get(key)
            if isinstance(value, str) and not any(sign in value for sign in ',["\n'):
                parsed.values[key] = value.split()
        fill(entry, parsed)
        if draft:
            entry.status = "draft"
        if re.search(r"(?m)^[ \t]*\$\$", entry.body) or as_truth(parsed.get("use_math")):
            entry.math = True
        rest = _name(entry)
        folders = name.split("/_posts/")[0].split("/") if "/_posts/" in name else []
        above = [each for each in folders if not each.startswith("_") and f"{each}/" != self.below]
        entry.tags = list(dict.fromkeys([*entry.tags, *above]))
        categories = [*above, *parsed.listed("categories", "category")]
        self._addresses(entry, parsed, rest, categories, collection)
        self.site.entries.append(entry)

    def _addresses(self, entry: Entry, parsed: Parsed, rest: str, categories: list[str], collection: str) -> None:
        """The entry's permalink first, then its other old addresses."""
        others, entry.old_urls = entry.old_urls, []
        own = parsed.text("permalink")
        pattern = own or permalink_pattern(self.config, collection)
        pattern = STYLES.get(pattern or "date", pattern)
        if entry.kind is Kind.PAGE and not collection:
            pattern = own or page_address(self.config, entry.source.removeprefix(self.below))
        if entry.date is None and ":year" in pattern:
            entry.old_urls = others
            return
        entry.old_urls = [*permalinks(pattern, entry, rest, categories, collection, self.site.zone), *others]

    def _other(self, name: str) -> None:
        """A file outside `_posts`: of a collection, a page, or no text at all."""
        top = name.removeprefix(self.below).split("/")[0]
        if name in {person.source for person in self.site.people}:
            return
        if top.startswith("_") and top not in as_list(self.config.get("include")):
            if top[1:] in collections(self.config) and suffix_of(name) in (*MARKDOWN, *HTML) and "/" in name:
                dated = re.match(r"\d{4}-\d\d-\d\d-", posixpath.basename(name))
                self._take(name, Kind.POST if dated else Kind.PAGE, collection=top[1:])
            else:
                self.site.skip(name, "Part of how the old site was made.")
            return
        if suffix_of(name) in (*MARKDOWN, *HTML) and not name.startswith(LOOKS):
            text = self.tree.plain(name)
            if text.startswith("---"):
                self._take(name, Kind.PAGE)
            elif suffix_of(name) in MARKDOWN:
                self.site.skip(name, "It has no front matter, so the old site did not show it as a page.")

    def _serve(self) -> None:
        """Where files, feeds and lists were on the old site."""
        names = ((name, name.removeprefix(self.below)) for name in self.tree.files)
        self.site.public = {path: name for name, path in names if not path.startswith("_")}
        path = as_text(lowered(self.config.get("feed")).get("path"))
        feeds = [name for name in FEED_NAMES if name in self.tree.files] or ["feed.xml", "atom.xml"]
        self.site.feeds = dict.fromkeys([*([path.strip("/")] if path else []), *feeds], "")
        for each in self.site.tags:
            for folder in ("tags", "tag", "categories", "category"):
                self.site.tag_urls.setdefault(f"{folder}/{each.replace(' ', '-')}/", each)


def _is_no_text(name: str) -> bool:
    """Whether a name's suffix tells that the file is no text; a post may have lost its suffix."""
    suffix, base = suffix_of(name), posixpath.basename(name)
    is_suffix = suffix[1:].isalpha() and len(suffix) < 6 and not re.match(r"\d{4}-\d\d-\d\d", base)
    return suffix not in TEXTS and is_suffix


def _name(entry: Entry) -> str:
    """Give an entry what its file's name tells: date, slug, a title for a post; answers the name without the date."""
    stem = posixpath.basename(entry.source)
    known = suffix_of(entry.source) in TEXTS
    if not known and entry.kind is Kind.POST:
        entry.changed("Its name had no suffix, so the old site did not show it; it is a post here.")
    stem = posixpath.splitext(stem)[0] if known else stem.rstrip(".")
    if stem == "index" and entry.kind is Kind.PAGE:
        stem = posixpath.basename(posixpath.dirname(entry.source)).lstrip("_") or stem
    given = entry.slug
    rest = date_from_name(entry, stem)
    entry.slug = given or rest or stem
    if not entry.title and entry.kind is Kind.POST:
        entry.title = rest.replace("-", " ").strip().capitalize()
    return rest
