"""What pages tell other sites and machines: Open Graph, JSON-LD and microformats, read back as those read them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mf2py
import pytest
from PIL import Image

from potluck.build import build
from potluck.pages.views.people import glaze
from tests.chromium import Browse, complaints_of
from tests.theme.test_words import page

POST = "2026/04/everything/index.html"
HOME = "http://localhost:8000"
KINDS = ("index.html", POST, "authors/ines-duarte/index.html", "tags/meetups/index.html", "series/evenings/index.html")
VOCABULARY = {
    "Blog": {"name", "description", "url", "inLanguage", "publisher"},
    "BlogPosting": {
        *("headline", "description", "url", "datePublished", "dateModified", "inLanguage", "keywords", "image"),
        *("author", "publisher", "isPartOf"),
    },
    "BreadcrumbList": {"itemListElement"},
    "CollectionPage": {"name", "url"},
    "CreativeWorkSeries": {"name", "url"},
    "Event": {"name", "startDate", "endDate", "location", "url", "organizer"},
    "ListItem": {"position", "name", "item"},
    "Organization": {"name", "url"},
    "Person": {"name", "url", "description", "image", "sameAs"},
    "Place": {"name"},
    "ProfilePage": {"mainEntity"},
    "VirtualLocation": {"url"},
}
"""The part of schema.org that we use: properties whose domain holds the type (schema.org, release 29)."""


def metadata(pages: Path, path: str) -> dict[str, str]:
    found = page(pages, path).css("meta[property], meta[name]")
    names = (tag.attributes.get("property") or tag.attributes["name"] or "" for tag in found)
    return {name: tag.attributes["content"] or "" for name, tag in zip(names, found, strict=True)}


def graph(pages: Path, path: str) -> list[dict[str, Any]]:
    scripts = page(pages, path).css("script[type='application/ld+json']")
    assert len(scripts) == 1
    data = json.loads(scripts[0].text())
    assert data["@context"] == "https://schema.org"
    things: list[dict[str, Any]] = data["@graph"]
    return things


def things_in(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [thing for each in value for thing in things_in(each)]
    if isinstance(value, dict):
        return [value, *(thing for each in value.values() for thing in things_in(each))]
    return []


@pytest.mark.parametrize("path", KINDS)
def test_every_page_has_a_picture_for_links_that_is_there_and_as_large_as_it_says(pages: Path, path: str) -> None:
    said = metadata(pages, path)
    assert said["og:image"].startswith(HOME + "/")
    assert {"og:title", "og:type", "og:url", "og:description", "og:image:alt", "og:image:type"} <= set(said)
    assert said["twitter:card"] == "summary_large_image"
    with Image.open(pages / said["og:image"].removeprefix(HOME + "/")) as picture:
        assert (str(picture.width), str(picture.height)) == (said["og:image:width"], said["og:image:height"])
        assert picture.get_format_mimetype() == said["og:image:type"]


def test_a_card_has_the_title_as_its_page_has_it(site: Path, write: Callable[[str, str], Path]) -> None:
    write("content/posts/2026-05-21-rain.md", "---\ntitle: Tom's rain -- and mine\nauthor: tom-oak\n---\n\nQuinces.\n")
    assert build(site / "siteconf.py").errors == 0
    said = metadata(site / "output", "2026/05/rain/index.html")
    assert said["og:title"] == "Tom’s rain – and mine"
    assert said["og:image:alt"].startswith(said["og:title"])


def test_a_post_names_its_people_on_the_fediverse(pages: Path) -> None:
    assert metadata(pages, POST)["fediverse:creator"] == "@ines@social.example"


@pytest.mark.parametrize("path", KINDS)
def test_facts_keep_to_the_vocabulary_and_their_addresses_are_whole(pages: Path, path: str) -> None:
    for thing in things_in(graph(pages, path)):
        assert set(thing) - {"@type"} <= VOCABULARY[thing["@type"]], thing["@type"]
        for name in ("url", "item", "image"):
            assert str(thing.get(name, HOME)).startswith(HOME)


@pytest.mark.parametrize(
    ("where", "location"),
    [
        ("place: The old boathouse", {"@type": "Place", "name": "The old boathouse"}),
        ("link: https://example.org/room", {"@type": "VirtualLocation", "url": "https://example.org/room"}),
    ],
)
def test_a_meetup_is_an_event_of_the_vocabulary(
    site: Path, write: Callable[[str, str], Path], where: str, location: dict[str, str]
) -> None:
    event = f"event:\n  name: Summer fest\n  start: 2026-06-12T18:30\n  {where}"
    write("content/posts/2026-05-21-fest.md", f"---\ntitle: Come\nauthor: tom-oak\n{event}\n---\n\nQuinces.\n")
    assert build(site / "siteconf.py").errors == 0
    things = graph(site / "output", "2026/05/fest/index.html")
    for thing in things_in(things):
        assert set(thing) - {"@type"} <= VOCABULARY[thing["@type"]], thing["@type"]
    fest = next(thing for thing in things_in(things) if thing["@type"] == "Event")
    assert fest["name"] == "Summer fest"
    assert fest["startDate"].startswith("2026-06-12T18:30")
    assert fest["location"] == location


def test_a_posts_facts_are_what_readers_see(pages: Path) -> None:
    posting, _meetup, way = graph(pages, POST)
    assert posting["@type"] == "BlogPosting"
    assert posting["headline"] == "Everything “at once” & <b>more</b>"
    assert [person["name"] for person in posting["author"]][:2] == ["Inês Duarte", "Tom Oak"]
    assert posting["dateModified"].startswith("2026-04-09")
    assert posting["isPartOf"]["name"] == "Evenings"
    assert [step["position"] for step in way["itemListElement"]] == [1, 2, 3]
    text = (pages / POST).read_text(encoding="utf-8")
    assert "<b>more</b>" not in text


def test_a_persons_facts_name_their_other_places(pages: Path) -> None:
    profile = graph(pages, "authors/ines-duarte/index.html")[0]
    assert profile["@type"] == "ProfilePage"
    assert "https://github.com/ines-example" in profile["mainEntity"]["sameAs"]


def microformats(pages: Path, path: str) -> dict[str, Any]:
    found: dict[str, Any] = mf2py.parse(doc=(pages / path).read_text(encoding="utf-8"), url=f"{HOME}/{path[:-10]}")
    return found


def test_a_post_is_an_h_entry(pages: Path) -> None:
    entry = microformats(pages, POST)["items"][0]
    assert entry["type"] == ["h-entry"]
    said = entry["properties"]
    assert said["name"] == ["Everything “at once” & <b>more</b>"]
    assert said["url"] == [f"{HOME}/2026/04/everything/"]
    assert said["published"][0].startswith("2026-04-02")
    assert said["updated"][0].startswith("2026-04-09")
    assert said["author"][0]["properties"]["url"] == [f"{HOME}/authors/ines-duarte/"]
    assert said["category"] == ["meetups", "a-rather-long-tag-of-one-word"]
    assert "Quoted." in said["content"][0]["value"]


def test_a_person_is_the_h_card_of_their_page_and_links_to_themselves(pages: Path) -> None:
    found = microformats(pages, "authors/ines-duarte/index.html")
    card = next(item for item in found["items"] if item["type"] == ["h-card"])["properties"]
    assert card["name"] == ["Inês Duarte"]
    assert card["uid"] == [f"{HOME}/authors/ines-duarte/"]
    assert set(found["rels"]["me"]) == {
        "https://github.com/ines-example",
        "https://social.example/@ines",
        "https://ines.example.org",
    }
    assert "me" not in microformats(pages, POST)["rels"]
    assert f"{HOME}/authors/ines-duarte/" in microformats(pages, POST)["rels"]["author"]


def test_lists_are_h_feeds(pages: Path) -> None:
    items = microformats(pages, "tags/meetups/index.html")["items"]
    feed = next(item for item in items if item["type"] == ["h-feed"])
    assert [child["type"] for child in feed["children"]] == [["h-entry"]]


def test_home_is_one_h_feed_with_the_newest_post_in_it(pages: Path) -> None:
    items = microformats(pages, "index.html")["items"]
    assert [item["type"] for item in items] == [["h-feed"]]
    assert items[0]["properties"] == {"name": ["Test Table"], "summary": ["A blog for tests."]}
    assert {child["type"][0] for child in items[0]["children"]} == {"h-entry", "h-card"}
    posts = [child["properties"] for child in items[0]["children"] if child["type"] == ["h-entry"]]
    assert [each["url"] for each in posts] == [
        [f"{HOME}/2026/04/arabic/"],
        [f"{HOME}/2026/04/everything/"],
        [f"{HOME}/2025/03/hello/"],
    ]


def test_a_post_without_a_word_of_prose_is_described_by_its_people_and_its_title(
    site: Path, write: Callable[[str, str], Path]
) -> None:
    write("content/posts/2026-05-09-code.md", "---\ntitle: Code\nauthor: tom-oak\n---\n\n```python\nprint(1)\n```\n")
    assert build(site / "siteconf.py").errors == 0
    found = metadata(site / "output", "2026/05/code/index.html")
    assert found["description"] == found["og:description"] == "Tom Oak: Code"


def test_a_plate_has_the_same_glaze_on_pages_and_on_cards(pages: Path) -> None:
    plates = page(pages, "people/index.html").css(".plate[data-initial]")
    handles = [link.attributes["href"] or "" for link in page(pages, "people/index.html").css(".people h3 a")]
    shown = [re.search(r"\bp(\d)\b", plate.attributes["class"] or "") for plate in plates]
    assert [int(found[1]) for found in shown if found] == [glaze(each.split("/")[2]) for each in handles]


@pytest.mark.browser
def test_a_browser_has_nothing_to_say_about_the_facts(browse: Browse, served: str) -> None:
    tab = browse()
    said = complaints_of(tab, "error", "warning", "info", "log")
    tab.goto(f"{served}/2026/04/everything/")
    assert said == []
