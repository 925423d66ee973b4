"""Where the links of the old site led: to one of its posts, files, tags or people, to the world, or nowhere.

A link is tried as the old site's program would have read it: an address the site was served at, a path from its root
(with or without the path the site was below), a path beside the file it stands in, and a path beside the page it was
shown on. Nothing is guessed that could be two things."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from potluck.moving.model import SMALLER, SOURCE, Entry, OldSite

SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
INDEX = re.compile(r"(?:\A|/)index\.(?:html?|php|md|markdown|rst|mdx)\Z", re.IGNORECASE)
PAGE_SUFFIX = re.compile(r"\.(?:html?|php|md|markdown|rst|mdx)\Z", re.IGNORECASE)
DATED = re.compile(r"(?:\A|/)(\d{4}/\d{1,2}/(?:\d{1,2}/)?[^/]+)\Z")
ALIASED = re.compile(r"\A[@~]/?(?=[\w-]+/)")
"""What stands for `src/` in sites made with Astro and its like."""
HOMES = frozenset(("", "index", "home", "blog"))
HOST = re.compile(
    r"(?:[a-z0-9-]{1,63}\.)+(?:com|org|net|io|edu|gov|dev|info|me|co|uk|de|fr|tw|ca|au|eu|us|app|ly|ac)(?:/|\Z)",
    re.IGNORECASE,
)
"""An address that begins with the name of a host."""
EMAIL = re.compile(r"[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}\Z", re.IGNORECASE)
BY_NUMBER = re.compile(r"(?:p|page_id|cat|attachment_id)=\d")
"""What asks WordPress for a page by its number, rather than for the home page."""
WHOLE = re.compile(r"([\w.-]{1,200}\.[a-z]{2,63})/([^\s()<>\"'\]]+)", re.IGNORECASE)
"""An address, without what stands before its host."""
BLOGS_OF_ONE = (".blogspot.com", ".wordpress.com", ".medium.com", ".ghost.io")
"""Hosts that nobody mistakes for another's, so that one link is enough."""
ENOUGH = 2
"""Links from one post to another that make a host the site's own."""


@dataclass(frozen=True, slots=True)
class ToEntry:
    """A post or page of the old site; `fragment` with its `#`, or empty."""

    source: str
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class ToFile:
    """A file of the old site, by its name; `path` is where the old site served it."""

    name: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class ToPlace:
    """A page that every site of ours has: `subject` is `""` for the home page, `feed`, `tag:NAME`,
    `author:KEY`, `at:PATH`."""

    subject: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A link into the old site that leads to nothing that moves in; `address` is where it was, when that is known."""

    path: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class ToWeb:
    """A page or mailbox elsewhere whose address had no `https://` or `mailto:` in front."""

    address: str


Lead = ToEntry | ToFile | ToPlace | ToWeb | Gone


class Leads:
    """Knows every address of the old site."""

    def __init__(self, site: OldSite) -> None:
        self.site = site
        self._entries = {entry.source: entry for entry in site.entries}
        self._by_url: dict[str, Entry] = {}
        self._by_date: dict[str, Entry | None] = {}
        for entry in site.entries:
            for url in entry.old_urls:
                key = normal(url)
                self._by_url.setdefault(key, entry)
                if dated := DATED.search(key):
                    known = self._by_date.setdefault(dated[1], entry)
                    self._by_date[dated[1]] = entry if known is entry else None
        self._places = {normal(path): subject for path, subject in self._old_places()}
        self._files_by_case = {name.lower(): name for name in site.files}
        self._public_by_case = {path.lower(): path for path in site.public}
        self._tops = {name.partition("/")[0] for name in site.files}
        self._bases = [each for each in {site.base_path.strip("/")} if each]

    def _old_places(self) -> Iterator[tuple[str, str]]:
        yield from ((path, "feed") for path in self.site.feeds)
        yield from ((path, f"at:{ours}") for path, ours in self.site.lists.items())
        yield from ((path, f"tag:{name}") for path, name in self.site.tag_urls.items())
        yield from ((url, f"author:{person.key}") for person in self.site.people for url in person.old_urls)

    def take_forwarded(self) -> None:
        """Make old addresses of the redirects that the old site had itself."""
        root = Entry("")
        for old, new in self.site.forwarded.items():
            lead = self.follow(root, new)
            if isinstance(lead, ToEntry):
                entry = self._entries[lead.source]
                entry.old_urls.append(old)
                self._by_url.setdefault(normal(old), entry)

    def follow(self, entry: Entry, url: str) -> Lead | None:
        """Where a link in an entry led; none when it leaves the old site, or stays on its own page."""
        url = url.strip()
        if not url or url[0] in "#?":
            return None
        if url.startswith(SOURCE):
            return self._by_source(url.removeprefix(SOURCE))
        host, path, fragment = _parts(url)
        if host is not None:
            if host not in self.site.hosts:
                return None
            inside = self._below_base(path)
            if found := self._rooted(inside, fragment):
                return found
            if self._bases and inside == path.strip("/") and inside:
                return None
            return Gone(path, url if SCHEME.match(url) else f"https:{url}")
        if SCHEME.match(url):
            return None
        if path.startswith("/"):
            bare = self._below_base(path)
            return self._rooted(path.strip("/"), fragment) or self._rooted(bare, fragment) or self._gone(bare)
        if found := self._beside(entry, path, fragment):
            return found
        if EMAIL.match(url):
            return ToWeb(f"mailto:{url}")
        return ToWeb(f"https://{url}") if HOST.match(url) else self._gone_beside(entry, path)

    def _below_base(self, path: str) -> str:
        inside = path.strip("/")
        for base in self._bases:
            if inside == base or inside.startswith(f"{base}/"):
                return inside[len(base) :].strip("/")
        return inside

    def _gone(self, path: str) -> Gone:
        address = f"{self.site.url}/{path.lstrip('/')}" if self.site.url.startswith("http") else ""
        return Gone(path, address)

    def _gone_beside(self, entry: Entry, path: str) -> Gone:
        """A relative path that leads nowhere: as a browser would have read it on the old page."""
        old = entry.old_urls[0] if entry.old_urls else ""
        shown = old if old.endswith("/") else posixpath.dirname(old)
        return self._gone(posixpath.normpath(posixpath.join(f"/{shown}", path)))

    def _by_source(self, rest: str) -> Lead:
        if rest in self._entries:  # of an export, whose items have a number behind a `#`
            return ToEntry(rest)
        path, _, fragment = unquote(rest).partition("#")
        path = posixpath.normpath(path.lstrip("/")) if path else ""
        return self._in_source(path, f"#{fragment}" if fragment else "") or self._rooted(path, "") or Gone(path)

    def _in_source(self, path: str, fragment: str) -> Lead | None:
        """An entry or file by its name in the source."""
        for candidate in (path, f"{path}.md", f"{path}/index.md", f"{path}.mdx", f"{path}.markdown", f"{path}.rst"):
            if candidate in self._entries:
                return ToEntry(candidate, fragment)
        if path in self.site.files:
            return ToFile(path)
        exact = self._files_by_case.get(path.lower())
        return ToFile(exact) if exact else None

    def _rooted(self, path: str, fragment: str) -> Lead | None:
        """A path below the old site's root, as a browser saw it."""
        key = normal(path)
        for candidate in (key, key.lower(), key.rstrip("}").rstrip()):
            if found := self._by_url.get(candidate):
                return ToEntry(found.source, fragment)
            if candidate in self._places:
                return ToPlace(self._places[candidate])
        bare = unquote(path).strip("/")
        for known in (bare, SMALLER.sub("", bare)):
            name = self.site.public.get(known) or self.site.public.get(self._public_by_case.get(known.lower(), ""))
            if name:
                return ToFile(name, known)
        if (dated := DATED.search(key)) and (by_date := self._by_date.get(dated[1])):
            return ToEntry(by_date.source, fragment)
        return ToPlace("") if key in HOMES else None

    def _beside(self, entry: Entry, path: str, fragment: str) -> Lead | None:
        """A relative path: beside the file, beside the page it was shown on, from the root where it was forgotten."""
        plain = unquote(path)
        of_zola = plain.startswith("@/") and "content" in self._tops
        plain = plain.removeprefix("@/") if of_zola else ALIASED.sub("src/", plain)
        folder = posixpath.dirname(entry.source.partition("#")[0])
        for base in (folder, "content", "") if path.startswith("@/") else (folder, ""):
            joined = posixpath.normpath(posixpath.join(base, plain))
            if not joined.startswith("..") and (found := self._in_source(joined, fragment)):
                return found
        for old in entry.old_urls[:2]:
            shown = old if old.endswith("/") else posixpath.dirname(old)
            joined = posixpath.normpath(posixpath.join(f"/{shown}", plain)).lstrip("/")
            if found := self._rooted(joined, fragment):
                return found
        host, _, rest = plain.partition("/")
        if host.lower() in self.site.hosts:
            return self._rooted(self._below_base(rest), fragment)
        found = self._rooted(plain.removeprefix("./"), fragment)
        return found if not isinstance(found, ToPlace) or found.subject else None


def normal(path: str) -> str:
    """A path of a web site as it is compared: no slashes at its ends, no `index.html`, no suffix of a page."""
    plain = unicodedata.normalize("NFC", unquote(path)).strip("/ ")
    plain = INDEX.sub("", plain)
    return PAGE_SUFFIX.sub("", plain).strip("/")


def _parts(url: str) -> tuple[str | None, str, str]:
    """Host (none for a path), path, and fragment with its `#`."""
    if re.match(r"(?:https?:)?//", url, re.IGNORECASE):
        try:
            parts = urlsplit(url)
            fragment = f"#{parts.fragment}" if parts.fragment else ""
            return (parts.hostname or ""), _with_number(parts.path, parts.query), fragment
        except ValueError:
            return "", url, ""
    path, _, fragment = url.partition("#")
    path, _, query = path.partition("?")
    return None, _with_number(path, query), f"#{fragment}" if fragment else ""


def _with_number(path: str, query: str) -> str:
    return f"/?{query}" if path in ("", "/") and BY_NUMBER.match(query) else path


def _addresses(body: str) -> Iterator[re.Match[str]]:
    """Every address in a text whose host stands behind `http://`, `https://` or the parenthesis of a link."""
    before = ""
    for part in body.split("//"):
        if before.endswith(("http:", "https:")) and (found := WHOLE.match(part)):
            yield found
        before = part
    for part in body.split("](")[1:]:
        if found := WHOLE.match(part):
            yield found


def hosts_by_evidence(site: OldSite) -> None:
    """Add to the site's hosts; the likeliest becomes its address, where its settings tell none."""
    known = {normal(url) for entry in site.entries for url in entry.old_urls if url.strip("/").count("/") > 1}
    base = f"{site.base_path.strip('/')}/" if site.base_path.strip("/") else ""
    votes: Counter[str] = Counter()
    for entry in site.entries:
        for found in _addresses(entry.body):
            path = found[2].partition("#")[0]
            if path.startswith(base) if base else normal(path) in known:
                votes[found[1].lower()] += 1
    ranked = votes.most_common()
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return
    for number, (host, count) in enumerate(ranked):
        enough = 1 if host.endswith(BLOGS_OF_ONE) else ENOUGH
        if count < enough or host in site.hosts or (base and number):
            continue
        site.hosts.add(host)
        if not site.url.startswith("http"):
            site.url = f"https://{host}/{base}".rstrip("/")
            site.ask(
                f"The settings tell no address of the old site; {count} links in its posts say {site.url}. "
                "Say it with --url, if that is wrong."
            )
