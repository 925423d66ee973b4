"""Links of a finished site that lead nowhere are found."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from potluck.verify import dead_links, links
from tests.files import append


@pytest.fixture
def output(tmp_path: Path) -> Path:
    (tmp_path / "about").mkdir()
    (tmp_path / "index.html").write_text("<h1 id=top-story>Hello</h1>", encoding="utf-8")
    (tmp_path / "about" / "index.html").write_text("<h2 id='caf%C3%A9'>x</h2><h2 id='café'>y</h2>", encoding="utf-8")
    (tmp_path / "photo one.png").write_bytes(b"")
    return tmp_path


def links_on_home(output: Path, html: str, siteurl: str = "") -> list[str]:
    append(output / "index.html", html)
    return [dead.link for dead in dead_links(output, siteurl)]


@pytest.mark.parametrize(
    "html",
    [
        "<a href='/about/'>",
        "<a href='/about/#caf%C3%A9'>",
        "<a href='#top-story'>",
        "<img src='/photo%20one.png'>",
        "<a href='https://elsewhere.example.org/gone'>",
        "<a href='mailto:someone@example.org'>",
    ],
)
def test_links_that_lead_somewhere_are_left_alone(output: Path, html: str) -> None:
    assert links_on_home(output, html) == []


@pytest.mark.parametrize(
    ("html", "link"),
    [
        ("<a href='/abuot/'>", "/abuot/"),
        ("<a href='/about'>", "/about"),
        ("<a href='/about/#kaffee'>", "/about/#kaffee"),
        ("<a href='about/'>", "about/"),
        ("<img src='/photo.png'>", "/photo.png"),
        ("<img srcset='/photo%20one.png 1x, /photo@2x.png 2x'>", "/photo@2x.png"),
    ],
)
def test_a_link_that_leads_nowhere_is_named(output: Path, html: str, link: str) -> None:
    assert links_on_home(output, html) == [link]


@pytest.mark.parametrize("link", ["//[", "http://[::1/x", "https://a]b/"])
def test_what_is_no_address_is_named_like_any_dead_link(output: Path, link: str) -> None:
    assert links_on_home(output, f"<a href='{link}'>") == [link]


def test_an_id_that_is_written_with_its_percent_signs_is_found(output: Path) -> None:
    """Browsers look for what the link says first, and for what its percent signs mean then."""
    assert links_on_home(output, "<a href='#fn-a%C3%B1o'>1</a><li id='fn-a%C3%B1o'>") == []


def test_a_place_that_is_not_there_is_told_apart_from_a_page_that_is_not_there(output: Path) -> None:
    links_on_home(output, "<a href='/about/#kaffee'>a</a><a href='#tee'>b</a><a href='/abuot/'>c</a>")
    told = {dead.link: dead.on_page for dead in dead_links(output)}
    assert told == {"/about/#kaffee": True, "#tee": True, "/abuot/": False}


def test_what_lies_beside_the_site_on_its_host_is_another_site(output: Path) -> None:
    """Many a GitHub page is: `https://club.github.io/blog/` has `https://club.github.io/library/` beside it."""
    html = "<a href='https://a.example.org/library/'>theirs</a><a href='//a.example.org/'>theirs</a>"
    assert links_on_home(output, html, "https://a.example.org/blog") == []


def test_under_a_sub_path_links_must_stay_in_it(output: Path) -> None:
    html = "<a href='/blog/about/'>in</a><a href='/about/'>out</a><a href='https://a.example.org/blog/nope/'>own</a>"
    assert links_on_home(output, html, "https://a.example.org/blog") == ["/about/", "https://a.example.org/blog/nope/"]


def test_what_is_known_of_a_page_is_what_stands_on_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hour = 3600 * 10**9
    monkeypatch.setattr(
        "potluck.build.unchanged.file_clock", lambda: time.time_ns() + hour
    )  # the site was built an hour ago
    site, memory = tmp_path / "site", tmp_path / "memory.sqlite"
    site.mkdir()
    (site / "index.html").write_text('<a href="/about.html#us">us</a><a href="/gone.html">x</a>', encoding="utf-8")
    (site / "about.html").write_text('<h1 id="us">Us</h1>', encoding="utf-8")
    first = dead_links(site, memory=memory)
    assert [each.link for each in first] == ["/gone.html"]
    with monkeypatch.context() as nobody_reads:
        nobody_reads.setattr(links, "_read", lambda file: pytest.fail(f"{file} was read"))
        assert dead_links(site, memory=memory) == first
    (site / "about.html").write_text('<h1 id="nobody">Me</h1>', encoding="utf-8")
    (site / "gone.html").write_text("back", encoding="utf-8")
    assert [each.link for each in dead_links(site, memory=memory)] == ["/about.html#us"]
    memory.write_bytes(b"spoilt")
    assert [each.link for each in dead_links(site, memory=memory)] == ["/about.html#us"]
