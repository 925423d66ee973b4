"""What became of the links: a problem of each that leads nowhere or elsewhere, told in the forms of the check; in
Markdown, as an issue to work through.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from potluck.checks.report import Report
from potluck.checks.report.review import MAX_SHOWN, checklist
from potluck.checks.text import Text
from potluck.counted import counted
from potluck.problems import Edit, Example, Problem, warning
from potluck.weblinks.answers import DEAD, Answer, State
from potluck.weblinks.collect import WebLink

LINK_DEAD = warning(
    "link-dead",
    "This link leads nowhere.",
    why="Readers who follow it get an error.",
    fix="Look for the page's new address, or for a copy at https://web.archive.org, or take the link out.",
    bad=Example({}, "We met at [the library](https://library.example.org/page-that-is-gone)."),
    good=Example({}, "We met at [the library](https://library.example.org/rooms)."),
)
LINK_MOVED = warning(
    "link-moved",
    "This page has a new address.",
    why="The old one works only for as long as somebody sends readers on from there.",
    fix="Put in the new address, if it is still the page you mean.",
    bad=Example({}, "We met at [the library](https://library.example.org/old-rooms)."),
    good=Example({}, "We met at [the library](https://library.example.org/rooms)."),
)
MAX_TITLE = 120  # characters of an address in a title


def told(link: WebLink, answer: Answer, copy: str, text: Text | None) -> Problem | None:
    """The problem that an answer makes of a link, if any; `copy` is an archived page, `text` the file it is in."""
    if answer.state is State.MOVED:
        fragment = link.written.partition("#")[2]
        better = answer.moved_to + (f"#{fragment}" if fragment else "")
        fix = f"If it is still the page you mean, write: `{_shown(better)}`"
        return LINK_MOVED.at(link.path, link.line, link.column, fix=fix, edit=_edit(link, better, text))
    if answer.state not in DEAD:
        return None
    title = f"`{_shown(link.url)[:MAX_TITLE]}` {answer.reason}."
    if not copy:
        return LINK_DEAD.at(link.path, link.line, link.column, title=title)
    fix = f"Look for the page's new address. If there is none, a copy was kept; write: `{_shown(copy)}`"
    return LINK_DEAD.at(link.path, link.line, link.column, title=title, fix=fix, edit=_edit(link, copy, text))


def _edit(link: WebLink, better: str, text: Text | None) -> Edit | None:
    """The line with the new address; none where the old one can't be told apart, or the new one would need escaping."""
    if text is None or link.line is None or any(sign in better for sign in "()<>\"'`\\ |*"):
        return None
    line = text.line(link.line)
    start = line.find(link.written, (link.column or 1) - 1)
    end = start + len(link.written)
    goes_on = line[end : end + 1]
    if start < 0 or line.count(link.written) != 1 or goes_on in ("/", "#", "?", "&", "="):
        return None
    return Edit(link.line, link.line, line[:start] + better + line[end:])


def _shown(url: str) -> str:
    return url.replace("`", "%60")


class LinkReport(Report, frozen=True):
    """A report on links; `unsure` are the addresses whose servers turn programs away."""

    unsure: tuple[str, ...] = ()
    unit: str = "link"
    farewell: str = ""

    def render(self, form: str, stream: TextIO) -> None:
        """Write the report as `text`, `github`, `json`, `markdown` or `sarif`; raises KeyError for any other form."""
        if form == "markdown":
            stream.write("\n".join(_issue(self)) + "\n")
        else:
            super().render(form, stream)


def _issue(report: LinkReport) -> Iterator[str]:
    asked = counted(report.checked, "link")
    if not report.problems:
        yield f"## Every link leads somewhere\n\n{asked} checked.\n"
        return
    dead = [each for each in report.problems if each.id == "link-dead"]
    moved = [each for each in report.problems if each.id == "link-moved"]
    yield f"## Links to look at\n\nOf {asked}, {len(dead)} lead nowhere and {len(moved)} have a new address.\n"
    for heading, problems in (("Leading nowhere", dead), ("Moved", moved)):
        if problems:
            yield f"### {heading} ({len(problems)})\n"
            yield from checklist(report, problems[:MAX_SHOWN])
    hidden = max(0, len(dead) - MAX_SHOWN) + max(0, len(moved) - MAX_SHOWN)
    if hidden:
        yield f"… and {hidden} more: run `invoke links` to see them all.\n"
