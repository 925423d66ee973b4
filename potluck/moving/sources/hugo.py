"""Hugo: sections, page bundles, shortcodes, languages, people as files or data, and its permalinks."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections import Counter
from typing import Any

from potluck.moving.bodies.kramdown import plain_markdown
from potluck.moving.bodies.shortcodes import plain_shortcodes
from potluck.moving.front_matter import Parsed, as_list, as_text, as_truth, lowered
from potluck.moving.model import Entry, Kind, Note, OldSite
from potluck.moving.moments import when
from potluck.moving.sources import folk
from potluck.moving.sources.entry import (
    FOREIGN,
    HTML,
    MARKDOWN,
    RST,
    date_from_name,
    fill,
    read_text,
    remark,
    suffix_of,
)
from potluck.moving.sources.hugo_config import address, config_of, is_hugo, urlized
from potluck.moving.sources.markdown_folder import PAGE_FOLDERS, PEOPLE_FOLDERS, POST_FOLDERS
from potluck.moving.tree import CannotRead, Tree

HANDWRITTEN = 60
"""A list's page with fewer letters than this says nothing that ours does not."""
LAYOUTS = frozenset(("search", "archives", "archive", "categories", "tags", "terms"))
COMPUTED = (".rmd", ".rmarkdown", ".qmd", ".ipynb")
LANGUAGE = re.compile(r"[a-z]{2}(?:-[a-zA-Z]{2,4})?")
PAGE_NAME = re.compile(r"(?:/_?index)?(?:\.[a-z]{2})?\.(?:md|markdown|html|adoc|rmd)\Z|/_?index\Z")
FEATURED = re.compile(r"(?:featured?|cover)[.\w-]*\.(?:png|jpe?g|webp|gif)\Z", re.IGNORECASE)
PICTURES_OF_PEOPLE = ("avatar", "photo", "profile", "featured", "portrait")


def recognised(tree: Tree) -> bool:
    """Whether a folder is a Hugo site."""
    return is_hugo(tree)


def read(tree: Tree) -> OldSite:
    """Read a Hugo site."""
    return _Hugo(tree).read()


class _Hugo:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.config = config_of(tree)
        self.site = OldSite("hugo", units=tree.units, files=dict(tree.files), passed=tree.passed)
        self.folders = self.config.content_folders
        self.codes = set(self.config.languages)
        self.parsed: dict[str, Parsed] = {}
        self.inside: dict[str, str] = {}
        self.bundles: dict[str, str] = {}
        self.by_path: dict[str, list[str]] = {}
        self.langs: dict[str, str] = {}
        self.cascades: dict[str, dict[str, Any]] = {}

    def read(self) -> OldSite:
        self._about_the_site()
        folk.take_people_files(self.tree, self.site, lambda name: self._folder_of(name) is None)
        self._find_bundles()
        names = [name for name in self.tree.files if self._is_text(name)]
        self._find_cascades(names)
        for name in names:
            if name not in self.site.fates:
                self._take(name)
        self._settle_kinds()
        self._index()
        for entry in self.site.entries:
            plain_shortcodes(entry, self._find)
            plain_markdown(entry)
        self._serve()
        return self.site

    # ── The site ─────────────────────────────────────────────────────────────────────────────────────────────────
    def _about_the_site(self) -> None:
        site, config = self.site, self.config
        main = config.languages.get(config.main_language, {})
        site.title = config.text("title") or as_text(main.get("title"))
        site.zone = config.text("timezone")
        code = config.main_language or config.text("languagecode") or as_text(main.get("languagecode"))
        site.lang = code.replace("_", "-").lower()
        base = config.text("baseurl")
        if re.match(r"(?:https?:)?//[^/]+\.", base):
            site.served_at(base if base.startswith("http") else f"https:{base}")
        author = config.values.get("author") or config.mapping("params").get("author")
        given = lowered(dict(author)).get("name") if isinstance(author, dict) else author
        site.default_author = as_text(given)
        for name in config.names:
            site.skip(name, "The old site's settings; what they say of authors and addresses was used.")

    def _folder_of(self, name: str) -> tuple[str, str] | None:
        """The content folder that a file is in, and its language; none for files outside content."""
        return next(((folder, code) for folder, code in self.folders.items() if name.startswith(f"{folder}/")), None)

    def _find_bundles(self) -> None:
        """Leaf bundles: a folder with an `index.*` file owns everything below it."""
        for name in self.tree.files:
            folder, base = posixpath.split(name)
            is_index = base.split(".")[0] == "index" and suffix_of(name) in (*MARKDOWN, *HTML, *RST)
            is_main = base == f"index{suffix_of(name)}"
            if is_index and self._folder_of(name) and (is_main or folder not in self.bundles):
                self.bundles[folder] = name

    def _bundle_of(self, name: str) -> str | None:
        folder = posixpath.dirname(name)
        while folder:
            if folder in self.bundles:
                return folder
            folder = posixpath.dirname(folder)
        return None

    def _is_text(self, name: str) -> bool:
        suffix = suffix_of(name)
        if self._folder_of(name) is None or suffix not in (*MARKDOWN, *HTML, *RST, *FOREIGN, *COMPUTED):
            return False
        stem = posixpath.splitext(name)[0]
        if suffix in COMPUTED and any(f"{stem}{other}" in self.tree.files for other in (".md", ".markdown", ".html")):
            self.site.skip(name, "The source of the text beside it, which moves in.")
            return False
        bundle = self._bundle_of(name)
        return bundle is None or (posixpath.dirname(name) == bundle and posixpath.basename(name).startswith("index."))

    # ── Texts ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _read(self, name: str, entry: Entry) -> Parsed | None:
        try:
            text, said = self.tree.text(name)
        except CannotRead as reason:
            self.site.skip(name, str(reason))
            return None
        remark(entry, said)
        return read_text(name, text, entry)

    def _find_cascades(self, names: list[str]) -> None:
        """What a section's `_index.md` says for everything below it."""
        for name in names:
            if posixpath.basename(name).startswith("_index.") and (parsed := self._read(name, Entry(name))):
                given = parsed.values.get("cascade")
                if isinstance(given, dict):
                    self.cascades[posixpath.dirname(name)] = {
                        key: value for key, value in lowered(given).items() if not isinstance(value, dict)
                    }

    def _take(self, name: str) -> None:
        entry = Entry(name)
        parsed = self._read(name, entry)
        found = self._folder_of(name)
        if parsed is None or found is None:
            return
        for folder, values in self.cascades.items():
            if name.startswith(f"{folder}/"):
                parsed.values = {**values, **parsed.values}
        folder, language = found
        inside, language, is_list = self._place(name, folder, language)
        build = parsed.values.get("_build") or parsed.values.get("build")
        unseen = isinstance(build, dict) and str(build.get("render")).lower() in ("never", "false")
        if as_truth(parsed.get("headless")) or unseen:
            self.site.skip(name, "The old site did not show it by itself.")
            return
        if self._is_person(inside, parsed):
            self._person(name, inside, parsed, entry)
            return
        entry.lang = language
        fill(entry, parsed)
        for taxonomy in self.config.taxonomies:
            if taxonomy.lower() not in ("authors", "author", "series"):
                entry.tags = list(dict.fromkeys([*entry.tags, *as_list(parsed.get(taxonomy.lower()))]))
        is_layout = is_list or parsed.text("layout").lower() in LAYOUTS
        if is_layout and not self._is_page_of_its_own(inside, entry, parsed):
            self._instead(name, inside, entry)
            return
        self._describe(entry, parsed, inside, language, is_list)
        self.parsed[name], self.inside[name] = parsed, inside
        self.site.entries.append(entry)

    def _place(self, name: str, folder: str, language: str) -> tuple[str, str, bool]:
        """The path below the content folder, bare of suffix, language and `index`; the language; whether a list."""
        stem = posixpath.splitext(name[len(folder) + 1 :])[0]
        plain, _, code = stem.rpartition(".")
        first = stem.split("/")[0].lower()
        if (plain and code.lower() in self.codes) or (
            plain and LANGUAGE.fullmatch(code) and self._has_sibling(name, plain, folder)
        ):
            stem, language = plain, code.lower()
        elif not language and len(self.codes) > 1 and first in self.codes and "/" in stem:
            stem, language = stem.split("/", 1)[1], first
        base = posixpath.basename(stem)
        is_list = base == "_index"
        if base in ("_index", "index"):
            stem = posixpath.dirname(stem)
        return stem, "" if language == self.config.main_language else language, is_list

    def _has_sibling(self, name: str, plain: str, folder: str) -> bool:
        return any(f"{folder}/{plain}{suffix}" in self.tree.files for suffix in (suffix_of(name), ".md", ".en.md"))

    def _is_person(self, inside: str, parsed: Parsed) -> bool:
        parts = inside.split("/")
        return (
            len(parts) > 1
            and parts[0].lower() in PEOPLE_FOLDERS
            and not (parts[0].lower() in ("people", "team") and parsed.get("date") and parsed.get("authors", "author"))
        )

    def _person(self, name: str, inside: str, parsed: Parsed, entry: Entry) -> None:
        person = folk.person_of(parsed, posixpath.basename(inside), name)
        body = Entry(name, body=person.bio)
        plain_shortcodes(body, self._find)
        plain_markdown(body)
        person.bio = body.body.strip()
        person.notes += [*entry.notes, *body.notes]
        folder = posixpath.dirname(name)
        if not person.avatar and posixpath.basename(folder) == posixpath.basename(inside):
            person.avatar = next(
                (
                    posixpath.basename(each)
                    for each in self.tree.below(folder)
                    if posixpath.splitext(posixpath.basename(each))[0].lower() in PICTURES_OF_PEOPLE
                ),
                "",
            )
        person.old_urls.append(f"{urlized(inside)}/")
        self.site.people.append(person)

    def _is_page_of_its_own(self, inside: str, entry: Entry, parsed: Parsed) -> bool:
        """Whether a list's page holds text that somebody wrote to be read."""
        words = re.sub(r"[\W_]+", "", re.sub(r"\{\{.*?\}\}|<[^>]*>", "", entry.body))
        top = inside.split("/")[0].lower()
        lists = {*POST_FOLDERS, *self.config.taxonomies, ""}
        return top not in lists and len(words) >= HANDWRITTEN and parsed.text("layout").lower() not in LAYOUTS

    def _instead(self, name: str, inside: str, entry: Entry) -> None:
        self.site.skip(name, "A page of a list, which ours makes by itself.")
        words = re.sub(r"[\W_]+", "", re.sub(r"\{\{.*?\}\}|<[^>]*>", "", entry.body))
        if len(words) >= HANDWRITTEN:
            self.site.notes.append(
                Note(f"`{name}` introduced a list of the old site; its words did not move in.", needs_person=True)
            )
        if inside:
            self.site.lists.setdefault(f"{urlized(inside)}/", "archive/")

    def _describe(self, entry: Entry, parsed: Parsed, inside: str, language: str, is_list: bool) -> None:
        """Date, names, languages and addresses of an entry."""
        given = entry.slug
        own = parsed.text("url")
        rest = date_from_name(entry, posixpath.basename(inside) or "home")
        path = address(self.config, entry, inside, language, is_list)
        entry.slug = given or rest
        if own:
            path = re.sub(r"\A(?:https?:)?//[^/]+", "", own).lstrip("/")
        entry.old_urls = [path, *entry.old_urls]
        entry.translation_key = parsed.text("translationkey") or (inside if len(self.codes) > 1 or language else "")
        expiry = when(parsed.get("expirydate", "unpublishdate"))
        if expiry and expiry.at.replace(tzinfo=expiry.at.tzinfo or dt.UTC) < dt.datetime.now(dt.UTC):
            entry.status = "draft"
            entry.ask(
                f"It went out of date on {expiry.at:%Y-%m-%d}, and the old site no longer showed it: a draft here."
            )
        folder = posixpath.dirname(entry.source)
        if self.bundles.get(folder) == entry.source:
            entry.parts = [
                each
                for each in self.tree.below(folder)
                if not posixpath.basename(each).startswith("index.") and each not in self.site.fates
            ]
        if not entry.image:
            entry.image = self._featured(entry, parsed)

    def _featured(self, entry: Entry, parsed: Parsed) -> str:
        """The picture for lists that themes take from a bundle: by its name, or as a resource of that name."""
        resources = parsed.values.get("resources")
        for each in resources if isinstance(resources, list) else ():
            if isinstance(each, dict) and re.search(r"feature|cover|thumb|header", as_text(each.get("name")).lower()):
                return as_text(each.get("src")) if "*" not in as_text(each.get("src")) else ""
        names = (posixpath.basename(each) for each in entry.parts)
        return next((name for name in names if FEATURED.match(name)), "")

    def _settle_kinds(self) -> None:
        """Posts are what a section of dated texts holds; at the top, and alone, texts are pages."""
        given = as_list(self.config.mapping("params").get("mainsections"))
        sections = Counter(self._section(entry) for entry in self.site.entries if entry.date)
        whole = Counter(self._section(entry) for entry in self.site.entries)
        for entry in self.site.entries:
            section = self._section(entry)
            lowest = section.lower()
            if section in given or lowest in POST_FOLDERS:
                entry.kind = Kind.POST
            elif not section:
                alone = not any(sections[each] for each in sections if each)
                entry.kind = Kind.POST if alone and entry.date and sections[""] > 2 else Kind.PAGE
            elif lowest in PAGE_FOLDERS or posixpath.basename(entry.source).startswith("_index."):
                entry.kind = Kind.PAGE
            else:
                entry.kind = Kind.POST if entry.date and sections[section] * 2 > whole[section] else Kind.PAGE

    def _section(self, entry: Entry) -> str:
        inside = self.inside[entry.source]
        return inside.split("/")[0] if "/" in inside else ""

    # ── Links ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _index(self) -> None:
        self.langs = {entry.source: entry.lang for entry in self.site.entries}
        for entry in self.site.entries:
            inside = self.inside[entry.source]
            for key in dict.fromkeys((inside.lower(), posixpath.basename(inside).lower())):
                self.by_path.setdefault(key, []).append(entry.source)

    def _find(self, entry: Entry, path: str) -> str | None:
        """The file that `ref` means: from the content's root, beside the file, or the only one of that name."""
        plain = PAGE_NAME.sub("", path.lower()).strip("/")
        inside = self.inside.get(entry.source, "")
        for base in (posixpath.dirname(inside), inside, ""):
            joined = posixpath.normpath(posixpath.join(base, plain)).lstrip("/").lower()
            if found := self._in_language(entry, self.by_path.get(joined, [])):
                return found
        named = self.by_path.get(posixpath.basename(plain), [])
        return self._in_language(entry, named)

    def _in_language(self, entry: Entry, names: list[str]) -> str | None:
        same = [name for name in names if self.langs[name] == entry.lang]
        return next(iter(same or names), None)

    def _serve(self) -> None:
        site, config = self.site, self.config
        for name in self.tree.files:
            for root in (*config.statics, "assets"):
                if name.startswith(f"{root}/"):
                    site.public.setdefault(name[len(root) + 1 :], name)
            if (found := self._folder_of(name)) and suffix_of(name) not in (*MARKDOWN, *HTML):
                site.public.setdefault(urlized(name[len(found[0]) + 1 :], lower=False), name)
        for entry in site.entries:
            for part in entry.parts:
                below = part[len(posixpath.dirname(entry.source)) + 1 :]
                site.public.setdefault(posixpath.join(entry.old_urls[0], below), part)
        sections = {self._section(entry) for entry in site.entries if entry.kind is Kind.POST} - {""}
        languages = ["", *(f"{code}/" for code in self.codes if code != config.main_language)]
        for prefix in languages:
            site.feeds[f"{prefix}index.xml"] = ""
            for section in sections:
                site.feeds[f"{prefix}{urlized(section)}/index.xml"] = ""
                site.lists.setdefault(f"{prefix}{urlized(section)}/", "archive/")
        for taxonomy in config.taxonomies:
            if taxonomy.lower() in ("authors", "author"):
                continue
            site.lists.setdefault(f"{taxonomy.lower()}/", "tags/")
            for tag in {tag for entry in site.entries for tag in entry.tags}:
                path = f"{taxonomy.lower()}/{urlized(tag)}/"
                site.tag_urls.setdefault(path, tag)
                site.feeds.setdefault(f"{path}index.xml", f"tag:{tag}")
        site.author_urls = ["authors/{slug}/", "author/{slug}/"]
        site.lists.setdefault("authors/", "people/")
