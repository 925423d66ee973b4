"""Every link within the site leads somewhere: to a file of the output, and to a place in it where it names one.

A place that is not there (``on_page``) leaves readers at the top of the page they wanted, which is no dead end.
Links to other sites are not followed; that is a task of its own, since it needs the network. What stands on a page that
has not changed is known from the last time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from potluck.build.unchanged import Unchanged
from potluck.keeping import code_in

_LINKS = {
    "a": "href",
    "link": "href",
    "img": "src",
    "script": "src",
    "source": "src",
    "iframe": "src",
    "form": "action",
}
_ON_PAGE = "The page is there, but nothing in it has the id"


@dataclass(frozen=True, order=True)
class DeadLink:
    """A link that leads nowhere: the page it stands on (path within the output), and the link as written."""

    page: str
    link: str
    reason: str
    on_page: bool = False
    """Whether the page that the link names is there, and only the place in it is not."""


@dataclass(frozen=True)
class OnPage:
    """The links on a page, and the ids that a link can lead to."""

    links: frozenset[str]
    anchors: frozenset[str]


def _packed(pages: Iterable[OnPage]) -> Any:
    """Each link is written once, since most stand on every page."""
    numbers: dict[str, int] = {}
    told = [
        ([numbers.setdefault(link, len(numbers)) for link in sorted(each.links)], sorted(each.anchors))
        for each in pages
    ]
    return [list(numbers), told]


def _unpacked(kept: Any) -> list[OnPage]:
    links, pages = kept
    return [OnPage(frozenset(map(links.__getitem__, numbers)), frozenset(anchors)) for numbers, anchors in pages]


def dead_links(output: Path, siteurl: str = "", memory: Path | None = None) -> list[DeadLink]:
    """Every dead link in the HTML files below ``output``, which is served at ``siteurl``.

    A link to the site's own address counts as one within the site. ``memory`` is a file that keeps what stood on the
    pages, so that the next time only those that changed are read.
    """
    site = urlsplit(siteurl)
    host, base = site.netloc, site.path.rstrip("/")
    files = {file.relative_to(output).as_posix() for file in output.rglob("*") if file.is_file()}
    name_of_kept = f"links {code_in(Path(__file__).parent)}"  # another way of looking finds other links
    kept = Unchanged[OnPage](memory, name_of_kept, _packed, _unpacked)
    pages = {
        name: kept.of(name, (output / name).lstat(), partial(_read, output / name))
        for name in sorted(files)
        if name.endswith(".html")
    }
    kept.keep()
    found = []
    everywhere: dict[str, str] = {}  # why a link is dead that means the same on every page
    for name, page in pages.items():
        for link in page.links:
            if not link.startswith("/"):
                reason = _why_dead(link, name, host, base, files, pages)
            elif (known := everywhere.get(link)) is not None:
                reason = known
            else:
                reason = everywhere[link] = _why_dead(link, name, host, base, files, pages)
            if reason:
                found.append(DeadLink(name, link, reason, on_page=reason.startswith(_ON_PAGE)))
    return sorted(found)


def _why_dead(link: str, page: str, host: str, base: str, files: set[str], pages: dict[str, OnPage]) -> str:
    """Why a link leads nowhere; empty if it leads somewhere, or out of the site."""
    try:
        parts = urlsplit(link)
    except ValueError:  # such as `//[`, which no browser opens either
        return "It is no address."
    if parts.scheme not in ("", "http", "https") or (parts.netloc and parts.netloc != host):
        return ""
    if not parts.path and not parts.netloc:
        target = page
    else:
        path = unquote(parts.path or "/")
        if not path.startswith("/"):
            return "It is relative, so it means another place on each page."
        if base and path != base and not path.startswith(f"{base}/"):
            # With its host, it is meant for whoever is beside us there.
            return "" if parts.netloc else f"It leaves the folder the site is served under ({base}/)."
        target = path.removeprefix(base).lstrip("/")
        target += "index.html" if target == "" or target.endswith("/") else ""
    if target not in files:
        return "Nothing is there."
    place = parts.fragment
    if place and target in pages and pages[target].anchors.isdisjoint((place, unquote(place))):  # in this order
        return f"{_ON_PAGE} “{unquote(place)}”."
    return ""


def home_links(page: Path, siteurl: str) -> Iterator[tuple[str, str]]:
    """The links of an HTML file that name the site by its own address, each with its path, without a slash in front.

    Of these `dead_links` says whether they are dead, once the whole site is there.
    """
    site = urlsplit(siteurl)
    base = site.path.rstrip("/")
    for link in sorted(_read(page).links):
        with suppress(ValueError):
            parts = urlsplit(link)
            path = unquote(parts.path)
            is_ours = parts.scheme in ("", "http", "https") and parts.netloc and parts.netloc == site.netloc
            if is_ours and (path == base or path.startswith(f"{base}/")):
                yield link, path.removeprefix(base).lstrip("/")


def _read(file: Path) -> OnPage:
    tree = LexborHTMLParser(file.read_text(encoding="utf-8"))
    return OnPage(frozenset(_links(tree)), frozenset(_anchors(tree)))


def _links(tree: LexborHTMLParser) -> Iterator[str]:
    for tag, attribute in _LINKS.items():
        for node in tree.css(f"{tag}[{attribute}]"):
            yield (node.attributes.get(attribute) or "").strip()
    for node in tree.css("[srcset]"):
        for candidate in (node.attributes.get("srcset") or "").split(","):
            yield candidate.strip().split(" ")[0]


def _anchors(tree: LexborHTMLParser) -> Iterator[str]:
    yield "top"
    for node in tree.css("[id]"):
        yield node.attributes.get("id") or ""
