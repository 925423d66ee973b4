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
from potluck.content.names import IMAGE_SUFFIXES
from potluck.problems import Problem, error, in_post
from potluck.verify.presence import missing_posts

NOT_BUILT = error(
    "post-not-built",
    "This post is not in the built site.",
    why="Readers would not find it, though nothing else seems wrong with it.",
    fix="Report this with the post's file, please: it is a fault of the site, not of the post.",
    bad=in_post("A text that the site fails to show."),
    good=in_post("It rained, and nobody minded."),
)


def prove(report: Report, conf: Path, content: Path) -> Report:
    """The report, with a problem for each post of the change that a build would not show. Raises CannotBuild.

    So has each picture, card and page of it that can't be published. Only a report on a change, or on chosen files,
    says what to look for; others come back as they are.
    """
    if not report.files:
        return report
    only = report.files.union(_shown_by(report))
    with tempfile.TemporaryDirectory(prefix="potluck-") as folder:
        output = Path(folder) / "site"
        built = build(conf, content=content, output=output, only=only)
        lost: list[Problem] = []
        for sentence in missing_posts(output, built.edition):
            path = next((each for each in report.addresses if each in sentence), report.library.content_dir.name)
            lost.append(NOT_BUILT.at(path, title=sentence))
    return replace(report, problems=(*report.problems, *_met(report, built.problems), *lost))


def _shown_by(report: Report) -> Iterator[str]:
    """The posts and people whose pictures a change touches: a picture is made ready for whoever shows it."""
    library = report.library
    pictures = {PurePosixPath(path) for path in report.files if PurePosixPath(path).suffix.lower() in IMAGE_SUFFIXES}
    folders = {str(folder) for picture in pictures for folder in picture.parents}
    files = {library.content_dir.parent / picture for picture in pictures}
    for post in library.posts if pictures else ():
        if post.in_own_folder and post.source.relative.rpartition("/")[0] in folders:
            yield post.source.relative
    for person in library.people.values() if pictures else ():
        if person.avatar in files:
            yield person.source.relative


def _met(report: Report, met: tuple[Problem, ...]) -> Iterator[Problem]:
    """What the build met in the files of a change, and nobody knew before."""
    known = {(each.id, each.path) for each in report.problems}
    known |= {(IMAGE_REFUSED.id, each.path) for each in report.errors}  # what it is that is wrong was said
    read = {(each.id, each.path) for each in report.library.problems}
    for each in met:
        if each.path in report.files and (each.id, each.path) not in known | read:
            yield each
