"""Images: there, really images, of a bearable size, and described for those who can't see them."""

from __future__ import annotations

import posixpath
import re
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

from potluck.checks.addresses import better_address, host_of, insecure
from potluck.checks.foreign_tags import without_tags
from potluck.checks.inline import Link, Tag
from potluck.checks.link_targets import LOCAL, OWN_DISK
from potluck.checks.registry import site_check, text_check
from potluck.checks.site import Site
from potluck.checks.text import Place, Text
from potluck.content.library import External, ImageTarget, Missing
from potluck.content.tree import ImageFile
from potluck.problems import POST_PATH, Example, Problem, error, in_post, warning

FOLDER_POST = POST_PATH.replace(".md", "/index.md")
HEAVY = 2_000_000
"""Bytes. Readers get a smaller copy; everybody who clones the repository gets the file itself."""
SIGNATURES: dict[str, tuple[bytes, ...]] = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
    ".avif": (b"\x00\x00\x00",),
}
POOR_ALT = re.compile(
    r"(?:an? |the )?(?:image|img|picture|pic|photo|screen ?shots?|figure|graphic|alt(?:ernative)?(?: text)?|untitled"
    r"|icon|logo|text)[ _#-]*\d*\Z"
    r"|(?:IMG|DSC|DSCN|PXL|Screen ?Shot)[ _-]*[\d_ -]+.*\Z|[^\s]+\.(?:png|jpe?g|gif|webp|avif|svg)\Z"
    r"|image alt text|enter image description here|description|[\W\d_]+\Z",
    re.IGNORECASE,
)
WEB_PAGE = re.compile(
    r"https?://(?:www\.)?(?:imgur\.com/(?:a/|gallery/)?\w+/?\Z|(?:www\.)?flickr\.com/photos/|github\.com/[^/]+/[^/]+/blob/(?!.*\?raw=)"
    r"|(?:www\.)?dropbox\.com/s/[^?]*\Z|drive\.google\.com/file/|photos\.google\.com/|(?:www\.)?instagram\.com/p/|postimg\.cc/"
    r"|(?:\w+\.)?wikipedia\.org/wiki/(?:File|Datei|Fichier):|commons\.wikimedia\.org/wiki/File:|ibb\.co/\w+\Z|prnt\.sc/)",
    re.IGNORECASE,
)
NOT_AN_IMAGE = re.compile(r"\.(?:html?|php|pdf|mp4|mov|webm|py|txt|md|docx?)(?:\?.*)?\Z", re.IGNORECASE)
BRACKETLESS = re.compile(r"!\[(?P<alt>[^\[\]\n]{0,200})\](?P<gap>\s?)(?P<url>https?://[^\s()<>]+)")
IMAGE_REVERSED = re.compile(r"!\((?P<alt>[^()\n]{0,200})\)\[(?P<url>[^\[\]\s]{3,500})\]")
IMAGE_GAP = re.compile(
    r"(?:!\s+\[(?P<a>[^\[\]\n]{0,200})\]\s?|!\[(?P<b>[^\[\]\n]{0,200})\]\s+)\((?P<url>[^\s()]{3,500})\)"
)
IMAGE_INSIDE = re.compile(r"\[!(?P<alt>[^\[\]\n]{0,200})\]\((?P<url>[^\s()]{3,500})\)")
IMAGE_HALF = re.compile(
    r"(?:!(?P<a>[^\s\[\]()!][^\[\]()\n]{0,100})\]|!\[(?P<b>[^\[\]()\n]{1,100}?)\s?)\((?P<url>(?:https?://)?[^\s()\[\]]{3,500}\.\w{3,4})\)"
)
IMAGE_BRACES = re.compile(r"!\{(?P<alt>[^{}\n]{0,200})\}[({\[](?P<url>[^\s(){}\[\]]{3,500})[)}\]]")
IMAGE_OPEN = re.compile(r"!\[(?P<alt>[^\[\]\n]{0,200})\]\((?P<url>https?://[^\s()]{3,500})(?=\s|\Z)(?![^\n]{0,300}\))")
NO_ADDRESS = re.compile(r"(?<!\\)!\[(?P<alt>[^\[\]\n^][^\[\]\n]{1,200})\](?!\s?[\[(:]|http)")
IMAGE_ESCAPED = re.compile(r"\\?!\\\[(?P<alt>[^\[\]\\\n]{0,200})\\?\]\\?\((?P<url>[^\s()\\]{3,500})\\?\)")
IMAGE_BOXED = re.compile(r"\[(?P<whole>!\[(?P<alt>[^\[\]\n]{0,200})\]\((?P<url>[^\s()]{3,500})\))\](?![(\[:])")
IMAGE_SIZE = re.compile(
    r"!\[(?P<alt>[^\[\]\n]{0,200})\]\((?P<url>[^\s()|]{3,500})(?:\s=\s?\d{0,4}%?x\d{0,4}%?|\s=\d{1,4}%?|\|\d{1,4}(?:x\d{1,4})?)\s*\)"
)
IMAGE_EMPTY = re.compile(r"!\[\[(?P<url>[^\[\]\n]{1,200})\]\]")

IMAGE_SYNTAX = error(
    "image-syntax",
    "This image is not written as it should be.",
    why="Readers would see brackets and an address, and no picture.",
    fix="Write `![what the picture shows](photo.jpg)`.",
    bad=in_post("![the river]https://example.org/river.jpg"),
    good=Example({FOLDER_POST: "---\ntitle: A\nauthor: maria-silva\n---\n\n![The river](river.png)\n",
                  FOLDER_POST.replace("index.md", "river.png"): SIGNATURES[".png"][0]}, "![The river](river.png)"),
)  # fmt: skip
IMAGE_MISSING = error(
    "image-missing",
    "This image is not here.",
    why="Readers would see a gap, or a torn picture.",
    fix="Put the image into the post's own folder or into `content/images/`, and write its name as it is there: "
    "`photo.jpg` or `../images/photo.jpg`.",
    bad=in_post("![The river in the rain](river.jpg)"),
    good=IMAGE_SYNTAX.good,
)
IMAGE_IS_PAGE = error(
    "image-is-page",
    "This is the address of a page with an image on it, not of the image.",
    why="Readers would see a torn picture.",
    fix="Save the picture, put it into the post's own folder, and write `![what it shows](photo.jpg)`.",
    bad=in_post("![The river](https://imgur.com/a1b2c3d)"),
    good=IMAGE_SYNTAX.good,
)
IMAGE_NO_ALT = warning(
    "image-no-alt",
    "Nothing says what this image shows.",
    why="People who can't see it, and everybody for whom it does not load, learn nothing of it.",
    fix="Say between the square brackets what the picture shows: `![The river behind the library](river.jpg)`.",
    bad=in_post("![](https://example.org/river.jpg)"),
    good=IMAGE_SYNTAX.good,
)
IMAGE_POOR_ALT = warning(
    "image-poor-alt",
    "These words do not say what the image shows.",
    why="People who can't see it hear only these words.",
    fix="Say what the picture shows, as you would on the telephone.",
    bad=in_post("![screenshot](https://example.org/river.jpg)"),
    good=IMAGE_SYNTAX.good,
)
IMAGE_ELSEWHERE = warning(
    "image-elsewhere",
    "This image lies on somebody else's site.",
    why="It is gone when they move it, and until then it tells them who reads your post.",
    fix="Save the picture, put it into the post's own folder, and write `![what it shows](photo.jpg)`.",
    bad=in_post("![The river behind the library](https://example.org/river.jpg)"),
    good=IMAGE_SYNTAX.good,
)
IMAGE_HEAVY = warning(
    "image-heavy",
    "This image is very large.",
    why="Readers get a smaller copy, but everybody who works on the blog downloads the whole file, for ever.",
    fix="Make it about 2,000 pixels wide, save it as JPEG or WebP, and put that in its place.",
    bad=Example({"content/images/river.png": SIGNATURES[".png"][0] + b"\0" * HEAVY}, "river.png, 3.8 MB"),
    good=Example({"content/images/river.png": SIGNATURES[".png"][0] + b"\0" * 900}, "river.jpg, 180 KB"),
)
IMAGE_TOO_HEAVY = error(
    "image-too-heavy",
    "This image is too large to be published.",
    why="Preparing it could take the whole site down.",
    fix="Make it at most 1,600 pixels wide and save it as JPEG or WebP.",
    bad=Example({"content/images/river.png": SIGNATURES[".png"][0] + b"\0" * 13_000_000}, "river.png, 13 MB"),
    good=IMAGE_HEAVY.good,
)
IMAGE_NOT_IMAGE = error(
    "image-not-image",
    "This file is not the kind of image that its name says.",
    why="Browsers do not show it.",
    fix="Open it in an image editor, and export it under this name.",
    bad=Example({"content/images/river.png": b"<html>\n"}, "river.png, which is a web page"),
    good=IMAGE_HEAVY.good,
)
IMAGE_MARKUP = error(
    "image-attribute",
    "This tag does not say which image it shows: its `src` is missing.",
    why="Readers would see nothing, or a torn picture.",
    fix="Write `![what the picture shows](photo.jpg)`.",
    bad=in_post('<img scr="river.jpg" alt="The river">'),
    good=IMAGE_SYNTAX.good,
)


@text_check(IMAGE_SYNTAX)
def image_syntax(text: Text) -> Iterator[Problem]:
    """Images whose brackets are not as they should be."""
    for number, line in text.prose_lines:
        if "!" not in line:
            continue
        for pattern in IMAGE_PATTERNS:
            if found := pattern.search(line):
                groups = found.groupdict()
                alt = next((groups[key] for key in ("alt", "a", "b") if groups.get(key)), "")
                image = f"![{alt}]({found['url'].strip()})"
                raw = text.line(number)
                better = f"{raw[: found.start()]}{image}{raw[found.end() :]}"
                yield text.changed(IMAGE_SYNTAX, number, better, found.start() + 1, fix=f"Write: `{image}`")
                break
        else:
            yield from _without_address(text, number, line)


IMAGE_PATTERNS = (
    BRACKETLESS, IMAGE_REVERSED, IMAGE_GAP, IMAGE_EMPTY, IMAGE_INSIDE, IMAGE_HALF, IMAGE_BRACES, IMAGE_OPEN,
    IMAGE_ESCAPED, IMAGE_BOXED, IMAGE_SIZE,
)  # fmt: skip


def _without_address(text: Text, number: int, line: str) -> Iterator[Problem]:
    """`![the river]`, with no address anywhere."""
    found = NO_ADDRESS.search(line)
    if found and f"[{found['alt'].lower()}]:" not in text.document.body.lower():
        title = "This image has no address."
        fix = f"Write `![{found['alt']}](photo.jpg)`, with the name of the file between round brackets."
        yield text.at(IMAGE_SYNTAX, number, found.start() + 1, title=title, fix=fix)


@text_check(IMAGE_MISSING, IMAGE_IS_PAGE, IMAGE_NO_ALT, IMAGE_POOR_ALT, IMAGE_ELSEWHERE, IMAGE_MARKUP)
def images(text: Text) -> Iterator[Problem]:
    """Every image in a text: first whether it shows, then whether it is described."""
    for place, link in text.links:
        if link.is_image:
            yield from _source(text, place, link)
            yield from _described(text, place, link.text)
    for place, tag in text.tags:
        if tag.name == "img" and not tag.closing:
            yield from _tag(text, place, tag)


def _tag(text: Text, place: Place, tag: Tag) -> Iterator[Problem]:
    url = tag.attributes.get("src", "").strip()
    if url:
        yield from _source(text, place, Link(tag.start, tag.end, True, tag.attributes.get("alt", ""), url, url, "html"))
    else:
        near = next(
            (name for name in tag.attributes if name in ("scr", "srs", "source", "href", "url", "scource")), None
        )
        raw = text.line(place.line)
        if near is None:
            yield text.at(IMAGE_MARKUP, place.line, place.column)
        else:
            address = tag.attributes[near].strip()
            better = re.sub(rf"\b{near}\s*=", "src=", raw, count=1)
            if whole := better_address(address, address):
                better = better.replace(address, whole, 1)
            title = f"`{near}` should be `src`."
            yield text.changed(IMAGE_MARKUP, place.line, better, place.column, title=title)
    if "alt" not in tag.attributes:
        yield text.at(IMAGE_NO_ALT, place.line, place.column, fix='Add `alt="what the picture shows"` to the tag.')
    elif tag.attributes["alt"].strip():
        yield from _described(text, place, tag.attributes["alt"])


def _source(text: Text, place: Place, link: Link) -> Iterator[Problem]:
    url = link.url.strip()
    if OWN_DISK.match(url) or LOCAL.match(url):
        yield text.at(IMAGE_MISSING, place.line, place.column, title=f"`{url[:60]}` is on your own computer.")
        return
    if WEB_PAGE.match(url) or (url.startswith("http") and NOT_AN_IMAGE.search(url)):
        yield text.at(IMAGE_IS_PAGE, place.line, place.column)
        return
    target = text.site.library.resolve(text.document.source, url)
    if isinstance(target, External):
        yield from _elsewhere(text, place, link)
    elif isinstance(target, ImageTarget):
        yield from _weighed(text, place, target.image)
    else:
        missing = target if isinstance(target, Missing) else None
        yield _missing(text, place, link, missing)
        meant = (
            text.site.library.resolve(text.document.source, missing.nearest) if missing and missing.nearest else None
        )
        if isinstance(meant, ImageTarget):
            yield from _weighed(text, place, meant.image)


def _weighed(text: Text, place: Place, image: ImageFile) -> Iterator[Problem]:
    """The problem of a heavy image, told where it is shown."""
    try:
        size = image.path.stat().st_size
    except OSError:
        return
    if HEAVY < size <= text.site.settings.max_image_bytes:
        title = f"This image is {_megabytes(size)}."
        yield IMAGE_HEAVY.at(text.path, place.line, place.column, title=title, also=(image.relative,))


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


def _elsewhere(text: Text, place: Place, link: Link) -> Iterator[Problem]:
    url = link.url.strip()
    host = host_of(url)
    if url.startswith("data:"):
        yield text.at(IMAGE_ELSEWHERE, place.line, place.column, title="This image is written into the text itself.")
    elif url.startswith("http://"):
        yield from insecure(text, place, link, IMAGE_ELSEWHERE)
    elif host:
        yield text.at(IMAGE_ELSEWHERE, place.line, place.column, title=f"This image lies on {host}.")


def _missing(text: Text, place: Place, link: Link, target: Missing | None) -> Problem:
    if better := better_address(link.url, link.raw_destination):
        title = f"`{link.url[:60]}` leads nowhere: `https://` is missing."
        return _replaced(text, place, link, better, title)
    if better := without_tags(link.url):
        return _replaced(text, place, link, better, f"`{link.url[:80]}` leads nowhere.")
    reason = target.reason if target else "This is not an image."
    title = f"`{link.url[:80]}`: {reason}"
    if target and target.nearest:
        return _replaced(text, place, link, target.nearest, title)
    if (home := _brought_home(text, link, target)) is not None:
        old, new = home
        fix = f"Move `{old}` to `{new[0]}`, and write: `{new[1]}`"
        return text.at(IMAGE_MISSING, place.line, place.column, title=title, fix=fix)
    return text.at(IMAGE_MISSING, place.line, place.column, title=title)


def _brought_home(text: Text, link: Link, target: Missing | None) -> tuple[str, tuple[str, str]] | None:
    """An image that lies where posts can't show it: where, where it belongs, and the link that then leads there."""
    found = target.elsewhere if target else None
    root = text.site.repository
    bare = link.url.strip().lstrip("/").removeprefix("./")
    while found is None and bare.startswith("../"):
        bare = bare[3:]
    if found is None and root is not None and ".." not in bare.split("/") and (root / bare).is_file():
        found = bare
    suffix = posixpath.splitext(found or "")[1].lower()
    if found is None or suffix not in SIGNATURES:
        return None
    base, name = text.site.library.content_dir.name, posixpath.basename(found)
    folder = posixpath.dirname(text.path)
    return found, (f"{base}/images/{name}", posixpath.relpath(f"{base}/images/{name}", folder))


def _replaced(text: Text, place: Place, link: Link, better: str, title: str) -> Problem:
    edit = text.led_to(place, link, better)
    return text.at(IMAGE_MISSING, place.line, place.column, title=title, fix=f"Write: `{better}`", edit=edit)


def _described(text: Text, place: Place, alt: str) -> Iterator[Problem]:
    words = alt.strip()
    if not words:
        yield text.at(IMAGE_NO_ALT, place.line, place.column)
    elif POOR_ALT.match(words):
        yield text.at(
            IMAGE_POOR_ALT, place.line, place.column, title=f"“{words[:60]}” does not say what the image shows."
        )


@site_check(IMAGE_HEAVY, IMAGE_TOO_HEAVY, IMAGE_NOT_IMAGE)
def image_files(site: Site) -> Iterator[Problem]:
    """Image files that are too large, or no images at all. Only their first bytes are read."""
    for image in site.library.images:
        if site.wanted is not None and image.relative not in site.wanted:
            continue
        try:
            size = image.path.stat().st_size
            with image.path.open("rb") as file:
                head = file.read(16)
        except OSError:
            continue
        suffix = posixpath.splitext(image.relative)[1].lower()
        megabytes = _megabytes(size)
        if not head.startswith(SIGNATURES[suffix]):
            yield IMAGE_NOT_IMAGE.at(image.relative)
        elif size > site.settings.max_image_bytes:
            yield IMAGE_TOO_HEAVY.at(image.relative, title=f"This image is {megabytes}, too large to be published.")
        elif _pixels(image.path) > site.settings.max_image_pixels:
            yield IMAGE_TOO_HEAVY.at(image.relative, title="This image has too many pixels to be published.")
        elif size > HEAVY:
            yield IMAGE_HEAVY.at(image.relative, title=f"This image is {megabytes}.")


def _pixels(path: Path) -> int:
    """How many pixels an image says it has; nothing is decoded. 0 when it does not say."""
    from PIL import Image  # only where there are images

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=("JPEG", "PNG", "WEBP", "GIF", "AVIF")) as image:
                return image.width * image.height
    except Image.DecompressionBombError:
        return sys.maxsize
    except (OSError, ValueError, SyntaxError):
        return 0
