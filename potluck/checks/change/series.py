"""A new post that comes first in a series that somebody else began."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from potluck.checks.change.touched import Change
from potluck.content.front_matter.top import line_of
from potluck.content.library import Library
from potluck.content.model import Post
from potluck.content.names import slugify
from potluck.problems import Example, Problem, in_post, warning

SERIES_BEGUN = warning(
    "series-begun",
    "This post becomes the first part of a series that somebody else began.",
    why="The dates give the order, so readers of the series would begin here, and all its other parts count one more.",
    fix="Date it after the other parts, or take the line `series: …` out.",
    bad=Example({}, "series: Walks by the river, in a post dated before the first part, which is by somebody else"),
    good=in_post("A post under one's own name."),
)


def begun_by_another(change: Change, library: Library, moment: dt.datetime) -> Iterator[Problem]:
    """A warning for each post that the change puts before all parts that one other person wrote, two of them or more.

    Of a single part, nobody can tell whether its author keeps the series, or only happened to be first.
    """
    if change.before is None:
        return
    for path in sorted(change.files):
        post, was = library.post(path), change.before.library.post(change.moves.moved.get(path, path))
        if post is None or not post.series or post.translation_of or (was and was.series == post.series):
            continue
        series = slugify(post.series)
        rest = [each for each in library.posts if each.series and slugify(each.series) == series]
        parts = sorted((each for each in rest if each.relative not in change.files), key=lambda each: each.at)
        of_all = set.intersection(*(set(each.handles) for each in parts)) if parts else set[str]()
        if (
            of_all
            and len(parts) > 1
            and post.at < parts[0].at
            and not any({*post.handles} & {*each.handles} for each in parts)
        ):
            yield _told(post, parts, moment)


def _told(post: Post, parts: list[Post], moment: dt.datetime) -> Problem:
    first, last = parts[0], parts[-1]
    names = " and ".join(person.name for person in first.authors)
    after = max(moment.astimezone(last.date.tzinfo), last.date + dt.timedelta(days=1)).date()
    line, day = line_of(post.source, "series"), f"{post.date:%Y-%m-%d}"
    better = f"rename it to `{post.relative.replace(day, f'{after}')}`"
    if line_of(post.source, "date") or day not in post.relative:
        better = f"write `date: {after}`"
    return SERIES_BEGUN.at(
        post.relative,
        line,
        title=f"With its date, {day}, this post becomes the first part of `{post.series}`, before `{first.title}` by "
        f"{names} (`{first.relative}`).",
        fix=f"If it goes on with their series, {better}. If it is no part of it, take this line out.",
    )
