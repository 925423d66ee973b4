"""Rules about what the lines between the two `---` say."""

from __future__ import annotations

from functools import partial

from potluck import problems
from potluck.problems import FRONT_MATTER, Example, whole_post

_BODY = "\n\nIt rained, and nobody minded."
_GOOD = whole_post(f"{FRONT_MATTER.strip()}{_BODY}")
error = partial(problems.error, good=_GOOD)
warning = partial(problems.warning, good=_GOOD)


def _post(lines: str) -> Example:
    return whole_post(f"---\n{lines}\n---{_BODY}")


def _with(line: str) -> Example:
    return _post(f"title: A walk by the river\nauthor: maria-silva\n{line}")


def _person(lines: str) -> Example:
    text = f"---\n{lines}\n---\n\nI walk.\n"
    return Example({"content/authors/maria-silva.md": text}, text.strip())


def _meetup(lines: str) -> Example:
    return _with(f"event:\n{lines}")


TITLE_MISSING = error(
    "title-missing",
    "This has no title.",
    why="The title is what people see in lists and search results; without one the post can't be published.",
    fix='Add a line such as `title: "Your title"` between the two `---`.',
    bad=_post("author: maria-silva"),
)
AUTHOR_MISSING = error(
    "author-missing",
    "This post has no author.",
    why="Every post stands under its author's name and on their page.",
    fix="Add a line `author: your-handle` between the two `---`: the name of your file in `content/authors/`.",
    bad=_post("title: A walk by the river"),
)
AUTHOR_UNKNOWN = error(
    "author-unknown",
    "This author is not known here.",
    why="The post would stand under no name, or under a wrong one.",
    fix="Correct the name, or add a file for the person in `content/authors/`.",
    bad=_post("title: A walk by the river\nauthor: maria-sliva"),
)
AUTHOR_SPELLING = warning(
    "author-spelling",
    "The author is written differently from the name of their file.",
    why="It was understood this time; writing the handle exactly keeps it so when somebody of a similar name joins.",
    fix="Write the handle as the file in `content/authors/` is named.",
    bad=_post("title: A walk by the river\nauthor: Maria-Silva"),
)
DATE_INVALID = error(
    "date-invalid",
    "This date can't be read.",
    why="The date decides where the post appears and is part of its address, so it is never guessed.",
    fix="Write it as year-month-day, such as `2024-05-01`, or delete the line if the file's name begins with the date.",
    bad=_with("date: 05/13/2024"),
    good=_with("date: 2024-05-13"),
)
STATUS_UNKNOWN = error(
    "status-unknown",
    "This status is not known.",
    why="A status that is not understood might publish a draft, or hide a post.",
    fix="Write `published`, `draft` or `hidden`, or delete the line: a post is published by default.",
    bad=_with("status: ready"),
    good=_with("status: draft"),
)
TAG_INVALID = error(
    "tag-invalid",
    "This tag can't be used.",
    why="Each tag gets a page of its own, whose address is made of the tag.",
    fix="Use one to three short words for a tag, and at most 20 tags.",
    bad=_with("tags: walks, '???'"),
    good=_with("tags: walks, rain"),
)
VALUE_INVALID = error(
    "value-invalid",
    "This value can't be used here.",
    why="The page would be broken, or say something else than you mean.",
    fix="Correct the value, or delete the line.",
    bad=_with("lang: the English language"),
    good=_with("lang: en"),
)
TOO_LONG = error(
    "value-too-long",
    "This text is too long.",
    why="It is shown in lists, on cards and in search results, where a longer one is cut off.",
    fix="Make it shorter; the rest can go into the text below.",
    bad=_with("summary: " + "rain and sun " * 60),
    good=_with("summary: Rain and sun."),
)
INVISIBLE_IN_TOP = error(
    "invisible-in-value",
    "There is an invisible character in this line.",
    why="Two names that look the same would not be the same.",
    fix="Delete the line and type it again.",
    bad=_post("title: A walk\u200b by the river\nauthor: maria-silva"),
)
IMAGE_NOT_FOUND = error(
    "image-value",
    "There is no such image.",
    why="There would be a gap where the picture should be, here and where the page is shared.",
    fix="Put the image into the post's own folder or into `content/images/`, and write its name as it is there.",
    bad=_with("image: images/river.jpg"),
)
TRANSLATION_UNKNOWN = error(
    "translation-unknown",
    "The post that this one translates is not here.",
    why="Readers could not go from one language to the other.",
    fix="Write the name of the other post's file, without date and `.md`.",
    bad=_with("translation_of: ein-spaziergang"),
)
NAME_MISSING = error(
    "name-missing",
    "This person has no name.",
    why="The name is what readers see above and below each post.",
    fix="Add a line such as `name: Maria Silva` between the two `---`.",
    bad=_person("github: maria"),
    good=_person("name: Maria Silva"),
)
ROLE_UNKNOWN = error(
    "role-unknown",
    "This role does not exist here.",
    why="People are listed by role, and this person would be missing from the list.",
    fix="Use one of the roles in `pelicanconf.py`, or delete the line.",
    bad=_person("name: Maria Silva\nrole: queen"),
    good=_person("name: Maria Silva\nrole: member"),
)
PROFILE_LINK = error(
    "profile-link",
    "This can't be turned into a link.",
    why="Readers would follow it into nothing.",
    fix="Write the handle, or the whole address beginning with `https://`.",
    bad=_person("name: Maria Silva\ngithub: maria silva"),
    good=_person("name: Maria Silva\ngithub: maria"),
)
EVENT_START = error(
    "event-start",
    "This event has no start.",
    why="Readers, and their calendars, could not tell when to come.",
    fix="Add a line such as `  start: 2026-12-03T18:30` below `event:`.",
    bad=_meetup("  place: The old boathouse"),
    good=_meetup("  start: 2024-05-04T10:00\n  place: The old boathouse"),
)
EVENT_END = error(
    "event-end",
    "This event lasts longer than a month.",
    why="Calendars would show it on days when nothing takes place, or not at all.",
    fix="Correct `start` or `end`, or delete the line with `end`.",
    bad=_meetup("  start: 2024-05-04T10:00\n  end: 2024-05-04T08:00"),
    good=_meetup("  start: 2024-05-04T10:00\n  end: 2024-05-04T12:00"),
)
