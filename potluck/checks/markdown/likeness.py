"""What GitHub shows is what the site shows; where it is not, the author is told, and how to write it so that it is."""

from __future__ import annotations

import atexit
import re
from collections.abc import Iterator
from functools import cache

from potluck.checks.registry import site_check
from potluck.checks.site import Site
from potluck.checks.text import Text
from potluck.content.tree import Kind
from potluck.markup.likeness import Difference, Mark, compare
from potluck.problems import Problem, in_post, warning
from potluck.workshop import Bounds, OutOfBounds, Workshop

FOR_ONE_TEXT = Bounds(seconds=5, memory=1_000_000_000)
SHORT = 20_000
"""Characters. Both parsers take time in proportion to a text, so one of this length is compared where we are; starting
a worker would take longer than the rest of the check. Longer ones, which hardly anybody writes, go to a worker."""
MOST_FOR_ONE = 10
"""Texts for one worker: cmarkgfm frees none of what it made of one, some twenty megabytes at most."""
NEWEST = 50
"""In a look at everything, only so many posts are compared: older ones were when they came in."""
MAX_QUOTED = 40  # characters
OTHERWISE = warning(
    "looks-different",
    "This looks different on GitHub.",
    why="What you saw in GitHub's preview is not what readers see.",
    fix="Write it in a plainer way, so that both understand the same.",
    bad=in_post("Write to ada@example.org@example.net for it."),
    good=in_post("Write to [Ada](mailto:ada@example.org) for it."),
)
NAMES = {
    "p": "a paragraph", "ul": "a list", "ol": "a numbered list", "li": "an item of a list",
    "blockquote": "a quotation", "table": "a table", "tr": "a row of a table", "th": "a heading of a table",
    "td": "a cell of a table", "hr": "a line across the page", "pre": "a block of code", "iframe": "a frame",
    "a": "a link", "em": "words set apart", "strong": "bold words", "code": "code", "del": "words struck out",
    "img": "a picture", "br": "a new line", "dl": "a list of terms", "dt": "a term", "dd": "an explanation",
} | {f"h{level}": "a heading" for level in range(1, 7)}  # fmt: skip
LINKISH = re.compile(r"@|://|www\.")
WITHIN_A_LINE = frozenset("text a em strong code del img br end".split())


@site_check(OTHERWISE)
def looks_different(site: Site) -> Iterator[Problem]:
    """The first place of each text that looks different on GitHub."""
    for text in _looked_at(site):
        body = text.body
        found = compare(body) if len(body) <= SHORT else _compared_elsewhere(body)
        if found is not None:
            yield _problem(text, found)


def _looked_at(site: Site) -> list[Text]:
    """The posts and pages of a change; else the newest posts."""
    texts = [each for each in site.texts if each.document.published and each.document.kind is not Kind.PERSON]
    if site.wanted is not None:
        return [each for each in texts if each.path not in site.as_before]
    newest = {post.relative for post in site.library.posts[:NEWEST]}
    return [text for text in texts if text.path in newest]


def _compared_elsewhere(body: str) -> Difference | None:
    """What a worker finds; what takes it too long is named by the build."""
    try:
        return _workshop().do(compare, body)
    except (OutOfBounds, OSError, RuntimeError):  # also where no other process can be started
        return None


@cache
def _workshop() -> Workshop:
    """A worker that compares; it stays warm for the next check of this process."""
    workshop = Workshop(FOR_ONE_TEXT, workers=1, renewed_after=MOST_FOR_ONE)
    atexit.register(workshop.close)
    return workshop


def _problem(text: Text, found: Difference) -> Problem:
    there, here = _seen(found.on_github), _seen(found.here)
    line = min(text.first + found.line - 1, len(text.lines))
    title = f"Here GitHub {there}, and the site {here}."
    return text.at(OTHERWISE, line, title=title, fix=_fix(found))


def _seen(mark: Mark) -> str:
    """What readers see, in words."""
    if mark.kind == "end":
        return "shows nothing more"
    if mark.kind == "text":
        return f"shows “{mark.value[:MAX_QUOTED]}{' …' if len(mark.value) > MAX_QUOTED else ''}”"
    name = NAMES.get(mark.kind[1:], "something")
    if mark.kind.startswith("-"):
        return f"ends {name}"
    return f"shows {name} to `{mark.value[:MAX_QUOTED]}`" if mark.kind == "+a" else f"shows {name}"


def _fix(found: Difference) -> str:
    """What to write instead, by what differs."""
    kinds = {found.on_github.kind.lstrip("+-"), found.here.kind.lstrip("+-")}
    if "a" in kinds or LINKISH.search(found.on_github.value + found.here.value):
        return "Write the link as `[words](address)`."
    if kinds <= WITHIN_A_LINE:
        return "Put a `\\` before each sign that is meant as itself, or write the sentence without it."
    return "Put an empty line above and below this part, and no spaces in front of it."
