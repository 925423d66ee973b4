"""Moving in, from beginning to end: read the old site, arrange it, mend it, and put it into the content folder.

Nothing is written outside the staging folder (`.cache/moving/` beside the content folder) before everything is ready,
and nothing a person wrote or changed is ever written over.
"""

from __future__ import annotations

import posixpath
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from potluck.content.gathering import load
from potluck.content.library import Library
from potluck.content.model import Page, Post
from potluck.keeping import write_whole
from potluck.moving.archives import CannotUnpack, is_archive, unpack
from potluck.moving.arrange.arranged import Arranged, arrange_verbatim
from potluck.moving.arrange.arranging import Here, arrange
from potluck.moving.bodies import rst
from potluck.moving.export import KIND
from potluck.moving.mending import Mended, mend
from potluck.moving.model import OldSite
from potluck.moving.sources.recognise import CannotImport, read_site
from potluck.moving.staging import Came, Manifest, Moves, Staged, carry_out, digest, fresh, manifest_of, plan
from potluck.pages.generators.redirects import REDIRECTS_FILE, read_redirects, redirects_text
from potluck.progress import Tell
from potluck.settings import Settings

REASONS = {
    "Part of the old site's looks.": ".css .scss .sass .less .js .ts .woff .woff2 .ttf .eot .ico .map".split(),
    "A picture that no post or page shows.": ".png .jpg .jpeg .gif .webp .avif .svg .bmp .tif .tiff".split(),
    "An attachment: a site of ours holds text and pictures.": (
        ".pdf .zip .csv .mp3 .mp4 .docx .pptx .odt .ppt .doc .xlsx .ipynb".split()
    ),
}
OF_THE_WORKS = "Part of how the old site was made."


@dataclass
class MovedIn:
    """What an import did, or would do: everything the report tells."""

    site: OldSite
    arranged: Arranged
    moves: Moves
    mended: Mended
    content: Path
    dry_run: bool

    def adds_up(self) -> bool:
        """Whether every source met exactly one fate: it is part of the new site, or left out with a reason."""
        units, fates = self.site.units, self.site.fates
        told = all(fate.became or fate.skipped for fate in fates.values())
        return told and len(units) == len(set(units)) and set(units) == set(fates)


def move_in(
    path: Path,
    content: Path,
    settings: Settings,
    *,
    kind: str = "auto",
    dry_run: bool = False,
    update: bool = False,
    url: str = "",
    step: Tell = lambda *_: None,
) -> MovedIn:
    """Bring an old site into a content folder.

    Args:
        path: the old site: a folder, an export, or an archive of either.
        content: the content folder, which need not exist.
        kind: what `path` is; `auto` finds out.
        dry_run: whether to stop before anything is put into the content folder.
        update: whether what is no longer at the source goes here too, where nobody changed it.
        url: the old site's address, where its settings don't tell it.
        step: told what is being done.

    Raises CannotImport: there is nothing to bring over, or the source and the results do not add up.
    """
    _refuse(path.resolve(), content.resolve(), url)
    work = content.parent / ".cache" / "moving" / content.name
    manifest = manifest_of(content)
    if update and not manifest.files:
        raise CannotImport(f"Nothing was imported into {content} yet, so there is nothing to update.")
    try:
        site = _read(path.resolve(), kind, fresh(work), step)
        name = f"{site.kind}:{site.url or site.title or path.resolve().name}"
        if url:
            site.url = ""
            site.served_at(url)
        arranged, mended, staged = _made(site, work / "new" / content.name, content, settings, manifest, name, step)
        moves = plan(content, name, manifest, staged)
        known = read_redirects(content.parent / REDIRECTS_FILE)
        new = {old: to for old, to in arranged.redirects.lines.items() if old not in known}
        result = MovedIn(site, arranged, moves, mended, content, dry_run)
        if not result.adds_up():
            raise CannotImport(_does_not_add_up(site))
        if not dry_run and (arranged.texts or arranged.pictures):
            step("Moving in", 0, 0)
            carry_out(content, manifest, staged, moves, remove=update)
            if new:
                write_whole(content.parent / REDIRECTS_FILE, redirects_text({**known, **new}).encode())
        return result
    finally:
        rst.READER.close()
        shutil.rmtree(work, ignore_errors=True)


def _refuse(path: Path, content: Path, url: str) -> None:
    if url and urlsplit(url).scheme not in ("http", "https"):
        raise CannotImport(f"{url!r} is not a web address; write the old site's as --url https://old.example.org")
    if path == content or path in content.parents or content in path.parents:
        raise CannotImport(
            f"{path} holds this site itself, or is part of it: all would be here twice. Name the old site's folder."
        )


def _made(
    site: OldSite, folder: Path, content: Path, settings: Settings, manifest: Manifest, name: str, step: Tell
) -> tuple[Arranged, Mended, dict[str, Staged]]:
    """What becomes of a site: arranged, mended, and staged in a folder with the hash of each file."""
    is_ours = site.kind == KIND
    here = _here(content, settings, manifest, name)
    arranged = arrange_verbatim(site) if is_ours else arrange(site, settings, here, step)
    for unit in site.units:  # what is not spoken of yet was part of how the old site was made or looked
        if unit not in site.fates:
            site.skip(unit, site.passed.get(unit) or _reason(unit))
    staged = _stage(site, arranged, folder, name)
    mended = Mended() if is_ours else _mended(folder, staged, content, here, settings, step)
    for inside, file in staged.items():
        if f"{content.name}/{inside}" in mended.done:
            staged[inside] = Staged(file.path, replace(file.came, put=digest(file.path.read_bytes())))
    return arranged, mended, staged


def _mended(
    folder: Path, staged: Mapping[str, Staged], content: Path, here: Here, settings: Settings, step: Tell
) -> Mended:
    """What came, mended in the staging folder; who is here already is known there meanwhile."""
    lent = [f"authors/{handle}.md" for handle in here.people if f"authors/{handle}.md" not in staged]
    for inside in lent:
        (folder / inside).parent.mkdir(parents=True, exist_ok=True)
        (folder / inside).write_bytes((content / inside).read_bytes())
    outcome = mend(folder, settings, step)
    for inside in lent:
        outcome.left.pop(f"{folder.name}/{inside}", None)
        outcome.done.pop(f"{folder.name}/{inside}", None)
    return outcome


def _read(path: Path, kind: str, work: Path, step: Tell) -> OldSite:
    step("Reading", 0, 0)
    left_out: dict[str, str] = {}
    if is_archive(path):
        try:
            left_out = unpack(path, work / "unpacked")
        except CannotUnpack as error:
            raise CannotImport(str(error)) from error
        path = _heart_of(work / "unpacked")
    site = read_site(path, kind)
    for name, reason in left_out.items():
        site.units.append(name)
        site.skip(name, reason)
    return site


def _heart_of(folder: Path) -> Path:
    """The folder that an archive is about: many have one at their top, and everything in that."""
    while folder.is_dir() and len(inside := list(folder.iterdir())) == 1 and inside[0].is_dir():
        if inside[0].name.startswith("_") or inside[0].name in ("content", "posts"):
            break
        folder = inside[0]
    return folder


def _here(content: Path, settings: Settings, manifest: Manifest, name: str) -> Here:
    """What stands in the content folder already, apart from what came from this very site."""
    ours = manifest.of_site(name)
    earlier = {came.source: inside for inside, came in ours.items() if inside.endswith(".md")}
    if not content.is_dir():
        return Here(earlier=earlier)
    library: Library = load(content, settings)
    written: tuple[Post | Page, ...] = (*library.posts, *library.pages)
    root = content.resolve()
    others = [each for each in written if each.source.path.relative_to(root).as_posix() not in ours]
    people = {handle: person.name for handle, person in library.people.items() if f"authors/{handle}.md" not in ours}
    return Here(frozenset(each.permalink for each in others), people, earlier)


def _reason(unit: str) -> str:
    """Why a source is left out that nobody spoke of, by its suffix."""
    suffix = posixpath.splitext(unit)[1].lower()
    return next((reason for reason, suffixes in REASONS.items() if suffix in suffixes), OF_THE_WORKS)


def _stage(site: OldSite, arranged: Arranged, folder: Path, name: str) -> dict[str, Staged]:
    """Write everything to the staging folder, as it was made of the source."""
    fresh(folder)
    staged = {}

    def put(inside: str, data: bytes, source: str) -> None:
        path, made = folder / inside, digest(data)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        staged[inside] = Staged(path, Came(name, source, made, put=made))

    for inside, text in arranged.texts.items():
        put(inside, text.encode("utf-8", "replace"), arranged.origin[inside])
    for inside, (source, new) in arranged.pictures.items():
        put(inside, new if new is not None else site.files[source].read_bytes(), source)
    return staged


def _does_not_add_up(site: OldSite) -> str:
    lost = sorted(set(site.units) ^ set(site.fates))[:10]
    return (
        f"The source has {len(site.units)} files or items, but {len(site.fates)} are accounted for, so nothing was "
        f"written. This is not your doing; please report it, with these names: {', '.join(lost)}."
    )
