"""Feeds: valid, whole, the same in both formats, and readable without a feed reader."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from potluck.build import build
from potluck.markup import Renderer, relink
from potluck.markup.relink import Shown, Source
from potluck.markup.typography import typeset
from potluck.pages.addresses import Addresses
from potluck.pages.feeds import filling
from potluck.pages.feeds.alone import Alone
from potluck.pages.feeds.entry import Entry
from potluck.pages.feeds.filling import Feeds
from potluck.pages.views.article import PostArticle
from potluck.settings import Settings
from tests.chromium import Browse
from tests.conftest import CONF
from tests.markup.test_plainly import TYPED
from tests.web import serving

Write = Callable[[str, str], Path]
HOME = "https://club.example.org/blog"
ATOM = etree.RelaxNG.from_rnc_string((Path(__file__).parent / "atom.rnc").read_text(encoding="utf-8"))
RICH = """
    ---
    title: Fish & <b>chips</b>
    authors: [ines-duarte, tom-oak]
    tags: [meetups, Jam-making]
    series: Evenings
    updated: 2026-05-12
    ---

    See [how it went](2026-05-20-second-evening.md), and the note.[^1]

    [^1]: A note.

    ```python
    print("<script>")
    ```

    | a | b |
    | - | - |
    | 1 | $x$ |
"""


RENDERER, ALONE = Renderer(), Alone(Addresses(Settings(siteurl=HOME)))


@pytest.fixture
def output(site: Path, write: Write) -> Path:
    """A site with a post of everything, one in Arabic, and a person with a blog."""
    write("content/posts/2026-05-09-rich.md", RICH)
    write("content/posts/2026-05-10-tahiya.md", "---\ntitle: تحية\nauthor: tom-oak\nlang: ar\n---\n\nأهلا.\n")
    write("content/authors/tom-oak.md", "---\nname: Tom Oak\nfeed: https://tom.example.net/atom.xml\n---\n\nTom.\n")
    write("hubconf.py", f"{CONF}\nWEBSUB_HUB = 'https://hub.example.net/'\n")
    assert build(site / "hubconf.py", siteurl=HOME).problems == ()
    return site / "output"


def atom_feeds(output: Path) -> list[Path]:
    return sorted(output.rglob("feed.xml"))


def test_a_post_and_its_translation_are_one_entry_each(site: Path, write: Write) -> None:
    head = "title: Hallo\nauthor: tom-oak\nlang: de\ntranslation_of: second-evening"
    write("content/posts/2026-05-21-zweiter-abend.md", f"---\n{head}\n---\n\nWir sprachen über `pathlib`.\n")
    assert build(site / "siteconf.py", siteurl=HOME).problems == ()
    text = (site / "output/feed.xml").read_text(encoding="utf-8")
    ids = re.findall("<id>(tag:[^<]+)</id>", text)
    assert len(ids) == len(set(ids)) == 3
    assert len(json.loads((site / "output/feed.json").read_text(encoding="utf-8"))["items"]) == 3


def test_site_people_tags_and_series_have_feeds_in_both_formats(output: Path) -> None:
    places = ["", "authors/tom-oak/", "authors/ines-duarte/", "tags/meetups/", "tags/jam-making/", "series/evenings/"]
    for place in places:
        assert (output / place / "feed.xml").is_file(), place
        assert (output / place / "feed.json").is_file(), place
        page = LexborHTMLParser((output / place / "index.html").read_text(encoding="utf-8"))
        named = {link.attributes["href"] for link in page.css("link[rel=alternate]")}
        assert named >= {f"{HOME}/{place}feed.xml", f"{HOME}/{place}feed.json"}


def test_a_site_may_do_without_feeds_in_json(site: Path, write: Write) -> None:
    conf = site / "siteconf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + "\nJSON_FEEDS = False\n", encoding="utf-8")
    build(conf, siteurl=HOME)
    write("content/posts/2026-05-22-third.md", "---\ntitle: A third\nauthor: tom-oak\n---\n\n[As JSON](/feed.json).\n")
    build(conf, siteurl=HOME)
    output = site / "output"
    assert not [*output.rglob("feed.json")]
    assert "feed.json" not in (output / "2026/05/third/index.html").read_text(encoding="utf-8"), "a dead link"
    assert "feed+json" not in (output / "index.html").read_text(encoding="utf-8")
    after_an_edit = [feed.read_bytes() for feed in atom_feeds(output)]
    assert b"A third" in (output / "feed.xml").read_bytes()
    build(conf, siteurl=HOME, clean=True)
    assert [feed.read_bytes() for feed in atom_feeds(output)] == after_an_edit


def test_every_atom_feed_is_valid_by_its_grammar(output: Path) -> None:
    for feed in atom_feeds(output):
        ATOM.assertValid(etree.parse(feed))


def test_every_json_feed_keeps_the_rules_of_its_version(output: Path) -> None:
    for path in sorted(output.rglob("feed.json")):
        feed = json.loads(path.read_text(encoding="utf-8"))
        place = path.parent.relative_to(output).as_posix().removeprefix(".")
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == f"{HOME}/{place}{'/' if place else ''}feed.json"
        assert isinstance(feed["title"], str)
        assert feed["hubs"] == [{"type": "WebSub", "url": "https://hub.example.net"}]
        for item in feed["items"]:
            assert isinstance(item["id"], str)
            assert item["content_html"]
            assert item["url"].startswith(HOME)
            assert all(set(author) <= {"name", "url", "avatar"} for author in item["authors"])
            assert datetime.fromisoformat(item["date_published"]).tzinfo
            assert datetime.fromisoformat(item["date_modified"]) >= datetime.fromisoformat(item["date_published"])


def test_both_formats_say_the_same(output: Path) -> None:
    for path in atom_feeds(output):
        atom = feedparser.parse(path.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
        items = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["items"]
        assert not atom.bozo
        assert [(each.id, each.title, each.link, each.content[0].value) for each in atom.entries] == [
            (each["id"], each["title"], each["url"], each["content_html"]) for each in items
        ]


def test_an_entry_stands_alone(output: Path) -> None:
    items = json.loads((output / "feed.json").read_text(encoding="utf-8"))["items"]
    entry = next(item for item in items if "chips" in item["title"])
    tree = LexborHTMLParser(entry["content_html"])
    links = [node.attributes["href"] or "" for node in tree.css("a[href]")]
    assert f"{HOME}/2026/05/second-evening/" in links
    assert any(link.startswith(f"{HOME}/2026/05/rich/#") for link in links)
    assert all(link.startswith("https://") for link in links)
    assert not tree.css("script, style, button, [loading], [class], [tabindex]")
    assert entry["title"] == "Fish & <b>chips</b>"
    assert entry["date_modified"].startswith("2026-05-12")
    assert entry["tags"] == ["meetups", "Jam-making"]
    assert [author["name"] for author in entry["authors"]] == ["Inês Duarte", "Tom Oak"]


SHOWN = Shown(3, 4, "#aabbcc", (Source("/a.avif 480w", "image/avif", sizes="1px"),))
ANSWERS = (
    "/blog/2026/05/tea/",
    "/blog",
    "/a b\xa0&<>\"'",
    "//c.example",
    "#soup",
    "a:b",
    "https://a.example/?a&b='",
    "x'",
)
"""Where links may lead, beside where they were written to lead."""
LIKE_TAGS = (
    "`--f`",
    '`<a href="https://a.example/" rel="nofollow ugc noopener">`',
    """[a](https://a.example/b#c '" rel="nofollow ugc noopener">')""",
    "![<span class='k'>x</span>](https://a.example/d)",
    "\n\nsoup\n\n*[soup]: Food & drink\n\n",
)
"""What reads like a tag and is none, and what stands in one."""


@given(
    st.lists(st.sampled_from([*TYPED, *LIKE_TAGS, "![a'b](c)", "[d](e)", "https://youtu.be/abcdefgh\n\n"]), max_size=30)
)
@settings(max_examples=100, deadline=None)
def test_an_entry_is_the_same_whether_its_body_is_parsed_for_it_or_not(pieces: list[str]) -> None:
    rendered = typeset(RENDERER.render("".join(pieces)), "fr")
    chance = random.Random("".join(pieces))
    found = relink(rendered, lambda _, url: chance.choice((url, *ANSWERS)), lambda _: chance.choice((None, SHOWN)))
    ways = [ALONE.clean(found.html, f"{HOME}/it's/", is_plain=is_plain) for is_plain in (False, found.is_plain)]
    assert ways[0] == ways[1]


def test_an_entry_is_held_for_the_feeds_that_are_still_to_come(
    site: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    make = Feeds._entry

    def noted(feeds: Feeds, article: PostArticle, language: str) -> Entry:
        made.append(article.url)
        return make(feeds, article, language)

    monkeypatch.setattr(Feeds, "_entry", noted)
    monkeypatch.setattr(filling, "AT_HAND", 2)
    for day in range(10, 16):
        tag = "tags: [soup]\nseries: Soups\n" if day == 15 else ""
        write(
            f"content/posts/2026-05-{day}-soup-{day}.md", f"---\ntitle: Soup {day}\nauthor: tom-oak\n{tag}---\n\nHot.\n"
        )
    write("fewconf.py", f"{CONF}\nFEED_ALL_ATOM = None\n")
    build(site / "fewconf.py", siteurl=HOME)
    assert all((site / f"output/{each}/feed.xml").is_file() for each in ("tags/soup", "series/soups"))
    assert made.count("2026/05/soup-15/") == 1


def test_html_of_a_strangers_own_is_always_parsed() -> None:
    assert RENDERER.render("\n".join(TYPED)).is_plain
    assert not RENDERER.render("soup <b>hot</b>").is_plain


def test_a_feed_was_changed_when_its_latest_entry_was(output: Path) -> None:
    feed = ElementTree.parse(output / "series/evenings/feed.xml").getroot()
    assert (feed.findtext("{*}updated") or "").startswith("2026-05-12")


def test_the_language_of_an_entry_is_said_where_it_is_another(output: Path) -> None:
    feed = ElementTree.parse(output / "feed.xml").getroot()
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert feed.get(lang) == "en"
    assert {entry.get(lang) for entry in feed.findall("{*}entry")} == {None, "ar"}


def test_a_renamed_post_keeps_its_id(site: Path, write: Write) -> None:
    build(site / "siteconf.py", siteurl=HOME)
    before = ids(site / "output")
    old = site / "content/posts/2026-05-02-first-evening.md"
    text = old.read_text(encoding="utf-8").replace("author:", "aliases: [/2026/05/first-evening/]\nauthor:")
    write("content/posts/2026-05-03-how-it-began.md", text.replace("A first evening", "How it began"))
    old.unlink()
    build(site / "siteconf.py", siteurl=HOME)
    assert ids(site / "output") == before


def ids(output: Path) -> set[str]:
    return set(re.findall("<id>(tag:[^<]*)</id>", (output / "feed.xml").read_text(encoding="utf-8")))


def test_the_hub_is_named_only_if_there_is_one(site: Path, output: Path) -> None:
    assert 'rel="hub"' in (output / "feed.xml").read_text(encoding="utf-8")
    build(site / "siteconf.py", siteurl=HOME)
    assert "hub" not in (output / "feed.xml").read_text(encoding="utf-8")
    assert "hubs" not in json.loads((output / "feed.json").read_text(encoding="utf-8"))


def test_peoples_own_blogs_are_a_list_for_feed_readers(output: Path) -> None:
    outlines = ElementTree.parse(output / "people.opml").getroot().findall("body/outline")
    assert [outline.attrib for outline in outlines] == [
        {"type": "link", "text": "Inês Duarte", "url": "https://ines.example.org"},
        {"type": "rss", "text": "Tom Oak", "xmlUrl": "https://tom.example.net/atom.xml"},
    ]
    assert 'href="/blog/people.opml"' in (output / "people/index.html").read_text(encoding="utf-8")


@pytest.mark.browser
def test_a_browser_shows_a_feed_as_a_page_of_links(browse: Browse, site: Path, write: Write) -> None:
    write("content/posts/2026-05-09-rich.md", RICH)
    build(site / "siteconf.py")
    with serving(site / "output") as address:
        page = browse(f"{address}/feed.xml", width=390, height=800)
        shown = [node.inner_text() for node in page.query_selector_all("a") if node.is_visible()]
        assert shown == ["Test Table", "A second evening", "Fish & <b>chips</b>", "A first evening"]
        assert not any(node.is_visible() for node in page.query_selector_all("content, id, updated"))
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
