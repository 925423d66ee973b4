"""Pictures that were put beside posts, and that no text names."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import unquote

from potluck.checks.images.files import SIGNATURES
from potluck.checks.registry import site_check
from potluck.checks.site import Site
from potluck.content import homes
from potluck.content.document import Document
from potluck.problems import FRONT_MATTER, Example, Problem, warning

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


@site_check(IMAGE_UNUSED)
def unused(site: Site) -> Iterator[Problem]:
    """Pictures below the posts that neither a text in their folder names nor any other."""
    shelf = f"{site.library.content_dir.name}/{homes.POSTS}/"
    images = [each for each in site.library.images if each.relative.startswith(shelf)]
    images = [each for each in images if site.wanted is None or each.relative in site.wanted]
    beside: dict[str, list[Document]] = {posixpath.dirname(each.relative): [] for each in images}
    for path, document in site.documents.items() if images else ():
        beside.get(posixpath.dirname(path), []).append(document)
    named = {folder: _names_in(documents) for folder, documents in beside.items()}
    left = [each for each in images if each.path.name.casefold() not in named[posixpath.dirname(each.relative)]]
    elsewhere = _names_in(site.documents.values()) if left else set()
    for each in left:
        if each.path.name.casefold() not in elsewhere:
            fix = f"Write `![what it shows]({each.path.name})` where it should stand, or delete the file."
            yield IMAGE_UNUSED.at(each.relative, fix=fix)


def _names_in(documents: Iterable[Document]) -> set[str]:
    """Every word of some texts that may be the name of a file, in lower case."""
    texts = (each.source.text for each in documents)
    return {word for text in texts for word in WORD.findall(unquote(unescape(text)).casefold())}
