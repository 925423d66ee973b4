"""Old paths that lead to where a post or page is now, so that no permalink dies.

A static site can't answer with a redirect, so each alias is a small page that sends its reader on, and tells search
engines where the real one is.
"""

from __future__ import annotations

from html import escape
from typing import Any

from potluck.content.uniqueness import alias_taken
from potluck.pages.addresses import Addresses
from potluck.pages.generators.own import OwnGenerator

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
