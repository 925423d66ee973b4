"""Image files: really images, of a bearable size, and shown by the posts they lie beside."""

from __future__ import annotations

import posixpath
import re
import sys
import warnings
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from potluck.checks.registry import site_check
from potluck.checks.site import Site
from potluck.checks.text import Place, Text
from potluck.content import homes
from potluck.content.document import Document
from potluck.content.source import OTHER_FILES
from potluck.content.tree import ImageFile
from potluck.problems import FRONT_MATTER, Example, Problem, error, warning

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
WORD = re.compile(r"[\w.-]+")
_POST, _PICTURE = "content/posts/2024-05-01-a-walk/index.md", "content/posts/2024-05-01-a-walk/river.png"
_SHOWN = "![The river in the rain](river.png)"
IMAGE_UNUSED = warning(
    "image-unused",
    "No text shows this picture.",
    why="Readers see a picture only where a text names it.",
    fix="Write `![what it shows](photo.jpg)`, with its name, where it should stand, or delete the file.",
    bad=Example({_PICTURE: SIGNATURES[".png"][0], _POST: f"{FRONT_MATTER}It rained.\n"}, _PICTURE),
    good=Example({_PICTURE: SIGNATURES[".png"][0], _POST: f"{FRONT_MATTER}{_SHOWN}\n"}, _SHOWN),
)


def weighed(text: Text, place: Place, image: ImageFile) -> Iterator[Problem]:
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


@site_check(IMAGE_HEAVY, IMAGE_TOO_HEAVY, IMAGE_NOT_IMAGE)
def image_files(site: Site) -> Iterator[Problem]:
    """Image files that are too large, or no images at all. Only their first bytes are read."""
    for image in site.library.images:
        if site.wanted is not None and image.relative not in site.wanted:
            continue
        try:
            size = image.path.stat().st_size
            with image.path.open("rb") as file:
                head = file.read(24)
        except OSError:
            continue
        suffix = posixpath.splitext(image.relative)[1].lower()
        megabytes = _megabytes(size)
        if not head.startswith(SIGNATURES[suffix]):
            yield _not_as_named(image, head)
        elif size > site.settings.max_image_bytes:
            yield IMAGE_TOO_HEAVY.at(image.relative, title=f"This image is {megabytes}, too large to be published.")
        elif _pixels(image.path) > site.settings.max_image_pixels:
            yield IMAGE_TOO_HEAVY.at(image.relative, title="This image has too many pixels to be published.")
        elif size > HEAVY:
            yield IMAGE_HEAVY.at(image.relative, title=f"This image is {megabytes}.")


def _not_as_named(image: ImageFile, head: bytes) -> Problem:
    """The problem of a file under the suffix of another kind of image, or of no image at all."""
    stem, suffix = posixpath.splitext(image.relative)
    real = kind_of_picture(head)
    if real is None:
        what = _what_else(head)
        fix = "Bring the picture itself in place of this file." if what else ""
        if "Git LFS" in what:
            fix = "Have the picture itself brought here by `git lfs pull`, and commit it without Git LFS."
        return IMAGE_NOT_IMAGE.at(image.relative, title=f"This is {what}, and no picture." if what else "", fix=fix)
    better = f"{stem}{real}"
    title = f"This is a picture of the kind `{real}`, and its name says `{suffix}`."
    fix = f"Rename it to `{posixpath.basename(better)}`, and write that name where the picture is shown."
    free = not image.path.with_suffix(real).exists()
    return IMAGE_NOT_IMAGE.at(image.relative, title=title, fix=fix, move_to=better if free else None)


def kind_of_picture(head: bytes) -> str | None:
    """The suffix of a picture that begins so; none for AVIF, whose beginning others have as well."""
    return next((each for each, signs in SIGNATURES.items() if each != ".avif" and head.startswith(signs)), None)


def _what_else(head: bytes) -> str:
    """What a file is that has the name of an image; "" where that can't be told."""
    if not head:
        return "an empty file"
    if head.lstrip()[:1] == b"<":
        return "a web page"
    return next((what for start, what in OTHER_FILES if head.startswith(start) and what != "a picture"), "")


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
    except Exception:  # each decoder raises what it likes; whether it is a picture the build says
        return 0


@site_check(IMAGE_UNUSED)
def unused(site: Site) -> Iterator[Problem]:
    """Pictures below the posts, or beside people, that neither a text in their folder names nor any other."""
    shelves = tuple(f"{site.library.content_dir.name}/{each}/" for each in (homes.POSTS, homes.AUTHORS))
    images = [each for each in site.library.images if each.relative.startswith(shelves)]
    images = [each for each in images if site.wanted is None or each.relative in site.wanted]
    beside: dict[str, list[Document]] = {posixpath.dirname(each.relative): [] for each in images}
    for path, document in site.documents.items() if images else ():
        beside.get(posixpath.dirname(path), []).append(document)
    named = {folder: _names_in(documents) for folder, documents in beside.items()}
    left = [each for each in images if each.path.name.casefold() not in named[posixpath.dirname(each.relative)]]
    elsewhere = _names_in(site.documents.values()) if left else set()
    for each in left:
        if each.path.name.casefold() not in elsewhere:
            folder, name = posixpath.split(each.relative)
            home = f"{site.library.content_dir.name}/images/{name}"
            is_own = f"{folder}/index.md" in site.documents
            way = name if is_own else posixpath.relpath(home, folder)
            write = f"write `![what it shows]({way})` where it should stand, or delete the file."
            fix = f"W{write[1:]}" if is_own else f"Move it to `{home}` and {write}"
            if each.relative.startswith(shelves[1]):
                fix = f"If it shows you, write between the two `---` of your own file: `avatar: {name}`"
            yield IMAGE_UNUSED.at(each.relative, fix=fix)


def _names_in(documents: Iterable[Document]) -> set[str]:
    """Every word of some texts that may be the name of a file, in lower case."""
    texts = (each.source.text for each in documents)
    return {word for text in texts for word in WORD.findall(unquote(unescape(text)).casefold())}
