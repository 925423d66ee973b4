"""Where a link in a file leads: to a post, a page, a person, an image, a part of the site, the web, or nowhere.

Links are read as GitHub shows them, relative to the file; Pelican's `{filename}` and `{static}` begin at the content
folder when they begin with a slash. No link ever leads out of `content/`.
"""

from __future__ import annotations

import difflib
import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import msgspec

from potluck.content.homes import NOTION
from potluck.content.model import Written
from potluck.content.names import IMAGE_SUFFIXES, portable_name
from potluck.content.tree import ImageFile
from potluck.late import late

if TYPE_CHECKING:
    from potluck.content.library import Library

SCHEME = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]+:|//)")
BLANKS = " \t\n\f\r"
"""What browsers leave out around an address, and no more: behind any other sign, `javascript:` is part of a path."""
PELICAN = re.compile(r"[{|](?P<what>[a-z]+)[}|]")
WEB = re.compile(r"(?:https?:|//)", re.IGNORECASE)
BY_DAY = late(r"/(\d{4})/(\d\d)/(\d\d)/([^/.]+)(?:\.html|/|/index\.html)?\Z")
"""The address of a post as other programs make it, with its day."""
OTHER_PICTURES = frozenset((".heic", ".heif", ".svg", ".bmp", ".tif", ".tiff", ".ico", ".psd"))
DOUBLED = late(r"(\.\w{3,4})\1\Z")
"""What Windows makes of `.png` that is typed where it hides the end of names."""
ALIKE = 0.85
DAY = late(r"\d{4}-\d\d-\d\d-")
"""What the name of a post begins with, and a link to it often lacks."""
MANY = 100
"""In a folder of more files than this, only those whose names begin or end like the one wanted are compared."""
GENERATED = frozenset(
    (
        *("", "archive/", "people/", "tags/", "series/", "write/", "search/", "numbers/"),
        *("feed.xml", "feed.json", "people.opml", "events.ics", "sitemap.xml", "robots.txt"),
    )
)


class TextTarget(msgspec.Struct, frozen=True):
    """A post, a page or a person of this site; `permalink` has no slash in front, `fragment` no `#`."""

    document: Written
    fragment: str = ""

    @property
    def permalink(self) -> str:
        return self.document.permalink


class SiteTarget(msgspec.Struct, frozen=True):
    """A page that the site makes itself, such as a tag's; `permalink` has no slash in front."""

    permalink: str
    fragment: str = ""

    @property
    def url(self) -> str:
        """The address from the root of the site, wherever that is served."""
        return f"/{self.permalink}" + (f"#{self.fragment}" if self.fragment else "")


class ImageTarget(msgspec.Struct, frozen=True):
    """An image that the file may show: beside it in its own folder, or in `content/images/`."""

    image: ImageFile


class External(msgspec.Struct, frozen=True):
    """A link that leaves the site, or a fragment of the page itself; whether it is safe is for others to say."""

    url: str


class Missing(msgspec.Struct, frozen=True):
    """A link that leads nowhere. `reason` is a sentence; `nearest` a better link, where one is likely; `withheld` tells
    that the file is there, and has a problem of its own."""

    wanted: str
    reason: str
    nearest: str | None = None
    withheld: bool = False
    elsewhere: str | None = None
    """Where the image is, as problems name it, when it is in a place that the file may not show images from."""
    url: None = None


Target = TextTarget | SiteTarget | ImageTarget | External | Missing


def resolve(library: Library, inside: str, url: str) -> Target:
    """Where a link leads that is written in the file `inside`, a path below the content folder."""
    url = url.strip(BLANKS)
    if not url:
        return Missing(url, "The link has no address.")
    if re.match(r"[A-Za-z]:[\\/]", url) or url.startswith("\\\\"):
        return Missing(url, "This is a place on your own computer, which nobody else can reach.", _last_part(url))
    if WEB.match(url):
        return _on_the_web(url)
    if SCHEME.match(url) or url[0] in "#?":
        return External(url)
    path, _, fragment = url.partition("#")
    path = unquote(path.partition("?")[0])
    if found := PELICAN.match(path):
        rest = path[found.end() :]
        if found["what"] in ("author", "index"):
            return _by_address(library, f"authors/{rest}/" if rest else "", fragment, url)
        if found["what"] not in ("filename", "static"):
            return Missing(url, f"`{{{found['what']}}}` does nothing here.", rest.lstrip("/") or None)
        base = "" if rest.startswith("/") else posixpath.dirname(inside)
        return _by_path(library, inside, base, rest.lstrip("/"), fragment, url)
    if path.startswith("/"):
        bare = path.lstrip("/")
        by_path = _by_path(library, inside, "", bare.removeprefix("content/"), fragment, url)
        return by_path if not isinstance(by_path, Missing) else _by_address(library, bare, fragment, url, by_path)
    return _by_path(library, inside, posixpath.dirname(inside), path, fragment, url)


def _on_the_web(url: str) -> Target:
    """A whole address leaves the site, if it names another."""
    try:
        host = urlsplit(url).netloc
    except ValueError:  # a bracket that is not closed
        host = ""
    return External(url) if host else Missing(url, "This address names no site.")


def _by_address(library: Library, bare: str, fragment: str, url: str, otherwise: Missing | None = None) -> Target:
    bare = bare.removesuffix("index.html")
    for permalink in (bare, f"{bare.rstrip('/')}/"):
        if found := library.by_permalink.get(permalink):
            return _target(found, fragment)
        if permalink in library.generated:
            return SiteTarget(permalink, fragment)
    near = None if otherwise and otherwise.nearest else library.near_addresses.near(f"{bare.rstrip('/')}/")
    if otherwise and not near:
        return otherwise
    return Missing(url, "There is no such page on this site.", f"/{near}" if near else None)


def _by_path(library: Library, inside: str, base: str, path: str, fragment: str, url: str) -> Target:
    if "\\" in path:
        slashed = path.replace("\\", "/")
        meant = _by_path(library, inside, base, slashed, fragment, url)
        near = meant.nearest or _last_part(path) if isinstance(meant, Missing) else slashed
        return Missing(url, "A web address has forward slashes, `/`, never backslashes.", near)
    wanted = posixpath.normpath(posixpath.join(base, path))
    if wanted == ".." or wanted.startswith("../"):
        return Missing(url, "The link leads out of the content folder.")
    for candidate in (wanted, f"{wanted}/index.md", f"{wanted}.md"):
        found = library.at(candidate)
        if isinstance(found, ImageFile):
            return _image(found, candidate, inside, url)
        if found is not None:
            return _target(found, fragment)
        if candidate in library.withheld:
            return Missing(url, "This file can't be published yet.", withheld=True)
    return Missing(url, _why_missing(path), _nearest(library, inside, wanted))


def _target(found: Written | ImageFile, fragment: str) -> Target:
    return ImageTarget(found) if isinstance(found, ImageFile) else TextTarget(found, fragment)


def _image(image: ImageFile, candidate: str, inside: str, url: str) -> Target:
    folder = posixpath.dirname(inside)
    own = posixpath.basename(inside) == "index.md" and candidate.startswith(f"{folder}/")
    if own or candidate.startswith("images/") or (folder == "authors" and posixpath.dirname(candidate) == folder):
        return ImageTarget(image)
    reason = "A post shows only images from its own folder or from `content/images/`."
    return Missing(url, reason, elsewhere=image.relative)


def _why_missing(path: str) -> str:
    suffix = posixpath.splitext(path)[1].lower()
    if suffix in IMAGE_SUFFIXES:
        return "There is no such image."
    if suffix in OTHER_PICTURES:
        return "This kind of picture is not shown; save it as PNG or JPEG."
    return "There is no such file in the content folder."


def _nearest(library: Library, inside: str, wanted: str) -> str | None:
    """A link to the file that was probably meant."""
    folder = posixpath.dirname(inside)
    plain = portable_name(DOUBLED.sub(r"\1", NOTION.sub("", posixpath.basename(wanted)))).lower()
    folded = (library.by_folded.get(each.lstrip("/")) for each in _spellings(folder, wanted, plain))
    found = next(filter(None, folded), None)
    found = found or _begun_or_ended(library, folder, plain if "." in plain else f"{plain}.md")
    found = found or _of_day(library, wanted) or _alike(library, folder, wanted)
    return posixpath.relpath(found, folder or ".") if found else None


def _spellings(folder: str, wanted: str, plain: str) -> list[str]:
    """Paths in lower case of what a link may mean, likeliest first: the same but for case, its suffix, or its folder.

    `plain` is its name as names of files are here.
    """
    name = posixpath.basename(wanted).lower()
    stem = posixpath.splitext(name)[0]
    below = [wanted.lower().lstrip("/"), wanted.lower().removeprefix(f"{folder.lower()}/")]
    below += [f"{folder}/{name}".lower().lstrip("/"), f"images/{name}"]
    below += [f"{folder}/{plain}".lower().lstrip("/"), f"images/{plain}"] if plain != name else []
    below += [f"{folder}/{name.replace('_', '-')}".lower().lstrip("/")] if "_" in name else []
    below += [f"authors/{name}", f"pages/{name}"] if name.endswith(".md") else []
    below += [f"{path.removesuffix('.md')}/index.md" for path in below if path.endswith(".md")]
    below += [f"authors/{stem[1:]}.md"] if name.startswith("@") else []
    below += [f"{path.removesuffix('.html')}.md" for path in below if path.endswith(".html")]
    options = [*below, *(path.replace("/img/", "/images/") for path in below if "/img/" in path)]
    if posixpath.splitext(name)[1] in ("", *IMAGE_SUFFIXES):
        options += [f"{posixpath.dirname(path)}/{stem}{suffix}" for path in below for suffix in sorted(IMAGE_SUFFIXES)]
    twice = ((path, posixpath.splitext(path)[1]) for path in below)
    return options + [f"{path}{suffix}" for path, suffix in twice if suffix in IMAGE_SUFFIXES]


def _of_day(library: Library, wanted: str) -> str | None:
    """The post that other programs have at an address with this day."""
    dated = BY_DAY.search(f"/{wanted}")
    post = "posts/{}-{}-{}-{}".format(*dated.groups()).lower() if dated else ""
    return library.by_folded.get(f"{post}.md") or library.by_folded.get(f"{post}/index.md") if post else None


def _begun_or_ended(library: Library, folder: str, name: str) -> str | None:
    """The only file whose name has a day in front of the name wanted, or is a person's and begins with it."""
    near = [
        path
        for place in {folder.lower(), "posts"}
        for path in library.by_folder.get(place, ())
        if path.endswith(name) and DAY.fullmatch(posixpath.basename(path).removesuffix(name))
    ]
    begun = f"authors/{name.removesuffix('.md')}-"
    near += [path for path in library.by_folder.get("authors", ()) if path.startswith(begun) and path.endswith(".md")]
    return library.by_folded[near[0]] if len(near) == 1 else None


def _alike(library: Library, folder: str, wanted: str) -> str | None:
    """The file whose name is all but the same: a letter too many, too few or swapped, and perhaps no day."""
    suffix = posixpath.splitext(wanted)[1].lower()
    places = {posixpath.dirname(wanted).lower(), folder.lower(), "images" if suffix in IMAGE_SUFFIXES else "posts"}
    near = [path for place in sorted(places) for path in library.by_folder.get(place, ()) if path.endswith(suffix)]
    name = posixpath.basename(wanted).lower()
    without_day = not name[:1].isdigit() and suffix == ".md"
    if is_many := len(near) > MANY:
        near = [path for path in near if name[:12] in path or path.endswith(name[-8:])]
    by_name = {DAY.sub("", own) if without_day else own: path for path in near if (own := posixpath.basename(path))}
    if is_many:
        by_name = {each: path for each, path in by_name.items() if each[:12] == name[:12] or each[-8:] == name[-8:]}
    close = difflib.get_close_matches(name, by_name, n=2, cutoff=ALIKE)
    return library.by_folded[by_name[close[0]]] if len(close) == 1 else None


def _last_part(path: str) -> str | None:
    return path.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1] or None
