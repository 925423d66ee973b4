"""Every web address that readers are offered, with where it stands."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from potluck.checks.inline import AUTOLINK, BARE_URL, DEFINITION
from potluck.checks.site import Site
from potluck.checks.text import Text
from potluck.content.model import Page, Person, Post, Status

ADDRESSES = {"a": "href", "img": "src", "iframe": "src"}
RESERVED = ("example", "example.com", "example.org", "example.net", "test", "invalid", "localhost")
"""Names that RFC 2606 keeps for examples; nobody answers there."""
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class WebLink:
    """An address to ask for, without its `#…`, and where it stands.

    `written` is how it stands in the file; `column` counts characters from 1; `day` is the date of the post.
    """

    url: str
    written: str
    path: str
    line: int | None
    column: int | None
    day: dt.date | None


def collect(site: Site, skip: tuple[str, ...]) -> list[WebLink]:
    """The web addresses of all that is published; hosts in `skip`, and those below them, are left out."""
    aside = (*skip, *RESERVED)
    found: list[WebLink] = []
    for text in site.texts:
        written = site.library.named(text.path)
        is_draft = isinstance(written, Post | Page) and written.status is Status.DRAFT
        if text.document.published and not is_draft:
            found += _in_text(text, written.date.date() if isinstance(written, Post) else None)
    for person in site.library.people.values():
        if site.wanted is None or person.relative in site.wanted:
            found += _on_card(person)
    return [link for link in found if is_asked(link.url, aside)]


def is_asked(url: str, aside: tuple[str, ...]) -> bool:
    """Whether an address is on the web, and not on a host that is set aside."""
    host = host_of(url)
    return bool(host) and not any(host == each or host.endswith(f".{each}") for each in aside)


def host_of(url: str) -> str:
    """The host of an http(s) address, in lower case; empty for any other."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").rstrip(".").lower() if parts.scheme.lower() in ("http", "https") else ""
    except ValueError:
        return ""


def server_of(url: str) -> str:
    """Scheme, host and port of an address: what can be reached, or not, as one."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}".lower()


def _in_text(text: Text, day: dt.date | None) -> Iterator[WebLink]:
    seen: set[tuple[int, str]] = set()
    for line, column, written in _written(text):
        url = _meant(written)
        if (line, url) not in seen:
            seen.add((line, url))
            yield WebLink(_bare(url), written, text.path, line, column, day)


def _on_card(person: Person) -> Iterator[WebLink]:
    """The links on a person's card; each stands in the line of its key."""
    for link in person.links:
        key = re.compile(rf"\s*['\"]?{link.kind}\b", re.IGNORECASE)
        line = next((number for number, text in enumerate(person.source.lines, 1) if key.match(text)), None)
        yield WebLink(_bare(link.url), link.url, person.relative, line, None, None)


def _written(text: Text) -> Iterator[tuple[int, int, str]]:
    for place, link in text.links:
        yield place.line, place.column, link.url.strip()
    for number, line in text.prose_lines.items():
        if definition := DEFINITION.match(line):
            yield number, definition.start("url") + 1, definition["url"]
        for auto in AUTOLINK.finditer(line):
            yield number, auto.start("url") + 1, auto["url"]
        for bare in BARE_URL.finditer(line):
            yield number, bare.start() + 1, bare.group()
    for place, tag in text.tags:
        url = tag.attributes.get(ADDRESSES.get(tag.name, ""), "")
        if url:
            yield place.line, place.column, url.strip()


def _meant(written: str) -> str:
    """The address as a browser gets it, without Markdown's and HTML's ways to escape."""
    url = html.unescape(ESCAPE.sub(r"\1", written))
    if url.lower().startswith("www."):
        return f"http://{url}"  # as GitHub makes a link of it
    return f"https:{url}" if url.startswith("//") else url


def _bare(url: str) -> str:
    return url.partition("#")[0]
