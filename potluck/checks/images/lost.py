"""Images that are not where a post looks for them: what to write instead, or where to put them."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from itertools import islice
from pathlib import Path
from urllib.parse import unquote

from msgspec.structs import replace

from potluck.checks.elsewhere.tags import without_tags
from potluck.checks.images.files import SIGNATURES
from potluck.checks.images.syntax import IMAGE_SYNTAX
from potluck.checks.inline import Link
from potluck.checks.links.addresses import better_address
from potluck.checks.text import Place, Text
from potluck.content.names import IMAGE_SUFFIXES, portable_name, slugify
from potluck.content.targets import OTHER_PICTURES, ImageTarget, Missing
from potluck.problems import Problem, error, in_post

MOST_NEAR = 1_000
"""Files of a folder that are held against the name of one."""
UPLOADING = re.compile(r"Uploading ([^\s/]{1,120}?)(?:…|\.\.\.)?\Z")
"""What GitHub writes until a picture that was dragged into a text has arrived."""
IMAGE_MISSING = error(
    "image-missing",
    "This image is not here.",
    why="Readers would see a gap, or a torn picture.",
    fix="Put the image into the post's own folder or into `content/images/`, and write its name as it is there: "
    "`photo.jpg` or `../images/photo.jpg`.",
    bad=in_post("![The river in the rain](river.jpg)"),
    good=IMAGE_SYNTAX.good,
)


def on_own_computer(text: Text, place: Place, link: Link) -> Problem:
    """The problem of an image named by where its author has it; beside the post it may lie already."""
    title = f"`{link.url.strip()[:60]}` is on your own computer."
    name = re.split(r"[\\/]", unquote(link.url.strip()))[-1]
    near = text.target(name) if name else None
    if isinstance(near, ImageTarget):
        return text.readdressed(IMAGE_MISSING, place, link, name, title=title)
    if isinstance(near, Missing) and near.nearest:
        return text.readdressed(IMAGE_MISSING, place, link, near.nearest, title=title)
    return text.here(IMAGE_MISSING, place, title=title)


def _half_sent(text: Text, place: Place, link: Link) -> Problem:
    """The problem of an image without an address, as GitHub writes it until a file has arrived."""
    name = UPLOADING.match(link.text)
    if name is None:
        return text.here(IMAGE_MISSING, place, title="This image has no address.")
    title = f"The picture `{name[1][:60]}` was still on its way when this text was saved."
    fix = f"Put the picture into the post's own folder, and write `![what it shows]({name[1]})`."
    return text.here(IMAGE_MISSING, place, title=title, fix=fix)


def _ill_named(text: Text, place: Place, link: Link) -> Problem | None:
    """The problem of an image that is there, under a name that can't be published: with the name it will have."""
    url = unquote(link.url.strip())
    wanted = posixpath.normpath(posixpath.join(posixpath.dirname(text.path), url))
    name = posixpath.basename(wanted)
    suffix = posixpath.splitext(name)[1].lower()
    there = None if wanted.startswith((".", "/")) else _called(text.site.library.content_dir.parent / wanted)
    if there is None:
        return None
    if suffix in OTHER_PICTURES:
        better = f"{slugify(posixpath.splitext(name)[0]) or 'picture'}.jpg"
        title = f"`{name[:60]}` is a kind of picture that browsers do not show."
        home, way = _own_place(text, better)
        fix = f"Open it in any picture program, save it as `{home}`, and write: `{way}`"
        found = text.here(IMAGE_MISSING, place, title=title, fix=fix)
        return replace(found, also=(posixpath.join(posixpath.dirname(wanted), there),))
    better = portable_name(name)
    if not better or better == there:
        return None
    title = f"`{name[:60]}` is there, and can't keep this name."
    home, _ = _own_place(text, better)
    if not wanted.startswith((posixpath.dirname(home), f"{text.site.library.content_dir.name}/images/")):
        fix = f"Move it to `{home}`, and write: `{text.way_to(home)}`"
        found = text.here(IMAGE_MISSING, place, title=f"{title[:-1]}, nor this place.", fix=fix)
        return replace(found, also=(posixpath.join(posixpath.dirname(wanted), there),))
    edit = text.led_to(place, link, posixpath.join(posixpath.dirname(url), better))
    fix = f"Rename the picture to `{better}`, and write: `{better}`"
    return text.here(IMAGE_MISSING, place, title=title, fix=fix, edit=edit)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no disk takes
        return False


def _called(path: Path) -> str | None:
    """What a file is really called: accents and spaces may be other characters on the system that it comes from."""
    if _is_file(path):
        return path.name
    try:
        near = _by_plain_name(path.parent, path.parent.stat().st_mtime_ns).get(portable_name(path.name), ())
    except (OSError, ValueError):
        return None
    return near[0] if len(near) == 1 else None


@lru_cache(maxsize=4)  # of a folder as long as nothing changes in it: a text may show many pictures that are not there
def _by_plain_name(folder: Path, _changed: int) -> dict[str, list[str]]:
    """The files of a folder by their portable names. Raises OSError where there is no such folder."""
    found: dict[str, list[str]] = {}
    for each in islice(folder.iterdir(), MOST_NEAR):
        if plain := portable_name(each.name):
            found.setdefault(plain, []).append(each.name)
    return found


def missing_image(text: Text, place: Place, link: Link, target: Missing | None) -> Problem:
    """The problem of an image that is not there, with the nearest that is, or the way to bring it here."""
    if link.url.strip() and (ill_named := _ill_named(text, place, link)):
        return ill_named
    if better := better_address(link.url, link.raw_destination):
        title = f"`{link.url[:60]}` leads nowhere: `https://` is missing."
        if not better.startswith("http"):
            title = f"The quotation marks around the caption of `{link.url.split()[0][:60]}` have to be straight ones."
        return text.readdressed(IMAGE_MISSING, place, link, better, title=title)
    first, _, behind = link.url.strip().partition(" ")
    if behind and isinstance(text.target(first), ImageTarget):
        title = f"`{behind[:60]}` keeps this from being a picture: nothing else stands beside its name."
        return text.readdressed(IMAGE_MISSING, place, link, first, title=title)
    if better := without_tags(link.url):
        title, there = f"`{link.url[:80]}` leads nowhere.", text.target(better)
        if not isinstance(there, Missing):
            return text.readdressed(IMAGE_MISSING, place, link, better, title=title)
        return replace(missing_image(text, place, replace(link, url=better), there), title=title)
    if not link.url.strip():
        return _half_sent(text, place, link)
    reason = target.reason if target else "This is not an image."
    title = f"`{link.url[:80]}`: {reason}"
    if target and target.nearest:
        near = text.target(target.nearest)
        if not isinstance(near, Missing) or not near.elsewhere:
            return text.readdressed(IMAGE_MISSING, place, link, target.nearest, title=title)
        target = near  # which is there, and can't be shown
    name = posixpath.basename(link.url.strip()).lower()
    alike = [each.relative for each in text.site.library.images if each.relative.lower().endswith(f"/images/{name}")]
    if name and len(alike) == 1 and isinstance(text.target(way := text.way_to(alike[0])), ImageTarget):
        return text.readdressed(IMAGE_MISSING, place, link, way, title=title)
    if (home := _brought_home(text, link, target)) is not None:
        old, (path, better) = home
        is_shown_there = "/authors/" in old or f"{posixpath.dirname(old)}/index.md" in text.site.documents
        fix = f"{'Copy' if is_shown_there else 'Move'} `{old}` to `{path}`"
    elif target and posixpath.splitext(name)[1] in IMAGE_SUFFIXES and (own := portable_name(name)):
        path, better = _own_place(text, own)
        fix = f"Put the picture there as `{path}`"
    else:
        return text.here(IMAGE_MISSING, place, title=title)
    fix += "." if better == link.url.strip() else f", and write: `{better}`"
    return text.here(IMAGE_MISSING, place, title=title, fix=fix)


def _own_place(text: Text, name: str, own: bool = True) -> tuple[str, str]:
    """Where a picture of a text belongs, in its own folder if it has one, and the link that leads there."""
    if own and text.path.endswith("/index.md"):
        return f"{posixpath.dirname(text.path)}/{name}", name
    path = f"{text.site.library.content_dir.name}/images/{name}"
    return path, text.way_to(path)


def _brought_home(text: Text, link: Link, target: Missing | None) -> tuple[str, tuple[str, str]] | None:
    """An image that lies where posts can't show it: where, where it belongs, and the link that then leads there."""
    found = target.elsewhere if target else None
    own = posixpath.basename(unquote(link.url.strip())).lower()
    named = [each.relative for each in text.site.library.images if posixpath.basename(each.relative).lower() == own]
    found = named[0] if found is None and own and len(named) == 1 else found
    root = text.site.history.repository
    bare = link.url.strip().lstrip("/").removeprefix("./")
    while found is None and bare.startswith("../"):
        bare = bare[3:]
    if found is None and root is not None and ".." not in bare.split("/") and _is_file(root / bare):
        found = bare
    suffix = posixpath.splitext(found or "")[1].lower()
    if found is None or suffix not in SIGNATURES:
        return None
    lone = f"{posixpath.dirname(found)}/index.md" not in text.site.documents
    return found, _own_place(text, posixpath.basename(found), lone)
