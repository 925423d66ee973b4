"""A Hugo or Zola site, read: its texts, what sections say for all below them, and its people as files or data."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from typing import Any

from potluck.moving.bodies.kramdown import plain_markdown
from potluck.moving.bodies.shortcodes import as_hugos, plain_shortcodes
from potluck.moving.front_matter import Parsed, as_list, as_text, as_truth, lowered, text_at
from potluck.moving.model import Entry, Kind, OldSite, is_handwritten
from potluck.moving.moments import when
from potluck.moving.sources import people_files
from potluck.moving.sources.entry import date_from_folders, date_from_name, fill, read_file, stem_of
from potluck.moving.sources.folders import PEOPLE_FOLDERS, POST_FOLDERS
from potluck.moving.sources.hugo.addresses import References, address, serve, urlized
from potluck.moving.sources.hugo.config import config_of
from potluck.moving.sources.hugo.layout import Layout, Spot, section_of, settle_kinds
from potluck.moving.tree import Tree

LAYOUTS = frozenset(("search", "archives", "archive", "categories", "tags", "terms"))
FEATURED = re.compile(r"(?:featured?|cover)[.\w-]*\.(?:png|jpe?g|webp|gif)\Z", re.IGNORECASE)
PICTURES_OF_PEOPLE = ("avatar", "photo", "profile", "featured", "portrait")


def read(tree: Tree) -> OldSite:
    """Read a Hugo or Zola site."""
    return _Hugo(tree).read()


class _Hugo:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.config = config_of(tree)
        self.site = OldSite.of("zola" if self.config.is_zolas else "hugo", tree)
        self.layout = Layout(tree, self.config)
        self.references = References()
        self.inside: dict[str, str] = {}
        self.cascades: dict[str, dict[str, Any]] = {}

    def read(self) -> OldSite:
        self._about_the_site()
        people_files.take_people_files(self.tree, self.site, lambda name: self.layout.folder_of(name) is None)
        names = self._texts()
        self._find_cascades(names)
        for name in names:
            if name not in self.site.fates:
                self._take(name)
        entries, main_sections = self.site.entries, as_list(self.config.mapping("params").get("mainsections"))
        settle_kinds(entries, self.inside, main_sections)
        self.references.know(entries, self.inside)
        for entry in entries:
            if self.config.is_zolas:
                as_hugos(entry)
            plain_shortcodes(entry, self.references.find)
            plain_markdown(entry)
        sections = dict.fromkeys(section_of(self.inside[entry.source]) for entry in entries if entry.kind is Kind.POST)
        serve(self.site, self.config, self.layout, [each for each in sections if each])
        return self.site

    # ── The site ─────────────────────────────────────────────────────────────────────────────────────────────────
    def _about_the_site(self) -> None:
        site, config = self.site, self.config
        main = config.languages.get(config.main_language, {})
        site.title = config.text("title") or text_at(main, "title")
        site.zone = config.text("timezone")
        code = config.main_language or config.text("languagecode") or text_at(main, "languagecode")
        site.lang = code.replace("_", "-").lower()
        base = config.text("baseurl")
        if re.match(r"(?:https?:)?//[^/]+\.", base):
            site.served_at(base)
        author = config.values.get("author") or config.mapping("params").get("author")
        site.default_author = as_text(lowered(author).get("name") or author)
        site.used_settings(config.names)

    # ── Texts ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _texts(self) -> list[str]:
        found = []
        for name in self.tree.files:
            if self.layout.is_computed_elsewhere(name):
                self.site.skip(name, "The source of the text beside it, which moves in.")
            elif self.layout.is_text(name):
                found.append(name)
        return found

    def _find_cascades(self, names: list[str]) -> None:
        """What a section's `_index.md` says for everything below it."""
        for name in names:
            if posixpath.basename(name).startswith("_index.") and (
                parsed := read_file(Entry(name), self.tree, self.site)
            ):
                given = lowered(parsed.values.get("cascade"))
                plain = {key: value for key, value in given.items() if not isinstance(value, dict)}
                self.cascades[posixpath.dirname(name)] = plain

    def _take(self, name: str) -> None:
        entry = Entry(name)
        parsed = read_file(entry, self.tree, self.site)
        found = self.layout.folder_of(name)
        if parsed is None or found is None:
            return
        for folder, values in self.cascades.items():
            if name.startswith(f"{folder}/"):
                parsed.values = {**values, **parsed.values}
        spot = self.layout.spot(name, *found)
        if _is_unseen(parsed):
            self.site.skip(name, "The old site did not show it by itself.")
        elif _is_person(spot.inside, parsed):
            self._person(name, spot.inside, parsed, entry)
        else:
            self._take_text(entry, parsed, spot)

    def _take_text(self, entry: Entry, parsed: Parsed, spot: Spot) -> None:
        entry.lang = spot.language
        fill(entry, parsed)
        for taxonomy in self.config.taxonomies:
            if taxonomy.lower() not in ("authors", "author", "series"):
                entry.tags = list(dict.fromkeys([*entry.tags, *as_list(parsed.get(taxonomy.lower()))]))
        is_layout = spot.is_list or parsed.text("layout").lower() in LAYOUTS
        if is_layout and not self._is_page_of_its_own(spot.inside, entry, parsed):
            self._instead(entry, spot.inside)
            return
        self._describe(entry, parsed, spot)
        self.inside[entry.source] = spot.inside
        self.site.entries.append(entry)

    def _person(self, name: str, inside: str, parsed: Parsed, entry: Entry) -> None:
        person = people_files.person_of(parsed, posixpath.basename(inside), name)
        body = Entry(name, body=person.bio)
        plain_shortcodes(body, self.references.find)
        plain_markdown(body)
        person.bio = body.body.strip()
        person.notes += [*entry.notes, *body.notes]
        folder = posixpath.dirname(name)
        if not person.avatar and posixpath.basename(folder) == posixpath.basename(inside):
            person.avatar = next(
                (
                    posixpath.basename(each)
                    for each in self.tree.below(folder)
                    if stem_of(each).lower() in PICTURES_OF_PEOPLE
                ),
                "",
            )
        person.old_urls.append(f"{urlized(inside)}/")
        self.site.people.append(person)

    def _is_page_of_its_own(self, inside: str, entry: Entry, parsed: Parsed) -> bool:
        """Whether a list's page holds text that somebody wrote to be read."""
        top = inside.split("/")[0].lower()
        lists = {*POST_FOLDERS, *self.config.taxonomies, ""}
        return top not in lists and is_handwritten(entry.body) and parsed.text("layout").lower() not in LAYOUTS

    def _instead(self, entry: Entry, inside: str) -> None:
        """Lead from a list of the old site to ours."""
        name = entry.source
        self.site.skip_list(name, entry.body)
        if inside:
            self.site.lists.setdefault(f"{urlized(inside)}/", "archive/")

    def _describe(self, entry: Entry, parsed: Parsed, spot: Spot) -> None:
        """Date, names, languages and addresses of an entry."""
        given = entry.slug
        own = parsed.text("url", "path") if self.config.is_zolas else parsed.text("url")
        rest = date_from_name(entry, posixpath.basename(spot.inside) or "home")
        date_from_folders(entry, own, spot.inside)
        inside = posixpath.join(posixpath.dirname(spot.inside), rest) if self.config.is_zolas else spot.inside
        path = address(self.config, entry, inside, spot.language, spot.is_list)
        entry.slug = given or rest
        if own:
            path = re.sub(r"\A(?:https?:)?//[^/]+", "", own).lstrip("/")
            path = f"{path.rstrip('/')}/" if self.config.is_zolas else path
        entry.old_urls = [path, *entry.old_urls]
        has_languages = bool(self.layout.codes or spot.language)
        entry.translation_key = parsed.text("translationkey") or (spot.inside if has_languages else "")
        expiry = when(parsed.get("expirydate", "unpublishdate"))
        if expiry and expiry.at.replace(tzinfo=expiry.at.tzinfo or dt.UTC) < dt.datetime.now(dt.UTC):
            entry.status = "draft"
            entry.ask(
                f"It went out of date on {expiry.at:%Y-%m-%d}, and the old site no longer showed it: a draft here."
            )
        folder = posixpath.dirname(entry.source)
        if self.layout.bundles.get(folder) == entry.source:
            entry.parts = [
                each
                for each in self.tree.below(folder)
                if not posixpath.basename(each).startswith("index.") and each not in self.site.fates
            ]
        if not entry.image:
            entry.image = _featured(entry, parsed)


def _is_unseen(parsed: Parsed) -> bool:
    """Whether a text says that it is not to be shown by itself."""
    build = lowered(parsed.values.get("_build") or parsed.values.get("build"))
    return bool(as_truth(parsed.get("headless"))) or str(build.get("render")).lower() in ("never", "false")


def _is_person(inside: str, parsed: Parsed) -> bool:
    parts = inside.split("/")
    top = parts[0].lower()
    is_post = top in ("people", "team") and parsed.get("date") and parsed.get("authors", "author")
    return len(parts) > 1 and top in PEOPLE_FOLDERS and not is_post


def _featured(entry: Entry, parsed: Parsed) -> str:
    """The picture for lists that themes take from a bundle: by its name, or as a resource of that name."""
    resources = parsed.values.get("resources")
    for each in resources if isinstance(resources, list) else ():
        if isinstance(each, dict) and re.search(r"feature|cover|thumb|header", text_at(each, "name").lower()):
            return text_at(each, "src") if "*" not in text_at(each, "src") else ""
    names = (posixpath.basename(each) for each in entry.parts)
    return next((name for name in names if FEATURED.match(name)), "")
