"""A post's own page notes its text once, with all that follows from it; other pages note what they show of it."""

from __future__ import annotations

import re
from dataclasses import replace
from gettext import NullTranslations
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from potluck.build import build, page_writer
from potluck.content.gathering import load
from potluck.content.model import Post, said_in
from potluck.markup import Heading, Rendered
from potluck.pages.notes.reads import Page
from potluck.pages.notes.seen import SeenList
from potluck.pages.notes.telling import light
from potluck.pages.notes.views import SEVERAL, TEXT, home_of
from potluck.pages.views.article import PostArticle
from potluck.pages.views.series import SeriesView
from potluck.settings import Settings
from tests.build.test_incremental import conf_of
from tests.files import april

HEAD: Any = SimpleNamespace(relative="content/posts/soup.md", lang="ja", summary=None)
BODY = Rendered(
    '<h2 id="a">A</h2><pre class="math">x</pre><em>Salt</em>',
    tuple(Heading(level, name, name) for level, name in ((2, "a"), (3, "b"), (2, "c"))),
    "Salt.",
    words=900,
    first_image=None,
    embed_hosts=("video.example",),
    is_plain=True,
)


def article(body: Rendered = BODY) -> PostArticle:
    """A post of which nobody can be asked anything but its text, and what stands at its head."""
    bodies = SimpleNamespace(of=lambda _: body, facts=lambda _: body, key=lambda _: "key")
    settings = SimpleNamespace(typography=True)
    table: Any = SimpleNamespace(bodies=bodies, edition=SimpleNamespace(settings=settings))
    return PostArticle(HEAD, table, {})


def test_all_that_counts_as_a_text_follows_from_it_and_its_head() -> None:
    view = article()
    asked = {name: getattr(view, name) for name in PostArticle.OF_TEXT | PostArticle.FACTS}
    assert asked["get_content"]("") == BODY.html
    assert "#a" in asked["dressed"]("Footnotes", NullTranslations())
    assert asked["summary"] == "Salt."
    assert asked["reading_minutes"] > 1
    assert asked["embed_hosts"] == ("video.example",)
    assert "toc" in asked["sheets"]


def test_a_page_about_a_post_notes_its_text_and_a_list_what_it_shows() -> None:
    view, own, other = article(), Page({}), Page({})
    own.subject = view
    for page in (own, other):
        with page:
            assert (view.summary, view.reading_minutes) == ("Salt.", 4)
            assert [each.id for each in view.toc] == ["a", "b", "c"]
    assert own.notes == {view.view_key: {"": None, TEXT: "key"}}
    assert {*other.notes[view.view_key]} == {"summary", "reading_minutes", "toc\t#all"}


def test_a_part_on_a_posts_own_page_notes_what_it_shows_as_other_pages_show_it_as_well() -> None:
    view, page = article(), Page({})
    page.subject = view
    with page:
        _, notes = page.apart(lambda: view.summary)
        assert {*notes.notes[view.view_key]} == {"summary"}
        assert view.summary == "Salt."
    assert {*page.notes[view.view_key]} == {"", TEXT}


def test_what_is_asked_about_one_post_is_kept_under_it() -> None:
    view, page = article(), Page({}, frozenset({"facts"}))
    with page:
        facts = page.named("facts", SimpleNamespace(of_post=lambda _: "soup", of_two=lambda *_: "both"))
        assert facts.of_post(view) == "soup"
        assert facts.of_two(view, "salt") == "both"
    assert [*page.notes] == ["d:content/posts/soup.md"]
    assert [home_of(path) for path in page.notes["d:content/posts/soup.md"]] == [
        ("d:content/posts/soup.md", path) for path in page.notes["d:content/posts/soup.md"]
    ]


def test_whatever_else_stands_at_the_head_of_a_post_tells_it_apart(site: Path) -> None:
    post = load(site / "content", Settings()).posts[0]
    names = [name for name in said_in(Post) if name not in ("source", "body_line")]
    others = {name: replace(post, **{name: "another"}) for name in names if name != "authors"}
    others["authors"] = replace(post, authors=post.authors[:1])
    assert len(names) > 15
    assert [name for name, other in others.items() if light(other) == light(post)] == []


def test_what_is_asked_about_two_is_kept_under_neither() -> None:
    view, series, page = article(), SeriesView("Soups", "soups", []), Page({}, frozenset({"facts"}))
    with page:
        facts = page.named("facts", SimpleNamespace(of=lambda _: SimpleNamespace(by=lambda _: ""), both=lambda *_: ""))
        facts.of(view).by(series)
        facts.both(view, series)
    assert [*page.notes] == [SEVERAL]


def test_what_follows_from_all_of_a_list_is_not_noted_beside_it() -> None:
    page, drinks = Page({}), ["tea", "milk"]
    with page:
        seen = SeenList(drinks, "c:drinks", "")
        assert seen[0] == "tea"
        assert [*seen] == drinks
        assert (len(seen), bool(seen), seen[1]) == (2, True, "milk")
    assert {*page.notes["c:drinks"]} == {"[0]", "#all"}


def test_the_page_of_a_post_has_its_text_noted_once(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[Page] = []
    compose = page_writer.compose

    def keeps(pieces: list[str], page: Page) -> Any:
        noted.append(page)
        return compose(pieces, page)

    monkeypatch.setattr(page_writer, "compose", keeps)
    april(site, 2)
    build(conf_of(site))
    questions = {(page.subject is not None, each) for page in noted for of in page.notes.values() for each in of}
    of_own = {each for is_own, each in questions if is_own}
    assert TEXT in of_own
    facts = "|".join((*PostArticle.OF_TEXT, *PostArticle.FACTS))
    assert [each for each in of_own if re.fullmatch(f"({facts})(\t.*)?", each)] == []
