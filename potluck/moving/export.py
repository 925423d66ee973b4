"""Moving out: everything the community wrote, as it was written, with one JSON file that tells what is in it.

The folder holds `content/` (Markdown and pictures, byte for byte), `redirects.txt`, and `site.json`, whose shape is in
docs/moving-in.md. Importing it gives the same site: every file goes back to its place as it is.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from potluck.cannot import CannotRun
from potluck.content.gathering import load
from potluck.content.library import Library
from potluck.content.model import Page, Person, Post
from potluck.moving.front_matter import text_at
from potluck.moving.model import Note, OldSite
from potluck.moving.staging import digest
from potluck.moving.tree import CannotRead, Tree
from potluck.pages.generators.redirects import REDIRECTS_FILE, read_redirects
from potluck.settings import Settings

FORMAT, VERSION = "potluck-export", 1
TELLS = "site.json"
OF_POST = """
    file permalink title date updated authors tags status lang translation_of series summary image image_alt canonical
    math aliases body
    """.split()
OF_PAGE = "file permalink title status lang translation_of summary aliases body".split()
OF_PERSON = "file handle name pronouns role joined avatar links email github_account bio".split()
ABOUT_THE_SITE = "sitename tagline description default_lang timezone accent public_url repository roles menu".split()
KIND = "potluck"
FOLDER = "content/"


class CannotExport(CannotRun):
    """The export can't be written; the message says why and what to do."""


@dataclass
class Exported:
    """What was written, and the files that were not, with the reason."""

    folder: Path
    posts: int = 0
    pages: int = 0
    people: int = 0
    files: int = 0
    left_out: dict[str, str] = field(default_factory=dict)


def export(content: Path, settings: Settings, to: Path) -> Exported:
    """Write an export of a content folder to a folder that is new or empty, or in place of an earlier export.

    Raises CannotExport: there is nothing to export, or `to` holds something else.
    """
    if not content.is_dir():
        raise CannotExport(f"There is no content folder at {content}.")
    to = to.absolute()
    if content.resolve() == to.resolve() or content.resolve() in to.resolve().parents:
        raise CannotExport(f"{to} lies in the content folder itself. Choose another folder with --to.")
    if to.exists() and not is_export(to) and (not to.is_dir() or any(to.iterdir())):
        raise CannotExport(f"{to} holds something else already. Choose another folder with --to, or empty it.")
    part = to.with_name(f".{to.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    outcome = Exported(to)
    hashes = _copy(content, part / "content", outcome)
    old = content.parent / REDIRECTS_FILE
    if old.is_file():
        shutil.copyfile(old, part / REDIRECTS_FILE)
    library = load(content, settings)
    outcome.posts, outcome.pages, outcome.people = len(library.posts), len(library.pages), len(library.people)
    data = told(library, settings, hashes, read_redirects(old))
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=False) + "\n"
    (part / TELLS).write_text(text, encoding="utf-8", newline="\n")
    shutil.rmtree(to, ignore_errors=True)
    part.replace(to)
    return outcome


def is_export(folder: Path) -> bool:
    """Whether a folder is an export of ours."""
    try:
        with (folder / TELLS).open(encoding="utf-8") as file:
            return f'"{FORMAT}"' in file.read(200)
    except (OSError, UnicodeDecodeError):
        return False


def _copy(content: Path, into: Path, outcome: Exported) -> dict[str, str]:
    """Copy every ordinary file; answers its hash by its path below the content folder."""
    hashes: dict[str, str] = {}
    for folder, folders, names in os.walk(content):
        folders.sort()
        for name in sorted([*names, *(each for each in folders if (Path(folder) / each).is_symlink())]):
            path = Path(folder) / name
            inside = path.relative_to(content).as_posix()
            if path.is_symlink() or not path.is_file():
                outcome.left_out[inside] = "It is no ordinary file."
                continue
            data = path.read_bytes()
            target = into / inside
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            hashes[inside] = digest(data)
    outcome.files = len(hashes)
    return hashes


def told(library: Library, settings: Settings, hashes: dict[str, str], redirects: dict[str, str]) -> dict[str, Any]:
    """What `site.json` says."""
    base = library.content_dir.resolve()

    def inside(path: Path | None) -> str | None:
        return path.resolve().relative_to(base).as_posix() if path else None

    return {
        "format": FORMAT,
        "version": VERSION,
        "site": {name: getattr(settings, name) for name in ABOUT_THE_SITE},
        "posts": [_post(post, inside(post.source.path), inside(post.image)) for post in library.posts],
        "pages": [_page(page, inside(page.source.path)) for page in library.pages],
        "people": [
            _person(person, inside(person.source.path), inside(person.avatar)) for person in library.people.values()
        ],
        "redirects": {f"/{old}": f"/{new}" for old, new in sorted(redirects.items())},
        "files": hashes,
    }


def _post(post: Post, file: str | None, image: str | None) -> dict[str, Any]:
    return _said(
        post,
        OF_POST,
        file=file,
        permalink=f"/{post.permalink}",
        date=post.date.isoformat() if post.has_time else post.date.date().isoformat(),
        updated=post.updated.date().isoformat() if post.updated else None,
        authors=[person.handle for person in post.authors],
        tags=[tag.name for tag in post.tags],
        image=image,
        math=post.math or None,
        aliases=[f"/{alias}" for alias in post.aliases],
    )


def _page(page: Page, file: str | None) -> dict[str, Any]:
    aliases = [f"/{alias}" for alias in page.aliases]
    return _said(page, OF_PAGE, file=file, permalink=f"/{page.permalink}", aliases=aliases)


def _person(person: Person, file: str | None, avatar: str | None) -> dict[str, Any]:
    joined = person.joined.isoformat() if person.joined else None
    links = {link.kind: link.url for link in person.links}
    return _said(person, OF_PERSON, file=file, joined=joined, avatar=avatar, links=links)


def _said(whole: Post | Page | Person, names: list[str], **values: Any) -> dict[str, Any]:
    """What is said under these names, given or as the whole has it, without what is not."""
    pairs = ((name, values[name] if name in values else getattr(whole, name)) for name in names)
    return {name: value for name, value in pairs if value not in (None, "", [], {})}


def recognise_export(tree: Tree) -> bool:
    """Whether a folder is an export of ours."""
    return f'"{FORMAT}"' in tree.plain(TELLS)[:200]


def read_export(tree: Tree) -> OldSite:
    """Read an export; its entries are not looked into, since nothing of them is to change."""
    site = OldSite.of(KIND, tree)
    try:
        data = json.loads(tree.text(TELLS)[0])
        said = data.get("site", {})
        site.title, site.lang = text_at(said, "sitename"), text_at(said, "default_lang")
        zone = text_at(said, "timezone")
        text = (
            f"The export was made by {site.title}, in `{site.lang}`, with dates in {zone}. Its settings did not move."
        )
        site.notes.append(Note(f"{text} What pelicanconf.py says here counts."))
    except (CannotRead, ValueError, AttributeError, RecursionError):
        site.ask("site.json can't be read; the files came all the same.")
    site.skip(TELLS, "What the export tells programs about itself.")
    return site
