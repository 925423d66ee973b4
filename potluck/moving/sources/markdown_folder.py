"""Folders of Markdown with front matter, as Astro, Eleventy, Nikola, Gatsby, Docusaurus, MkDocs and others have them.

What is a post and what a page is told by date and folder; people come from data files and from files of their own; the
old addresses follow the generator's usual rules, and a pattern in its routes where one can be read.
"""

from __future__ import annotations

import posixpath
import re
from typing import Any

from potluck.moving.bodies.jsx import plain_mdx
from potluck.moving.bodies.kramdown import plain_markdown
from potluck.moving.bodies.liquid import Liquid
from potluck.moving.bodies.myst import plain_myst
from potluck.moving.bodies.prose import substituted
from potluck.moving.front_matter import Parsed, data_file, lowered, text_at
from potluck.moving.model import Entry, Kind, OldSite
from potluck.moving.sources import people_files
from potluck.moving.sources.entry import (
    HTML,
    MARKDOWN,
    RST,
    as_path,
    date_from_folders,
    date_from_name,
    fill,
    read_text,
    stem_of,
    suffix_of,
    text_of,
)
from potluck.moving.sources.folders import (
    FENCES,
    PAGE_FOLDERS,
    PEOPLE_FOLDERS,
    POST_FOLDERS,
    UNSURE,
    in_folders,
    is_dated,
    is_left_out,
    own_name,
    stands_alone,
    texts_of,
)
from potluck.moving.sources.jekyll.templates import drop_templates
from potluck.moving.sources.manuals import manual_in, read_blog_directive, with_blogs_words, with_links
from potluck.moving.sources.nikola import link_texts, read_nikola
from potluck.moving.sources.routes import GUESSED, IN_ORDER, Routes, filled_permalink
from potluck.moving.tree import Tree

ROOTS = ("src/content", "content", "src/pages", "src", "source", "docs", "_posts")
PUBLIC = ("public", "static", "files", "src/public", "source", "src/static")
ADDRESS = re.compile(r"""\b(?:site|url|siteurl|siteUrl|SITE_URL|website)\s*[:=]\s*["'`](https?://[^"'`\s]+)""")
BASE = re.compile(r"""\b(?:base|pathPrefix|baseUrl|basePath)\s*[:=]\s*["'`](/[^"'`\s]*)""")
TITLE = re.compile(r"""\b(?:title|SITE_TITLE|BLOG_TITLE|siteTitle)\s*[:=]\s*["'`]([^"'`\n]{1,100})["'`]""")
ZONE = re.compile(r"""TIMEZONE\s*=\s*["']([^"']+)""")
AUTHOR = re.compile(r"""\bBLOG_AUTHOR\s*=\s*["']([^"'\n]{1,100})["']""")
AT_SITE = re.compile(r"(?<=\]\()@site/(?:static/)?")
"""How links of Docusaurus begin that name a file of its folder."""
INCLUDED = re.compile(r"(?:\A|/)_(?:includes|layouts|components)/")
LANGUAGE = re.compile(r"(?P<stem>.+?)\.(?P<lang>[a-z]{2}(?:[-_][A-Za-z]{2,4})?)\Z")
CONFIGS = re.compile(
    r"(?:astro\.config|\.?eleventy(?:\.config)?|gatsby-config|docusaurus\.config|next\.config|site\.config|conf|"
    r"src/consts|src/config|src/site-config|src/site|_data/(?:site|metadata)|src/_data/(?:site|metadata)|_config)"
    r"\.(?:m?[jt]s|cjs|json|py|ya?ml)\Z"
)


def recognised(tree: Tree) -> bool:
    """Whether a folder holds Markdown with front matter, or with days in its names, at all."""
    is_any = any(is_dated(name) or tree.plain(name).startswith(FENCES) for name in texts_of(tree))
    return is_any or manual_in(tree) is not None


def read(tree: Tree) -> OldSite:
    """Read a folder of Markdown."""
    return _Folder(tree).read()


class _Folder:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.site = OldSite.of("markdown", tree)
        self.manual = manual_in(tree)
        self.appended = self.manual.appended(tree) if self.manual else ""
        self.routes = Routes(tree, self.manual)
        self.folder_data = self._folder_data()
        self.is_plain = not self.routes.kind and stands_alone(tree)

    def read(self) -> OldSite:
        self._about_the_site()
        people_files.take_people_files(self.tree, self.site)
        for name in self.tree.files:
            if name not in self.site.fates and self._is_text(name):
                self._take(name)
        liquid = Liquid()
        for entry in self.site.entries:
            if suffix_of(entry.source) == ".mdx":
                plain_mdx(entry)
            elif self.routes.kind in ("eleventy", "hexo"):
                liquid.fill(entry)
            if self.routes.kind == "sphinx" and suffix_of(entry.source) not in RST:
                plain_myst(entry)
            if self.routes.kind == "docusaurus":
                entry.body = substituted(entry.body, AT_SITE, lambda _: "/")
            plain_markdown(entry)
        if self.routes.kind == "nikola":
            link_texts(self.site)
        if self.routes.kind == "eleventy":
            drop_templates(self.site)
        self._serve()
        return self.site

    def _is_text(self, name: str) -> bool:
        if self.manual:
            return suffix_of(name) in (".md", *RST) and self.manual.holds(name)
        if self.routes.kind == "eleventy" and suffix_of(name) in HTML and not INCLUDED.search(name):
            return self.tree.plain(name).startswith("---")
        return suffix_of(name) in (*MARKDOWN, *RST) and not is_left_out(name) and not name.startswith("scaffolds/")

    # ── The site ─────────────────────────────────────────────────────────────────────────────────────────────────
    def _about_the_site(self) -> None:
        """Read address and title out of settings, as text: nothing of the source is ever run."""
        base = ""
        if self.manual:
            self.site.title = self.manual.title
            self.site.people += people_files.people_in(self.manual.authors, self.manual.settings_file)
            if self.manual.address.startswith("http"):
                self.site.served_at(self.manual.address)
            self.site.used_settings([self.manual.settings_file])
        for name in self.tree.files:
            if not CONFIGS.match(name) or self.manual:
                continue
            text = self.tree.plain(name)
            data = data_file(name, text) if name.endswith((".json", ".yml", ".yaml")) else None
            told = lowered(data)
            address = text_at(told, "url", "site") or _first(ADDRESS, text)
            base = base or _first(BASE, text)
            self.site.title = self.site.title or text_at(told, "title", "name") or _first(TITLE, text)
            self.site.default_author = self.site.default_author or text_at(told, "author") or _first(AUTHOR, text)
            self.site.zone = self.site.zone or text_at(told, "timezone") or _first(ZONE, text)
            if re.match(r"https?://", address) and not self.site.url:
                self.site.served_at(address.rstrip("/") + base.rstrip("/"))
        if base and not self.site.base_path:
            self.site.base_path = base.strip("/")

    def _folder_data(self) -> dict[str, dict[str, Any]]:
        """Eleventy's data for a whole folder: `posts/posts.json`, `posts/posts.11tydata.json`."""
        found: dict[str, dict[str, Any]] = {}
        for name in self.tree.files:
            folder, base = posixpath.split(name)
            if folder and base in (f"{posixpath.basename(folder)}.json", f"{posixpath.basename(folder)}.11tydata.json"):
                found[folder] = lowered(data_file(name, self.tree.plain(name)))
        return found

    # ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _take(self, name: str) -> None:
        entry = Entry(name)
        if (text := text_of(entry, self.tree, self.site)) is None:
            return
        parsed = self._parsed(name, text, entry)
        if not (parsed.found or parsed.values or self.manual or self._is_text_without(name)):
            self.site.skip(name, "It has no front matter, so it is no post or page.")
            return
        for folder, data in self.folder_data.items():
            if name.startswith(f"{folder}/"):
                parsed.values = {**data, **parsed.values}
        if self._is_person(name, parsed):
            stem = posixpath.splitext(own_name(name))[0]
            person = people_files.person_of(parsed, stem, name)
            person.notes += entry.notes
            self.site.people.append(person)
            return
        self._fill(entry, parsed)

    def _is_text_without(self, name: str) -> bool:
        """Whether a file without front matter is a text of the site all the same."""
        is_like_others = self.is_plain and suffix_of(name) not in UNSURE
        return is_like_others or in_folders(name, POST_FOLDERS) or is_dated(name) or name.startswith("src/pages/")

    def _parsed(self, name: str, text: str, entry: Entry) -> Parsed:
        if not self.manual:
            return read_nikola(self.tree, self.site, entry, text) or read_text(name, text, entry)
        text, said = read_blog_directive(name, text)
        parsed = read_text(name, text, entry)
        parsed.values |= said
        parsed.body = with_links(parsed.body, self.appended)
        with_blogs_words(parsed)
        return parsed

    def _is_person(self, name: str, parsed: Parsed) -> bool:
        folders = name.split("/")[:-1]
        return bool(PEOPLE_FOLDERS.intersection(folders[-2:])) and parsed.get("date", "pubdate", "publishdate") is None

    def _fill(self, entry: Entry, parsed: Parsed) -> None:
        name = entry.source
        self.site.people += people_files.described(parsed)
        fill(entry, parsed)
        entry.tags = [tag for tag in entry.tags if tag.lower() not in ("posts", "post", "all")]
        stem = posixpath.splitext(own_name(name))[0]
        found = LANGUAGE.match(stem)
        folder = name.rpartition("/")[0]
        if found and f"{folder}/{found['stem']}{suffix_of(name)}".lstrip("/") in self.tree.files:
            stem, entry.lang = found["stem"], entry.lang or found["lang"].replace("_", "-")
            entry.translation_key = f"{folder}/{stem}"
        elif folder and any(
            other.startswith(f"{folder}/{stem}.") and LANGUAGE.match(stem_of(other))
            for other in self.tree.below(folder)
        ):
            entry.translation_key = f"{folder}/{stem}"
        language, common = self.routes.language_of(name)
        entry.lang, entry.translation_key = entry.lang or language, entry.translation_key or common
        rest = date_from_name(entry, stem)
        if self.routes.kind == "docusaurus":
            rest = IN_ORDER.sub("", rest)
        date_from_folders(entry, name)
        entry.kind = self.manual.kind_of(name, entry) if self.manual else self._kind(name, entry)
        if self._is_list(name, entry):
            self.site.skip_list(name, entry.body)
            return
        given = entry.slug
        entry.slug = given or rest
        is_kept_back = self.routes.kind == "astro" and posixpath.basename(name).startswith("_")
        if is_kept_back or "/drafts/" in f"/{name}" or "/_drafts/" in f"/{name}":
            entry.status = "draft"
        if stem_of(name) == "index" and not self.manual:
            entry.parts = self._parts(name)
        others, entry.old_urls = entry.old_urls, []
        permalink = filled_permalink(parsed.text("permalink"), entry, rest)
        if permalink == "false":
            entry.status, permalink = "draft", ""
            entry.ask("Its `permalink: false` kept it off the old site; it is a draft here.")
        whole = given if given.startswith("/") and self.routes.kind != "docusaurus" else ""  # Gatsby's starter
        entry.slug = posixpath.basename(whole.rstrip("/")) or entry.slug
        own = as_path(permalink or parsed.text("url", "path") or whole)
        guessed = [] if own and (permalink or whole) else self.routes.addresses(entry, stem, rest, given)
        entry.old_urls = list(dict.fromkeys([*([own] if own else []), *guessed, *others]))
        self.site.entries.append(entry)

    @staticmethod
    def _is_list(name: str, entry: Entry) -> bool:
        """Whether it is the front page of a folder of posts, where those are listed."""
        parts = name.lower().rsplit("/", 2)
        return len(parts) > 1 and parts[-2] in POST_FOLDERS and stem_of(name) == "index" and entry.date is None

    def _kind(self, name: str, entry: Entry) -> Kind:
        folders = name.lower().split("/")[:-1]
        if in_folders(name, POST_FOLDERS):
            return Kind.POST
        if PAGE_FOLDERS.intersection(folders):
            return Kind.PAGE
        return Kind.POST if entry.date or entry.authors or self.is_plain else Kind.PAGE

    def _parts(self, name: str) -> list[str]:
        folder = name.rpartition("/")[0]
        if not folder or folder.lower() in (*ROOTS, *POST_FOLDERS):
            return []
        return [
            each for each in self.tree.below(folder) if each != name and suffix_of(each) not in (*MARKDOWN, *HTML, *RST)
        ]

    def _serve(self) -> None:
        site = self.site
        for name in self.tree.files:
            site.public.setdefault(name, name)
            for root in PUBLIC:
                if name.startswith(f"{root}/"):
                    site.public[name[len(root) + 1 :]] = name
            for marker in ("src/", "source/"):
                if name.startswith(marker):
                    site.public.setdefault(name[len(marker) :], name)
        site.feeds = dict.fromkeys(
            ("rss.xml", "feed.xml", "atom.xml", "index.xml", "feed/feed.xml", "feed/index.xml"), ""
        )
        for tag in site.tags:
            for folder in ("tags", "tag", "categories", "category", "blog/tags", "topics"):
                site.tag_urls.setdefault(f"{folder}/{tag.replace(' ', '-').lower()}/", tag)
        site.author_urls = ["authors/{slug}/", "author/{slug}/", "blog/author/{slug}/", "blog/authors/{slug}/"]
        for ours, words in (
            ("people/", ("authors",)),
            ("tags/", ("tags", "categories")),
            ("archive/", ("archive", "archives", "blog", "posts")),
        ):
            for word in words:
                site.lists.setdefault(f"{word}/", ours)
        if site.entries and not self.routes.certain:
            site.ask(GUESSED)


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text[:200_000])
    return found[1].strip() if found else ""
