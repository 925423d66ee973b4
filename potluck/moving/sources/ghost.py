"""Ghost: its JSON export, with people, tags, pages and drafts."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from typing import Any

from potluck.moving.front_matter import text_at
from potluck.moving.model import Entry, Kind, OldPerson, OldSite
from potluck.moving.moments import when
from potluck.moving.sources.export_html import first_text, put_html, report_pictures_elsewhere, whole
from potluck.moving.tree import Tree

OWN_ADDRESS = re.compile(r"__GHOST_URL__")
STATES = {"published": "published", "draft": "draft", "scheduled": "published", "sent": "draft"}


def recognised(tree: Tree) -> str | None:
    """The name of a Ghost export, if there is one."""
    name = first_text(tree, (".json",), ('"db"',))
    return name if name and b'"posts"' in whole(tree, name) else None


def read(tree: Tree) -> OldSite:
    """Read a Ghost export; pictures of its `content/images` come along where they lie beside it."""
    site = OldSite.of("ghost", tree)
    for file in tree.files:
        at = file.find("images/")
        site.public[f"content/{file[at:]}" if at >= 0 else file] = file
    if name := recognised(tree):
        _Export(site, name, whole(tree, name)).read()
    report_pictures_elsewhere(site)
    return site


class _Export:
    def __init__(self, site: OldSite, name: str, raw: bytes) -> None:
        self.site, self.name = site, name
        self.tables: dict[str, list[Mapping[str, Any]]] = {}
        try:
            data = json.loads(raw.decode("utf-8-sig", "replace"))
            inner = data["db"][0]["data"] if isinstance(data["db"], list) else data["db"]["data"]
            self.tables = {
                key: [each for each in rows if isinstance(each, dict)]
                for key, rows in inner.items()
                if isinstance(rows, list)
            }
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
            site.ask(f"The export {name} can't be read: {str(error)[:100]}.")

    def read(self) -> None:
        site = self.site
        site.skip(self.name, "The export: its posts are told of one by one.")
        settings = {text_at(each, "key"): text_at(each, "value") for each in self._rows("settings")}
        site.title, site.lang = settings.get("title", ""), settings.get("locale") or settings.get("lang", "")
        site.zone = settings.get("timezone") or settings.get("active_timezone", "")
        people = {text_at(each, "id"): each for each in self._rows("users")}
        tags = {text_at(each, "id"): each for each in self._rows("tags")}
        writers = self._pairs("posts_authors", "author_id")
        labels = self._pairs("posts_tags", "tag_id")
        told = {text_at(each, "post_id"): each for each in self._rows("posts_meta")}
        for user in people.values():
            self._person(user)
        for each in self._rows("posts"):
            number = text_at(each, "id")
            entry = self._entry(each, told.get(number, {}))
            ids = writers.get(number) or [text_at(each, "author_id")]
            entry.authors = [text_at(people[one], "slug") for one in ids if one in people]
            for one in labels.get(number, []):
                if one in tags and not text_at(tags[one], "name").startswith("#"):
                    entry.tags.append(text_at(tags[one], "name"))
                    site.tag_urls[f"tag/{text_at(tags[one], 'slug')}/"] = entry.tags[-1]
        site.feeds = {"rss/": "", "feed/": ""}
        for path, name in list(site.tag_urls.items()):
            site.feeds[f"{path}rss/"] = f"tag:{name}"

    def _rows(self, table: str) -> list[Mapping[str, Any]]:
        return self.tables.get(table, [])

    def _pairs(self, table: str, key: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        rows = sorted(self._rows(table), key=lambda each: str(each.get("sort_order", "")).zfill(6))
        for each in rows:
            found.setdefault(text_at(each, "post_id"), []).append(text_at(each, key))
        return found

    def _person(self, user: Mapping[str, Any]) -> None:
        slug = text_at(user, "slug", "name")
        if not slug:
            return
        person = OldPerson(slug, name=text_at(user, "name") or slug, bio=str(user.get("bio") or "").strip())
        person.avatar = OWN_ADDRESS.sub("", text_at(user, "profile_image", "image"))
        if address := text_at(user, "website"):
            person.links["website"] = address
        if handle := text_at(user, "twitter"):
            person.links["twitter"] = handle
        person.old_urls.append(f"author/{slug}/")
        self.site.people.append(person)

    def _entry(self, post: Mapping[str, Any], told: Mapping[str, Any]) -> Entry:
        is_page = text_at(post, "type") == "page" or text_at(post, "page").lower() in ("1", "true")
        unit = f"{self.name}#{text_at(post, 'slug', 'id')}"
        while unit in self.site.units:
            unit += "'"
        entry = Entry(unit, Kind.PAGE if is_page else Kind.POST, title=text_at(post, "title"))
        self.site.units.append(unit)
        self.site.entries.append(entry)
        entry.slug = text_at(post, "slug")
        entry.old_urls = [f"{entry.slug}/"] if entry.slug else []
        entry.status = STATES.get(text_at(post, "status"), "draft")  # type: ignore[assignment]  # one of the three
        if text_at(post, "status") == "sent":
            entry.ask("It was sent by mail and did not stand on the old site; it is a draft here.")
        if text_at(post, "visibility") not in ("", "public"):
            entry.ask(
                "Only members of the old site could read it; here everybody can. Make it a draft, if it must not be."
            )
        published = when(post.get("published_at") or post.get("created_at"))
        if published:
            zone = published.at if published.at.tzinfo else published.at.replace(tzinfo=dt.UTC)
            entry.date, entry.has_time = zone, True
        updated = when(post.get("updated_at"))
        entry.updated = updated.at.replace(tzinfo=dt.UTC) if updated else None
        described = text_at(told, "meta_description") or text_at(post, "meta_description")
        entry.summary = text_at(post, "custom_excerpt") or described
        entry.canonical = text_at(post, "canonical_url")
        entry.lang = text_at(post, "locale")
        entry.image = OWN_ADDRESS.sub("", text_at(post, "feature_image", "image"))
        entry.image_alt = text_at(told, "feature_image_alt")
        if entry.image.startswith("http"):
            entry.ask(f"Its picture for lists is on the web: {entry.image[:200]}")
            entry.image = ""
        html = str(post.get("html") or "")
        if html.strip():
            put_html(entry, OWN_ADDRESS.sub("", html))
        else:
            entry.body = _cards(str(post.get("mobiledoc") or "")) or str(
                post.get("markdown") or post.get("plaintext") or ""
            )
            if '"text"' in str(post.get("lexical")) or '"sections":[[1' in str(post.get("mobiledoc")).replace(" ", ""):
                entry.ask("The export has its text only as Ghost's editor keeps it, which was not read: copy it over.")
        if caption := re.sub(r"<[^<>]+>", "", text_at(told, "feature_image_caption")).strip():
            entry.ask(f"Its picture for lists had a caption, which has no place here: “{caption[:200]}”")
        return entry


def _cards(text: str) -> str:
    """The Markdown that stands in cards of an older Ghost's own format."""
    try:
        cards = json.loads(text).get("cards", []) if text else []
        return "\n\n".join(str(data.get("markdown") or data.get("html") or "") for _, data in cards)
    except (ValueError, AttributeError, TypeError, RecursionError):
        return ""
