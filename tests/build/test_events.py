"""Meetups on the site: on the post, on the home page while they are to come, and in readers' calendars."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from icalendar import Calendar
from selectolax.lexbor import LexborHTMLParser

from potluck.build import build
from tests.files import append, configure, rebuilt, replace

Write = Callable[[str, str], Path]
HOME = "https://club.example.org"
FEST = """
    ---
    title: Come to the fest
    author: tom-oak
    event:
      name: Summer fest
      start: 2026-06-12T18:30
      end: 2026-06-12T21:00
      place: The old boathouse
      link: https://example.org/sign-up
    ---

    There will be quinces.
"""


@pytest.fixture
def output(site: Path, write: Write) -> Path:
    write("content/posts/2026-05-21-fest.md", FEST)
    write(
        "content/posts/2026-05-01-before.md",
        "---\ntitle: Before\nauthor: tom-oak\nevent: 2026-05-03\naliases: [/2026/05/earlier/]\n---\n\nIt was.\n",
    )
    assert build(site / "siteconf.py", siteurl=HOME).problems == ()
    return site / "output"


def words(output: Path, path: str, selector: str) -> str:
    node = LexborHTMLParser((output / path).read_text(encoding="utf-8")).css_first(selector)
    return " ".join(node.text().split()) if node else ""


def test_a_posts_page_and_the_home_page_say_when_and_where(output: Path) -> None:
    for path in ("index.html", "2026/05/fest/index.html"):
        said = words(output, path, ".event")
        assert "Summer fest" in said
        assert "Friday, June 12, 2026, 6:30 PM – 9:00 PM" in said
        assert "The old boathouse" in said


def test_name_and_place_are_set_in_type_and_the_hour_as_the_language_has_it(site: Path, write: Write) -> None:
    configure(site, 'DEFAULT_LANG = "ja"')
    text = FEST.replace("Summer fest", "Tom's fest").replace("author: tom-oak", "author: tom-oak\n    lang: en")
    write("content/posts/2026-05-21-fest.md", text)
    build(site / "siteconf.py", siteurl=HOME)
    said = words(site / "output", "2026/05/fest/index.html", ".event")
    assert "Tom’s fest" in said
    assert "2026年6月12日金曜日 18:30 – 21:00" in said


def test_a_meetup_that_is_over_leaves_the_home_page(site: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1781298000")  # 2026-06-12T21:00Z, the moment it ends
    build(site / "siteconf.py", siteurl=HOME)
    assert words(output, "index.html", ".event") == ""
    assert "Summer fest" in words(output, "2026/05/fest/index.html", ".event")


def test_the_calendar_has_every_meetup_under_a_name_that_stays(output: Path) -> None:
    calendar = Calendar.from_ical((output / "events.ics").read_bytes())
    entries = calendar.walk("VEVENT")
    assert [str(each["uid"]) for each in entries] == [
        "2026-05-earlier@club.example.org",
        "2026-05-fest@club.example.org",
    ]
    before, fest = entries
    assert before.decoded("dtstart").isoformat() == "2026-05-03"
    assert before.decoded("dtend").isoformat() == "2026-05-04"
    assert fest.decoded("dtstart").isoformat() == "2026-06-12T18:30:00+00:00"
    assert fest.decoded("dtstamp").isoformat() == "2026-05-21T00:00:00+00:00"
    assert str(fest["location"]) == "The old boathouse"
    assert str(fest["url"]) == f"{HOME}/2026/05/fest/"


def test_there_is_no_calendar_without_meetups(site: Path) -> None:
    build(site / "siteconf.py")
    assert not (site / "output/events.ics").exists()


@pytest.mark.parametrize("edit", ["a text", "a title", "nothing but a file of the output"])
def test_a_meetup_that_is_over_leaves_the_home_page_whatever_was_edited_before(
    site: Path, output: Path, monkeypatch: pytest.MonkeyPatch, edit: str
) -> None:
    build(site / "siteconf.py")
    if edit == "a text":
        append(site / "content/posts/2026-05-02-first-evening.md", "\nIt rained.\n")
    elif edit == "a title":
        replace(site / "content/posts/2026-05-02-first-evening.md", "A first evening", "The first evening")
    else:
        (output / "about/index.html").write_text("spoilt")
    rebuilt(site / "siteconf.py")  # no page asks anew when the meetup is over
    assert "Summer fest" in words(output, "index.html", ".event")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    rebuilt(site / "siteconf.py")
    assert words(output, "index.html", ".event") == ""
