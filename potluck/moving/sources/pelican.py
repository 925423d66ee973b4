"""Pelican: its settings as far as they are plain values, its three kinds of text, its links and its addresses."""

from __future__ import annotations

import posixpath
import re
from typing import Any

from pelican.utils import slugify as pelican_slugify

from potluck.moving.bodies.kramdown import plain_markdown
from potluck.moving.bodies.liquid import Liquid
from potluck.moving.bodies.prose import relinked
from potluck.moving.front_matter import Parsed, as_list, as_text
from potluck.moving.model import SOURCE, Entry, Kind, Note, OldSite
from potluck.moving.sources import folk
from potluck.moving.sources.entry import HTML, MARKDOWN, RST, as_path, fill, read_text, remark, suffix_of
from potluck.moving.sources.markdown_folder import POST_FOLDERS
from potluck.moving.sources.pelican_settings import conf_names, settings_of
from potluck.moving.tree import CannotRead, Tree

HEADER = re.compile(r"[ ]{0,3}(?P<key>[\w-]+):[ \t]*(?P<value>.*)")
MORE = re.compile(r"(?:[ ]{4,}|\t)(?P<value>.*)")
INTERNAL = re.compile(r"[{|](?P<what>filename|static|attach|index|author|category|tag)[|}](?P<path>.*)\Z", re.DOTALL)
PLACEHOLDER = re.compile(r"\{(?P<name>\w+)(?::(?P<form>[^{}]*))?\}")
PEOPLE = re.compile(r"AUTHORS?(?:_?(?:INFO|BIO|BIOS|DATA|PROFILES?|DETAILS?|LIST))?\Z|(?:MEMBERS|PEOPLE|TEAM)\Z")
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
        self.site = OldSite("pelican", units=tree.units, files=dict(tree.files), passed=tree.passed)
        names = conf_names(tree)
        self.settings, self.unknown = settings_of(tree, names)
        folder = posixpath.dirname(names[0]) if names else ""
        self.root = self._content(folder)
        self.names = names
        self.categories: dict[str, str] = {}

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
            entry.body = relinked(entry.body, lambda each, entry=entry: self._lead(entry, each.url))  # type: ignore[misc]
        self._serve()
        return self.site

    # ── The site ─────────────────────────────────────────────────────────────────────────────────────────────────
    def _about_the_site(self) -> None:
        site, said = self.site, self.settings
        site.title, site.zone = as_text(said.get("SITENAME")), as_text(said.get("TIMEZONE"))
        site.lang = as_text(said.get("DEFAULT_LANG")).replace("_", "-")
        site.default_author = as_text(said.get("AUTHOR"))
        address = as_text(said.get("SITEURL"))
        if re.match(r"(?:https?:)?//[^/]+\.", address):
            site.served_at(address if address.startswith("http") else f"https:{address}")
        for name in self.names:
            site.skip(name, "The old site's settings; what they say of authors and addresses was used.")
        mattering = [each for each in self.unknown if each in said or each.endswith((".py", "_URL"))]
        if mattering:
            site.notes.append(
                Note(f"Only running the settings would tell {', '.join(mattering[:8])}; nothing of a source is run.")
            )

    def _people(self) -> None:
        folk.take_people_files(self.tree, self.site)
        for key, value in self.settings.items():
            if PEOPLE.match(key) and isinstance(value, (dict, list)):
                self.site.people += folk.people_in(value, self.names[0])
        self.site.author_urls = self._listing("AUTHOR", "{slug}")

    def _texts(self) -> list[str]:
        found = []
        for name in self.tree.below(self.root):
            if suffix_of(name) not in (*MARKDOWN, *RST, *HTML) or name in self.site.fates:
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
        stem = posixpath.splitext(posixpath.basename(name))[0].lower()
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
        try:
            text, said = self.tree.text(name)
        except CannotRead as reason:
            self.site.skip(name, str(reason))
            return
        remark(entry, said)
        parsed = self._parsed(name, text, entry)
        inside = self._inside(name)
        if parsed is None:
            self.site.skip(name, "It has no header, so the old site did not show it.")
            return
        parsed.values = {**self._from_paths(name, inside), **parsed.values}
        if suffix_of(name) in HTML and not parsed.get("date", "category", "title"):
            self.site.skip(name, "A page of HTML without a header, which the old site served as it was.")
            return
        if not parsed.get("authors", "author"):
            parsed.values["authors"] = ""
        for key in ("authors", "author"):
            if ";" in (value := as_text(parsed.get(key))):
                parsed.values[key] = AUTHOR_SEPARATOR.split(value.strip("; "))
        entry.kind = Kind.PAGE if self._is_page(inside) else Kind.POST
        fill(entry, parsed)
        status = parsed.text("status").lower()
        if status == "skip":
            self.site.skip(name, "Its status is `skip`, so the old site did not show it.")
            return
        category = self._category(inside, parsed)
        if category and category not in entry.tags:
            entry.tags.append(category)
        self._name(entry, parsed, inside)
        entry.old_urls = [*self._addresses(entry, parsed, category, status), *entry.old_urls]
        entry.image = self._lead(entry, entry.image) or entry.image
        self.site.entries.append(entry)

    def _parsed(self, name: str, text: str, entry: Entry) -> Parsed | None:
        if suffix_of(name) in MARKDOWN and not text.lstrip("\n").startswith(("---", "+++")):
            values, body = header(text)
            if values:
                return Parsed(values, body)
            parsed = read_text(name, text, entry)
            return parsed if parsed.values or self._is_below(self._inside(name), "ARTICLE_PATHS") else None
        return read_text(name, text, entry)

    def _from_paths(self, name: str, inside: str) -> dict[str, Any]:
        """What the settings say of a file by its name."""
        found: dict[str, Any] = {}
        given = self.settings.get("DEFAULT_METADATA")
        if isinstance(given, dict):
            found |= {key.lower(): value for key, value in given.items() if value is not None}
        stem = posixpath.splitext(posixpath.basename(name))[0]
        for setting, subject in (("FILENAME_METADATA", stem), ("PATH_METADATA", inside)):
            pattern = as_text(self.settings.get(setting))
            if pattern and _is_tame(pattern):
                try:
                    if match := re.match(pattern, subject):
                        found |= {key.lower(): value for key, value in match.groupdict().items() if value}
                except re.error:
                    continue
        extra = self.settings.get("EXTRA_PATH_METADATA")
        for path, values in extra.items() if isinstance(extra, dict) else ():
            if isinstance(values, dict) and (inside == path or inside.startswith(f"{path}/")):
                found |= {key.lower(): value for key, value in values.items() if key != "path"}
        return found

    def _category(self, inside: str, parsed: Parsed) -> str:
        """The category, as Pelican finds it; empty for its default and for folders that only hold posts."""
        given = parsed.text("category")
        if not given and self.settings.get("USE_FOLDER_AS_CATEGORY"):
            folder = posixpath.basename(posixpath.dirname(inside))
            given = "" if folder.lower() in POST_FOLDERS or re.fullmatch(r"\d{1,4}|pages?|", folder) else folder
        default = as_text(self.settings.get("DEFAULT_CATEGORY"))
        if given and given != default:
            self.categories[given] = given
        return "" if given == default else given

    def _name(self, entry: Entry, parsed: Parsed, inside: str) -> None:
        stem = posixpath.splitext(posixpath.basename(inside))[0]
        if not entry.slug:
            by_title = as_text(self.settings.get("SLUGIFY_SOURCE")) != "basename" and entry.title
            entry.slug = self._slug(entry.title if by_title else stem)
        lang = entry.lang or self.site.lang
        key = parsed.text(as_text(self.settings.get("ARTICLE_TRANSLATION_ID")) or "slug") or entry.slug
        entry.lang, entry.translation_key = lang, f"{entry.kind}:{key}"
        if not entry.title:
            entry.title = re.sub(r"\A\d{4}-\d\d-\d\d[-_ ]?", "", stem).replace("-", " ").strip().capitalize()
            entry.ask(f"It has no title. The name of its file stands there: “{entry.title}”.")

    def _slug(self, text: str) -> str:
        substitutions = [
            (as_text(each[0]), as_text(each[1]))
            for each in self.settings.get("SLUG_REGEX_SUBSTITUTIONS") or ()
            if isinstance(each, (list, tuple)) and len(each) > 1 and _is_tame(str(each[0]))
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

    # ── Addresses ────────────────────────────────────────────────────────────────────────────────────────────────
    def _addresses(self, entry: Entry, parsed: Parsed, category: str, status: str) -> list[str]:
        """The entry's permalink first: as its own header, else the settings, tell."""
        own = [as_path(parsed.text(key)) for key in ("url", "save_as")]
        if any(own):
            return [each for each in own if each]
        what = "PAGE" if entry.kind is Kind.PAGE else "ARTICLE"
        if status == "draft":
            what = "DRAFT_PAGE" if what == "PAGE" else "DRAFT"
        is_main = not entry.lang or entry.lang.lower() == self.site.lang.lower()
        if "i18n_subsites" in str(self.settings.get("PLUGINS")) and not is_main:
            return [f"{entry.lang}/{self._filled(what, entry, category)}"]
        found = self._filled(what if is_main else f"{what}_LANG", entry, category)
        return [found] if found else []

    def _filled(self, what: str, entry: Entry, category: str) -> str:
        pattern = as_text(self.settings.get(f"{what}_URL")) or as_text(self.settings.get(f"{what}_SAVE_AS"))
        author = (entry.authors or [self.site.default_author])[0]
        values = {
            "slug": entry.slug,
            "lang": entry.lang,
            "category": self._slug(category or as_text(self.settings.get("DEFAULT_CATEGORY"))),
            "author": self._slug(author),
        }

        def value(found: re.Match[str]) -> str:
            if found["name"] == "date" and entry.date:
                form = found["form"] or "%Y-%m-%d"
                return entry.date.strftime(form) if re.fullmatch(r"(?:%[-#]?[A-Za-z]|[\w/. -])*", form) else ""
            return values.get(found["name"], "")

        return as_path(PLACEHOLDER.sub(value, pattern))

    def _listing(self, what: str, slug: str) -> list[str]:
        found = [as_text(self.settings.get(f"{what}_{end}")).replace("{slug}", slug) for end in ("URL", "SAVE_AS")]
        return list(dict.fromkeys(as_path(each) for each in found if each and "{" not in each.replace("{slug}", "")))

    def _lead(self, entry: Entry, url: str) -> str | None:
        """Where one of Pelican's own links leads, as a link into the source."""
        found = INTERNAL.match(url.replace("%7B", "{").replace("%7D", "}").replace("%7C", "|"))
        if not found:
            return None
        what, path = found["what"], found["path"]
        if what in ("filename", "static", "attach"):
            base = self.root if path.startswith("/") else posixpath.dirname(entry.source)
            return SOURCE + posixpath.normpath(posixpath.join(base, path.lstrip("/")))
        if what == "index":
            return "/"
        return "/" + next(iter(self._listing(what.upper(), self._slug(path))), "")

    def _serve(self) -> None:
        site, said = self.site, self.settings
        for name in self.tree.below(self.root):
            site.public.setdefault(self._inside(name), name)
        extra = said.get("EXTRA_PATH_METADATA")
        for path, values in extra.items() if isinstance(extra, dict) else ():
            name = posixpath.join(self.root, path)
            if isinstance(values, dict) and as_text(values.get("path")) and name in self.tree.files:
                site.public[as_text(values["path"])] = name
        for each in {tag for entry in site.entries for tag in entry.tags}:
            what = "CATEGORY" if each in self.categories else "TAG"
            for url in self._listing(what, self._slug(each)):
                site.tag_urls.setdefault(url, each)
            for form in ("ATOM", "RSS"):
                pattern = as_text(said.get(f"{what}_FEED_{form}"))
                if pattern:
                    site.feeds.setdefault(as_path(pattern.replace("{slug}", self._slug(each))), f"tag:{each}")
        for key in ("FEED_ATOM", "FEED_RSS", "FEED_ALL_ATOM", "FEED_ALL_RSS", "FEED_ALL_ATOM_URL", "FEED_ALL_RSS_URL"):
            if path := as_path(as_text(said.get(key))):
                site.feeds[path] = ""
        for key, ours in (
            ("ARCHIVES", "archive/"),
            ("TAGS", "tags/"),
            ("CATEGORIES", "tags/"),
            ("AUTHORS", "people/"),
        ):
            path = as_path(as_text(said.get(f"{key}_SAVE_AS")) or f"{key.lower()}.html")
            site.lists.setdefault(path, ours)
        if site.entries and all(entry.lang == site.lang for entry in site.entries):
            for entry in site.entries:
                entry.translation_key = ""


def header(text: str) -> tuple[dict[str, Any], str]:
    """Pelican's own header: lines `Key: value` up to the first empty one, continued by lines that are indented."""
    values: dict[str, Any] = {}
    lines = text.lstrip("\n").split("\n")
    last = ""
    for number, line in enumerate(lines):
        if not line.strip():
            return values, "\n".join(lines[number + 1 :])
        if (more := MORE.match(line)) and last:
            values[last] = f"{values[last]} {more['value'].strip()}".strip()
        elif found := HEADER.match(line):
            last = found["key"].lower()
            value = found["value"].strip()
            values[last] = f"{values[last]}, {value}" if last in ("tags", "authors") and last in values else value
        else:
            return values, "\n".join(lines[number:])
    return values, ""


def _is_tame(pattern: str) -> bool:
    """Whether a pattern of the settings can be tried on a name without running for ever."""
    return (
        len(pattern) < 300
        and not re.search(r"\)[*+{]|\\\d|\(\?[=!<][=!]?(?!P)", pattern.replace("(?P<", "("))
        and (len(re.findall(r"[*+]", pattern)) <= 6)
    )
