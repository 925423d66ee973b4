"""WordPress: its export (WXR), with authors, pages, drafts, attachments, blocks and shortcodes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from potluck.moving.model import Entry, Kind, OldPerson, OldSite
from potluck.moving.moments import when
from potluck.moving.sources.export_html import (
    XML_FAULTS,
    local,
    path_of,
    report_pictures_elsewhere,
    texts_with,
    xml_fault,
)
from potluck.moving.sources.wordpress_bodies import LONGEST_SHARED, Attachment, Library, put_body
from potluck.moving.tree import Tree

STATES = {"publish": "published", "private": "hidden", "draft": "draft", "pending": "draft", "future": "published"}
SIGNS = ((".xml", ".wxr"), ("<rss", "wordpress.org/export"))
"""How files of an export end, and what stands at their top."""
DESCRIPTION = "_yoast_wpseo_metadesc"
OF_PROGRAMS = ("wp_", "nav_menu_item", "revision", "custom", "oembed", "feedback")
"""How kinds of items begin that nobody reads."""


def recognised(tree: Tree) -> str | None:
    """The name of a WordPress export, if there is one."""
    return next(texts_with(tree, *SIGNS), None)


def read(tree: Tree) -> OldSite:
    """Read every WordPress export in a folder."""
    site = OldSite.of("wordpress", tree)
    _serve_uploads(site, tree)
    export = _Export(site)
    for name in texts_with(tree, *SIGNS):
        export.read(name, tree.files[name])
    export.finish()
    report_pictures_elsewhere(site)
    return site


def _serve_uploads(site: OldSite, tree: Tree) -> None:
    """Files that came with the export, by the path below `wp-content`."""
    for name in tree.files:
        at = name.find("uploads/")
        if at >= 0:
            site.public[f"wp-content/{name[at:]}"] = name
        site.public.setdefault(name, name)


class _Export:
    """What one file says, or several, as WordPress parts a large site."""

    def __init__(self, site: OldSite) -> None:
        self.site = site
        self.library = Library()
        self.thumbnails: dict[str, str] = {}
        self.texts: dict[str, tuple[str, str]] = {}
        """Each entry's number and HTML."""

    def read(self, name: str, path: Path) -> None:
        """Take in a file."""
        number = 0
        try:
            for _, element in iterparse(str(path), events=("end",), forbid_dtd=False):
                tag = local(element.tag)
                if tag == "item":
                    number += 1
                    self._item(f"{name}#{number}", _values(element))
                    element.clear()
                elif tag == "author" and element.find("./") is not None:
                    self._author(element)
                elif tag in ("title", "base_blog_url", "link", "language") and number == 0:
                    self._about(tag, (element.text or "").strip())
        except XML_FAULTS as error:
            reason = f"The export {name} can't be read after item {number}: {xml_fault(error)}."
            self.site.ask(f"{reason} What stood before that moved in.")
        self.site.skip(name, f"The export: its {number} items are told of one by one.")

    def finish(self) -> None:
        """Make bodies, which may name what stands in another file."""
        for entry in self.site.entries:
            put_body(entry, *self.texts.pop(entry.source), self.library)
            self._picture(entry)
        feeds = ("feed/", "feed/atom/", "feed/rss/", "rss.xml", "comments/feed/")
        self.site.feeds = dict.fromkeys(feeds, "")
        self.site.author_urls = ["author/{slug}/"]

    def _about(self, tag: str, text: str) -> None:
        if tag == "title" and not self.site.title:
            self.site.title = text
        elif tag in ("base_blog_url", "link") and not self.site.url and text.startswith("http"):
            self.site.served_at(text)
        elif tag == "language":
            self.site.lang = text

    def _author(self, element: Element) -> None:
        values = {local(each.tag): (each.text or "").strip() for each in element}
        login = values.get("author_login") or values.get("author_display_name")
        if login and all(login != person.key for person in self.site.people):
            full = f"{values.get('author_first_name', '')} {values.get('author_last_name', '')}".strip()
            person = OldPerson(login, name=values.get("author_display_name") or full or login, source="")
            person.old_urls.append(f"author/{login}/")
            self.site.people.append(person)

    def _item(self, unit: str, item: Mapping[str, Any]) -> None:
        self.site.units.append(unit)
        kind, state = item.get("post_type", "post"), item.get("status", "publish")
        if kind == "attachment":
            self._attachment(unit, item)
        elif kind == "wp_block" and len(item.get("content", "")) <= LONGEST_SHARED:
            self.library.blocks[item.get("post_id", "")] = item.get("content", "")
            self.site.skip(unit, "A block that posts share: its text stands in each of them.")
        elif kind == "guest-author":
            self._guest(unit, item)
        elif kind not in ("post", "page") and not _is_text_of_its_own(kind, item):
            self.site.skip(unit, f"A `{kind}`, which is part of how the old site was made.")
        elif state in ("trash", "auto-draft", "inherit"):
            self.site.skip(unit, "It was in the bin." if state == "trash" else "A draft that was never saved.")
        elif item.get("post_id") in self.library.posts:
            self.site.skip(unit, "It stands in the export twice.")
        else:
            self._text(unit, kind, item)

    def _attachment(self, unit: str, item: Mapping[str, Any]) -> None:
        number = item.get("post_id", "")
        address = item.get("attachment_url") or item.get("guid", "")
        words, caption = item["meta"].get("_wp_attachment_image_alt", ""), item.get("excerpt", "")
        self.library.attachments[number] = Attachment(address, words, caption)
        self.library.attached_to.setdefault(item.get("post_parent", ""), []).append(number)
        name = self.site.public.get(path_of(address))
        self.site.skip(unit, f"An attachment: the file {name} comes where it is shown." if name else "An attachment.")

    def _guest(self, unit: str, item: Mapping[str, Any]) -> None:
        """Somebody without an account, of whom the plugin Co-Authors knows."""
        said = {key.removeprefix("cap-"): value.strip() for key, value in item["meta"].items()}
        key = said.get("user_login") or item.get("post_name", "").removeprefix("cap-")
        person = OldPerson(key, name=said.get("display_name") or item.get("title") or key, source=unit)
        person.bio, person.email = said.get("description", ""), said.get("user_email", "")
        person.links = {"website": said["website"]} if said.get("website") else {}
        person.old_urls.append(f"author/{key}/")
        self.site.people.append(person)

    def _text(self, unit: str, kind: str, item: Mapping[str, Any]) -> None:
        entry = Entry(unit, Kind.POST if kind == "post" else Kind.PAGE, title=str(item.get("title", "")))
        if kind not in ("post", "page"):
            entry.ask(f"On the old site it was a `{kind}`; it is a page here.")
        entry.status = STATES.get(item.get("status", "publish"), "draft")  # type: ignore[assignment]  # one of the three
        _set_dates(entry, item)
        by = [item["creator"]] if item.get("creator") else []
        for term in item["terms"]:
            self._term(entry, *term)
        entry.authors = entry.authors or by
        said = item["meta"]
        entry.slug = unquote(item.get("post_name") or "").rpartition("/")[2]  # Squarespace's is a path
        entry.summary = re.sub(r"<[^<>]+>", " ", item.get("excerpt", "")).strip() or said.get(DESCRIPTION, "")
        entry.canonical = said.get("_yoast_wpseo_canonical", "")
        link = path_of(item.get("link", ""))
        entry.old_urls = [link] if link.strip("/") else []
        if entry.slug and link.strip("/").endswith(entry.slug):
            front = link.strip("/").removesuffix(entry.slug)
            entry.old_urls += [f"{front}{unquote(former)}/" for former in item["former"]]
        self.library.posts[item.get("post_id", "")] = unit
        self.thumbnails[unit] = said.get("_thumbnail_id", "")
        self.texts[unit] = (item.get("post_id", ""), item.get("content", ""))
        if item.get("post_password"):
            entry.status = "draft"
            entry.ask("The old site showed it only to people with a password; it is a draft here.")
        if item["comments"]:
            entry.changed(f"It had {item['comments']} comments, which a site here does not show.")
        self.site.entries.append(entry)

    def _picture(self, entry: Entry) -> None:
        picture = self.library.attachments.get(self.thumbnails.get(entry.source, ""))
        if picture and path_of(picture.address) in self.site.public:
            entry.image, entry.image_alt = picture.address, picture.words
        elif picture:
            entry.ask(f"Its picture for lists is on the web, not in the export: {picture.address[:200]}")

    def _term(self, entry: Entry, domain: str, name: str, slug: str) -> None:
        """A category or tag; and what plugins for several authors, languages and series file as such."""
        match domain:
            case "category" | "post_tag":
                if name != "Uncategorized":
                    entry.tags.append(name)
                    self.site.tag_urls.setdefault(f"{'category' if domain == 'category' else 'tag'}/{slug}/", name)
            case "author":
                entry.authors.append(name)
            case "language":
                entry.lang = slug.replace("_", "-")
            case "post_translations":
                entry.translation_key = slug
            case "series":
                entry.series = name
            case "post_format" | "nav_menu" | "term_translations":
                pass
            case _:
                entry.tags.append(name)


def _values(element: Element) -> dict[str, Any]:
    """The children of an item by their local names; both kinds of `encoded` by their own."""
    found: dict[str, Any] = {"terms": [], "meta": {}, "comments": 0, "former": []}
    for child in element:
        tag, text = local(child.tag), child.text or ""
        if tag == "encoded":
            found["content" if "content" in str(child.tag) else "excerpt"] = text
        elif tag == "category":
            found["terms"].append((child.get("domain", ""), text, child.get("nicename", "")))
        elif tag == "postmeta":
            pair = {local(each.tag): each.text or "" for each in child}
            found["meta"][pair.get("meta_key", "")] = pair.get("meta_value", "")
            found["former"] += [pair.get("meta_value", "")] if pair.get("meta_key") == "_wp_old_slug" else []
        elif tag == "comment":
            found["comments"] += 1
        else:
            found.setdefault(tag, text.strip())
    return found


def _is_text_of_its_own(kind: str, item: Mapping[str, Any]) -> bool:
    """Whether an item of a plugin's kind, such as an event, had words for readers, at an address of its own."""
    link, words = item.get("link", ""), item.get("content", "").strip()
    is_public = item.get("status") == "publish" and "?" not in link and bool(path_of(link).strip("/"))
    return is_public and bool(words) and words[0] not in "{[" and not kind.startswith(OF_PROGRAMS)


def _set_dates(entry: Entry, item: Mapping[str, Any]) -> None:
    """WordPress tells the local time and Greenwich's; the difference is the zone."""
    local, gmt = when(item.get("post_date")), when(item.get("post_date_gmt"))
    if local and gmt and gmt.at.year > 1990 and abs((local.at - gmt.at).total_seconds()) <= 14 * 3600:
        offset = local.at - gmt.at
        entry.date = local.at.replace(tzinfo=dt.timezone(dt.timedelta(minutes=round(offset.total_seconds() / 60))))
    elif local or (local := when(item.get("pubDate"))):
        entry.date = local.at
    entry.has_time = entry.date is not None
    modified = when(item.get("post_modified"))
    entry.updated = modified.at if modified and entry.status == "published" else None
