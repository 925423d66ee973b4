"""The ways from a post to others: its languages, parts of its series, before and after; and what is new in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pelican.urlwrappers import Tag
from selectolax.lexbor import LexborHTMLParser

from potluck.pages.views.wrapped import remember_links
from tests.conftest import CONF
from tests.files import built_at, put_all

HOME = "https://club.example.org/blog"
POSTS = {
    "2026-05-01-soup": "series: Evenings",
    "2026-05-02-sopa": "lang: es\ntranslation_of: soup",
    "2026-05-03-suppe": "lang: de\ntranslation_of: soup\nstatus: draft",
    "2026-05-04-bread": "series: Evenings\nupdated: 2026-05-20",
    "2026-05-05-tea": "series: Evenings\nupdated: 2026-05-05",
}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("ways")
    files = {"siteconf.py": CONF + "PUBLISHING = True\n", "content/authors/tom-oak.md": "---\nname: Tom Oak\n---\n"}
    for name, more in POSTS.items():
        files[f"content/posts/{name}.md"] = f"---\ntitle: {name[11:]}\nauthor: tom-oak\n{more}\n---\n\nWords.\n"
    put_all(root, files)
    return built_at(root, HOME)


def post(output: Path, slug: str) -> LexborHTMLParser:
    return LexborHTMLParser((output / f"2026/05/{slug}/index.html").read_text(encoding="utf-8"))


def texts(tree: LexborHTMLParser, selector: str) -> list[tuple[str, str]]:
    return [(node.attributes["href"] or "", " ".join(node.text().split())) for node in tree.css(selector)]


@pytest.mark.parametrize("slug", ["soup", "sopa"])
def test_a_translation_and_its_original_name_each_other_in_the_same_words(output: Path, slug: str) -> None:
    named = {
        link.attributes["hreflang"]: link.attributes["href"] for link in post(output, slug).css("head link[hreflang]")
    }
    assert named == {
        "en": f"{HOME}/2026/05/soup/",
        "es": f"{HOME}/2026/05/sopa/",
        "x-default": f"{HOME}/2026/05/soup/",
    }


def test_readers_see_where_the_other_language_is_and_no_draft(output: Path) -> None:
    links = post(output, "soup").css(".facts a[hreflang]")
    assert [(link.attributes["lang"], link.text()) for link in links] == [("es", "español")]
    assert [link.text() for link in post(output, "sopa").css(".facts a[hreflang]")] == ["English"]
    assert not post(output, "bread").css("[hreflang]")


def test_a_part_of_a_series_leads_to_the_parts_beside_it(output: Path) -> None:
    assert texts(post(output, "soup"), "nav.beside[aria-label=Evenings] a") == [
        ("/blog/2026/05/bread/", "Part 2 bread"),
    ]
    assert texts(post(output, "bread"), "nav.beside[aria-label=Evenings] a") == [
        ("/blog/2026/05/soup/", "Part 1 soup"),
        ("/blog/2026/05/tea/", "Part 3 tea"),
    ]
    assert texts(post(output, "tea"), ".kicker a") == [("/blog/series/evenings/", "Evenings")]


def test_before_and_after_follow_the_days(output: Path) -> None:
    tree = post(output, "bread")
    assert texts(tree, "a[rel=prev]") == [("/blog/2026/05/sopa/", "Before this sopa")]
    assert texts(tree, "a[rel=next]") == [("/blog/2026/05/tea/", "After this tea")]
    assert texts(post(output, "tea"), "a[rel=next]") == []


def test_an_update_is_told_where_it_is_later_than_the_post(output: Path) -> None:
    changed = post(output, "bread").css_first("time.dt-updated")
    assert changed
    assert (changed.attributes["datetime"] or "").startswith("2026-05-20")
    assert post(output, "tea").css_first("time.dt-updated") is None


def test_the_link_to_a_tag_is_worked_out_once_until_it_is_called_otherwise() -> None:
    class Settings(dict[str, str]):
        asked = 0

        def __getitem__(self, key: str) -> str:
            self.asked += 1
            return super().__getitem__(key)

    remember_links()
    settings = Settings(TAG_URL="tags/{slug}/")
    tag = Tag("Soup", settings)
    tag.slug = "soup"
    assert [tag.url, tag.url, tag.url] == ["tags/soup/"] * 3
    assert settings.asked == 1
    tag.slug = "broth"
    assert tag.url == "tags/broth/"
