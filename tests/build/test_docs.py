"""The documentation, as pages of the site: where it is wanted, with links that lead somewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from potluck.build import build
from potluck.build.conf import settings_from
from potluck.checks import check
from potluck.pages.documentation import Shelf
from potluck.pages.edition import now
from potluck.settings import Settings
from potluck.verify import dead_links, promised
from tests.conftest import ROOT
from tests.files import append, configure, rebuilt, replace

Write = Callable[[str, str], Path]
ADDRESS = "https://club.example.org/blog"


@pytest.fixture
def with_docs(site: Path, write: Write) -> Path:
    """The small site, which has papers of its own in `docs/`."""
    configure(site, 'DOCS_PAGES = str(HERE / "docs")')
    write(
        "docs/index.md",
        """
        # Papers of `ours`

        See [cups](cups.md#how-many), [rules](rules/README.md), [how to bring](../CONTRIBUTING.md), [code](../tasks.py).

        ![](images/cup.webp) <script>alert(1)</script> [away](../../secret) [gone](gone.md)
        """,
    )
    write(
        "docs/cups.md",
        "# Good cups\n\n## How many\n\nTwo, a guest's own too. [Back](index.md), [rule](rules/one-cup.md).\n",
    )
    write("docs/rules/README.md", "# Rules\n\n[One](one-cup.md).\n")
    write("docs/rules/one-cup.md", "# One cup\n\n[All](README.md) and [home](https://example.org/).\n")
    write("CONTRIBUTING.md", "# Bring\n\n[Papers](docs/index.md)\n")
    image = write("docs/images/cup.webp", "")
    image.write_bytes((ROOT / "docs/images/bring-a-post.webp").read_bytes())
    return site


def test_texts_become_pages_and_links_lead_there(with_docs: Path) -> None:
    built = build(with_docs / "siteconf.py", siteurl=ADDRESS)
    page = (built.output / "docs/index.html").read_text(encoding="utf-8")
    assert "<h1>Papers of ours</h1>" in page.replace(' lang="en"', "")
    for place in ("docs/cups/#how-many", "docs/rules/", "docs/contributing/", "docs/images/cup.webp"):
        assert f'"/blog/{place}"' in page
    assert '"https://github.com/test-example/test/blob/main/tasks.py"' in page
    assert '"https://github.com/test-example/test/blob/main/docs/gone.md"' in page
    assert "alert(1)" not in page and "secret" not in page
    assert dead_links(built.output, ADDRESS) == []


def test_they_are_left_alone_while_posts_change_and_follow_their_own_texts(with_docs: Path) -> None:
    conf = with_docs / "siteconf.py"
    build(conf)
    append(with_docs / "content/posts/2026-05-02-first-evening.md", "\nOne word more.\n")
    assert rebuilt(conf).rendered == 1
    cups = with_docs / "docs/cups.md"
    for word in ("Seven", "Ten"):
        replace(cups, " cups\n", f" {word} cups\n")
        assert rebuilt(conf).rendered == 1
    (with_docs / "CONTRIBUTING.md").write_text("# Bring along\n", encoding="utf-8")
    assert rebuilt(conf).rendered == 1
    replace(cups, "Two", "Twelve")
    (with_docs / "docs/rules/one-cup.md").unlink()
    rebuilt(conf)
    assert "Twelve" in (with_docs / "output/docs/cups/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("typography", "words"), [(True, "a guest’s own"), (False, "a guest's own")])
def test_texts_are_set_in_type_like_all_others(with_docs: Path, typography: bool, words: str) -> None:
    built = build(configure(with_docs, f"TYPOGRAPHY = {typography}"))
    assert words in (built.output / "docs/cups/index.html").read_text(encoding="utf-8")


def test_their_paths_are_promised_and_no_others(with_docs: Path) -> None:
    built = build(with_docs / "siteconf.py")
    shelf = Shelf.of(Settings.from_pelican(settings_from(with_docs / "siteconf.py")))
    is_promised = promised(built.edition, shelf.paths())
    files = [each.relative_to(built.output).as_posix() for each in built.output.glob("docs/**/*") if each.is_file()]
    assert len(files) == 6
    assert [file for file in files if not is_promised(file)] == []
    assert not is_promised("docs/other/index.html")


def test_a_preview_of_a_post_has_none(with_docs: Path) -> None:
    post = "content/posts/2026-05-02-first-evening.md"
    assert not (build(with_docs / "siteconf.py", only=frozenset({post})).output / "docs").exists()


def test_a_community_that_names_no_folder_has_none(with_docs: Path) -> None:
    configure(with_docs, 'DOCS_PAGES = ""')
    assert not (build(with_docs / "siteconf.py").output / "docs").exists()


def test_a_page_of_a_member_can_not_take_their_place(with_docs: Path, write: Write) -> None:
    write("content/pages/docs.md", "---\ntitle: Mine\n---\n\nAll mine.\n")
    built = build(with_docs / "siteconf.py")
    assert [problem.path for problem in built.problems] == ["content/pages/docs.md"]
    assert "Papers" in (built.output / "docs/index.html").read_text(encoding="utf-8")


def test_messages_of_the_check_link_to_them(with_docs: Path, write: Write) -> None:
    write("content/posts/2026-05-09-nameless.md", "---\nauthor: tom-oak\n---\n\nNo title.\n")
    settings = Settings.from_pelican(settings_from(with_docs / "siteconf.py"))
    report = check(with_docs / "content", settings, moment=now(), paths=["content/posts/2026-05-09-nameless.md"])
    assert report.docs_of(report.problems[0]) == "https://test.example.org/docs/checks/title-missing/"


def test_our_own_have_no_dead_links(site: Path) -> None:
    built = build(configure(site, f"DOCS_PAGES = {str(ROOT / 'docs')!r}"), siteurl=ADDRESS)
    assert dead_links(built.output, ADDRESS) == []
    assert (built.output / "docs/checks/title-missing/index.html").is_file()
    mine = [each for each in (built.output / "docs").rglob("*.html") if "/blob/main/docs/" in each.read_text("utf-8")]
    assert mine == []  # every link to another of them leads to its page


def test_search_engines_are_told_of_the_pages(with_docs: Path) -> None:
    assert build(with_docs / "siteconf.py", siteurl=ADDRESS).errors == 0
    sitemap = (with_docs / "output/sitemap.xml").read_text(encoding="utf-8")
    for page in ("docs/", "docs/cups/", "docs/rules/", "docs/rules/one-cup/", "docs/contributing/"):
        assert f"<loc>{ADDRESS}/{page}</loc>" in sitemap


def test_a_page_of_the_documentation_that_goes_leaves_the_sitemap(with_docs: Path, write: Write) -> None:
    build(with_docs / "siteconf.py", siteurl=ADDRESS)
    (with_docs / "docs/rules/one-cup.md").unlink()
    write("docs/rules/README.md", "# Rules\n\nNone.\n")
    write("docs/cups.md", "# Cups\n\n## How many\n\nTwo.\n")
    build(with_docs / "siteconf.py", siteurl=ADDRESS)
    assert "one-cup" not in (with_docs / "output/sitemap.xml").read_text(encoding="utf-8")


def test_each_text_leads_back_to_the_first_of_them(with_docs: Path) -> None:
    output = build(with_docs / "siteconf.py", siteurl=ADDRESS).output
    way = '<p class="kicker"><a href="/blog/docs/">Documentation</a></p>'
    for page in ("docs/cups", "docs/rules", "docs/rules/one-cup", "docs/contributing"):
        assert way in (output / page / "index.html").read_text(encoding="utf-8")
    for page in ("docs", "about"):
        assert way not in (output / page / "index.html").read_text(encoding="utf-8")


def test_where_the_first_text_came_later_the_others_lead_to_it(with_docs: Path) -> None:
    conf, first = with_docs / "siteconf.py", with_docs / "docs/index.md"
    text = first.read_text(encoding="utf-8")
    first.unlink()
    page = build(conf).output / "docs/cups/index.html"
    assert 'class="kicker"' not in page.read_text(encoding="utf-8")
    first.write_text(text, encoding="utf-8")
    build(conf)
    assert '<p class="kicker"><a href="/docs/">' in page.read_text(encoding="utf-8")
