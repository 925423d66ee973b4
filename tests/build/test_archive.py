"""The archive: one page for few posts; for very many, a page for each year."""

from __future__ import annotations

import locale
import re
from pathlib import Path

import pytest
from pelican.contents import Article

from potluck.build import build, record
from potluck.build.store import Store
from tests.conftest import CONF
from tests.files import april, configure, put, rebuilt, replace


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with four posts of three years, and at most three on one page of the archive."""
    put(tmp_path, "siteconf.py", f"{CONF}\nARCHIVE_AT_ONCE = 3\nSEARCH = CARDS = False\n")
    put(tmp_path, "content/authors/tom-oak.md", "---\nname: Tom Oak\n---\n")
    for year in (2022, 2023, 2023, 2025):
        bring(tmp_path, year)
    return tmp_path


def bring(site: Path, year: int, text: str = "It was good.") -> None:
    number = len([*site.glob("content/posts/*.md")])
    post = f"---\ntitle: Supper {number}\nauthor: tom-oak\n---\n\n{text}\n"
    put(site, f"content/posts/{year}-03-{number + 1:02}-supper-{number}.md", post)


def page(site: Path, path: str) -> str:
    return (site / "output" / path / "index.html").read_text(encoding="utf-8")


def titles(html: str) -> list[str]:
    return re.findall(r">(Supper \d)<", html)


def test_each_year_of_many_posts_has_a_page_and_the_first_leads_to_all(site: Path) -> None:
    assert build(site / "siteconf.py").errors == 0
    first = page(site, "archive")
    assert titles(first) == ["Supper 3"]
    assert all(f'href="/archive/{year}/"' in first for year in (2022, 2023, 2025))
    assert titles(page(site, "archive/2023")) == ["Supper 2", "Supper 1"]
    assert 'href="/archive/2023/" aria-current="page"' in page(site, "archive/2023")
    sitemap = (site / "output/sitemap.xml").read_text()
    assert "/archive/2022/</loc>" in sitemap and "/archive/2025/</loc>" in sitemap


def test_few_posts_stand_on_one_page(site: Path) -> None:
    next(site.glob("content/posts/2022*")).unlink()
    assert build(site / "siteconf.py").errors == 0
    assert titles(page(site, "archive")) == ["Supper 3", "Supper 2", "Supper 1"]
    assert not [*site.glob("output/archive/*/")]


def test_the_pages_of_years_come_and_go_with_the_number_of_posts(site: Path) -> None:
    build(site / "siteconf.py")
    oldest = next(site.glob("content/posts/2022*"))
    text = oldest.read_text()
    oldest.unlink()
    assert build(site / "siteconf.py").errors == 0
    assert not [*site.glob("output/archive/*/")]
    oldest.write_text(text)
    assert build(site / "siteconf.py").errors == 0
    assert titles(page(site, "archive/2022")) == ["Supper 0"]


def test_a_new_post_changes_no_other_year(site: Path) -> None:
    build(site / "siteconf.py")
    before = page(site, "archive/2022"), page(site, "archive/2023")
    bring(site, 2025)
    built = build(site / "siteconf.py")
    assert (page(site, "archive/2022"), page(site, "archive/2023")) == before
    assert titles(page(site, "archive/2025")) == ["Supper 4", "Supper 3"]
    assert built.errors == 0


def test_a_post_may_link_to_a_year(site: Path) -> None:
    bring(site, 2025, "We met [often in 2023](/archive/2023/).")
    assert build(site / "siteconf.py").errors == 0
    assert 'href="/archive/2023/"' in page(site, "2025/03/supper-4")


ROWS = (
    "{% for each in articles %}{{ each.title }} {{ each.url }} {{ each.locale_date }}"
    "{% for author in each.authors %} {{ author }} {{ author.url }}{% endfor %}<br>{% endfor %}"
)


@pytest.fixture
def stock(site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings of a site whose archive is that of a theme for Pelican as it comes, with ten posts more."""
    monkeypatch.setattr(record, "MANY", 3)
    april(site, 10, name="april")
    put(site, "own/archives.html", ROWS)
    own = 'THEME_TEMPLATES_OVERRIDES = [str(HERE / "own")]'
    return configure(site, own, "ARCHIVE_AT_ONCE, FEED_MAX_ITEMS = 1_000, 2")


def test_a_list_for_stock_pelican_has_no_articles_made(stock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setattr(Article, "__init__", lambda self, *_args, **_more: made.append(self))
    build(stock)
    archive = page(stock.parent, "archive")
    assert "10 2026/04/april-10/ Fri 10 April 2026 Tom Oak authors/tom-oak/<br>" in archive
    assert made == []


def test_a_name_that_no_article_has_is_looked_for_in_one(stock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    init = Article.__init__

    def counted(article: Article, *args: object, **more: object) -> None:
        made.append(article)
        init(article, *args, **more)

    monkeypatch.setattr(Article, "__init__", counted)
    put(stock.parent, "own/archives.html", "{% for each in articles %}{{ each.cover }}{{ each.title }} {% endfor %}")
    build(stock)
    assert len(made) == 1
    put(stock.parent, "own/archives.html", "{% for each in articles %}{{ each.cover }}{{ each.timezone }} {% endfor %}")
    build(stock)
    assert page(stock.parent, "archive").split() == ["UTC"] * 14


def test_of_a_long_list_only_what_is_new_is_noted_anew(stock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(stock)
    names: list[str] = []
    get = Store.get
    monkeypatch.setattr(Store, "get", lambda self, name: (names.append(name), get(self, name))[1])
    bring(stock.parent, 2025)
    assert rebuilt(stock).rendered
    assert {f"view d:content/posts/2026-04-{day:02}-april-{day}.md" for day in range(2, 7)} & {*names} == set()


def test_a_long_list_follows_what_becomes_of_its_rows(stock: Path) -> None:
    build(stock)
    bring(stock.parent, 2025)
    rebuilt(stock)
    replace(stock.parent / "content/posts/2026-04-05-april-5.md", "title: 5", "title: Five")
    rebuilt(stock)
    (stock.parent / "content/posts/2026-04-07-april-7.md").unlink()
    rebuilt(stock)
    replace(stock.parent / "content/authors/tom-oak.md", "name: Tom Oak", "name: Tom Elm")
    rebuilt(stock)
    assert "Five 2026/04/april-5/ Sun 05 April 2026 Tom Elm" in page(stock.parent, "archive")


def test_a_date_in_the_locale_of_its_language_leaves_others_in_theirs(
    stock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    april(stock.parent, 2, "author: tom-oak\nlang: es", name="abril")
    configure(stock.parent, 'DATE_FORMATS = {"es": ("es_ES", "%d.%m.")}')
    locales = ["C"]
    monkeypatch.setattr(locale, "setlocale", lambda _, to=None: locales.append(to or locales[-1]) or locales[-1])
    build(stock)
    assert "2026/04/abril-2/ 02.04. Tom Oak" in page(stock.parent, "archive")
    there = [number for number, each in enumerate(locales) if each == "es_ES"]
    assert there and all(locales[number + 1] == locales[number - 1] for number in there)


def test_pages_that_list_posts_as_articles_list_them_when_nothing_else_is_made(stock: Path) -> None:
    put(stock.parent, "content/pages/about.md", "---\ntitle: About\n---\n\nUs.\n")
    for word in ("one", "two"):
        put(stock.parent, "own/page.html", f"{word} {ROWS}")
        rebuilt(stock)
    assert page(stock.parent, "about").startswith("two 10 2026/04/april-10/ Fri 10 April 2026")
