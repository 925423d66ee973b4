"""The proof of a check: what a change touches is composed as it will be, and looked for.

Whatever the checks think of a post, this shows that readers will find it, and where. And whether a picture or a text
can be shown is known only to whoever decodes or renders it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from potluck.build import build
from potluck.build.reading_problems import IMAGE_REFUSED
from potluck.checks import Report
from potluck.checks.change.owners import ASK, is_bound
from potluck.checks.links.targets import LINK_MISSING
from potluck.content.model import Written
from potluck.content.names import IMAGE_SUFFIXES
from potluck.pages.documentation import Shelf
from potluck.pages.edition import Edition
from potluck.pages.texts.links import SiteMade
from potluck.problems import Example, Problem, error, in_post
from potluck.verify.links import home_links
from potluck.verify.promised import missing_posts

NOT_BUILT = error(
    "post-not-built",
    "This post is not in the built site.",
    why="Readers would not find it, though nothing else seems wrong with it.",
    fix="Report this with the post's file, please: it is a fault of the site, not of the post.",
    bad=in_post("A text that the site fails to show."),
    good=in_post("It rained, and nobody minded."),
)
MOST_ADDED = 200_000_000
"""Bytes of all pages, feeds and pictures of one change: a fifth of what GitHub Pages serves of a whole site."""
TOO_HEAVY = error(
    "change-too-heavy",
    "This change would make the site much heavier.",
    why="A host serves so many bytes and no more; a site that is over that can't be published.",
    fix=f"Make its pictures smaller, those that move above all, or bring fewer of them at a time. {ASK}",
    bad=Example({}, "a hundred long GIFs in one pull request"),
    good=in_post("It rained, and nobody minded."),
)


def prove(report: Report, conf: Path, content: Path, account: str = "") -> Report:
    """The report, with a problem for each post of the change that a build would not show. Raises CannotBuild.

    So has each picture, card and page of it that can't be published, and all of it together where an `account` brings
    more than one may. Only a report on a change, or on chosen files, says what to look for; others come back as they
    are.
    """
    if not report.files | report.users:
        return report
    only = report.files.union(_shown_by(report), report.users)
    with tempfile.TemporaryDirectory(prefix="potluck-") as folder:
        output = Path(folder) / "site"
        built = build(conf, content=content, output=output, only=only)
        lost = [*_dead_at_home(report, output, built.edition)]
        if is_bound(account, report.settings):
            lost += _too_heavy(output, report.library.content_dir.name)
        for sentence in missing_posts(output, built.edition):
            path = next((each for each in report.addresses if each in sentence), report.library.content_dir.name)
            lost.append(NOT_BUILT.at(path, title=sentence))
    return replace(report, problems=(*report.problems, *_met(report, built.problems), *lost))


def _too_heavy(output: Path, content: str) -> Iterator[Problem]:
    """The problem of a change whose part of the site, which is all there is in the output, weighs too much."""
    added = sum(file.stat().st_size for file in output.rglob("*") if file.is_file())
    if added > MOST_ADDED:
        most = f"at most {MOST_ADDED / 1e6:.0f} MB at once"
        yield TOO_HEAVY.at(content, title=f"This change would add {added / 1e6:.0f} MB to the site; {most}.")


def _dead_at_home(report: Report, output: Path, edition: Edition) -> Iterator[Problem]:
    """The links of a change that name the site by its own address, and nothing that readers will find there.

    They stand in texts and in front matter alike; what is published is held against the same (`dead_links`).
    """
    settings = edition.settings
    home = settings.public_url or settings.siteurl
    if not home:
        return
    readers = Edition.of(report.library, replace(settings, publishing=True), edition.at)
    made, docs = SiteMade(readers), frozenset(Shelf.of(settings).paths())
    is_divided = len(readers.listed) > settings.archive_at_once
    years = {f"archive/{post.at.year}/" for post in readers.listed} if is_divided else frozenset[str]()

    def is_there(path: str) -> bool:
        place = path.removesuffix("index.html") if path.endswith("/index.html") else path
        known = report.library.by_permalink.get(place)
        if place.startswith("archive/") and place != "archive/":
            return place in years
        return readers.shows(known) if known else made.has(place) or not docs.isdisjoint((path, f"{path}index.html"))

    library = report.library
    documents: tuple[Written, ...] = (*library.people.values(), *library.posts, *library.pages)
    told: set[str] = set()
    for document in (each for each in documents if each.relative in report.files | report.users):
        page = output / document.permalink / "index.html"
        for link, path in home_links(page, home) if page.is_file() else ():
            if link not in told and not is_there(path):
                told.add(link)  # what is on somebody's card stands at the foot of their posts as well
                title = f"`{link[:80]}`: There is no such page on this site."
                yield LINK_MISSING.at(document.relative, title=title)


def _shown_by(report: Report) -> Iterator[str]:
    """The posts and people whose pictures a change touches: a picture is made ready for whoever shows it."""
    library = report.library
    pictures = {PurePosixPath(path) for path in report.files if PurePosixPath(path).suffix.lower() in IMAGE_SUFFIXES}
    folders = {str(folder) for picture in pictures for folder in picture.parents}
    files = {library.content_dir.parent / picture for picture in pictures}
    for post in library.posts if pictures else ():
        if post.in_own_folder and post.relative.rpartition("/")[0] in folders:
            yield post.relative
    for person in library.people.values() if pictures else ():
        if person.avatar in files:
            yield person.relative


def _met(report: Report, met: tuple[Problem, ...]) -> Iterator[Problem]:
    """What the build met in the files of a change, and nobody knew before."""
    known = {(each.id, each.path) for each in report.problems}
    known |= {(IMAGE_REFUSED.id, each.path) for each in report.errors}  # what it is that is wrong was said
    read = {(each.id, each.path) for each in report.library.problems}
    for each in met:
        if each.path in report.files and (each.id, each.path) not in known | read:
            yield each
