"""Blogger (its backup is an Atom feed), and any RSS or Atom feed as the last resort."""

from __future__ import annotations

import calendar
import csv
import datetime as dt
import io
import posixpath
import re
from collections.abc import Iterator
from typing import Any

import feedparser
from defusedxml.ElementTree import iterparse

from potluck.moving.front_matter import text_at
from potluck.moving.model import Entry, Kind, OldSite
from potluck.moving.moments import when
from potluck.moving.sources.export_html import (
    XML_FAULTS,
    first_text,
    local,
    path_of,
    put_html,
    report_pictures_elsewhere,
    texts_with,
    whole,
    xml_fault,
)
from potluck.moving.tree import CannotRead, Tree

SCHEME_KIND = "http://schemas.google.com/g/2005#kind"
MAX_SETTINGS = 100_000
FEEDS = (".xml", ".atom", ".rss", ".rdf")
MOST_FILES = 50
"""A folder with more files than this is a site with a feed in it, rather than a feed."""
SHORT = 600
"""A text of fewer characters than this is what a feed says of a post, rather than the post."""
COMMENT = "A reader's comment, which a site here does not show."


def blogger_recognised(tree: Tree) -> str | None:
    """The name of a Blogger backup, if there is one: the old kind, or the `feed.atom` of today's."""
    return next(_backups(tree), None)


def _backups(tree: Tree) -> Iterator[str]:
    """Every backup: Takeout has one for each blog that somebody writes."""
    old = list(texts_with(tree, FEEDS, ("<feed", "schemas.google.com/blogger")))
    yield from old
    yield from (name for name in texts_with(tree, FEEDS, ("<feed", "blogger:")) if name not in old)


def feed_recognised(tree: Tree) -> bool:
    """Whether a folder is nothing but a feed."""
    return len(tree.files) <= MOST_FILES and _feed_name(tree) is not None


def _feed_name(tree: Tree) -> str | None:
    return next((name for sign in ("<rss", "<feed", "<rdf:rdf") if (name := first_text(tree, FEEDS, (sign,)))), None)


def read_blogger(tree: Tree) -> OldSite:
    """Read a Blogger backup: posts, pages and drafts; templates, settings and comments are told of."""
    site = OldSite.of("blogger", tree)
    site.public = {name: name for name in tree.files}
    for name in _backups(tree):
        _read_backup(site, name, tree)
        _read_address(site, posixpath.dirname(name), tree)
    site.feeds = {"feeds/posts/default": "", "rss.xml": "", "atom.xml": ""}
    site.tag_urls = {f"search/label/{tag}": tag for tag in site.tags}
    report_pictures_elsewhere(site)
    return site


def _read_address(site: OldSite, folder: str, tree: Tree) -> None:
    """Take the blog's address from the `settings.csv` that Google Takeout puts beside the feed, where it says one."""
    name = posixpath.join(folder, "settings.csv")
    if name not in tree.files:
        return
    try:
        rows = list(csv.DictReader(io.StringIO(tree.text(name)[0][:MAX_SETTINGS])))
    except (CannotRead, csv.Error):
        return
    site.skip(name, "The old site's settings; its address was used.")
    told = {str(key).lower(): str(value).strip() for row in rows[:1] for key, value in row.items() if key and value}
    for key in sorted(told, key=lambda each: "sub" in each):  # a domain of the blog's own before Blogger's
        if "domain" in key and re.fullmatch(r"[\w.-]+", told[key]):
            site.served_at(f"https://{told[key] if '.' in told[key] else told[key] + '.blogspot.com'}")


def _read_backup(site: OldSite, name: str, tree: Tree) -> None:
    number = 0
    try:
        for _, element in iterparse(str(tree.files[name]), events=("end",), forbid_dtd=False):
            tag = local(element.tag)
            if tag == "title" and not number and not site.title:
                site.title = (element.text or "").strip()
            if tag != "entry":
                continue
            number += 1
            unit = f"{name}#{number}"
            site.units.append(unit)
            kind, entry = _blogger_entry(unit, element)
            element.clear()
            if kind in ("post", "page"):
                entry.kind = Kind.PAGE if kind == "page" else Kind.POST
                site.entries.append(entry)
            else:
                site.skip(unit, COMMENT if kind == "comment" else "Part of how the old site was made.")
    except XML_FAULTS as error:
        site.ask(f"{name} can't be read after entry {number}: {xml_fault(error)}. What stood before that moved in.")
    site.skip(name, f"The export: its {number} entries are told of one by one.")


def _blogger_entry(unit: str, element: Any) -> tuple[str, Entry]:
    entry, kind, html = Entry(unit), "", ""
    for child in element:
        tag, text = local(child.tag), (child.text or "").strip()
        if tag == "title":
            entry.title = text
        elif tag == "content":
            html = child.text or ""
        elif tag == "published" and (moment := when(text)):
            entry.date, entry.has_time = moment.at, True
        elif tag == "author":
            entry.authors += [(each.text or "").strip() for each in child if local(each.tag) == "name" and each.text]
        elif tag == "category" and child.get("scheme") == SCHEME_KIND:
            kind = str(child.get("term", "")).rpartition("#")[2]
        elif tag == "category" and child.get("term"):
            entry.tags.append(child.get("term"))
        elif tag == "link" and child.get("rel") == "alternate":
            entry.old_urls.append(path_of(str(child.get("href", ""))))
        elif tag == "filename" and text:
            entry.old_urls.append(text.lstrip("/"))
        elif tag == "type":
            kind = text.lower()
        elif tag == "status":  # as today's backups say it
            entry.status = "draft" if text.upper() in ("DRAFT", "SCHEDULED") else entry.status
        elif tag == "control" and "yes" in [(each.text or "").strip() for each in child]:
            entry.status = "draft"
    if kind in ("post", "page"):
        put_html(entry, html)
        if entry.old_urls:
            entry.slug = re.sub(r"\.html?\Z", "", entry.old_urls[0].rpartition("/")[2])
    return kind, entry


def read_feed(tree: Tree) -> OldSite:
    """Read a feed: all it has, which is often only the newest posts."""
    site = OldSite.of("feed", tree)
    site.public = {name: name for name in tree.files}
    name = _feed_name(tree)
    if name is None:
        return site
    raw = whole(tree, name)
    unsafe = re.search(rb"<!ENTITY", raw[:100_000], re.IGNORECASE)
    feed: Any = feedparser.parse(raw if not unsafe else b"", resolve_relative_uris=False, sanitize_html=False)
    site.title = text_at(feed.feed, "title")
    site.lang = text_at(feed.feed, "language")
    if address := text_at(feed.feed, "link"):
        site.served_at(address)
    site.default_author = text_at(feed.feed, "author")
    for number, each in enumerate(feed.entries, 1):
        unit = f"{name}#{number}"
        site.units.append(unit)
        site.entries.append(_feed_entry(unit, each))
    site.skip(name, f"The feed: its {len(feed.entries)} entries are told of one by one.")
    if unsafe:
        site.ask("The feed declares entities, which can be an attack; it was not read.")
    site.ask("A feed often has only the newest posts. An export of the old site has them all.")
    report_pictures_elsewhere(site)
    return site


def _feed_entry(unit: str, each: Any) -> Entry:
    entry = Entry(unit, title=text_at(each, "title"))
    parsed = each.get("published_parsed") or each.get("updated_parsed")
    if parsed:
        try:
            entry.date, entry.has_time = dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC), True
        except (ValueError, TypeError, OverflowError, OSError):
            entry.ask("Its date could not be read.")
    names = [text_at(one, "name") for one in each.get("authors", []) if one.get("name")]
    entry.authors = names or ([text_at(each, "author")] if each.get("author") else [])
    entry.tags = [text_at(one, "term") for one in each.get("tags", []) if one.get("term")]
    link = path_of(text_at(each, "link"))
    entry.old_urls = [link] if link else []
    entry.slug = re.sub(r"\.html?\Z", "", link.strip("/").rpartition("/")[2])
    content = max((str(one.get("value") or "") for one in each.get("content", [])), key=len, default="")
    summary = str(each.get("summary") or "")
    put_html(entry, content or summary)
    if not content and len(summary) < SHORT:
        entry.ask("The feed has only a summary of it.")
    return entry
