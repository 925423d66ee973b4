"""A meetup in front matter: read whole, bounded, and every mistake named on its own line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from potluck.content.gathering import load
from potluck.content.library import Library
from potluck.content.model import Event
from potluck.settings import Settings

Write = Callable[[str, str], Path]


def read(write: Write, site: Path, event: str) -> Library:
    write("content/posts/2026-05-09-fest.md", f"---\ntitle: A fest\nauthor: tom-oak\n{event}\n---\n\nCome.\n")
    return load(site / "content", Settings(timezone="Europe/Dublin"))


def event_of(library: Library) -> Event | None:
    assert library.problems == ()
    return next(post.event for post in library.posts if post.slug == "fest")


def test_all_lines_of_a_meetup_are_read(site: Path, write: Write) -> None:
    when = "  start: 2026-12-03T18:30\n  end: 2026-12-03 21:00\n"
    lines = f"event:\n  name: Fest\n{when}  place: The quay\n  link: example.org/x"
    event = event_of(read(write, site, lines))
    assert event
    assert (event.name, event.place, event.link) == ("Fest", "The quay", "https://example.org/x")
    assert event.start.isoformat() == "2026-12-03T18:30:00+00:00"
    assert event.end.isoformat() == "2026-12-03T21:00:00+00:00"


@pytest.mark.parametrize(
    "lines", ["event: 2026-12-03", "event: {start: 2026-12-03}", "event:\n    start: '2026-12-03'"]
)
def test_a_start_is_enough(site: Path, write: Write, lines: str) -> None:
    event = event_of(read(write, site, lines))
    assert event
    assert (event.name, event.has_time, event.said_end) == ("A fest", False, False)
    assert (event.end - event.start).days == 1


@pytest.mark.parametrize(
    ("lines", "rule", "line", "better"),
    [
        ("event:\n  place: here", "event-start", 5, ""),
        ("event:\n  start: 2026-12-03T18:30\n  end: 2026-12-03T10:00", "event-end", 6, ""),
        ("event:\n  start: 2026-12-03\n  end: 2027-12-03", "event-end", 6, ""),
        ("event:\n  strat: 2026-12-03", "key-unknown", 5, "  start: 2026-12-03"),
        ("event:\n  start: soon", "date-invalid", 5, ""),
        ("event:\n  start: 2026-12-03\n  link: javascript:x", "value-invalid", 6, ""),
        ("event:\n  start: 2026-12-03\n  place: Room: 3", "front-matter-colon", 6, '  place: "Room: 3"'),
        ("event:\n\tstart: 2026-12-03", "front-matter-tab", 5, "  start: 2026-12-03"),
    ],
)
def test_a_mistake_is_named_on_its_line(
    site: Path, write: Write, lines: str, rule: str, line: int, better: str
) -> None:
    library = read(write, site, lines)
    found = [each for each in library.problems if each.id == rule]
    assert [each.line for each in found] == [line]
    assert (found[0].edit.replacement if found[0].edit else "") == better


@pytest.mark.parametrize(
    "lines",
    [
        "event: &a\n  start: *a",
        "event:\n  start:\n    deeper: 1",
        "event:\n  - start: 2026-12-03",
        "event: !!python/object:x {}",
        "event:\n" + "\n".join(f"  key{n}: x" for n in range(200)),
        "event: [" * 300,
        "event: {start: {start: {start: x}}}",
        "image: {event: {start: 2026-12-03}}",
    ],
)
def test_what_is_no_meetup_is_a_problem_and_never_a_crash(site: Path, write: Write, lines: str) -> None:
    library = read(write, site, lines)
    assert any(each.is_error for each in library.problems)
    assert "fest" not in {post.slug for post in library.posts}
