"""The proof of a check: the posts of a change are composed as they will be, and looked for.

Whatever the checks think of a post, this shows that readers will find it, and where.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from potluck.build import build
from potluck.checks import Report
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

    Only a report on a change, or on chosen files, names the posts to look for; others come back as they are.
    """
    if not report.addresses:
        return report
    with tempfile.TemporaryDirectory(prefix="potluck-") as folder:
        output = Path(folder) / "site"
        built = build(conf, content=content, output=output, only=frozenset(report.addresses))
        lost: list[Problem] = []
        for sentence in missing_posts(output, built.edition):
            path = next((each for each in report.addresses if each in sentence), next(iter(report.addresses)))
            lost.append(NOT_BUILT.at(path, title=sentence))
        known = {(each.id, each.path) for each in report.problems}
        rendered = [
            each for each in built.problems if each.path in report.addresses and (each.id, each.path) not in known
        ]
    return replace(report, problems=(*report.problems, *rendered, *lost))
