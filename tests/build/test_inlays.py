"""A page of which only a part would be another keeps the rest, and comes out as if all of it had been made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from potluck.build import build, page_writer
from potluck.pages import parts
from potluck.pages.feeds.alone import Alone
from tests.build.test_incremental import conf_of
from tests.files import rebuilt, unclean

Write = Callable[[str, str], Path]


@pytest.fixture(autouse=True)
def whole(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were made as a whole; of few people and short bios, every part is large enough."""
    made: list[str] = []
    compose = page_writer.compose

    def noted(pieces: list[str], page: Any) -> Any:
        made.append("".join(pieces))
        return compose(pieces, page)

    monkeypatch.setattr(page_writer, "compose", noted)
    monkeypatch.setattr(parts, "LARGE", 1)
    return made


def community(write: Write) -> None:
    for name in ("Ada", "Ben", "Cleo"):
        write(f"content/authors/{name.lower()}.md", f"---\nname: {name}\n---\n\n{name} bakes.\n")
        for day in (1, 2):
            post = f"---\ntitle: By {name} {day}\nauthor: {name.lower()}\n---\n\nPies.\n"
            write(f"content/posts/2026-04-{day:02}-{name.lower()}-{day}.md", post)


def test_a_bio_is_set_into_the_pages_that_show_it(site: Path, write: Write, whole: list[str]) -> None:
    community(write)
    conf = conf_of(site)
    build(conf)
    write("content/authors/ben.md", "---\nname: Ben\n---\n\nBen bakes much longer cakes, and sings: Ω.\n")
    whole.clear()
    assert build(conf).rendered == 4  # the two posts, the directory, and Ben's own page
    assert len(whole) == 1
    assert "much longer cakes" in (site / "output/people/index.html").read_text(encoding="utf-8")
    assert unclean(conf) == []


def test_parts_that_were_renewed_are_renewed_again(site: Path, write: Write, whole: list[str]) -> None:
    community(write)
    conf = conf_of(site)
    build(conf)
    for name, words in (
        ("ada", "Short."),
        ("cleo", "Ünïcödé " * 9),
        ("ada", "Longer than it was before."),
        ("ben", "x"),
    ):
        write(f"content/authors/{name}.md", f"---\nname: {name.title()}\n---\n\n{words}\n")
        whole.clear()
        build(conf)
        assert len(whole) == 1
        assert unclean(conf) == []


def test_a_new_post_renews_its_authors_place_in_the_directory(site: Path, write: Write, whole: list[str]) -> None:
    community(write)
    conf = conf_of(site)
    build(conf)
    write("content/posts/2026-04-09-new.md", "---\ntitle: Brand new\nauthor: cleo\n---\n\nBread.\n")
    whole.clear()
    build(conf)
    assert not any("Everyone at the table" in page for page in whole)
    assert "Brand new" in (site / "output/people/index.html").read_text(encoding="utf-8")
    assert unclean(conf) == []


def test_a_feed_keeps_the_entries_that_nothing_changed(
    site: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    community(write)
    conf = conf_of(site, "FEED_MAX_ITEMS = 4\n")
    build(conf)
    made: list[str] = []
    clean = Alone.clean

    def noted(alone: Alone, html: str, own: str, *, is_plain: bool) -> str:
        made.append(own.rpartition("/2026/")[2])
        return clean(alone, html, own, is_plain=is_plain)

    monkeypatch.setattr(Alone, "clean", noted)
    new = "content/posts/2026-04-03-new.md"
    for title, words in (
        ("New", "Ünïcödé & <b>more</b>."),
        ("New", "Other words."),
        ("Another title: \U0001f967", "Other words."),
        ("Another title: \U0001f967", "Ünïcödé, and longer than before."),
    ):
        write(new, f"---\ntitle: '{title}'\nauthor: cleo\n---\n\n{words}\n")
        made.clear()
        rebuilt(conf)
    write(new, "---\ntitle: 'Another title: \U0001f967'\nauthor: cleo\n---\n\nShort.\n")
    made.clear()
    build(conf)
    assert made == ["04/new/"]
    (site / new).unlink()
    rebuilt(conf)


def test_what_a_template_makes_of_a_part_is_no_place_for_it(site: Path, write: Write) -> None:
    """A part that is kept in a name, asked about or shown within a block's text may decide on all of the page."""
    community(write)
    write(
        "templates/authors.html",
        '{% extends "base.html" %}{% from "macros/directory.html" import in_directory %}\n'
        "{% block title %}{{ self.everyone()|length }}{% endblock %}\n"
        "{% block content %}{% for _, members in people %}{% for person in members %}\n"
        "{% set place = once(in_directory, person) %}{% if 'cake' in place %}Cake!{% endif %}\n"
        "{{ once(in_directory, person) }}{{ place|length }}{% endfor %}{% endfor %}\n"
        "{% block everyone %}{% for _, all in people %}{{ once(in_directory, all[0]) }}{% endfor %}{% endblock %}\n"
        "{% endblock %}\n",
    )
    conf = conf_of(site, "THEME_TEMPLATES_OVERRIDES = [str(HERE / 'templates')]\n")
    build(conf)
    for words in ("A cake.", "A pie, a pie.", "Many a cake."):
        write("content/authors/ben.md", f"---\nname: Ben\n---\n\n{words}\n")
        rebuilt(conf)


def test_another_theme_may_have_a_macro_of_that_name(site: Path, write: Write) -> None:
    write(
        "templates/authors.html",
        '{% extends "base.html" %}{% block content %}'
        "{% macro once(words, twice=false) %}{{ words }}, once{% endmacro %}"
        "{{ once('Bread', twice=true) }}{% endblock %}\n",
    )
    conf = conf_of(site, "THEME_TEMPLATES_OVERRIDES = [str(HERE / 'templates')]\n")
    assert build(conf).errors == 0
    assert "Bread, once" in (site / "output/people/index.html").read_text(encoding="utf-8")
