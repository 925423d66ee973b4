"""No text of an old site keeps us for longer than its size: beginnings that never end cost nothing."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest

from potluck.moving.arrange import broken_links, leads
from potluck.moving.bodies import bounded, rst
from potluck.moving.bodies.bounded import Bounded
from potluck.moving.bodies.html import to_markdown
from potluck.moving.bodies.jsx import plain_mdx
from potluck.moving.bodies.liquid import Liquid
from potluck.moving.bodies.myst import plain_myst
from potluck.moving.bodies.shortcodes import plain_shortcodes
from potluck.moving.model import Entry
from potluck.moving.sources import wordpress_bodies
from potluck.moving.sources.assigned import take_assigned
from potluck.moving.tree import explore
from potluck.workshop import Bounds
from tests.moving.conftest import Bench

LONG = 40_000  # characters; where time grows with the square, half a minute and more
PATIENCE = 10  # seconds of processor time


def many(beginning: str) -> str:
    return beginning * (LONG // len(beginning))


@pytest.mark.parametrize(
    "beginning",
    ["{% raw %}", "{% comment %}", "{% highlight a %}", "{% highlight ", "{% include python %}", "{% a ", "{{ a "],
)
def test_templates_that_never_end(beginning: str) -> None:
    started = time.process_time()
    Liquid().fill(Entry("a.md", body=many(beginning)))
    assert time.process_time() - started < PATIENCE


@pytest.mark.parametrize("body", ["{{ " + " " * LONG + "x", " " * LONG + "{% a %}"])
def test_blanks_without_end(body: str) -> None:
    started = time.process_time()
    Liquid().fill(Entry("a.md", body=body))
    assert time.process_time() - started < PATIENCE


@pytest.mark.parametrize("body", [many("{{< a "), many('{{% a "'), many("{{</* "), "{{< a" + " " * LONG])
def test_shortcodes_that_never_end(body: str) -> None:
    entry = Entry("a.md", body="{{< a >}}" + body)
    started = time.process_time()
    plain_shortcodes(entry, lambda _, name: None)
    assert time.process_time() - started < PATIENCE


@pytest.mark.parametrize("beginning", ["```{note}\n", ":::{note}\n:a: b\n", "```{post} a\n---\n", "{a}`", "(a"])
def test_directives_that_never_end(beginning: str) -> None:
    entry = Entry("a.md", body=many(beginning) * 4)
    started = time.process_time()
    plain_myst(entry)
    assert time.process_time() - started < PATIENCE


@pytest.mark.parametrize(
    "doubling", ['a = f"{a}{a}{a}{a}"', "a = join(a, a, a, a)", "a = a / a / a / a", "a = [a, a, a, a]\nb = f'{a}'"]
)
def test_settings_that_grow_without_end_count_as_not_said(doubling: str, tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text("a = 'tea'\nb = f'{a} {1}'\n" + f"{doubling}\n" * 30)
    values: dict[str, Any] = {}
    unknown: list[str] = []
    started = time.process_time()
    take_assigned(explore(tmp_path), "conf.py", values, unknown)
    assert time.process_time() - started < PATIENCE
    assert len(unknown) >= 15
    assert all(len(value) < 1_000_000 for value in values.values())


@pytest.mark.parametrize("html", [many("<!--"), many("<!-- a"), many("<img"), many("<a "), "<" + many("a")])
def test_comments_and_tags_that_never_end(html: str) -> None:
    started = time.process_time()
    to_markdown(html)
    assert time.process_time() - started < PATIENCE


@pytest.mark.parametrize("name", ["CODE", "SHORTCODE", "WRAPPED", "SHARED", "BY_NUMBER"])
@pytest.mark.parametrize(
    "text",
    [
        many("[code]"),
        many("[code "),
        "[code" + " " * LONG,
        many('<div class="wp-block-embed__wrapper"> '),
        '<div class="wp-block-embed__wrapper">' + " " * LONG,
        many('<!-- wp:block {"ref":1 '),
        many('href="https://a'),
    ],
)
def test_what_wordpress_puts_in_brackets(name: str, text: str) -> None:
    started = time.process_time()
    assert getattr(wordpress_bodies, name).sub("", text) is not None
    assert time.process_time() - started < PATIENCE


GROWING = ".. |a9| replace:: tea\n" + "".join(f".. |a{n}| replace:: {f'|a{n + 1}| ' * 9}\n" for n in range(9))
"""Each word stands for nine others: a third of a billion in the end."""


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Bounded:
    reader = Bounded(bounds=Bounds(seconds=1, memory=2_000_000_000))
    monkeypatch.setattr(rst, "READER", reader)
    return reader


def test_restructuredtext_that_grows_stays_as_it_is_and_the_rest_moves_in(bench: Bench, impatient: Bounded) -> None:
    head = "{0}\n#####\n\n:date: 2024-05-0{1}\n:author: Rosa\n\n"
    bench.write(
        {
            "pelicanconf.py": "SITENAME = 'Tea'\n",
            "content/a.rst": head.format("Heavy", 1) + GROWING + "\n|a0|\n",
            "content/b.rst": head.format("Light", 2) + "A *cup* of tea.\n",
        }
    )
    account = bench.move("pelican")
    kept, read = (next(bench.content.rglob(f"*{day}-*.md")).read_text() for day in ("05-01", "05-02"))
    assert "|a9| replace:: tea" in kept
    assert "A *cup* of tea." in read
    assert "title: Heavy\nauthor: rosa\n" in kept, "its first lines were read all the same"
    assert "took longer over it than any post needs" in str(account.moved.site.entries)


def test_after_a_few_such_texts_nobody_waits_for_more(impatient: Bounded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "MOST_STUCK", 1)
    assert rst.to_markdown_from_rst(GROWING + "\n|a0|\n")[2]
    assert rst.to_markdown_from_rst("tea") == ("tea", "", {"": "docutils took longer over it than any post needs"})
    impatient.close()
    assert rst.to_markdown_from_rst("*tea*")[0].strip() == "*tea*"


def test_a_line_that_docutils_would_not_read_is_not_lost(impatient: Bounded) -> None:
    text = "Tea.\n\n.. image:: data:image/png;base64," + "A" * rst.MAX_LINE
    body, _, fields = rst.to_markdown_from_rst(text)
    assert body == text
    assert fields[""]


@pytest.mark.parametrize(
    ("pattern", "text"),
    [(broken_links.HREF, "<a" + " " * LONG + "x>"), (leads.WHOLE, many("a.aax")), (leads.WHOLE, many("a."))],
)
def test_blanks_and_hosts_without_end(pattern: re.Pattern[str], text: str) -> None:
    started = time.process_time()
    assert not pattern.search(text)
    assert time.process_time() - started < PATIENCE


def test_html_that_no_parser_takes_keeps_its_words() -> None:
    words, remark = to_markdown("<p>Soup and <![x bread</p>")
    assert "Soup and" in words
    assert "its words were kept" in remark


@pytest.mark.parametrize("body", ["import" + " " * LONG + "x", "import a" + " " * LONG + "x", many("import {\n")])
def test_imports_that_never_end(body: str) -> None:
    started = time.process_time()
    plain_mdx(Entry("a.mdx", body=body))
    assert time.process_time() - started < PATIENCE
