"""A community's own templates, styles, scripts and words stand in for the theme's, one by one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from potluck.build import build
from tests.files import configure


def test_one_piece_can_be_replaced_and_the_rest_stays(site: Path, write: Callable[[str, str], Path]) -> None:
    conf = configure(site, 'THEME_TEMPLATES_OVERRIDES = [str(HERE / "own")]', 'DEFAULT_LANG = "de"')
    write(
        "own/macros/byline.html",
        "{% macro byline(people) %}OURS{% endmacro %}"
        "{% macro first_post(article) %}{% endmacro %}{% macro joint(loop) %}{% endmacro %}",
    )
    write("own/tags.html", '{% extends "!theme/tags.html" %}{% block title %}Stichwörter{% endblock %}')
    write("own/css/people.css", ".card { color: rebeccapurple }")
    write("own/css/custom.css", ".mine { color: teal }")
    write("own/locale/de.po", 'msgid "Home"\nmsgstr "Daheim"\n')
    assert build(conf).errors == 0
    post = (site / "output/2026/05/first-evening/index.html").read_text(encoding="utf-8")
    assert "OURS" in post
    assert "rebeccapurple" in post
    assert post.index(".mine{color:teal}") > post.index("rebeccapurple")
    assert ".facts" in post  # the theme's own article.css
    assert ">Daheim</a>" in post
    assert ">Quelltext</a>" in post
    tags = (site / "output/tags/index.html").read_text(encoding="utf-8")
    assert "<title>Stichwörter · Test Table</title>" in tags
    assert "meetups" in tags
    assert ".mine{color:teal}" in tags


def test_a_template_that_prints_a_person_shows_who_it_is_and_no_hidden_address(
    site: Path, write: Callable[[str, str], Path]
) -> None:
    write("own/author.html", "{{ person }}|{{ person.handle }}")
    write("content/authors/mia.md", "---\nname: Mia\nemail: mia@mail.example\n---\nBakes.\n")
    assert build(configure(site, 'THEME_TEMPLATES_OVERRIDES = [str(HERE / "own")]')).errors == 0
    assert (site / "output/authors/mia/index.html").read_text(encoding="utf-8") == "&lt;p:mia&gt;|mia"
