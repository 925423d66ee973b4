"""Who changes a template, a style sheet or a script waits for the pages that show it, and for no others."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from pathlib import Path

import pelican.settings
import pytest

from potluck.build import build
from potluck.build.standing import Standing
from tests.conftest import ROOT
from tests.files import append, configure, rebuilt, replace, unclean

Write = Callable[[str, str], Path]
ALL = 14
"""So many pages the site has at least."""


@pytest.fixture
def conf(site: Path) -> Path:
    """The settings of a site with a theme of its own, and a folder for what is to stand in for files of that."""
    shutil.copytree(ROOT / "theme", site / "theme", symlinks=True)
    (site / "own").mkdir()
    own = 'THEME, THEME_TEMPLATES_OVERRIDES = str(HERE / "theme"), [str(HERE / "own")]'
    return configure(site, own, "CARDS = SEARCH = False")


def filled_in(conf: Path) -> int:
    """How many pages a build fills in, and leaves as a build from nothing makes them."""
    return rebuilt(conf).rendered


def test_a_template_costs_the_pages_that_are_made_by_it(conf: Path, site: Path) -> None:
    assert filled_in(conf) >= ALL
    templates = site / "theme/templates"
    replace(templates / "authors.html", "{% block content %}", "{% block content %}Everybody")
    assert filled_in(conf) == 1
    assert "Everybody" in (site / "output/people/index.html").read_text(encoding="utf-8")
    replace(templates / "authors.html", "Everybody", "All of us")
    post = site / "content/posts/2026-05-02-first-evening.md"
    replace(post, "See [", "Do see [")
    assert filled_in(conf) == 2
    replace(templates / "base.html", "</body>", "At last</body>")
    assert filled_in(conf) >= ALL


def test_a_macro_costs_the_pages_that_import_it_through_others_too(conf: Path, site: Path) -> None:
    build(conf)
    replace(site / "theme/templates/macros/chart.html", "%}", "%}{# Nobody sees this. #}")
    assert 0 < filled_in(conf) < ALL / 2  # those of people, and the one in numbers
    replace(site / "theme/templates/macros/byline.html", "%}\n", "%}*\n")
    assert 4 < filled_in(conf) < ALL + 4


def test_a_sheet_or_script_costs_the_pages_that_carry_it(conf: Path, site: Path, write: Write) -> None:
    build(conf)
    write("theme/css/people.css", ".card { color: red }")
    most = filled_in(conf)
    write("theme/css/diff.css", ".card { color: red }")
    assert filled_in(conf) == 1  # only who writes a post sees one
    write("content/posts/2026-05-03-less.md", "---\ntitle: Less\nauthor: tom-oak\n---\n\n```diff\n- a\n+ b\n```\n")
    build(conf)
    write("theme/css/diff.css", ".card { color: blue }")
    assert filled_in(conf) == 2
    write("theme/scripts/far.js", "let far = 1;")
    assert 0 < filled_in(conf) < most
    write("theme/scripts/drawing.js", "let drawn = 1;")
    assert filled_in(conf) >= ALL  # a diagram might be anywhere
    for name in ("feed/feed.css", "static/write/files.js"):
        write(f"theme/{name}", "/* Other. */")
        assert filled_in(conf) == 0


def test_sheets_that_pages_link_to_are_followed_by_their_addresses(conf: Path, site: Path, write: Write) -> None:
    configure(site, "LINK_SHEETS_FROM = 1")
    build(conf)
    write("theme/css/diff.css", ".card { color: red }")
    assert filled_in(conf) == 1  # only who writes a post sees one
    write("theme/css/article.css", ".card { color: red }")
    assert 0 < filled_in(conf) < ALL


def test_what_stands_in_for_a_file_of_the_theme_comes_and_goes(conf: Path, site: Path, write: Write) -> None:
    build(conf)
    tags = write("own/tags.html", '{% extends "!theme/tags.html" %}{% block title %}Stichwörter{% endblock %}')
    assert filled_in(conf) == 1
    replace(tags, "Stichwörter", "Schlagwörter")
    assert filled_in(conf) == 1
    replace(site / "theme/templates/tags.html", "{% block content %}", "{% block content %}All of them")
    assert filled_in(conf) == 1
    tags.unlink()
    assert filled_in(conf) == 1
    sheet = write("own/css/tags.css", ".tags { color: teal }")
    filled_in(conf)
    sheet.unlink()
    filled_in(conf)
    write("own/css/custom.css", "p { color: teal }")
    assert filled_in(conf) >= ALL
    write("own/locale/en.po", 'msgid "Home"\nmsgstr "At home"\n')
    assert filled_in(conf) >= ALL


def test_a_whole_kind_of_pages_comes_and_goes_with_its_template(conf: Path, site: Path) -> None:
    build(conf)
    template, page = site / "theme/templates/numbers.html", site / "output/numbers/index.html"
    text = template.read_text(encoding="utf-8")
    template.unlink()
    filled_in(conf)
    assert not page.exists()
    template.write_text(text, encoding="utf-8")
    filled_in(conf)
    assert page.exists()


@pytest.mark.parametrize(
    "reference",
    [
        '{% set name = "macros/" ~ "more.html" %}{% include name %}',
        '{% include ["macros/none.html", "macros/more.html"] ignore missing %}',
        '{% import "macros/more.html" as more %}{{ more }}',
        '{% include "macros/more.html" without context %}',
        '{% from "macros/more.html" import said %}{{ said() }}',
    ],
)
def test_however_a_template_brings_in_another_it_is_followed(
    conf: Path, site: Path, write: Write, reference: str
) -> None:
    for name in ("tags", "authors"):
        replace(site / f"theme/templates/{name}.html", "{% block content %}", f"{{% block content %}}{reference}")
    more = "own/macros/more.html"
    write(more, "{% macro said() %}One{% endmacro %}One {{ theme_script('far.js') }}{{ style('tags') }}")
    build(conf)
    replace(site / more, "One", "Two")
    assert filled_in(conf) >= 2
    assert "Two" in (site / "output/tags/index.html").read_text(encoding="utf-8")
    for name in ("scripts/far.js", "css/tags.css", "scripts/far.js"):
        (site / "theme" / name).write_text(f"/*! {name} */", encoding="utf-8")
        filled_in(conf)
    (site / "theme/templates/macros/more.html").write_text("{% macro said() %}Three{% endmacro %}", encoding="utf-8")
    (site / more).unlink()
    filled_in(conf)


def test_a_template_that_is_broken_is_told_and_mended(conf: Path, site: Path) -> None:
    build(conf)
    template = site / "theme/templates/tags.html"
    replace(template, "{% block content %}", "{% block content")
    with pytest.raises(Exception, match=r"tags\.html"):
        build(conf)
    replace(template, "{% block content", "{% block content %}")
    filled_in(conf)


def test_a_server_follows_the_theme_and_the_texts(conf: Path, site: Path) -> None:
    standing = Standing(conf)
    standing.build()
    post = site / "content/posts/2026-05-02-first-evening.md"
    for word in ("One", "Two"):
        replace(site / "theme/templates/article.html", "{% block content %}", f"{{% block content %}}{word}")
        assert standing.build().rendered < ALL / 2
        assert unclean(conf) == []
        append(post, f"\n{word}\n")
        assert standing.build({"content/posts/2026-05-02-first-evening.md"}).rendered == 1
        assert unclean(conf) == []


def test_a_page_made_of_a_template_among_the_content_follows_it(conf: Path, site: Path, write: Write) -> None:
    configure(site, "TEMPLATE_PAGES = {'own.html': 'own.html'}")
    for word in ("One", "Two"):
        write("content/own.html", word)
        filled_in(conf)
        assert word in (site / "output/own.html").read_text(encoding="utf-8")


def test_what_links_lead_to_is_followed(conf: Path, site: Path, tmp_path: Path) -> None:
    theme, elsewhere = site / "theme", tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("templates/authors.html", "css/base.css", "templates/macros"):
        (theme / name).rename(elsewhere / Path(name).name)
        (theme / name).symlink_to(elsewhere / Path(name).name)
    (elsewhere / "macros/circle").symlink_to(theme)
    (site / "redirects.txt").symlink_to(elsewhere / "redirects.txt")
    build(conf)
    replace(elsewhere / "authors.html", "{% block content %}", "{% block content %}Everybody")
    assert filled_in(conf) == 1
    replace(elsewhere / "macros/byline.html", "<a ", "<a data-x ")
    assert filled_in(conf) > 4
    append(elsewhere / "base.css", ".x { color: red }")
    assert filled_in(conf) >= ALL
    (elsewhere / "redirects.txt").write_text("/old/ /archive/\n", encoding="utf-8")
    rebuilt(conf)
    assert (site / "output/old/index.html").is_file()


def test_a_folder_beside_the_theme_that_it_gives_out_is_followed(conf: Path, site: Path, write: Write) -> None:
    write("shared/words.txt", "One.")
    configure(site, 'THEME_STATIC_PATHS = ["static", "../shared"]')
    build(conf)
    write("shared/words.txt", "Two.")
    rebuilt(conf)


def test_an_extension_of_jinja_of_your_own_is_asked_in_every_build(conf: Path, site: Path, write: Write) -> None:
    write("word_of_ours.py", "from jinja2.ext import Extension\nclass Word(Extension): ...\n")
    more = '[*JINJA_OPTIONS["extensions"], "word_of_ours.Word"]'
    configure(site, "sys.path.insert(0, str(HERE))", f'JINJA_ENVIRONMENT = {{**JINJA_OPTIONS, "extensions": {more}}}')
    build(conf)
    assert filled_in(conf) >= ALL


def test_a_theme_that_lies_around_the_site_is_followed(conf: Path, site: Path) -> None:
    for folder in (site / "theme").iterdir():
        if folder.is_dir():
            shutil.copytree(folder, site / folder.name, symlinks=True)
    configure(site, "THEME, THEME_TEMPLATES_OVERRIDES = str(HERE), []")
    build(conf)
    replace(site / "templates/base.html", "</body>", "At last</body>")
    assert filled_in(conf) >= ALL


def test_a_theme_that_is_installed_beside_pelicans_own_is_followed(
    conf: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pelican.settings, "__file__", str(site / "pelican/settings.py"))
    spec, find = ModuleSpec("pelican", None, origin=str(site / "pelican/__init__.py")), importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec if name == "pelican" else find(name))
    shutil.move(site / "theme", site / "pelican/themes/ours")
    configure(site, "THEME = 'ours'")
    build(conf)
    replace(site / "pelican/themes/ours/templates/authors.html", "{% block content %}", "{% block content %}Everybody")
    assert filled_in(conf) == 1


@pytest.mark.parametrize("macro", ["{% set it.is = it.is + 1 %}{{ it.is }}", "{{ seen.append(it) or seen|length }}"])
def test_what_macros_count_begins_anew_on_each_page(conf: Path, site: Path, write: Write, macro: str) -> None:
    write(
        "own/macros/count.html",
        f"{{% set it, seen = namespace(is=0), [] %}}{{% macro count() %}}{macro}{{% endmacro %}}",
    )
    write(
        "own/macros/more.html",
        "{% from 'macros/count.html' import count %}{% macro more() %}No. {{ count() }}{% endmacro %}",
    )
    template = site / "theme/templates/article.html"
    replace(
        template,
        "{% block content %}",
        "{% from 'macros/more.html' import more %}{% block content %}{{ more() }} {{ more() }}",
    )
    build(conf)
    replace(site / "content/posts/2026-05-20-second-evening.md", "We talked", "We sang")
    filled_in(conf)
    assert "No. 1 No. 2" in (site / "output/2026/05/second-evening/index.html").read_text(encoding="utf-8")


def test_folders_are_those_beside_the_settings_wherever_a_build_is_begun(
    conf: Path, site: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(site, "THEME, THEME_TEMPLATES_OVERRIDES, DOCS_PAGES = 'theme', ['own'], 'docs'")
    write("own/tags.html", '{% extends "!theme/tags.html" %}{% block title %}Stichwörter{% endblock %}')
    write("docs/index.md", "# How we do it\n")
    for folder in (site / "content", site):
        monkeypatch.chdir(folder)
        build(conf)
        assert "Stichwörter" in (site / "output/tags/index.html").read_text(encoding="utf-8")
        assert "How we do it" in (site / "output/docs/index.html").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="Windows lets few people make links")
def test_content_that_becomes_a_link_is_called_as_where_it_leads(conf: Path, site: Path) -> None:
    build(conf)
    (site / "content").rename(site / "elsewhere")
    (site / "content").symlink_to("elsewhere")
    rebuilt(conf)


def test_what_git_and_python_keep_within_a_theme_is_not_given_out(conf: Path, site: Path, write: Write) -> None:
    build(conf)
    for name in (".git/config", "__pycache__/x.pyc"):
        write(f"theme/static/{name}", "x")
        assert filled_in(conf) == 0
    build(conf, clean=True)
    assert not [each for each in (site / "output").rglob("*") if each.name in ("config", "x.pyc")]
