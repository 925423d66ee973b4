"""Old paths that lead to where things are now, so that no permalink dies.

A static site can't answer with a redirect, so each alias is a small page that sends its reader on, and tells search
engines where the real one is. Those of posts and pages stand in their own files, those of lists, people and feeds in
`redirects.txt` beside the content folder: on each line an old path and the path that answers for it now, as in the
`_redirects` of many hosts: `/category/meetups/ /tags/meetups/`. A feed's old address serves the feed itself, since feed
readers follow no page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from potluck.content.front_matter.post_values import is_old_path
from potluck.content.uniqueness import alias_taken
from potluck.late import late
from potluck.pages.addresses import Addresses
from potluck.pages.generators.own import OwnGenerator

REDIRECTS_FILE = "redirects.txt"
REDIRECTS = "REDIRECTS"
"""The setting that holds what the file says: old path to new, without slashes in front."""
LINE = late(r"/?(?P<old>\S+)\s+/?(?P<new>\S*)(?:\s+30[1278]!?)?\s*\Z")
MAX_LINES = 100_000
HEAD = "# Old addresses and where they lead now, one pair a line. `invoke import` adds to it; edit it as you like.\n"
PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="canonical" href="{address}">
<meta http-equiv="refresh" content="0; url={link}">
</head>
<body>
<p dir="auto"><a href="{link}">{title}</a></p>
</body>
</html>
"""


class RedirectsGenerator(OwnGenerator):
    """Writes a page for each alias, once all else is written: an alias gives way, and its post is told."""

    def generate_output(self, writer: Any) -> None:
        table = self.table
        for document in table.edition.with_aliases:
            for alias in document.aliases:
                if owner := writer.owner_of(output_path(alias)):
                    if owner != document.relative:
                        is_a_text = owner.startswith(f"{table.edition.library.content_dir.name}/")
                        table.overruled.append(alias_taken(document, alias, owner if is_a_text else ""))
                    continue
                text = leading_to(document.permalink, document.title, document.lang, table.addresses)
                writer.write_text(output_path(alias), text, owner=document.relative)


def leading_to(path: str, title: str, lang: str, addresses: Addresses) -> str:
    """The page that sends its reader on to a path of this site, which is called so."""
    address, link = escape(addresses.absolute(path)), escape(addresses.link(path))
    return PAGE.format(lang=escape(lang), title=escape(title), address=address, link=link)


def output_path(alias: str) -> str:
    """The file that answers for an alias: ``old/name.html`` itself, and ``index.html`` within ``old/name/``."""
    path = alias.strip("/")
    return path if path.rpartition("/")[2].endswith((".html", ".htm")) else f"{path}/index.html"


def read_redirects(path: Path) -> dict[str, str]:
    """The pairs of a file; empty when there is none. Lines that name no path of this site are passed over."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    pairs = (LINE.match(line) for line in text.splitlines()[:MAX_LINES] if not line.startswith("#"))
    paths = ((pair["old"].replace("%20", " "), pair["new"]) for pair in pairs if pair)
    return {old: new for old, new in paths if is_old_path(old) and (not new or is_old_path(new))}


def redirects_text(pairs: Mapping[str, str]) -> str:
    """The file that says these pairs."""
    return HEAD + "".join(f"/{old.replace(' ', '%20')} /{new}\n" for old, new in sorted(pairs.items()))


def answering(pairs: Mapping[str, str]) -> Iterator[str]:
    """The files that answer for these old addresses."""
    return (old if _is_file(old) else output_path(old) for old in pairs)


def feed_copies(settings: Mapping[str, Any], path: str) -> list[str]:
    """The old addresses at which a feed is served as well."""
    return [old for old, new in settings.get(REDIRECTS, {}).items() if new == path and _is_file(old)]


def _is_file(path: str) -> bool:
    return path.endswith((".xml", ".atom", ".rss", ".rdf"))


class MovedGenerator(OwnGenerator):
    """Writes a page for each old address that is not a feed's, unless the site has something of its own there."""

    def generate_output(self, writer: Any) -> None:
        table = self.table
        settings = table.edition.settings
        pairs = self.settings.get(REDIRECTS)
        if not pairs:
            return
        said = {output_path(alias): each.permalink for each in table.edition.with_aliases for alias in each.aliases}
        for old, new in pairs.items():
            path = output_path(old)
            if _is_file(old) or writer.owner_of(path) or said.get(path) == new:
                continue
            text = leading_to(new, settings.sitename, settings.default_lang, table.addresses)
            writer.write_text(path, text, owner=REDIRECTS_FILE)
