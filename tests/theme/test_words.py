"""What the theme says: names, links and marks as promised, nothing unescaped, and every string open to translation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, nodes
from selectolax.lexbor import LexborHTMLParser, LexborNode

THEME = Path(__file__).resolve().parents[2] / "theme"
TEMPLATES = sorted(path.relative_to(THEME / "templates").as_posix() for path in THEME.glob("templates/**/*.html"))
POST = "2026/04/everything/index.html"


def page(pages: Path, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((pages / path).read_text(encoding="utf-8"))


def one(tree: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    found = tree.css_first(selector)
    assert found is not None, selector
    return found


def words(node: LexborNode) -> str:
    return " ".join(node.text().split())


def test_a_byline_names_everybody_and_links_each_name(pages: Path) -> None:
    byline = one(page(pages, POST), ".byline dd")
    for plate in byline.css(".plates"):
        plate.decompose()
    assert words(byline).startswith("Inês Duarte, Tom Oak and Max Wolfe")
    assert [link.attributes["href"] for link in byline.css("a")] == [
        "/authors/ines-duarte/",
        "/authors/tom-oak/",
        "/authors/max/",
    ]


def test_a_card_names_only_the_links_that_exist(pages: Path) -> None:
    cards = page(pages, POST).css(".card")
    sentences = ["".join(words(p) for p in card.css("p") if "Find" in p.text()) for card in cards]
    assert sentences[0] == "Find Inês Duarte on GitHub, Mastodon and on the web."
    assert sentences[1] == ""
    assert sentences[2].endswith(" on GitHub.")


def test_a_first_post_is_marked_and_a_later_one_is_not(pages: Path) -> None:
    assert "First post" in words(one(page(pages, "2025/03/hello/index.html"), ".byline"))
    assert "First post" not in words(one(page(pages, "2026/04/arabic/index.html"), ".facts"))


def test_a_draft_says_so_and_asks_search_engines_to_stay_away(pages: Path) -> None:
    draft = page(pages, "2026/05/not-yet/index.html")
    assert "draft" in words(one(draft, ".notice"))
    assert one(draft, "meta[name=robots]").attributes["content"] == "noindex"
    assert "Not yet" in words(one(page(pages, "index.html"), ".notice"))


def test_titles_and_summaries_never_become_markup(pages: Path) -> None:
    tree = page(pages, POST)
    assert words(one(tree, "h1")) == "Everything “at once” & <b>more</b>"
    assert words(one(tree, "title")).startswith('Everything "at once" & <b>more</b> · ')
    assert one(tree, "meta[property='og:title']").attributes["content"] == "Everything “at once” & <b>more</b>"
    assert one(tree, "meta[name=description]").attributes["content"] == "A <i>summary</i> with “quotes”"


def test_text_in_another_language_says_which_and_the_words_around_it_do_not(pages: Path) -> None:
    tree = page(pages, "2026/04/arabic/index.html")
    for selector in ("html", "h1", ".prose"):
        assert (one(tree, selector).attributes["lang"], one(tree, selector).attributes["dir"]) == ("ar", "rtl")
    assert (one(tree, "body").attributes["lang"], one(tree, "body").attributes["dir"]) == ("en", "ltr")
    assert "lang" not in one(tree, ".facts").attributes
    assert one(page(pages, "index.html"), ".entry [lang=ar], .main-dish [lang=ar]").attributes["dir"] == "rtl"


def test_every_page_has_its_own_title_and_description(pages: Path) -> None:
    seen: dict[tuple[str, str | None], Path] = {}
    for file in pages.rglob("*.html"):
        tree = LexborHTMLParser(file.read_text(encoding="utf-8"))
        key = words(one(tree, "title")), one(tree, "meta[name=description]").attributes["content"]
        assert all(key)
        assert key not in seen, (file, seen.get(key))
        seen[key] = file


def test_the_page_for_dead_ends_leads_on(pages: Path) -> None:
    tree = page(pages, "404.html")
    targets = {link.attributes["href"] for link in tree.css("main a")}
    assert targets >= {"/", "/archive/", "/tags/", "/people/"}


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_word_of_a_template_can_be_translated(name: str) -> None:
    environment = Environment(loader=FileSystemLoader(THEME / "templates"), extensions=["jinja2.ext.i18n"])
    source = (THEME / "templates" / name).read_text(encoding="utf-8")
    literal = "\0".join(part.data for part in environment.parse(source).find_all(nodes.TemplateData))
    visible = re.sub(r"<style>.*?</style>|<[^>]*>|&#?\w+;|\b[a-z-]+=\"[^\"]*\"", " ", literal, flags=re.S)
    assert not re.findall(r"[^\W\d_]{2,}", visible)


@pytest.mark.parametrize("name", TEMPLATES)
def test_only_rendered_bodies_and_what_is_ours_go_unescaped(name: str) -> None:
    source = (THEME / "templates" / name).read_text(encoding="utf-8")
    unescaped = set(re.findall(r"([\w.]+)(?:\([^|{]*\))?\s*\|\s*safe", source))
    assert unescaped <= {
        *("article.dressed", "page.dressed", "person.bio", "person.bio_on_card", "lead.picture"),
        *("css", "frame_script", "foresight", "theme_script", "diagrams.script"),
    }
    assert "autoescape" not in source
