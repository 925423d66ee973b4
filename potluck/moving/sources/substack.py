"""Substack: its export, a table `posts.csv` and a folder `posts/` with the HTML of each."""

from __future__ import annotations

import csv
import io
import posixpath
import re
from collections.abc import Mapping

from bs4 import BeautifulSoup, Tag

from potluck.moving.bodies.html import parsed
from potluck.moving.model import Entry, Note, OldSite
from potluck.moving.moments import when
from potluck.moving.sources.export_html import put_html, report_pictures_elsewhere
from potluck.moving.tree import Tree

COLUMNS = ("post_id", "post_date", "is_published", "title")
MAX_TABLE = 5_000_000


def recognised(tree: Tree) -> str | None:
    """The name of the table of posts, if there is one."""
    names = (name for name in tree.files if posixpath.basename(name) == "posts.csv")
    return next((name for name in names if all(each in tree.plain(name)[:500] for each in COLUMNS)), None)


def read(tree: Tree) -> OldSite:
    """Read an export of Substack, which names no author and no address."""
    site = OldSite.of("substack", tree)
    site.public = {name: name for name in tree.files}
    if table := recognised(tree):
        folder = posixpath.join(posixpath.dirname(table), "posts")
        rows: dict[str, Mapping[str, str | None]] = {}
        try:
            for each in csv.DictReader(io.StringIO(tree.plain(table)[:MAX_TABLE])):
                rows.setdefault(f"{folder}/{each.get('post_id')}.html", each)
        except csv.Error as error:
            site.ask(f"`{table}` has a mistake in its form ({error}); what stood behind it stayed behind.")
        for name, row in rows.items():
            _take(site, tree, name, row)
        site.skip(table, "The table of posts: they are told of one by one.")
    site.notes.append(Note("The export does not say its address; with `--url` its links to itself lead to posts here."))
    site.feeds = {"feed": ""}
    report_pictures_elsewhere(site)
    return site


def _take(site: OldSite, tree: Tree, name: str, row: Mapping[str, str | None]) -> None:
    if name not in tree.files:
        title = row.get("title") or name
        site.ask(f"The export has no text of “{title[:100]}”, so it stayed behind.")
        return
    entry = Entry(name, title=(row.get("title") or "").strip(), summary=(row.get("subtitle") or "").strip())
    entry.slug = re.sub(r"\A\d+\.", "", posixpath.basename(name).removesuffix(".html"))
    entry.old_urls = [f"p/{entry.slug}"]
    entry.status = "published" if row.get("is_published") == "true" else "draft"
    entry.take_date(when(row.get("post_date")))
    if (row.get("audience") or "everyone") != "everyone":
        entry.ask("Only subscribers could read it; here everybody can. Make it a draft, if it must not be.")
    if (text := site.text_of(tree, name)) is None:
        return
    soup = parsed(text)
    for widget in soup.find_all(class_=re.compile(r"\A(?:subscription-widget|button-wrapper|image-link-expand)")):
        widget.decompose()
    _footnotes(soup)
    recording = row.get("podcast_url")
    put_html(entry, str(soup) + (f'<p><a href="{recording}">{recording}</a></p>' if recording else ""))
    site.entries.append(entry)


def _footnotes(soup: BeautifulSoup) -> None:
    """Made ready for Markdown's, in the way that docutils writes them."""
    for note in soup.find_all("div", class_="footnote"):
        number = note.find("a", id=re.compile(r"\Afootnote-\d+\Z"))
        if isinstance(number, Tag):
            for reference in soup.find_all("a", href=f"#{number['id']}"):
                reference.replace_with(f"[^{number.get_text().strip()}]")
            note.name, note["data-note"] = "aside", number.get_text().strip()
            number.decompose()
