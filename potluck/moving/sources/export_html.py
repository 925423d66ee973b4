"""What exports of every kind share: HTML of a post into an entry's body, and files that are items of one file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError

from potluck.moving.bodies.html import to_markdown
from potluck.moving.bodies.prose import references
from potluck.moving.model import SMALLER, Entry, OldSite
from potluck.moving.tree import CannotRead, Tree

MAX_EXPORT = 1_500_000_000
XML_FAULTS = (ParseError, DefusedXmlException, OSError, ValueError, RecursionError)
"""What comes of reading XML that is cut short, is none, or is meant to do harm."""


def put_html(entry: Entry, html: str) -> None:
    """Make an entry's body of HTML."""
    entry.body, remark = to_markdown(html)
    if remark:
        entry.ask(remark)


def path_of(address: str) -> str:
    """The path and query of a web address, without a slash in front."""
    parts = urlsplit(address.strip()) if "//" in address else None
    path = parts.path if parts else address
    return unquote(path).lstrip("/")


def report_pictures_elsewhere(site: OldSite) -> None:
    """Say of each entry which of its pictures stay where they are: nothing is fetched from the web."""
    for entry in site.entries:
        found = {each.url for each in references(entry.body) if each.is_image and re.match(r"(?:https?:)?//", each.url)}
        missing = [url for url in found if not is_here(site, url)]
        if missing:
            some = ", ".join(sorted(missing)[:3])
            entry.ask(
                f"{len(missing)} of its pictures stay on the web: {some[:300]}. Save them beside it, if they matter."
            )


def is_here(site: OldSite, url: str) -> bool:
    """Whether the file behind an address is part of the export."""
    path = SMALLER.sub("", path_of(url))
    return path in site.public or any(path.endswith(f"/{name}") for name in site.public if "/" in name)


def first_text(tree: Tree, suffixes: Iterable[str], signs: Iterable[str]) -> str | None:
    """The first file of such a suffix whose beginning has all the signs."""
    return next(texts_with(tree, suffixes, signs), None)


def texts_with(tree: Tree, suffixes: Iterable[str], signs: Iterable[str]) -> Iterator[str]:
    """Every file of such a suffix whose beginning has all the signs."""
    wanted = [sign.lower() for sign in signs]
    for name, path in tree.files.items():
        if name.lower().endswith(tuple(suffixes)):
            try:
                with path.open("rb") as file:
                    head = file.read(20_000).decode("utf-8", "replace").lower()
            except OSError:
                continue
            if all(sign in head for sign in wanted):
                yield name


def whole(tree: Tree, name: str) -> bytes:
    """All of an export's one file; nothing when it can't be read."""
    try:
        return tree.bytes(name, MAX_EXPORT)
    except CannotRead:
        return b""


def local(tag: Any) -> str:
    """The name of an element, without its namespace."""
    return str(tag).rpartition("}")[2]


def xml_fault(error: Exception) -> str:
    """Why a file of XML can't be read, in words."""
    if isinstance(error, DefusedXmlException):
        return "it defines entities of its own, by which a file can grow without end or read others"
    return str(error)[:200].rstrip(".")
