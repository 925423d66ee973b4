"""Old addresses that live on: aliases of posts and pages, and lines of `redirects.txt` for lists, people and feeds."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from potluck.content.front_matter.post_values import is_old_path
from potluck.content.names import slugify
from potluck.content.uniqueness import is_the_sites_own, whose_folder
from potluck.moving.arrange.people import Bylines
from potluck.moving.arrange.places import Place
from potluck.moving.model import Entry, OldSite

MAX_ALIASES = 20
"""As many as stand in the top of a post; further ones go to `redirects.txt`."""


@dataclass
class Redirects:
    """Aliases by entry, and lines for `redirects.txt`: old path to new path, without slashes in front."""

    aliases: dict[str, list[str]] = field(default_factory=dict)
    lines: dict[str, str] = field(default_factory=dict)


def redirects(
    site: OldSite, places: Mapping[str, Place], here: Iterable[str], bylines: Bylines, tags: Iterable[str]
) -> Redirects:
    """Work out every redirect. `here` are permalinks of others, `tags` the slugs of tags that have a page here."""
    found = Redirects()
    known = set(tags)
    pages = {place.permalink.lower().strip("/"): source for source, place in places.items()}
    taken = {permalink.lower() for permalink in (*here, *(place.permalink for place in places.values()))}
    mine: set[tuple[str, str]] = set()
    for entry, number, url in _in_turn(site.entries):
        place = places[entry.source]
        alias = as_alias(url)
        if alias is None:
            if url.strip("/"):
                entry.ask(f"Its old address `/{url[:120]}` can't be a redirect here.")
            continue
        key = alias.lower()
        if key not in taken and is_the_sites_own(key) and not _is_ours(key, known):
            taken.add(key)
            found.lines[alias] = place.permalink
            continue
        if key in taken or is_the_sites_own(key) or whose_folder(key.strip("/"), entry.source, pages):
            if key.rstrip("/") != place.permalink.lower().rstrip("/") and (entry.source, key) not in mine:
                entry.ask(f"Its old address `/{alias}` belongs to something else here, so it does not lead to it.")
            continue
        taken.add(key)
        mine.add((entry.source, key))
        if number < MAX_ALIASES:
            found.aliases.setdefault(entry.source, []).append(alias)
        else:
            found.lines[alias] = place.permalink
    _add_lists(site, bylines, known, taken, found)
    return found


def _in_turn(entries: list[Entry]) -> Iterator[tuple[Entry, int, str]]:
    """Every entry's own old permalink, then everybody's further old addresses, so that none takes another's own."""
    ranked = [(entry, dict.fromkeys(url.strip().lstrip("/") for url in entry.old_urls)) for entry in entries]
    for part in (slice(1), slice(1, None)):
        for entry, paths in ranked:
            yield from ((entry, *pair) for pair in [*enumerate(paths)][part])


def as_alias(url: str) -> str | None:
    """An old path as an alias, or none when no file of a static site could answer for it."""
    path, _, fragment = url.partition("#")
    path = path.strip().strip("/")
    if "?" in path or "/" in fragment:  # a sign of the path itself, as in `tags/c#/`
        return None
    if posixpath.basename(path) in ("index.html", "index.htm"):
        path = posixpath.dirname(path)
    if not is_old_path(path):
        return None
    return path if "." in path.rsplit("/", 1)[-1] else f"{path}/"


def _is_ours(alias: str, tags: set[str]) -> bool:
    """Whether the site makes something of its own at a path of an old list, where a list's page may stand in for it."""
    parts = alias.strip("/").split("/")
    is_list_that_is_gone = len(parts) > 1 and (parts[0] == "docs" or (parts[0] == "tags" and parts[1] not in tags))
    return is_the_sites_own(alias) and not is_list_that_is_gone


def _add_lists(site: OldSite, bylines: Bylines, tags: set[str], taken: set[str], found: Redirects) -> None:
    for person in site.people:
        handle = bylines.handle_of(person.key)
        for url in person.old_urls if handle else ():
            _line(url, f"authors/{handle}/", taken, found)
    for url, name in site.tag_urls.items():
        if slugify(name) in tags:
            _line(url, f"tags/{slugify(name)}/", taken, found)
    for url, ours in site.lists.items():
        _line(url, ours, taken, found)
    for url, subject in site.feeds.items():
        _line(url, _feed(subject, bylines, tags), taken, found, is_feed=True)


def _feed(subject: str, bylines: Bylines, tags: set[str]) -> str:
    kind, _, name = subject.partition(":")
    if kind == "tag" and slugify(name) in tags:
        return f"tags/{slugify(name)}/feed.xml"
    handle = bylines.handle_of(name) if kind == "author" else None
    return f"authors/{handle}/feed.xml" if handle else "feed.xml"


def _line(url: str, target: str, taken: set[str], found: Redirects, *, is_feed: bool = False) -> None:
    alias = as_alias(url)
    if alias is None or alias.lower() in taken or alias.strip("/") == target.strip("/"):
        return
    if not is_feed and _is_ours(alias.lower(), set()):
        return
    if alias.strip("/") in ("feed.xml", "sitemap.xml", "robots.txt"):
        return
    taken.add(alias.lower())
    found.lines[alias] = target
