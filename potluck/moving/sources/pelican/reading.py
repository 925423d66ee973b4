"""A Pelican site, read: its three kinds of text, as its settings place and describe them, and its people."""

from __future__ import annotations

import posixpath
import re

from pelican.readers import HTMLReader, MarkdownReader, RstReader

from potluck.moving.bodies.kramdown import plain_markdown
from potluck.moving.bodies.liquid import Liquid
from potluck.moving.bodies.prose import relinked
from potluck.moving.front_matter import Parsed, as_list, as_text, text_at
from potluck.moving.model import Entry, Kind, Note, OldSite
from potluck.moving.sources import people_files
from potluck.moving.sources.entry import HTML, MARKDOWN, fill, read_text, stem_of, suffix_of, text_of
from potluck.moving.sources.folders import POST_FOLDERS
from potluck.moving.sources.pelican.addresses import Addresses
from potluck.moving.sources.pelican.settings import by_name, conf_names, header, settings_of
from potluck.moving.tree import Tree

PEOPLE = re.compile(r"AUTHORS?(?:_?(?:INFO|BIO|BIOS|DATA|PROFILES?|DETAILS?|LIST))?\Z|(?:MEMBERS|PEOPLE|TEAM)\Z")
READ = tuple(f".{each}" for reader in (MarkdownReader, RstReader, HTMLReader) for each in reader.file_extensions)
"""What Pelican takes for texts; a `robots.txt` among its static files is none."""
AUTHOR_SEPARATOR = re.compile(r"\s*;\s*")


def recognised(tree: Tree) -> bool:
    """Whether a folder is a Pelican site."""
    return bool(conf_names(tree))


def read(tree: Tree) -> OldSite:
    """Read a Pelican site."""
    return _Pelican(tree).read()


class _Pelican:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.site = OldSite.of("pelican", tree)
        names = conf_names(tree)
        self.settings, self.unknown = settings_of(tree, names)
        folder = posixpath.dirname(names[0]) if names else ""
        self.root = self._content(folder)
        self.names = names
        self.addresses = Addresses(self.settings, self.site, self.root)

    def _content(self, folder: str) -> str:
        """The content folder, below the source's root."""
        given = as_text(self.settings["PATH"]).removeprefix("./").strip("/")
        for path in (posixpath.normpath(posixpath.join(folder, given)), posixpath.join(folder, "content"), folder):
            inside = "" if path == "." else path
            if not inside.startswith("..") and self.tree.below(inside):
                return inside
        return ""

    def read(self) -> OldSite:
        self._about_the_site()
        self._people()
        for name in self._texts():
            self._take(name)
        liquid = Liquid() if "liquid" in str(self.settings.get("PLUGINS")).lower() else None
        for entry in self.site.entries:
            if liquid:
                liquid.fill(entry)
            plain_markdown(entry)
            entry.body = relinked(entry.body, lambda each, entry=entry: self.addresses.lead(entry, each.url))  # type: ignore[misc]
        self.addresses.serve(self.tree)
        entries = self.site.entries
        if entries and all(entry.lang == self.site.lang for entry in entries):
            for entry in entries:
                entry.translation_key = ""
        return self.site

    # ── The site ─────────────────────────────────────────────────────────────────────────────────────────────────
    def _about_the_site(self) -> None:
        site, said = self.site, self.settings
        site.title, site.zone = text_at(said, "SITENAME"), text_at(said, "TIMEZONE")
        site.lang = text_at(said, "DEFAULT_LANG").replace("_", "-")
        site.default_author = text_at(said, "AUTHOR")
        address = text_at(said, "SITEURL")
        if re.match(r"(?:https?:)?//[^/]+\.", address):
            site.served_at(address)
        site.used_settings(self.names)
        mattering = [each for each in self.unknown if each in said or each.endswith((".py", "_URL"))]
        if mattering:
            site.notes.append(
                Note(f"Only running the settings would tell {', '.join(mattering[:8])}; nothing of a source is run.")
            )

    def _people(self) -> None:
        people_files.take_people_files(self.tree, self.site)
        for key, value in self.settings.items():
            if PEOPLE.match(key) and isinstance(value, (dict, list)):
                self.site.people += people_files.people_in(value, self.names[0])
        self.site.author_urls = self.addresses.listing("AUTHOR", "{slug}")

    def _texts(self) -> list[str]:
        found = []
        for name in self.tree.below(self.root):
            if suffix_of(name) not in READ or name in self.site.fates:
                continue
            inside = self._inside(name)
            if self._is_page(inside) or self._is_below(inside, "ARTICLE_PATHS"):
                if not self._is_theme(name):
                    found.append(name)
            elif suffix_of(name) not in HTML:
                self.site.skip(name, "It lies outside ARTICLE_PATHS and PAGE_PATHS, so the old site did not show it.")
        return found

    def _inside(self, name: str) -> str:
        return name[len(self.root) + 1 :] if self.root else name

    def _is_below(self, inside: str, setting: str) -> bool:
        paths = as_list(self.settings.get(setting)) if self.settings.get(setting) != [""] else [""]
        kept = [path.strip("/.") for path in paths] or [""]
        out = [path.strip("/") for path in as_list(self.settings.get(setting.replace("PATHS", "EXCLUDES")))]
        if any(inside.startswith(f"{path}/") for path in out if path):
            return False
        return any(not path or inside.startswith(f"{path}/") for path in kept)

    def _is_page(self, inside: str) -> bool:
        return self._is_below(inside, "PAGE_PATHS")

    def _is_theme(self, name: str) -> bool:
        """Whether a text in a content folder that is the whole project is none of the content."""
        top = name.split("/")[0]
        stem = stem_of(name).lower()
        statics = [path for path in as_list(self.settings.get("STATIC_PATHS")) if path]
        if suffix_of(name) in HTML and any(self._inside(name).startswith(f"{path}/") for path in statics):
            return True
        if self.root:
            return False
        of_the_project = "/" not in name and stem in ("readme", "license", "contributing", "changelog")
        return of_the_project or top in ("theme", "themes", "plugins", "output", "pelican-plugins", "docs")

    # ── Texts ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _take(self, name: str) -> None:
        entry = Entry(name)
        if (text := text_of(entry, self.tree, self.site)) is None:
            return
        parsed = self._parsed(name, text, entry)
        inside = self._inside(name)
        if parsed is None:
            self.site.skip(name, "It has no header, so the old site did not show it.")
            return
        parsed.values = {**by_name(self.settings, inside), **parsed.values}
        if suffix_of(name) in HTML and not parsed.get("date", "category", "title"):
            self.site.skip(name, "A page of HTML without a header, which the old site served as it was.")
            return
        if not parsed.get("authors", "author"):
            parsed.values["authors"] = ""
        for key in ("authors", "author"):
            if ";" in (value := parsed.text(key)):
                parsed.values[key] = AUTHOR_SEPARATOR.split(value.strip("; "))
        entry.kind = Kind.PAGE if self._is_page(inside) else Kind.POST
        fill(entry, parsed)
        status = parsed.text("status").lower()
        if status == "skip":
            self.site.skip(name, "Its status is `skip`, so the old site did not show it.")
            return
        category = self._category(inside, parsed)
        if category:
            self.addresses.categories.add(category)
            entry.tags = list(dict.fromkeys([*entry.tags, category]))
        self._name(entry, parsed, inside)
        entry.old_urls = [*self.addresses.of(entry, parsed, category), *entry.old_urls]
        entry.image = self.addresses.lead(entry, entry.image) or entry.image
        self.site.entries.append(entry)

    def _parsed(self, name: str, text: str, entry: Entry) -> Parsed | None:
        if suffix_of(name) in MARKDOWN and not text.lstrip("\n").startswith(("---", "+++")):
            values, body = header(text)
            if values:
                return Parsed(values, body)
            parsed = read_text(name, text, entry)
            return parsed if parsed.values or self._is_below(self._inside(name), "ARTICLE_PATHS") else None
        return read_text(name, text, entry)

    def _category(self, inside: str, parsed: Parsed) -> str:
        """The category, as Pelican finds it; empty for its default and for folders that only hold posts."""
        given = parsed.text("category")
        if not given and self.settings.get("USE_FOLDER_AS_CATEGORY"):
            folder = posixpath.basename(posixpath.dirname(inside))
            given = "" if folder.lower() in POST_FOLDERS or re.fullmatch(r"\d{1,4}|pages?|", folder) else folder
        default = text_at(self.settings, "DEFAULT_CATEGORY")
        return "" if given == default else given

    def _name(self, entry: Entry, parsed: Parsed, inside: str) -> None:
        stem = stem_of(inside)
        if not entry.slug:
            by_title = text_at(self.settings, "SLUGIFY_SOURCE") != "basename" and entry.title
            entry.slug = self.addresses.slug(entry.title if by_title else stem)
        lang = entry.lang or self.site.lang
        key = parsed.text(text_at(self.settings, "ARTICLE_TRANSLATION_ID") or "slug") or entry.slug
        entry.lang, entry.translation_key = lang, f"{entry.kind}:{key}"
        if not entry.title:
            entry.title = re.sub(r"\A\d{4}-\d\d-\d\d[-_ ]?", "", stem).replace("-", " ").strip().capitalize()
            entry.ask(f"It has no title. The name of its file stands there: “{entry.title}”.")
