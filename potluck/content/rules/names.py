"""Rules about where files are and what they are called."""

from __future__ import annotations

from functools import partial

from potluck import problems
from potluck.problems import FRONT_MATTER, POST_PATH, Example, named

_TEXT = FRONT_MATTER + "It rained, and nobody minded.\n"
_GOOD = named(POST_PATH)
error = partial(problems.error, good=_GOOD)
_DATED_NAME = "The date in the name says when the post appeared and is part of its address."

NOT_PORTABLE = error(
    "name-characters",
    "This name has characters that do not work everywhere.",
    why="The name becomes part of an address, and some systems can't even store it.",
    fix="Use only letters a–z, digits, hyphens, dots and underscores, and begin and end with a letter or digit.",
    bad=named("content/posts/2024-05-01-rain & sun.md"),
    good=named("content/posts/2024-05-01-rain-and-sun.md"),
)
SAME_BUT_FOR_CASE = error(
    "name-case",
    "Two files differ only in upper and lower case.",
    why="On Windows and macOS one of them overwrites the other.",
    fix="Give one of them another name.",
    bad=Example({POST_PATH: _TEXT, POST_PATH.replace("walk", "Walk"): _TEXT}, "a-walk.md and a-Walk.md"),
)
NO_DATE = error(
    "name-date-missing",
    "This post has no date.",
    why=_DATED_NAME,
    fix="Put the date in front of the name: year-month-day, then a hyphen.",
    bad=named("content/posts/a-walk-by-the-river.md"),
)
WRONG_DATE = error(
    "name-date",
    "The date in this name is not in the form year-month-day.",
    why=_DATED_NAME,
    fix="Write the date with four digits for the year and two each for month and day: 2024-05-01.",
    bad=named("content/posts/2024-5-1-a-walk-by-the-river.md"),
)
NO_SLUG = error(
    "name-empty",
    "This name has no words in it.",
    why="The words of the name become the post's address, and an address of nothing leads nowhere.",
    fix="Add a few words of the title behind the date.",
    bad=named("content/posts/2024-05-01.md"),
)
SUFFIX = error(
    "name-suffix",
    "This looks like a post, but its name does not end in `.md`.",
    why="Only files whose name ends in `.md` are posts, so readers would never see it.",
    fix="Rename the file so that it ends in `.md`.",
    bad=named("content/posts/2024-05-01-a-walk-by-the-river.txt"),
)
MISPLACED = error(
    "wrong-place",
    "This looks like a post, but it is in the wrong folder.",
    why="Posts are read from `content/posts/` only, so readers would never see it.",
    fix="Move the file into `content/posts/`.",
    bad=named("content/blog/2024-05-01-a-walk-by-the-river.md"),
)
HANDLE = error(
    "handle",
    "This name can't be used for a person's file.",
    why="A person's file is called by their handle, which is also the address of their page.",
    fix="Use letters a–z, digits and hyphens only, such as `maria-silva.md`.",
    bad=named("content/authors/maria.silva.md", "---\nname: Maria Silva\n---\n\nI walk.\n"),
    good=named("content/authors/maria-silva.md", "---\nname: Maria Silva\n---\n\nI walk.\n"),
)
PERMALINK = error(
    "permalink-taken",
    "Another post has the same address.",
    why="Only one page can be at an address; the other would be lost.",
    fix="Give this file another name behind the date.",
    bad=Example({POST_PATH: _TEXT, POST_PATH.replace("05-01", "05-02"): _TEXT}, "two files with one name in one month"),
)
RESERVED = error(
    "slug-reserved",
    "This address is taken by a page that the site makes itself.",
    why="One of the two would be lost.",
    fix="Give the file another name.",
    bad=named("content/pages/tags.md", "---\ntitle: Tags\n---\n\nAbout our tags.\n"),
    good=named("content/pages/about.md", "---\ntitle: About\n---\n\nAbout us.\n"),
)
