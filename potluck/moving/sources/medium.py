"""Medium: its export, a folder `posts/` of HTML pages; drafts begin with `draft_`, replies to others stay behind."""

from __future__ import annotations

import posixpath
import re

from bs4 import Tag

from potluck.moving.bodies.html import parsed
from potluck.moving.bodies.prose import Reference, relinked
from potluck.moving.model import SOURCE, Entry, OldPerson, OldSite
from potluck.moving.moments import when
from potluck.moving.sources.entry import stem_of
from potluck.moving.sources.export_html import path_of, put_html, report_pictures_elsewhere
from potluck.moving.tree import Tree

NUMBER = re.compile(r"(?<![0-9a-f])[0-9a-f]{10,12}\Z")
REPLY_LENGTH = 600
"""A text without a heading, shorter than this, was an answer to somebody else's post."""


def recognised(tree: Tree) -> bool:
    """Whether a folder is a Medium export."""
    texts = map(tree.plain, _posts(tree)[:20])
    return any('class="h-entry"' in text and "medium.com" in text for text in texts)


def _posts(tree: Tree) -> list[str]:
    return [
        name for name in tree.files if posixpath.basename(posixpath.dirname(name)) == "posts" and name.endswith(".html")
    ]


def read(tree: Tree) -> OldSite:
    """Read a Medium export."""
    site = OldSite.of("medium", tree)
    site.hosts.add("medium.com")
    site.public = {name: name for name in tree.files}
    for name in _posts(tree):
        if (text := site.text_of(tree, name)) is not None:
            _take(site, name, text)
    _link_posts(site)
    _person(site, tree)
    report_pictures_elsewhere(site)
    site.hosts.clear()
    return site


def _take(site: OldSite, name: str, html: str) -> None:
    soup = parsed(html)
    title, body = soup.find(class_="p-name"), soup.find(class_="e-content")
    if not isinstance(body, Tag):
        site.skip(name, "There is no text in it.")
        return
    stem = stem_of(name)
    heading = body.find(["h1", "h2", "h3"])
    if not heading and len(body.get_text()) < REPLY_LENGTH and not stem.startswith("draft_"):
        site.skip(name, "An answer to somebody else's post on Medium.")
        return
    entry = Entry(name, title=title.get_text().strip() if title else "")
    if isinstance(heading, Tag) and heading.get_text().strip() == entry.title:
        heading.decompose()
    for each in body.find_all("hr", class_="section-divider"):
        each.decompose()
    subtitle = soup.find(class_="p-summary")
    entry.summary = subtitle.get_text().strip() if subtitle else ""
    time = soup.find("time")
    entry.take_date(when(time.get("datetime")) if isinstance(time, Tag) else None)
    author, link = soup.find(class_="p-author"), soup.find(class_="p-canonical")
    entry.authors = [author.get_text().strip()] if author else []
    entry.status = "draft" if stem.startswith("draft_") else "published"
    words = re.sub(r"\A(?:\d{4}-\d\d-\d\d_|draft_)|-{1,2}[0-9a-f]{10,12}\Z", "", stem)
    entry.slug = words if re.search(r"[A-Za-z]", words) else ""
    if isinstance(link, Tag) and (address := str(link.get("href") or "")):
        entry.old_urls = [path_of(address)]
    put_html(entry, str(body))
    site.entries.append(entry)


def _link_posts(site: OldSite) -> None:
    """Lead links from one post to another there: whatever stands before it, an address ends in the post's number."""
    by_number = {found[0]: each.source for each in site.entries if (found := NUMBER.search(stem_of(each.source)))}

    def lead(reference: Reference) -> str | None:
        address = reference.url.partition("#")[0].partition("?")[0].rstrip("/")
        found = NUMBER.search(address) if "//" in address else None
        return SOURCE + by_number[found[0]] if found and found[0] in by_number else None

    for entry in site.entries:
        entry.body = relinked(entry.body, lead)


def _person(site: OldSite, tree: Tree) -> None:
    """The one whose export it is."""
    name = next((each for each in tree.files if each.endswith("profile/profile.html")), None)
    if name is None:
        return
    soup = parsed(tree.plain(name))
    full = soup.find(class_="p-name")
    if full:
        person = OldPerson(full.get_text().strip(), name=full.get_text().strip(), source=name)
        link = soup.find("a", class_="u-url")
        if isinstance(link, Tag) and "medium.com" not in str(link.get("href")):
            person.links["website"] = str(link.get("href"))
        site.people.append(person)
