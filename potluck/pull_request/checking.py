"""The untrusted side: our code looks at a pull request's ``content/``, and at nothing else of it.

The settings, the theme and every line that runs come from the branch the pull request is for. What it changes outside
``content/`` is only named here: that is code, which is tested by a job of its own and read by people.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from potluck.build import build
from potluck.build.conf import settings_from
from potluck.checks import CannotCheckError, Report, check
from potluck.checks.change.history import GitError, History
from potluck.content.names import IMAGE_SUFFIXES
from potluck.pages.edition import now
from potluck.pull_request.comment import preview_address
from potluck.pull_request.report import ChangeReport
from potluck.settings import Settings
from potluck.verify.proof import prove

LARGEST_ARCHIVE = 60_000_000
LARGEST_FILE = 15_000_000
LARGEST_TOTAL = 150_000_000
MOST_FILES = 1_000
ROOM = LARGEST_ARCHIVE - 5_000_000
"""Bytes of a preview, of which most are pictures, which no archive makes smaller; the rest is for the report."""
_PART = r"[A-Za-z0-9_](?:[A-Za-z0-9._@-]{0,150}[A-Za-z0-9_-])?"
NAME_OF_FILE = re.compile(rf"(?:{_PART}/){{0,12}}{_PART}\Z")
"""How much an artifact may hold, and under which names: the side that packs it keeps to what the other takes."""
ARTIFACT = "pull-request"
PREVIEW = "preview"
KEPT = IMAGE_SUFFIXES | {".html"}
"""What a preview is made of; feeds and sitemaps are for robots, which have no business there."""


@dataclass(frozen=True)
class Checked:
    """What came of it: the report for people, and what stands in the artifact."""

    report: Report
    facts: ChangeReport

    @property
    def has_code(self) -> bool:
        """Whether the pull request changes anything but content."""
        return bool(self.facts.outside)


def check_change(conf: Path, change: Path, base: str, *, number: int, account: str, artifact: Path) -> Checked:
    """Check a pull request, and leave the report and a built preview in the folder ``artifact``.

    `conf` is the settings file of the branch it is for, `base` the commit there that it is compared with, `change` a
    clone that stands at the pull request, and `account` the GitHub account it comes from, or empty when a maintainer
    vouches for it. Raises CannotCheckError, CannotBuild.
    """
    content = _content_of(conf, change)
    settings = Settings.from_pelican(settings_from(conf, content=content))
    report = check(content, settings, repository=content.parent, since=base, moment=now(), account=account)
    report = prove(report, conf, content, account)
    artifact.mkdir(parents=True)
    build_preview(conf, content, report, preview_address(settings, number), artifact / PREVIEW)
    facts = ChangeReport.of(report, files_outside(change, base, content.name))
    facts.write(artifact)
    return Checked(report, facts)


def compared_with(change: Path, base: str, head: str) -> str:
    """The commit that a pull request is held against: what GitHub merged its `head` into for this run, else `base`.

    `base` is where its branch stood when somebody last pushed to the pull request. What others brought to that branch
    since then is in the merge, and not theirs.
    """
    try:
        told = History(change.resolve(), change.resolve()).git("rev-list", "--parents", "--max-count=1", "HEAD", "--")
    except GitError:
        return base
    _, *parents = told.decode().split()
    return parents[0] if len(parents) == 2 and parents[1] == head else base


def _content_of(conf: Path, change: Path) -> Path:
    """The pull request's content folder: where ours is, and a folder indeed."""
    ours = Path(settings_from(conf)["PATH"]).resolve()
    inside = ours.relative_to(conf.resolve().parent)
    content = change.resolve() / inside
    # A link in place of the folder would make us read, and show in a preview, whatever it points to.
    if content.is_symlink() or content.resolve() != content or not content.is_dir():
        raise CannotCheckError(f"This pull request has no folder {inside.as_posix()}/, or a link in its place.")
    return content


def files_outside(change: Path, base: str, content: str) -> list[str]:
    """The files that a change touches outside the content folder, sorted. Raises CannotCheckError."""
    try:
        touched = History(change.resolve(), change.resolve()).touched_since(base)
    except GitError as error:
        raise CannotCheckError(f"What this pull request changes can't be found out: {error}") from error
    return sorted(path for path in touched if not path.startswith(f"{content}/"))


def build_preview(conf: Path, content: Path, report: Report, address: str, into: Path) -> None:
    """Build the posts of a change, and only those, with the pages that show them. Raises CannotBuild."""
    if not report.addresses:
        return
    build(conf, content=content, output=into, siteurl=address, only=frozenset(report.addresses))
    kept = _kept(into)
    for file in sorted(into.rglob("*"), reverse=True):
        if file.is_dir() and not any(file.iterdir()):
            file.rmdir()
        elif file.is_file() and file not in kept:
            file.unlink()
    if not any(into.rglob("*.html")):
        shutil.rmtree(into)


def _kept(preview: Path) -> set[Path]:
    """The pages and pictures of a preview for which an artifact has room and a name: pages first, and small files."""
    sizes = {file: file.stat().st_size for file in preview.rglob("*") if file.is_file()}
    room, kept = ROOM, set[Path]()
    for file, size in sorted(sizes.items(), key=lambda each: (each[0].suffix != ".html", each[1], each[0])):
        name = f"{PREVIEW}/{file.relative_to(preview).as_posix()}"
        is_taken = NAME_OF_FILE.match(name) and size <= LARGEST_FILE and len(kept) < MOST_FILES - 1
        if file.suffix.lower() in KEPT and is_taken and size <= room:
            kept.add(file)
            room -= size
    return kept
