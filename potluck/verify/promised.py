"""What an edition promises: every post that should be out is there, and not one file more than the site can make.

Held against the output before it is published, so that nothing in ``content/`` can place a ``CNAME``, a service worker
or a verification file, whatever way it found into the build.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from pathlib import Path

from potluck.content.names import IMAGE_SUFFIXES, slugify
from potluck.pages.edition import Edition
from potluck.pages.generators import diagrams, search
from potluck.pages.generators.redirects import output_path
from potluck.pages.generators.sitemap import PART
from potluck.pages.views.cards import FILE as CARD

AT_THE_ROOT = (
    *("index.html", "404.html", "feed.xml", "feed.json", "feed.css", "people.opml", "events.ics", "sitemap.xml"),
    *("robots.txt", ".nojekyll", "CNAME"),
)
LISTS = ("people", "tags", "series", "archive", "write", "search", "numbers")
_SEARCH_INDEX = re.compile(
    r"pagefind/[0-9]+/(?:pagefind(?:-entry\.json|-worker\.js|\.js|\.[a-z]+_[0-9a-f]+\.pf_meta)|wasm\.[a-z]+\.pagefind"
    r"|(?:index|fragment|filter)/[a-z]+_[0-9a-f]+\.pf_(?:index|fragment|filter))\Z"
)
_NUMBERED = re.compile(r"(?:page/[0-9]+/|sitemap-[0-9]+\.xml\Z)")
_PORTABLE_IMAGE = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._-]*/)*[A-Za-z0-9][A-Za-z0-9._-]*(?:@[0-9]+\.[a-z]+)?\Z")
"""Folders and a name as members may give them, and what we add for the further files of an image."""


def promised(edition: Edition, our_files: Iterable[str] = ()) -> Callable[[str], bool]:
    """Answers, of a path in the output, whether this edition can have made it.

    ``our_files`` are those that no content makes: the theme's, the pages of the documentation, what ``redirects.txt``
    has lead on, and what plugins made.
    """
    exact = frozenset(_exact(edition)) | frozenset(our_files)
    folders = tuple(sorted(_folders_of_images(edition)))

    def is_promised(path: str) -> bool:
        plain = _NUMBERED.sub("", path, count=1) or "sitemap.xml"
        return plain in exact or _is_image(path, folders) or _SEARCH_INDEX.match(path) is not None

    return is_promised


def _exact(edition: Edition) -> Iterator[str]:
    """Every path but those of images and of the later pages of a list."""
    yield from AT_THE_ROOT
    yield from (f"{name}/index.html" for name in LISTS)
    yield from (diagrams.PATH, diagrams.DRAWING)
    yield search.DIALOG
    yield CARD
    yield from (f"{post.permalink}{CARD}" for post in edition.posts)
    for document in edition.documents:
        yield f"{document.permalink}index.html"
        yield from (output_path(alias) for alias in document.aliases)
    for handle in edition.library.people:
        yield from _list_with_feeds(f"authors/{handle}/")
    for slug in {tag.slug for post in edition.listed for tag in post.tags}:
        yield from _list_with_feeds(f"tags/{slug}/")
    for name in {post.series for post in edition.listed if post.series}:
        yield from _list_with_feeds(f"series/{slugify(name)}/")


def _list_with_feeds(place: str) -> Iterator[str]:
    yield from (f"{place}index.html", f"{place}feed.xml", f"{place}feed.json", f"{place}{CARD}")


def _folders_of_images(edition: Edition) -> Iterator[str]:
    yield "images/"
    yield from (post.permalink for post in edition.posts)
    yield from (f"authors/{handle}/" for handle in edition.library.people)


def _is_image(path: str, folders: tuple[str, ...]) -> bool:
    suffix = path[path.rfind(".") :].lower()
    return suffix in IMAGE_SUFFIXES and path.startswith(folders) and _PORTABLE_IMAGE.match(path) is not None


def missing_posts(output: Path, edition: Edition) -> list[str]:
    """What the output lacks of an edition, a sentence each, naming the post's file."""
    sitemap = output / "sitemap.xml"
    parts = [file for file in sorted(output.glob("sitemap-*.xml")) if PART.fullmatch(file.name)]
    listed = "".join(file.read_text(encoding="utf-8") for file in (sitemap, *parts) if file.is_file())
    missing = [] if sitemap.is_file() else ["There is no sitemap.xml."]
    for post in (*edition.listed, *edition.hidden):
        page = output / post.permalink / "index.html"
        if not page.is_file():
            missing.append(f"{post.relative} has no page at /{post.permalink}.")
        elif escape(post.title, quote=False)[:40] not in page.read_text(encoding="utf-8").replace("&#34;", '"').replace(
            "&#39;", "'"
        ):
            missing.append(f"The page at /{post.permalink} doesn't show the title of {post.relative}.")
    unlisted = (post for post in edition.listed if f"/{post.permalink}</loc>" not in listed)
    return missing + [f"{post.relative} is not in sitemap.xml." for post in unlisted]
